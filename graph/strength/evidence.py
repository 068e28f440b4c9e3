"""From encounters to ties: which days two people share, and the Tie that they add up to."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from graph import priors
from graph.model import Basis, Encounter, Tie
from graph.priors import KINDS
from graph.strength.ties import BOTH, Day, basis_of, distinct, fold, pack_history, pack_stats

Pair = tuple[str, str]
_ATTENDED = KINDS["attended"].code


def pair_of(p: str, q: str) -> Pair:
    """Two people, the lesser id first."""
    return (p, q) if p < q else (q, p)


class Evidence(Struct, gc=False):
    """What is known of one pair, gathered before it becomes a Tie."""

    days: list[Day] = []
    kinds: dict[str, int] = {}
    """How many encounters there were of each kind."""

    def count(self, kind: str, times: int = 1) -> None:
        """So many more encounters of this kind."""
        self.kinds[kind] = self.kinds.get(kind, 0) + times

    def take(self, other: Evidence) -> None:
        """What else is known of the pair."""
        self.days += other.days
        for kind, times in other.kinds.items():
            self.count(kind, times)


def crowds(presences: Sequence[Sequence[Encounter]]) -> NDArray[np.int64]:
    """With how many people in the room each two spent their time together, of one event, both included; 0 where they were
    never there at the same time.

    Of two people whose clock times are known it is the mean over the time that they shared, rounded: who sat with three in a
    breakout met those three, and not all who came to the meeting. Whoever has a presence without clock times is taken to have
    been there all the time, and with those the whole event counts.
    """
    spans = [[(e.start, e.end) for e in some if e.start is not None and e.end is not None] for some in presences]
    always = np.array([len(span) < len(some) for span, some in zip(spans, presences, strict=True)], dtype=np.bool_)
    marks = np.unique([second for span in spans for times in span for second in times])
    here = np.zeros((len(presences), max(len(marks) - 1, 0)), dtype=np.float64)
    for i, span in enumerate(spans):
        for start, end in span:
            here[i, np.searchsorted(marks, start) : np.searchsorted(marks, end)] = 1.0
    here[always] = 1.0
    seconds = np.diff(marks)
    shared = (here * seconds) @ here.T
    size = (here * (seconds * here.sum(axis=0))) @ here.T
    mean = np.divide(size, shared, out=np.zeros_like(shared), where=shared > 0.0)
    either = always[:, None] | always[None, :]
    return np.where(either, len(presences), np.floor(mean + 0.5)).astype(np.int64)


def met(one: Sequence[Encounter], other: Sequence[Encounter]) -> bool:
    """Whether two people were at one event at the same time, as far as clock times say."""
    return bool(crowds([one, other])[0, 1])


def attended(rows: Sequence[Encounter], person: Mapping[str, str], wanted: Container[Pair]) -> dict[Pair, Evidence]:
    """Evidence of every wanted pair that met at one event, from all its attendance rows; none above `LARGEST_EVENT`."""
    by_person: dict[str, list[Encounter]] = {}
    for e in rows:
        if (p := person.get(e.a)) is not None:
            by_person.setdefault(p, []).append(e)
    if len(by_person) > priors.LARGEST_EVENT:
        return {}
    found: dict[Pair, Evidence] = {}
    people = sorted(by_person)
    sizes = crowds([by_person[p] for p in people]).tolist()
    for i, p in enumerate(people):
        for j, q in enumerate(people[i + 1 :], i + 1):
            if sizes[i][j] and (p, q) in wanted:
                day = shared_day(by_person[p], by_person[q])
                found[p, q] = Evidence([Day(day.toordinal() if day else 0, _ATTENDED, BOTH, sizes[i][j])], {"attended": 1})
    return found


def shared_day(one: Sequence[Encounter], other: Sequence[Encounter]) -> date | None:
    """The day of an event of several days that counts for two people: the first one on which both came; of two who came on
    different days the first on which both had been there, as it says nothing of the two before; None where no day is known."""
    mine, theirs = ({e.day for e in some if e.day} for some in (one, other))
    if not mine or not theirs:
        return min(mine | theirs, default=None)
    return min(mine & theirs) if mine & theirs else max(min(mine), min(theirs))


class _Summary(NamedTuple):
    basis: Basis
    first: date | None
    last: date | None
    stats: bytes
    history: bytes


def _summary(days: Sequence[Day]) -> _Summary | None:
    stats = fold(days)
    if stats is None:
        return None
    dated = [d.day for d in days if d.day]
    first, last = (date.fromordinal(min(dated)), date.fromordinal(max(dated))) if dated else (None, None)
    return _Summary(basis_of(days), first, last, pack_stats(stats), pack_history(days))


_of_one_day = lru_cache(1 << 14)(_summary)
"""Most ties are one contact, and many were made on the same day."""


def tie_of(pair: Pair, evidence: Evidence) -> Tie | None:
    """The Tie of one pair, or None when there is no evidence."""
    days = evidence.days
    found = _of_one_day(tuple(days)) if len(days) == 1 else _summary(distinct(days))
    if found is None:
        return None
    kinds = tuple(sorted(evidence.kinds.items()))
    return Tie(pair[0], pair[1], found.basis, found.first, found.last, kinds, found.stats, found.history)
