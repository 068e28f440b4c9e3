"""Whom everybody should meet: `graph.measures.meeting` for all people of a network, by compiled code on several threads.

What one answer reads of the store (common ground, ties) is read for all; what is left is arithmetic on arrays, for which
threads take one portion of people after the other (`graph.measures.kernel`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from graph.measures.common_ground import Grounds
from graph.measures.society import Society
from graph.measures.trail import Ints
from graph.measures.woven import RULES, Portion, Told, lists, woven
from graph.store.base import View
from graph.strength.corridor import current

AT_ONCE = 256
"""People of one portion: their answers are made together, and what the store says of them is read together."""


class Meets(NamedTuple):
    """Somebody whom `ego` may meet: places in the snapshot, the value, how many contacts they have in common, and the closest
    of those."""

    ego: int
    who: int
    value: float
    common: int
    through: tuple[int, ...]


def everybody(view: View, society: Society, k: int, novelty: float, threads: int) -> Generator[list[Meets]]:
    """The k best people to meet of everyone with ties, in the order of places, portion after portion; the best first.

    `society` is the network of this view. The first call on a machine waits some twenty seconds for the compiler.
    """
    # Compiled code takes a second to load, which no other command should wait for.
    from graph.measures.kernel import whom_to_meet  # noqa: PLC0415

    place = {uid: i for i, uid in enumerate(society.taken.ids)}
    was, there = Grounds(view, society.taken.as_of).places(place)
    whole = woven(society.prospects(view), lists(was), lists(there))
    with ThreadPoolExecutor(threads) as pool:
        begun: deque[tuple[Ints, Future[Told]]] = deque()
        for portion in _portions(view, society, place):
            begun.append((portion.egos, pool.submit(whom_to_meet, whole, RULES, portion, k, novelty)))
            # One more than there are threads, so that none waits for this one.
            if len(begun) > threads:
                yield _meets(*begun.popleft())
        while begun:
            yield _meets(*begun.popleft())


def _portions(view: View, society: Society, place: dict[str, int]) -> Iterator[Portion]:
    people = len(society.taken.ids)
    for start in range(0, people, AT_ONCE):
        egos = np.arange(start, min(start + AT_ONCE, people))
        ids = society.ids(egos)
        rows = view.ties(ids)
        alters: dict[str, list[int]] = {uid: [] for uid in ids}
        for row, strength in zip(rows, current(view, rows, society.taken.as_of), strict=True):
            if strength > 0.0 and row.alter in place:
                alters[row.ego].append(place[row.alter])
        yield Portion(egos, lists([alters[uid] for uid in ids]))


def _meets(egos: Ints, answer: Future[Told]) -> list[Meets]:
    told = answer.result()
    columns = (told.size, told.who, told.value, told.common, told.through)
    found = []
    for ego, size, *best in zip(egos.tolist(), *(column.tolist() for column in columns), strict=True):
        for who, value, common, through in zip(*(some[:size] for some in best), strict=True):
            found.append(Meets(ego, who, value, common, tuple(p for p in through if p >= 0)))
    return found
