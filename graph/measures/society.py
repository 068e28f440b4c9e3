"""The whole network at one day as suggestions use it: its ties, whose exports are here, and its communities, each computed once.

`Societies` keep the last one, so that a server reads every tie once for each change of its store. Of a store that is too large
for that, what is around one person takes its place (`graph.measures.nearby`).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.keys import EXPORT
from graph.measures.holes import adjacency
from graph.measures.meeting import Prospects, prepare
from graph.measures.partition import Partition, modal
from graph.store.base import View
from graph.whole import snapshot
from graph.whole.snapshot import Nodes, Snapshot

_KEPT = 8
"""People whose surroundings are kept: a page asks for one kind of suggestion after the other."""
_LOOKED_AT = 8
"""Ties of an exporter that are looked at for something that the own export says."""


class Reading(NamedTuple):
    """How a network was read."""

    way: str
    """In a word or two, as in `introducing.question.Found`."""
    complete: str
    """Of what nothing is missing, in words."""
    times: NDArray[np.float64] | None = None
    """Of a part: how many ties each person has for one that was read; None where all were."""


ALL = Reading("snapshot", "all ties")


class Society:
    """A snapshot with what follows from it. Thread-safe in so far as the same thing may be computed twice."""

    def __init__(self, taken: Snapshot, ties: csr_array, exporters: Nodes, reading: Reading = ALL) -> None:
        self.taken = taken
        self.ties = ties
        """Strengths both ways."""
        self.exporters = exporters
        """Whose own contacts are here, so that all that they know of one another's ties is."""
        self.reading = reading
        self._prospects: Prospects | None = None

    @cached_property
    def exported(self) -> NDArray[np.bool_]:
        """The same, one flag a person."""
        flags = np.zeros(len(self.taken.ids), dtype=np.bool_)
        flags[self.exporters] = True
        return flags

    @cached_property
    def communities(self) -> Partition:
        return modal(len(self.taken.ids), self.taken.u, self.taken.v, self.taken.weight)

    @property
    def reach(self) -> NDArray[np.float64]:
        """Sum of the strengths of each person's ties."""
        return self.taken.reach

    @property
    def way(self) -> str:
        """How its communities were found, in words."""
        return "all ties of the day, on this machine"

    def prospects(self, view: View) -> Prospects:
        """What whom-to-meet learns from the days behind all ties, read from the store that this was taken of."""
        if self._prospects is None:
            # Of a part, communities end where it does: how much they depend on chance is not worth ten times the work.
            label = self.communities.label if self.reading.times is None else None
            self._prospects = prepare(view, self.taken, label, self.reading.times)
        return self._prospects

    def place(self, person: str) -> int:
        """Index of a person in the snapshot, or -1."""
        found = self.taken.find([person])
        return int(found[0]) if len(found) else -1

    def alters(self, node: int) -> Nodes:
        """Indices of a person's contacts, sorted."""
        return np.sort(_around(self.ties, node)[0])

    def around(self, node: int) -> tuple[Nodes, NDArray[np.float64]]:
        """As `Snapshot.around`, without looking at every tie."""
        return _around(self.ties, node)

    def ids(self, nodes: Nodes) -> list[str]:
        return [self.taken.ids[i] for i in nodes.tolist()]


def _around(ties: csr_array, node: int) -> tuple[Nodes, NDArray[np.float64]]:
    inside = slice(ties.indptr[node], ties.indptr[node + 1])
    alters, strength = ties.indices[inside].astype(np.int64), ties.data[inside]
    order = np.lexsort((alters, -strength))
    return alters[order], strength[order]


def read(view: View, as_of: date, _around: str = "") -> Society:
    """Read every tie of a store, whoever it is read for."""
    return of(view, snapshot.take(view, as_of))


def of(view: View, taken: Snapshot, reading: Reading = ALL) -> Society:
    """What follows from a snapshot of this store."""
    ties = adjacency(taken)
    return Society(taken, ties, _exporters(view, taken, ties), reading)


def _exporters(view: View, taken: Snapshot, ties: csr_array) -> Nodes:
    """Whose export had something to say by `as_of`: one of their strongest ties of that day stands in it. (Whether the file is
    here is no fact of that day, and a file of later must not change what is said of it.)"""
    owners = owners_of_exports(view)
    nodes = taken.find(sorted(owners))
    near: dict[int, list[str]] = {}
    for i in nodes.tolist():
        near[i] = [taken.ids[j] for j in _around(ties, i)[0][:_LOOKED_AT].tolist()]
    mine = view.records_of([taken.ids[i] for i in near])
    theirs = view.records_of({uid for some in near.values() for uid in some})
    said = _saying(view, _all(mine), _all(theirs), taken.as_of)
    return np.array([i for i in near if owners[taken.ids[i]] & said.get(taken.ids[i], set())], dtype=np.int64)


def owners_of_exports(view: View) -> dict[str, set[str]]:
    """current person id -> the parts that are this person's own export, whatever they say and of whatever day."""
    parts = sorted({p.uid for s in view.sources() for p in s.parts})
    holding = view.records_with({EXPORT + part for part in parts})
    person = view.people_of({r for records in holding.values() for r in records})
    owners: dict[str, set[str]] = {}
    for key, records in holding.items():
        for uid in {person[r] for r in records if r in person}:
            owners.setdefault(uid, set()).add(key.removeprefix(EXPORT))
    return owners


def _all(records: Mapping[str, Sequence[str]]) -> list[str]:
    return sorted({r for ids in records.values() for r in ids})


def _saying(view: View, ours: Sequence[str], theirs: Sequence[str], as_of: date) -> dict[str, set[str]]:
    """person -> the parts in which an encounter of theirs, of `as_of` or before, stands."""
    found = [e for e in view.encounters_between(ours, theirs) if e.day is None or e.day <= as_of] if ours and theirs else []
    person = view.people_of({end for e in found for end in (e.a, e.b)})
    parts: dict[str, set[str]] = {}
    for e in found:
        for end in (e.a, e.b):
            if end in person:
                parts.setdefault(person[end], set()).add(e.part)
    return parts


Near = Callable[[View, date, str], Society | None]
"""The network around a person, of a store that is too large to be read; None for any other."""


class Societies:
    """Keeps the network that was asked for last, per revision and day, of one store; of a store that is too large, what is around
    the people who were asked about last. Thread-safe."""

    def __init__(
        self, take: Callable[[View, date], Snapshot] = snapshot.take, near: Near = lambda _view, _day, _person: None
    ) -> None:
        """`take` is where snapshots come from."""
        self._take, self._near = take, near
        self._lock = Lock()
        self._kept: Society | None = None
        self._around: OrderedDict[tuple[int, date, str], Society] = OrderedDict()

    def society(self, view: View, as_of: date, around: str = "") -> Society:
        """What a question about a person (by id) needs; the whole network where it is about nobody, or where it is at hand."""
        if around and (found := self._near_by(view, as_of, around)) is not None:
            return found
        with self._lock:
            kept = self._kept
            if kept is None or (kept.taken.revision, kept.taken.as_of) != (view.revision(), as_of):
                kept = self._kept = of(view, self._take(view, as_of))
            return kept

    def _near_by(self, view: View, as_of: date, person: str) -> Society | None:
        key = view.revision(), as_of, person
        with self._lock:
            if key in self._around:
                self._around.move_to_end(key)
                return self._around[key]
        # Not under the lock: it is read for one person, and the others need not wait.
        found = self._near(view, as_of, person)
        if found is not None:
            with self._lock:
                self._around[key] = found
                while len(self._around) > _KEPT:
                    self._around.popitem(last=False)
        return found
