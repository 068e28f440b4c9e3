"""Whom everybody should meet: `graph.measures.meeting` for all people of a network, by several processes.

What one answer reads of the store (common ground, ties) is read once for all; what is left is arithmetic on arrays, which
processes share out. The factors of everyone, the largest array, are read once for `AT_ONCE` people.
"""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import NamedTuple

import numpy as np

from graph.measures.common_ground import Grounds
from graph.measures.meeting import Prospects, contacts_in_common, ranking
from graph.measures.proximity import spectral_of_all
from graph.measures.society import Society
from graph.measures.trail import Ints
from graph.store.base import View
from graph.strength.corridor import current

AT_ONCE = 32
"""People of one portion."""
NAMED = 3
"""Contacts in common that are named."""
_ALONE = 4 * AT_ONCE
"""Up to so many people it is not worth to start other processes."""


class Meets(NamedTuple):
    """Somebody whom `ego` may meet: places in the snapshot, the value, how many contacts they have in common, and the closest
    of those."""

    ego: int
    who: int
    value: float
    common: int
    through: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Everybody:
    """What a process needs. `shared[i]` and `tied[i]` are places, of the person at place `i`."""

    known: Prospects
    k: int
    novelty: float
    shared: list[Ints]
    tied: list[Ints]

    def portion(self, egos: Ints) -> list[Meets]:
        found = []
        for ego, nearness in zip(egos.tolist(), spectral_of_all(self.known.fabric, egos), strict=True):
            who, value = ranking(self.known, ego, self.k, self.novelty, self.shared[ego], self.tied[ego], nearness)
            for other, worth in zip(who.tolist(), value.tolist(), strict=True):
                common = contacts_in_common(self.known.strength, ego, other)
                found.append(Meets(ego, other, worth, len(common), tuple(c for c, *_ in common[:NAMED])))
        return found


_given: list[_Everybody] = []
"""Of a process that was started for this: what it works on."""


def _begin(work: _Everybody) -> None:
    _given.append(work)


def _portion(egos: Ints) -> list[Meets]:
    return _given[0].portion(egos)


def everybody(view: View, society: Society, k: int, novelty: float, processes: int) -> Generator[list[Meets]]:
    """The k best people to meet of everyone with ties, in the order of places, portion after portion; the best first.

    `society` is the network of this view; with several `processes` each takes the next portion. Closed early, it ends them.
    """
    people = len(society.taken.ids)
    known = society.prospects(view)
    place = {uid: i for i, uid in enumerate(society.taken.ids)}
    grounds = Grounds(view, society.taken.as_of)
    shared = [np.array(sorted(place[p] for p in grounds(uid) if p in place), dtype=np.int64) for uid in society.taken.ids]
    portions = [np.arange(start, min(start + AT_ONCE, people)) for start in range(0, people, AT_ONCE)]
    tied = [alters for egos in portions for alters in _tied(view, society, place, egos)]
    work = _Everybody(known, k, novelty, shared, tied)
    if processes == 1 or people <= _ALONE:
        yield from map(work.portion, portions)
        return
    # Started anew, not forked: this process has threads, and locks that these may hold.
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, (work,)) as pool:
        yield from pool.map(_portion, portions)


def _tied(view: View, society: Society, place: dict[str, int], egos: Ints) -> list[Ints]:
    """Everybody to whom each of these people has a tie, however faint."""
    ids = society.ids(egos)
    rows = view.ties(ids)
    alters: dict[str, list[int]] = {uid: [] for uid in ids}
    for row, strength in zip(rows, current(view, rows, society.taken.as_of), strict=True):
        if strength > 0.0 and row.alter in place:
            alters[row.ego].append(place[row.alter])
    return [np.array(alters[uid], dtype=np.int64) for uid in ids]
