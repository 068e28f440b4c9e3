"""A picture as numbers and names: marks with positions, lines between them, and how they are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from graph.atlas.layout import positions
from graph.measures.communities import leiden
from graph.model import Person
from graph.store.base import View
from graph.whole.snapshot import Nodes, Snapshot

_LINES = 3
"""Lines for each mark, at most."""
_CAPTION = 40.0
"""Space around a bubble for what is written below it, in drawing units."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A person, or a bubble of people."""

    id: str
    kind: Literal["person", "group"]
    label: str
    about: str
    """What the person does and where; what a bubble holds."""
    people: int
    ties: int
    """Ties of the person, or of all people in the bubble."""
    size: float
    """Radius in drawing units."""
    group: int
    """Community, for the colour; the largest is 0, and -1 has none."""
    x: float = 0.0
    y: float = 0.0
    step: int = -1
    """Place on the path in focus, from 0; -1 when not on it."""


@dataclass(frozen=True, slots=True)
class Line:
    """All ties between two marks."""

    a: str
    b: str
    ties: int
    strength: float
    """Of the strongest of them."""
    on_path: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture, largest marks first. Positions are around (0, 0) in drawing units; y grows downwards."""

    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    people: int
    """In the whole network."""
    ties: int
    """Alive in the whole network."""
    shown: int
    """People that the marks stand for."""
    hidden: int
    """Alters of the person in focus for whom there was no room."""
    focus: str
    """Current id of the person or bubble in focus, or empty."""
    trail: tuple[tuple[str, str], ...]
    """The bubbles opened so far, outermost first: id and label."""
    as_of: date
    revision: int


class Canvas:
    """Collects marks, then joins and places them."""

    def __init__(self, view: View, taken: Snapshot, path: Sequence[str], focus: str) -> None:
        self.trail: list[tuple[str, str]] = []
        self.focus, self.hidden, self.crowd = focus, 0, 0
        self._view, self._taken, self._path = view, taken, list(path)
        self._marks: list[Mark] = []
        self._of = np.full(len(taken.ids), -1, dtype=np.int64)
        """Mark of each person."""

    def add_people(self, nodes: Nodes) -> None:
        """People by name; those that are there already stay as they are."""
        fresh = nodes[self._of[nodes] < 0]
        known = {p.id: p for p in self._view.people([self._taken.ids[i] for i in fresh])}
        for i in fresh.tolist():
            uid = self._taken.ids[i]
            if uid in known:
                self._of[i] = len(self._marks)
                self._marks.append(self._person(known[uid], int(self._taken.degree[i])))

    def add_stranger(self, person: Person) -> None:
        """A person without ties."""
        self._marks.append(self._person(person, 0))

    def add_bubble(self, uid: str, caption: str, members: Nodes) -> None:
        self._of[members] = len(self._marks)
        ties = int(self._taken.degree[members].sum())
        size = round(14.0 + 4.0 * float(np.log2(1.0 + len(members))), 1)
        about = f"{len(members)} people" if len(members) > 1 else "1 person"
        self._marks.append(Mark(uid, "group", caption, about, len(members), ties, size, -1))

    def finish(self) -> Drawing:
        """Lines, communities, sizes and positions."""
        u, v, ties, strength, pull = self._join()
        community = leiden(len(self._marks), u, v, pull) if len(u) else np.full(len(self._marks), -1)
        kept = self._strongest(u, v, pull)
        room = np.array([m.size + (_CAPTION if m.kind == "group" else 0.0) for m in self._marks])
        start = np.where(community < 0, int(community.max(initial=0)) + 1, community)
        at = np.round(positions(u[kept], v[kept], np.log1p(pull[kept]), room, start), 1)
        steps = {uid: i for i, uid in enumerate(self._path)}
        marks = [
            replace(m, group=int(community[i]), x=float(at[i, 0]), y=float(at[i, 1]), step=steps.get(m.id, -1))
            for i, m in enumerate(self._marks)
        ]
        near = {frozenset(pair) for pair in zip(self._path, self._path[1:], strict=False)}
        lines = [
            Line(a, b, int(ties[i]), round(float(strength[i]), 4), on_path=frozenset((a, b)) in near)
            for i in kept.tolist()
            for a, b in [(self._marks[u[i]].id, self._marks[v[i]].id)]
        ]
        return Drawing(
            marks=tuple(sorted(marks, key=lambda m: (-m.size, m.id))),
            lines=tuple(lines),
            people=self._taken.people,
            ties=len(self._taken.u),
            shown=sum(m.people for m in marks),
            hidden=self.hidden,
            focus=self.focus,
            trail=tuple(self.trail),
            as_of=self._taken.as_of,
            revision=self._taken.revision,
        )

    def _person(self, person: Person, ties: int) -> Mark:
        about = " at ".join(part for part in (person.position, person.company) if part)
        size = 5.0 + 1.5 * float(np.log2(1.0 + ties)) + (4.0 if person.id == self.focus or person.id in self._path else 0.0)
        return Mark(person.id, "person", person.name, about, 1, ties, round(size, 1), -1)

    def _join(self) -> tuple[Nodes, Nodes, Nodes, np.ndarray, np.ndarray]:
        """Pairs of marks that ties join: both ends, how many, the strongest and the sum of their strengths."""
        a, b = self._of[self._taken.u], self._of[self._taken.v]
        kept = (a >= 0) & (b >= 0) & (a != b)
        a, b, weight = a[kept], b[kept], self._taken.weight[kept]
        key = np.minimum(a, b) * len(self._marks) + np.maximum(a, b)
        pairs, which, ties = np.unique(key, return_inverse=True, return_counts=True)
        strongest = np.zeros(len(pairs))
        np.maximum.at(strongest, which, weight)
        pull = np.bincount(which, weights=weight, minlength=len(pairs))
        width = max(len(self._marks), 1)
        return pairs // width, pairs % width, ties, strongest, pull

    def _strongest(self, u: Nodes, v: Nodes, pull: np.ndarray) -> Nodes:
        """Which lines to draw: those of the path, the best one of every mark, then the strongest while there is room."""
        order = np.lexsort((v, u, -pull))
        ranked_u, ranked_v = u[order], v[order]
        step = {uid: i for i, uid in enumerate(self._path)}
        at = np.array([step.get(m.id, -9) for m in self._marks])
        must = np.abs(at[ranked_u] - at[ranked_v]) == 1
        for ends in (ranked_u, ranked_v):
            must[np.unique(ends, return_index=True)[1]] = True
        room = max(_LINES * len(self._marks) - int(must.sum()), 0)
        optional = np.flatnonzero(~must)[:room]
        return np.sort(order[np.union1d(np.flatnonzero(must), optional)])
