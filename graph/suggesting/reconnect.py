"""Whom to write to again: ties that have been silent for longer than they used to be.

Dormant ties bring what strong ones have (trust) and what weak ones have (news): Levin, Walter, Murnighan 2011,
doi:10.1287/orsc.1100.0576. Which of them will be taken up again is ranked by three things that were seen before: on how many
days two people were in touch, how many contacts they share (Jaccard), and how lately. Which of them is worth most is a matter of
what they know that one does not (Walter, Levin, Murnighan 2015, doi:10.1287/orsc.2015.0996): the share of their contacts that
is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.model import Person
from graph.strength.contact import contacts
from graph.strength.corridor import current
from graph.strength.evidence import pair_of
from graph.strength.joint import named, news, reason_of_ties
from graph.strength.reasons import Reason, tie_between
from graph.strength.ties import unpack_history
from graph.suggesting.ranks import shares
from graph.suggesting.suggestion import Asked, Candidate

SILENT_DAYS, GAPS = 180, 3
"""A tie is dormant after this many days of silence, or after this many times its own median gap when that is longer."""

_UNKNOWN_NEWS = 0.5
"""Share of new contacts of somebody of whom no other contact is known: neither likely nor unlikely."""


class _Dormant(NamedTuple):
    """A tie that has gone silent."""

    person: str
    days: list[int]
    """On which the two were in touch (ordinals, sorted)."""
    common: set[str]
    fresh: set[str]
    """Their contacts whom one knows, and whom one does not."""

    @property
    def news(self) -> float:
        """Share of their contacts that is new."""
        known = len(self.common) + len(self.fresh)
        return len(self.fresh) / known if known else _UNKNOWN_NEWS


def dormant(days: Sequence[int], today: int) -> bool:
    """Whether a tie with contact on these days (ordinals, sorted) is silent for longer than usual."""
    return bool(days) and today - days[-1] > max(SILENT_DAYS, GAPS * (_gap(days) or 0.0))


def _gap(days: Sequence[int]) -> float | None:
    return float(median(np.diff(days).tolist())) if len(days) > 1 else None


def chances(active: Sequence[float], overlap: Sequence[float], last: Sequence[float]) -> NDArray[np.float64]:
    """How likely each dormant tie is to be taken up again, in (0, 1) relative to the others: the mean of its ranks by active
    days, share of contacts in common, and last day."""
    ranks: NDArray[np.float64] = np.mean([shares(values) for values in (active, overlap, last)], axis=0)
    return ranks


def find(asked: Asked) -> list[Candidate]:
    """Everybody whom the person used to be in touch with."""
    person, view, today = asked.person, asked.view, asked.as_of.toordinal()
    if person is None:
        return []
    rows = view.ties([person.id])
    alive = {r.alter for r, s in zip(rows, current(view, rows, asked.as_of), strict=True) if s > 0.0}
    histories = view.histories({pair_of(person.id, alter) for alter in alive})
    silent = []
    for alter in sorted(alive):
        days = contacts(unpack_history(histories[pair_of(person.id, alter)]), today)
        if dormant(days, today):
            silent.append((alter, days))
    circles = _circles(asked, [alter for alter, _ in silent])
    found = [_Dormant(alter, days, circles[alter] & alive, circles[alter] - alive - {person.id}) for alter, days in silent]
    overlap = [len(d.common) / (len(alive) - 1 + len(d.fresh)) if d.common else 0.0 for d in found]
    chance = chances([len(d.days) for d in found], overlap, [d.days[-1] for d in found])
    return [
        Candidate(d.person, float(p * (1.0 - asked.novelty * (1.0 - d.news))), partial(_why, asked, person, d))
        for d, p in zip(found, chance, strict=True)
    ]


def _circles(asked: Asked, people: Sequence[str]) -> dict[str, set[str]]:
    """Whom each of these people had a tie with at the day that is asked about."""
    rows = asked.view.ties(people) if people else []
    circles: dict[str, set[str]] = {p: set() for p in people}
    for row, strength in zip(rows, current(asked.view, rows, asked.as_of), strict=True):
        if strength > 0.0:
            circles[row.ego].add(row.alter)
    return circles


def _why(asked: Asked, person: Person, tie: _Dormant) -> tuple[Reason, ...]:
    view, as_of = asked.view, asked.as_of
    seen = tie_between(view, person.id, tie.person, as_of)
    silence, gap = as_of.toordinal() - tie.days[-1], _gap(tie.days)
    usual = f", where {gap:.0f} days used to be between two of them" if gap else ""
    on = f"{len(tie.days)} days" if len(tie.days) > 1 else "1 day"
    text = f"in touch on {on}, and not for {silence} days{usual}"
    reasons = [reason_of_ties(view, text, "silent", [(person.id, tie.person)], as_of), *(seen.why if seen else ())]
    if tie.common:
        common = sorted(tie.common)
        pairs = [(end, c) for c in common for end in (person.id, tie.person)]
        reasons.append(reason_of_ties(view, f"both know {named(view, common)}", "common", pairs, as_of))
    if tie.fresh:
        reasons.append(news(view, person, tie.person, sorted(tie.fresh), as_of))
    return tuple(reasons)
