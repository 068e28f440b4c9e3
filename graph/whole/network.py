"""All ties of a store as arrays: read once, followed by increments, and weighed for a day.

Two layers, as they change for different reasons. `Ties` are what the store holds at a revision: who is tied to whom, and the
sufficient statistics; a later revision patches them with the ties of those people who changed. `Network` is what they are worth
on a day: strengths (all of them computed anew, in the one place that knows how, as weights may be learned and words be said),
and the rows that searches read. Both are arrays only, so that files of them can be memory-mapped (`graph.shelf`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from graph.introducing.question import costs_of
from graph.store.base import TieRow, View
from graph.store.shelf import let_go
from graph.strength.corridor import current
from graph.strength.ties import STATS

BATCH = 50_000
"""Ties that are turned into numbers, or weighed, at a time."""

Places = NDArray[np.int32]
"""Indices into ids."""

Go = Callable[[], None]
"""Asked between portions of long work; raises `Cancelled` when nobody waits for it any more."""


def on() -> None:
    """The `Go` of work that is not stopped."""


class Ids(Sequence[str]):
    """Person ids, sorted, kept as bytes of one length: a fourth of the memory of strings, and a file can be mapped."""

    def __init__(self, codes: NDArray[np.bytes_]) -> None:
        self.codes = codes

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        return Ids(self.codes[place]) if isinstance(place, slice) else str(self.codes[place].decode())

    def __iter__(self) -> Iterator[str]:
        return iter([code.decode() for code in self.codes.tolist()])

    def find(self, ids: Sequence[str]) -> NDArray[np.int64]:
        """The place of each, -1 for those that are not here."""
        wanted = _codes(ids)
        places = np.searchsorted(self.codes, wanted)
        if not len(self):
            return np.full(len(ids), -1)
        return np.where(self.codes[np.minimum(places, len(self) - 1)] == wanted, places, -1)


def _codes(ids: Collection[str]) -> NDArray[np.bytes_]:
    # numpy compares bytes as if the shorter were filled with zeros, which no id holds: the order is that of the texts.
    return np.array([uid.encode() for uid in ids], dtype=np.bytes_)


@dataclass(frozen=True, slots=True)
class Ties:
    """Every tie of one revision, by the places of its lesser and its greater person."""

    revision: int
    ids: Ids
    """The people who have ties."""
    u: Places
    v: Places
    stats: NDArray[Any]
    """`graph.strength.ties.STATS` of each."""

    def rows(self) -> Iterator[TieRow]:
        """As `View.all_ties` gives them."""
        width = STATS.itemsize
        for start in range(0, len(self.u), BATCH):
            part = slice(start, start + BATCH)
            packed = self.stats[part].tobytes()
            egos, alters = (self.ids.codes[ends[part]].tolist() for ends in (self.u, self.v))
            for i, (ego, alter) in enumerate(zip(egos, alters, strict=True)):
                yield TieRow(ego.decode(), alter.decode(), packed[i * width : (i + 1) * width])


def read(view: View, go: Go = on) -> Ties:
    """Every tie of the store, read once: some seconds a million."""
    revision = view.revision()
    order: dict[str, int] = {}
    ends: list[NDArray[np.int32]] = []
    stats: list[bytes] = []
    stream = view.all_ties()
    while rows := list(islice(stream, BATCH)):
        go()
        both = chain.from_iterable((r.ego, r.alter) for r in rows)
        ends.append(np.array([order.setdefault(uid, len(order)) for uid in both], dtype=np.int32).reshape(-1, 2))
        stats.append(b"".join([r.stats for r in rows]))
    codes = _codes(order)
    sorted_places = np.argsort(codes)
    place = np.empty(len(codes), dtype=np.int32)
    place[sorted_places] = np.arange(len(codes), dtype=np.int32)
    pairs = place[np.concatenate(ends)] if ends else np.empty((0, 2), np.int32)
    return _sorted(revision, codes[sorted_places], pairs, np.frombuffer(b"".join(stats), dtype=STATS))


def _sorted(revision: int, codes: NDArray[np.bytes_], pairs: Places, stats: NDArray[Any]) -> Ties:
    pairs = np.sort(pairs, axis=1)
    order = np.argsort(pairs[:, 0].astype(np.int64) * max(len(codes), 1) + pairs[:, 1], kind="stable")
    return Ties(revision, Ids(codes), pairs[order, 0].copy(), pairs[order, 1].copy(), stats[order])


def gathered(revision: int, stats: Mapping[tuple[str, str], bytes]) -> Ties:
    """Some of the ties of a revision, in the order of their pairs: each by its lesser and its greater person."""
    codes = _codes(sorted({uid for pair in stats for uid in pair}))
    pairs = Ids(codes).find([uid for pair in sorted(stats) for uid in pair]).astype(np.int32).reshape(-1, 2)
    packed = b"".join(stats[pair] for pair in sorted(stats))
    return Ties(revision, Ids(codes), pairs[:, 0].copy(), pairs[:, 1].copy(), np.frombuffer(packed, dtype=STATS))


def followed(ties: Ties, view: View, go: Go = on) -> Ties:
    """The same at the view's revision, with what changed read from the store, or everything where that is not known."""
    revision = view.revision()
    if revision == ties.revision:
        return ties
    changed = view.changed_since(ties.revision) if revision > ties.revision else None
    if changed is None:
        return read(view, go)
    gone = np.zeros(len(ties.ids) + 1, dtype=np.bool_)
    gone[ties.ids.find(sorted(changed))] = True
    gone[-1] = False  # where those fell that are not here
    kept = ~(gone[ties.u] | gone[ties.v])
    fresh = {(min(r.ego, r.alter), max(r.ego, r.alter)): r.stats for r in view.ties(changed)}
    new = _codes(sorted({uid for pair in fresh for uid in pair}))
    u, v = ties.u[kept], ties.v[kept]
    stay = np.zeros(len(ties.ids), dtype=np.bool_)
    stay[u], stay[v] = True, True
    codes = np.union1d(ties.ids.codes[stay], new) if len(new) else ties.ids.codes[stay]
    codes = codes.astype(f"S{max(int(np.strings.str_len(codes).max(initial=0)), 1)}")
    ids = Ids(codes)
    place = np.cumsum(stay) - 1 if not len(new) else np.searchsorted(codes, ties.ids.codes)
    pairs = [place[np.stack([u, v], axis=1)].astype(np.int32)]
    pairs += [ids.find([uid for pair in fresh for uid in pair]).astype(np.int32).reshape(-1, 2)]
    stats = np.concatenate([ties.stats[kept], np.frombuffer(b"".join(fresh.values()), dtype=STATS)])
    return _sorted(revision, codes, np.concatenate(pairs), stats)


@dataclass(frozen=True, slots=True)
class Network:
    """What all ties are worth at `as_of`, in rows for searches.

    The alters of the person at place `i` are `alters[begins[i]:begins[i + 1]]`, by rising `costs` (`question.cost` of the
    strength), then by place; ties that have no strength on that day are left out.
    """

    ties: Ties
    as_of: date
    weight: NDArray[np.float64]
    """Strength of each of `ties`, 0 where there was none yet."""
    begins: NDArray[np.int64]
    alters: Places
    costs: NDArray[np.int64]

    def strengths(self, pairs: Collection[tuple[int, int]]) -> list[float]:
        """Of the ties of the people at two places each; 0 without one.

        A search reads rows, and these three arrays only for what it found: here and there, but the system maps what is around it
        too. Let go of, they take nothing of the process between two questions; kept, they would be half of its memory.
        """
        found = [self._strength(a, b) for a, b in pairs]
        for array in (self.ties.u, self.ties.v, self.weight):
            let_go(array)
        return found

    def _strength(self, a: int, b: int) -> float:
        u, v = np.array([min(a, b), max(a, b)], dtype=np.int32)  # of another type, numpy would turn all places into it first
        first, past = (int(np.searchsorted(self.ties.u, u, side)) for side in ("left", "right"))
        found = first + int(np.searchsorted(self.ties.v[first:past], v))
        return float(self.weight[found]) if found < past and self.ties.v[found] == v else 0.0


def weights(ties: Ties, view: View, as_of: date, go: Go = on) -> NDArray[np.float64]:
    """Strength of each tie at a day; the view, of the same revision, is asked for histories of ties that went on after it."""
    rows, found = ties.rows(), np.zeros(len(ties.u))
    for start in range(0, len(found), BATCH):
        go()
        found[start : start + BATCH] = current(view, list(islice(rows, BATCH)), as_of)
    return found


def weighed(ties: Ties, view: View, as_of: date, go: Go = on) -> Network:
    """The network at a day."""
    return in_rows(ties, as_of, weights(ties, view, as_of, go))


def in_rows(ties: Ties, as_of: date, weight: NDArray[np.float64]) -> Network:
    """The network whose strengths are known."""
    from scipy.sparse import csc_array  # noqa: PLC0415 - half a second, for networks that are searched only

    alive = np.flatnonzero(weight > 0.0)
    costs = costs_of(weight[alive])
    order = np.argsort(costs, kind="stable")
    alive, costs = alive[order], costs[order]
    u, v = ties.u[alive], ties.v[alive]
    # A column for each tie, cheapest first, with an entry in the rows of its two people, who find each other there. To turn
    # columns into rows is a stable counting sort, compiled.
    rows, alters = np.stack([u, v], axis=1).ravel(), np.stack([v, u], axis=1).ravel()
    shape = (len(ties.ids), len(alive))
    turned = csc_array((alters, rows, np.arange(0, len(rows) + 1, 2)), shape=shape).tocsr()
    return Network(ties, as_of, weight, turned.indptr.astype(np.int64), turned.data.astype(np.int32), costs[turned.indices])
