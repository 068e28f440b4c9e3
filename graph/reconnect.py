"""Whom to write to again: ties that have been silent for longer than they used to be.

Dormant ties bring what strong ones have (trust) and what weak ones have (news): Levin, Walter, Murnighan 2011,
doi:10.1287/orsc.1100.0576. Which of them will be taken up again is ranked by three things that were seen before: on how many
days two people were in touch, how many contacts they share (Jaccard), and how lately. Which of them is worth most is a matter of
what they know that one does not (Walter, Levin, Murnighan 2015, doi:10.1287/orsc.2015.0996): the share of their contacts that is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from statistics import median

import numpy as np
from numpy.typing import NDArray

from graph.contact import contacts
from graph.corridor import current
from graph.evidence import pair_of
from graph.joint import named, reason_of_ties
from graph.reasons import Reason, tie_between
from graph.suggestion import Asked, Candidate
from graph.ties import unpack_history

SILENT_DAYS, GAPS = 180, 3
"""A tie is dormant after this many days of silence, or after this many times its own median gap when that is longer."""

_UNKNOWN_NEWS = 0.5
"""Share of new contacts of somebody of whom no other contact is known: neither likely nor unlikely."""


@dataclass(frozen=True, slots=True)
class Dormant:
    """A tie that has gone silent."""

    person: str
    days: tuple[int, ...]
    """On which the two were in touch (ordinals, sorted)."""
    gap: float | None
    """Median of the days between them; None for a single one."""


def dormant(days: Sequence[int], today: int) -> bool:
    """Whether a tie with contact on these days (ordinals, sorted) is silent for longer than usual."""
    return bool(days) and today - days[-1] > max(SILENT_DAYS, GAPS * (_gap(days) or 0.0))


def _gap(days: Sequence[int]) -> float | None:
    return float(median(np.diff(days).tolist())) if len(days) > 1 else None


def chances(active: Sequence[float], overlap: Sequence[float], last: Sequence[float]) -> NDArray[np.float64]:
    """How likely each dormant tie is to be taken up again, in (0, 1] relative to the others: the mean of its ranks by active
    days, share of contacts in common, and last day."""
    return np.mean([_ranks(np.asarray(values, dtype=np.float64)) for values in (active, overlap, last)], axis=0)


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of the values that are not greater; equals count half."""
    order = np.sort(values)
    below, upto = np.searchsorted(order, values, "left"), np.searchsorted(order, values, "right")
    return (below + upto + 1.0) / (2.0 * max(len(values), 1) + 1.0)


def find(asked: Asked) -> list[Candidate]:
    """Everybody whom the person used to be in touch with."""
    if asked.person is None:
        return []
    view, ego, today = asked.view, asked.person.id, asked.as_of.toordinal()
    rows = view.ties([ego])
    alive = {r.alter for r, s in zip(rows, current(view, rows, asked.as_of), strict=True) if s > 0.0}
    histories = view.histories({pair_of(ego, alter) for alter in alive})
    silent = []
    for alter in sorted(alive):
        days = contacts(unpack_history(histories[pair_of(ego, alter)]), today)
        if dormant(days, today):
            silent.append(Dormant(alter, tuple(days), _gap(days)))
    circles = _circles(asked, [d.person for d in silent])
    common = [sorted(circles[d.person] & alive) for d in silent]
    fresh = [circles[d.person] - alive - {ego} for d in silent]
    overlap = [
        len(c) / len((alive - {d.person}) | (circles[d.person] - {ego})) if c else 0.0
        for c, d in zip(common, silent, strict=True)
    ]
    news = [len(f) / (len(f) + len(c)) if f or c else _UNKNOWN_NEWS for f, c in zip(fresh, common, strict=True)]
    chance = chances([len(d.days) for d in silent], overlap, [d.days[-1] for d in silent])
    return [
        Candidate(d.person, float(p * (1.0 - asked.novelty * (1.0 - n))), partial(_why, asked, d, c, sorted(f)))
        for d, p, n, c, f in zip(silent, chance, news, common, fresh, strict=True)
    ]


def _circles(asked: Asked, people: Sequence[str]) -> dict[str, set[str]]:
    """Whom each of these people had a tie with at the day that is asked about."""
    rows = asked.view.ties(people) if people else []
    circles: dict[str, set[str]] = {p: set() for p in people}
    for row, strength in zip(rows, current(asked.view, rows, asked.as_of), strict=True):
        if strength > 0.0:
            circles[row.ego].add(row.alter)
    return circles


def _why(asked: Asked, tie: Dormant, common: Sequence[str], fresh: Sequence[str]) -> tuple[Reason, ...]:
    assert asked.person is not None
    view, ego, as_of = asked.view, asked.person.id, asked.as_of
    seen = tie_between(view, ego, tie.person, as_of)
    silence = as_of.toordinal() - tie.days[-1]
    usual = f", where {tie.gap:.0f} days used to be between two of them" if tie.gap else ""
    on = f"{len(tie.days)} days" if len(tie.days) > 1 else "1 day"
    text = f"in touch on {on}, and not for {silence} days{usual}"
    reasons = [reason_of_ties(view, text, "silent", [(ego, tie.person)], as_of), *(seen.why if seen else ())]
    if common:
        pairs = [(end, c) for c in common for end in (ego, tie.person)]
        reasons.append(reason_of_ties(view, f"both know {named(view, common)}", "common", pairs, as_of))
    if fresh:
        text = f"knows {named(view, fresh)}, whom {asked.person.name} does not know as far as files say"
        reasons.append(reason_of_ties(view, text, "new", [(tie.person, f) for f in fresh], as_of))
    return tuple(reasons)


def silent_since(days: Sequence[int]) -> date:
    """The last day of contact."""
    return date.fromordinal(days[-1])
