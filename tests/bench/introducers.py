"""Who introduced whom: introductions observed in mail, and where the ranking of possible introducers puts the one who did it.

An introduction is a mail of B to A and C, among at most `RECIPIENTS`, when both were in touch with B before and never with each
other, after which A and C write to each other within `WITHIN` days (for each two people the first such mail). The candidates
are all common contacts of A and C by the day before, where there are at least two of them and B is one. They are ranked by the
product of the strengths of their ties to A and to C, as of the day before and by the weights fitted to what was known then, times
the willingness of a first introducer, which is the same for all; equals go in the order of their names.

The baselines of the same run: the raw strength (days in touch, each half as much after 90 days) multiplied and added, the shipped
weights multiplied, and drawing a name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph import priors
from graph.strength.evidence import Pair, pair_of
from graph.strength.ties import SHIPPED, Day, Model, fold, pack_history, pack_stats, strengths
from tests.bench.strength import Mail, days_of, learned, mails
from tests.bench.table import Row

Floats = NDArray[np.float64]
Worth = Callable[[Sequence[Pair], int], Floats]
"""Strengths of ties at the end of a day (ordinal)."""

RECIPIENTS, WITHIN = 10, (7, 30)
_DAY = 86_400
_HALF = 90.0


class Introduction(NamedTuple):
    """On `day` (ordinal) `by` brought `a` and `c` together; `candidates` could have, the day before."""

    day: int
    by: str
    a: str
    c: str
    candidates: tuple[str, ...]


def introductions(sent: Sequence[Mail], within: int) -> list[Introduction]:
    """All that are observed in these mails, the oldest first."""
    first: dict[Pair, Mail] = {}
    mailed: dict[tuple[int, str], set[str]] = {}
    for mail in sent:
        first.setdefault(pair_of(mail.sender, mail.to), mail)
        mailed.setdefault((mail.when, mail.sender), set()).add(mail.to)
    since: dict[str, dict[str, int]] = {}
    for (one, other), mail in first.items():
        since.setdefault(one, {})[other] = since.setdefault(other, {})[one] = mail.day
    found: dict[Pair, Introduction] = {}
    for (when, by), to in sorted(mailed.items()):
        day = Mail(when, by, "").day
        known = sorted(p for p in to if since[by][p] < day) if len(to) <= RECIPIENTS else []
        for a, c in ((a, c) for i, a in enumerate(known) for c in known[i + 1 :]):
            later = first.get((a, c))
            if later is None or not when < later.when <= when + within * _DAY or (a, c) in found:
                continue
            both = [p for p, met in since[a].items() if met < day and since[c].get(p, day) < day]
            if len(both) > 1:
                found[a, c] = Introduction(day, by, a, c, tuple(sorted(both)))
    return list(found.values())


class Ranked(NamedTuple):
    """How often the introducer came first, and the mean of one over his place."""

    hit: float
    mrr: float

    def __str__(self) -> str:
        return f"{self.hit:.2f}/{self.mrr:.2f}"


def ranked(cases: Sequence[Introduction], worth: Worth, combine: Callable[[Floats, Floats], Floats]) -> Ranked:
    """The candidates of each case by what is made of the worth of their two ties."""
    places = []
    for case in cases:
        ours, theirs = (worth([pair_of(p, end) for p in case.candidates], case.day - 1) for end in (case.a, case.c))
        order = np.argsort(-priors.FIRST_WILLING * combine(ours, theirs), kind="stable")
        places.append(1 + [case.candidates[i] for i in order].index(case.by))
    return Ranked(float(np.mean([p == 1 for p in places])), float(np.mean([1 / p for p in places])))


def drawn(cases: Sequence[Introduction]) -> Ranked:
    """What drawing names comes to."""
    sizes = [len(case.candidates) for case in cases]
    harmonic = [sum(1 / k for k in range(1, n + 1)) / n for n in sizes]
    return Ranked(float(np.mean([1 / n for n in sizes])), float(np.mean(harmonic)))


class Strengths:
    """What ties were worth on past days."""

    def __init__(self, days: dict[Pair, list[Day]]) -> None:
        self._days = days
        histories = {pair: pack_history(some) for pair, some in days.items()}
        self._model = cache(lambda day: learned(histories, day))

    def product(self, pairs: Sequence[Pair], day: int) -> Floats:
        """As the product weighs them."""
        return self._weighed(pairs, day, self._model(day))

    def shipped(self, pairs: Sequence[Pair], day: int) -> Floats:
        """By the shipped weights."""
        return self._weighed(pairs, day, SHIPPED)

    def raw(self, pairs: Sequence[Pair], day: int) -> Floats:
        """Days in touch, each half as much after 90 days."""
        dated = ({d.day for d in self._days[pair] if d.day <= day} for pair in pairs)
        return np.array([sum(2.0 ** ((d - day) / _HALF) for d in sorted(some)) for some in dated])

    def _weighed(self, pairs: Sequence[Pair], day: int, model: Model) -> Floats:
        folded = [fold(self._days[pair], day) for pair in pairs]
        return strengths([pack_stats(s) for s in folded if s is not None], date.fromordinal(day), model)


def introducers(data: Path) -> list[Row]:
    """The bar of introducer ranking, and the same with a longer time to answer the introduction."""
    sent = mails(data / "interactions" / "enron184.csv.gz")
    worth = Strengths(days_of(sent))
    rows = []
    for within in WITHIN:
        cases = introductions(sent, within)
        ours = ranked(cases, worth.product, np.multiply)
        others = {
            "draw": drawn(cases),
            "raw sum": ranked(cases, worth.raw, np.add),
            "raw product": ranked(cases, worth.raw, np.multiply),
            "B0 product": ranked(cases, worth.shipped, np.multiply),
        }
        rows.append(
            Row(
                f"introducer, enron184: {len(cases)} introductions followed within {within} days, hit@1/MRR",
                str(ours),
                "≥ .60/.76" if within == WITHIN[0] else "",
                "; ".join(f"{name} {found}" for name, found in others.items()),
                f"{ours.hit - others['raw product'].hit:+.2f}/{ours.mrr - others['raw product'].mrr:+.2f} over the raw product",
            )
        )
    return rows
