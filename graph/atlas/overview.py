"""What to draw of a network of any size: at most `MOST` marks, with the people that matter by name.

A small network is drawn whole. A larger one is drawn as communities (bubbles that open into the next level), with
hubs and brokers beside them. A person in focus is drawn with their alters. The people of a path are always there.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

import numpy as np

from graph.atlas.canvas import Canvas, Drawing
from graph.errors import BadInput, NotFound
from graph.measures.communities import Group, split
from graph.measures.naming import TYPICAL, names
from graph.store.base import View
from graph.values import organisation_key
from graph.whole import snapshot
from graph.whole.snapshot import Nodes, Snapshot

MOST, LEAST = 600, 20
"""Marks that a picture may have."""
_BUBBLE = "c"
_KEPT = 24


@dataclass(frozen=True, slots=True)
class _Level:
    """One step of opening bubbles: a crowd, and how it is shown."""

    crowd: Nodes
    named: Nodes
    groups: list[Group]
    captions: list[str]
    """Of each group's people that are not drawn by name."""


_Levels = dict[tuple[int, tuple[str, ...]], _Level]
"""How far bubbles were opened already, by room and the bubbles on the way: finding communities is the slow part."""


def draw(view: View, *, marks: int = MOST, focus: str | None = None, path: Sequence[str] = (), as_of: date) -> Drawing:
    """One picture; an `Atlas` makes many without reading the ties again."""
    return Atlas().draw(view, marks=marks, focus=focus, path=path, as_of=as_of)


class Atlas:
    """Draws pictures of one store and remembers what it read, per revision and day. Thread-safe."""

    def __init__(self, take: Callable[[View, date], Snapshot] = snapshot.take) -> None:
        """`take` is where snapshots come from."""
        self._take = take
        self._lock = Lock()
        self._snapshot: Snapshot | None = None
        self._levels: _Levels = {}
        self._drawings: OrderedDict[tuple[object, ...], Drawing] = OrderedDict()

    def draw(self, view: View, *, marks: int = MOST, focus: str | None = None, path: Sequence[str] = (), as_of: date) -> Drawing:
        """At most `marks` marks.

        Args:
            view: what to read from; always of the same store.
            marks: `LEAST` to `MOST`.
            focus: a bubble's id to open it, a person's id for the ego network, or None for everything.
            path: ids of people on a path, in order: always drawn.
            as_of: the day of the strengths.

        Raises:
            BadInput: `marks` out of range.
            NotFound: no such person or bubble.
        """
        if not LEAST <= marks <= MOST:
            raise BadInput(f"a picture has {LEAST} to {MOST} marks, not {marks}")
        with self._lock:
            key = (view.revision(), as_of, marks, focus or None, tuple(path))
            if key in self._drawings:
                self._drawings.move_to_end(key)
                return self._drawings[key]
            if self._snapshot is None or (self._snapshot.revision, self._snapshot.as_of) != key[:2]:
                self._snapshot, self._levels = self._take(view, as_of), {}
            drawing = _Draughtsman(view, self._snapshot, marks, path, self._levels).picture(focus or "")
            self._drawings[key] = drawing
            while len(self._drawings) > _KEPT:
                self._drawings.popitem(last=False)
            return drawing


class _Draughtsman:
    """Chooses the marks of one picture."""

    def __init__(self, view: View, taken: Snapshot, marks: int, path: Sequence[str], levels: _Levels) -> None:
        self.view, self.taken, self.marks, self.path, self.levels = view, taken, marks, path, levels

    def picture(self, focus: str) -> Drawing:
        canvas = Canvas(self.view, self.taken, self.path, focus)
        if focus.startswith(_BUBBLE) and "." in focus:
            self._open(canvas, focus)
        elif focus:
            self._ego(canvas, focus)
        else:
            self._show(canvas, self._level(np.arange(len(self.taken.ids)), ()), depth=1)
        return canvas.finish()

    def _ego(self, canvas: Canvas, focus: str) -> None:
        """A person, as many alters as there is room for (the strongest), and the path."""
        person = self.view.person(focus)
        if person is None:
            raise NotFound(f"nobody in this network has the id {focus}")
        canvas.focus = person.id
        on_path = self.taken.find(self.path)
        found = self.taken.find([person.id])
        if not len(found):
            canvas.add_stranger(person)
            canvas.add_people(on_path)
            return
        alters, _ = self.taken.around(int(found[0]))
        room = self.marks - 1 - len(on_path)
        canvas.hidden = max(len(alters) - room, 0)
        canvas.add_people(np.unique(np.concatenate([found, alters[:room], on_path])))

    def _open(self, canvas: Canvas, focus: str) -> None:
        """Walk down to the bubble that holds the person its id names, and show what is in it."""
        depth, _, anchor = focus[len(_BUBBLE) :].partition(".")
        found = self.taken.find([anchor])
        if not depth.isdigit() or not len(found):
            raise NotFound("this group is not in the network any more; go back to the whole map")
        level, at = self._level(np.arange(len(self.taken.ids)), ()), int(found[0])
        for step in range(1, int(depth) + 1):
            inside = [i for i, g in enumerate(level.groups) if at in g.members]
            if not inside:
                break
            group, caption = level.groups[inside[0]], level.captions[inside[0]]
            canvas.trail.append((self._name(step, group, level), caption))
            level = self._level(group.members, tuple(uid for uid, _ in canvas.trail))
        self._show(canvas, level, depth=int(depth) + 1)
        canvas.add_people(self._neighbours(level.crowd))

    def _show(self, canvas: Canvas, level: _Level, depth: int) -> None:
        canvas.add_people(np.union1d(level.named, self.taken.find(self.path)))
        for group, caption in zip(level.groups, level.captions, strict=True):
            members = np.setdiff1d(self._unnamed(group, level.named), self.taken.find(self.path))
            if len(members):
                canvas.add_bubble(self._name(depth, group, level), caption, members)
        canvas.crowd = len(level.crowd)

    def _unnamed(self, group: Group, named: Nodes) -> Nodes:
        return np.setdiff1d(group.members, named)

    def _name(self, depth: int, group: Group, level: _Level) -> str:
        """A bubble is named after its best connected member: it stays the same when others come and go."""
        members = self._unnamed(group, level.named)
        members = members if len(members) else group.members
        return f"{_BUBBLE}{depth}.{self.taken.ids[members[np.argmax(self.taken.reach[members])]]}"

    def _level(self, crowd: Nodes, trail: tuple[str, ...]) -> _Level:
        room = self.marks - len(self.path) - self.marks // 20
        key = (room, trail)
        if key not in self.levels:
            self.levels[key] = self._opened(crowd, room)
        return self.levels[key]

    def _opened(self, crowd: Nodes, room: int) -> _Level:
        if len(crowd) <= room:
            return _Level(crowd, crowd, [], [])
        named = self._prominent(crowd, self.marks // 10)
        groups = split(self.taken, crowd, named, room, max(self.marks // 8, 2), self._employers)
        named = np.union1d(named, self._brokers(crowd, groups, self.marks // 10))
        return _Level(crowd, named, groups, self._captions(groups, named))

    def _captions(self, groups: list[Group], named: Nodes) -> list[str]:
        """What the people of each group that are not drawn by name have in common."""
        bubbles = {i: rest for i, g in enumerate(groups) if not g.loose and len(rest := self._unnamed(g, named))}
        best = [rest[np.lexsort((rest, -self.taken.reach[rest]))[:TYPICAL]] for rest in bubbles.values()]
        called = names(self.view, [[self.taken.ids[i] for i in some] for some in best], self.taken.as_of)
        captions = {i: name for i, (name, _) in zip(bubbles, called, strict=True)}
        return [captions.get(i, "Others") for i in range(len(groups))]

    def _prominent(self, crowd: Nodes, count: int) -> Nodes:
        """Those with the greatest sum of strengths."""
        return np.sort(crowd[np.lexsort((crowd, -self.taken.reach[crowd]))[:count]])

    def _brokers(self, crowd: Nodes, groups: list[Group], count: int) -> Nodes:
        """Those whose ties lead into the most groups other than their own; at least two of them."""
        label = np.full(len(self.taken.ids), -1, dtype=np.int64)
        for k, group in enumerate(groups):
            label[group.members] = k
        u, v = self.taken.u, self.taken.v
        ends, into = np.concatenate([u, v]), np.concatenate([label[v], label[u]])
        across = (into >= 0) & (label[ends] >= 0) & (into != label[ends])
        # Sorting a million numbers is ten times faster than numpy's hashing of them in `unique`.
        pairs = np.sort(ends[across] * (len(groups) + 1) + into[across])
        pairs = pairs[np.diff(pairs, prepend=-1) > 0]
        spans = np.bincount(pairs // (len(groups) + 1), minlength=len(self.taken.ids))[crowd]
        best = np.lexsort((crowd, -self.taken.reach[crowd], -spans))[:count]
        return np.sort(crowd[best[spans[best] >= 2]])

    def _neighbours(self, crowd: Nodes) -> Nodes:
        """The few people outside a crowd with the most strength into it: the ways out."""
        inside = np.zeros(len(self.taken.ids), dtype=np.bool_)
        inside[crowd] = True
        u, v, w = self.taken.u, self.taken.v, self.taken.weight
        pull = np.bincount(v, weights=w * (inside[u] & ~inside[v]), minlength=len(inside))
        pull += np.bincount(u, weights=w * (inside[v] & ~inside[u]), minlength=len(inside))
        best = np.argsort(-pull, kind="stable")[: self.marks // 20]
        return np.sort(best[pull[best] > 0.0])

    def _employers(self, people: Nodes) -> list[str]:
        known = {p.id: organisation_key(p.company) for p in self.view.people([self.taken.ids[i] for i in people])}
        return [known.get(self.taken.ids[i], "") for i in people]
