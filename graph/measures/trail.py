"""Every day on which each tie of a network was used: what the network looked like on any earlier day follows from it.

Whom to meet is learned from what happened next in the network's own past, so the past has to be at hand as numbers:
one entry for each tie and day, with what that day was worth (`graph.priors`: weight, shared by the people who were there).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph import priors
from graph.priors import KINDS
from graph.store.base import View
from graph.strength.ties import RESIZED, STATES
from graph.whole.snapshot import Snapshot

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_BATCH = 50_000
_ENTRY = np.dtype([("day", "<i4"), ("code", "u1"), ("way", "u1"), ("size", "<i4")])
"""One entry of `Tie.history`, as `graph.strength.ties.pack_history` writes it."""
_CODES = max(k.code for k in KINDS.values()) + 1
_WORTH, _ALPHA = np.zeros(_CODES), np.zeros(_CODES)
for _name, _kind in KINDS.items():
    _WORTH[_kind.code] = priors.LABELS.get(_name, _kind.weight)
    _ALPHA[_kind.code] = _kind.alpha


@dataclass(frozen=True, slots=True)
class Trail:
    """The ties of a snapshot, `a[i]` and `b[i]` indexing its `ids`, and their days: entry j is of `tie[j]`, on `day[j]` (an
    ordinal, 0 unknown), and is worth `worth[j]`. Sorted by tie, then day."""

    people: int
    a: Ints
    b: Ints
    tie: Ints
    day: Ints
    worth: Floats

    def until(self, day: int) -> Trail:
        """What of it was known at the end of a day; every tie keeps its number."""
        known = self.day <= day
        return Trail(self.people, self.a, self.b, self.tie[known], self.day[known], self.worth[known])

    def begun(self) -> Ints:
        """The first day of each tie: 0 where some of it is undated, the day after all others where nothing is known."""
        first = np.full(len(self.a), int(self.day.max(initial=0)) + 1, dtype=np.int64)
        np.minimum.at(first, self.tie, self.day)
        return first


def read(view: View, snapshot: Snapshot) -> Trail:
    """The days up to `snapshot.as_of` of the ties of a snapshot: about 40 bytes an entry."""
    ties, days, worths = [], [], []
    today = snapshot.as_of.toordinal()
    for start in range(0, len(snapshot.u), _BATCH):
        ends = zip(snapshot.u[start : start + _BATCH].tolist(), snapshot.v[start : start + _BATCH].tolist(), strict=True)
        pairs = [(snapshot.ids[min(i, j)], snapshot.ids[max(i, j)]) for i, j in ends]
        found = view.histories(pairs)
        histories = [found.get(pair, b"") for pair in pairs]
        said = np.frombuffer(b"".join(histories), dtype=_ENTRY)
        tie = np.repeat(np.arange(start, start + len(pairs)), [len(h) // _ENTRY.itemsize for h in histories])
        tie, day, worth = _days(tie, said, today)
        ties.append(tie)
        days.append(day)
        worths.append(worth)
    return Trail(
        len(snapshot.ids),
        np.minimum(snapshot.u, snapshot.v),
        np.maximum(snapshot.u, snapshot.v),
        np.concatenate(ties) if ties else np.empty(0, np.int64),
        np.concatenate(days) if days else np.empty(0, np.int64),
        np.concatenate(worths) if worths else np.empty(0, np.float64),
    )


def _days(tie: Ints, said: NDArray[np.void], today: int) -> tuple[Ints, Ints, Floats]:
    """Entries of histories up to a day, as tie, day and worth: of one kind on one day the most counts, of several kinds the
    sum. A common employer or school is a state and counts on the last day on which it was said."""
    state = np.isin(said["code"], np.array(sorted(STATES), dtype=np.uint8))
    kept = (said["day"] <= today) & ~(state & (said["way"] == RESIZED))
    tie, said, state = tie[kept], said[kept], state[kept]
    day, code = said["day"].astype(np.int64), said["code"].astype(np.int64)
    worth = _WORTH[code] * np.maximum(said["size"] - 1, 1.0) ** -_ALPHA[code]
    order = np.lexsort((-worth, -day * state, code, day * ~state, tie))
    tie, day, code, state, worth = tie[order], day[order], code[order], state[order], worth[order]
    same = (np.diff(tie, prepend=-1) == 0) & (np.diff(code, prepend=-1) == 0)
    fresh = ~(same & (state | (np.diff(day, prepend=-1) == 0)))
    tie, day, worth = tie[fresh], day[fresh], worth[fresh]
    order = np.lexsort((day, tie))
    tie, day, worth = tie[order], day[order], worth[order]
    starts = np.flatnonzero((np.diff(tie, prepend=-1) != 0) | (np.diff(day, prepend=-1) != 0))
    return tie[starts], day[starts], np.add.reduceat(worth, starts) if len(starts) else worth
