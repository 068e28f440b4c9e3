"""From encounters to ties: which days two people share, and the Tie that they add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from graph import priors
from graph.model import Basis, Encounter, Tie
from graph.priors import KINDS
from graph.ties import BOTH, Day, basis_of, distinct, fold, pack_history, pack_stats

Pair = tuple[str, str]
_ATTENDED = KINDS["attended"].code


def pair_of(p: str, q: str) -> Pair:
    """Two people, the lesser id first."""
    return (p, q) if p < q else (q, p)


@dataclass(slots=True)
class Evidence:
    """What is known of one pair, gathered before it becomes a Tie."""

    days: list[Day] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


def met(one: Sequence[Encounter], other: Sequence[Encounter]) -> bool:
    """Whether two people's attendance of one event overlaps: true where either has a presence without clock times."""
    timed = [(e.start, e.end) for e in one if e.start is not None and e.end is not None]
    others = [(e.start, e.end) for e in other if e.start is not None and e.end is not None]
    if len(timed) < len(one) or len(others) < len(other):
        return True
    return any(min(end, end2) > max(start, start2) for start, end in timed for start2, end2 in others)


def attended(rows: Sequence[Encounter], person: Mapping[str, str], wanted: Container[Pair]) -> dict[Pair, Evidence]:
    """Evidence of every wanted pair that met at one event, from all its attendance rows; none above `LARGEST_EVENT`."""
    by_person: dict[str, list[Encounter]] = {}
    for e in rows:
        if (p := person.get(e.a)) is not None:
            by_person.setdefault(p, []).append(e)
    size = len(by_person)
    if size > priors.LARGEST_EVENT:
        return {}
    found: dict[Pair, Evidence] = {}
    people = sorted(by_person)
    for i, p in enumerate(people):
        for q in people[i + 1 :]:
            if (p, q) in wanted and met(by_person[p], by_person[q]):
                days = [e.day for e in by_person[p] + by_person[q] if e.day]
                day = Day(min(days).toordinal() if days else 0, _ATTENDED, BOTH, size)
                found[p, q] = Evidence([day], Counter(attended=1))
    return found


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
