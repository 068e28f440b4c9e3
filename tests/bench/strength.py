"""Tie strength as a probability: mail that the model has not seen, by the Brier score and the error of calibration.

Split by time alone. The last fifth of a data set's days is foretold: at cuts in it, every tie that has been in touch gets a
probability of direct contact in the next 30 days. `fitted` learns anew at each cut from what was before it, as the product
does; `once` learned at the first cut only and is not told of anything since; `B0` are the shipped weights; `1 - exp(-s)` is the
raw strength, with a half-life of 180 days. The base rate is that of the outcomes foretold, which no model knows before.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph import priors
from graph.store.lots import lot_of
from graph.strength.calibration import Past, brier, fitted
from graph.strength.evidence import Pair, pair_of
from graph.strength.ties import BACKWARD, FORWARD, SHIPPED, Day, Model, distinct, first_contact, logistic, pack_history
from tests.bench.table import Row

Floats = NDArray[np.float64]
SETS = {"enron184": 30, "CollegeMsg": 3}
"""Data sets, and the days between two cuts: the second lasts half a year, so that its cuts overlap."""

BINS = 10
_DAY = 86_400
_UNIX = date(1970, 1, 1).toordinal()
_MESSAGE = priors.KINDS["message"].code


class Mail(NamedTuple):
    """One message: seconds since 1970, who wrote, and to whom."""

    when: int
    sender: str
    to: str

    @property
    def day(self) -> int:
        """Ordinal."""
        return _UNIX + self.when // _DAY


def mails(path: Path) -> list[Mail]:
    """The messages of a `when,from,to` table between two people, the oldest first."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = csv.DictReader(lines)
        return sorted(Mail(int(r["when"]), r["from"], r["to"]) for r in rows if r["from"] != r["to"])


def days_of(sent: Sequence[Mail]) -> dict[Pair, list[Day]]:
    """The days on which each pair was in touch."""
    days: dict[Pair, set[Day]] = {}
    for mail in sent:
        pair = pair_of(mail.sender, mail.to)
        days.setdefault(pair, set()).add(Day(mail.day, _MESSAGE, FORWARD if pair[0] == mail.sender else BACKWARD, 2))
    return {pair: distinct(some) for pair, some in sorted(days.items())}


@dataclass(frozen=True, slots=True)
class Foretold:
    """Probabilities of one model over all cuts, and what came."""

    p: Floats
    came: Floats

    def brier(self) -> float:
        return brier(self.p, self.came)

    def base(self) -> float:
        """The Brier score of always saying how often it came."""
        rate = float(self.came.mean())
        return rate * (1 - rate)

    def bins(self) -> list[tuple[float, float]]:
        """Said and come, in `BINS` bins of equal size: the points of a reliability plot."""
        order = np.argsort(self.p, kind="stable")
        return [(float(self.p[some].mean()), float(self.came[some].mean())) for some in np.array_split(order, BINS)]

    def ece(self) -> float:
        """Expected calibration error over the bins (they are of equal size)."""
        return float(np.mean([abs(said - came) for said, came in self.bins()]))


def learned(histories: Mapping[Pair, bytes], day: int) -> Model:
    """The weights of a day (ordinal), from the ties that a store would draw (`View.drawn`)."""
    there = [pair for pair, history in histories.items() if 0 < first_contact(history) <= day]
    lots = sorted(there, key=lambda pair: lot_of(*pair))[: priors.MOST_TIES]
    return fitted([histories[pair] for pair in lots], date.fromordinal(day))


def foretold(path: Path, every: int) -> dict[str, Foretold]:
    """The four models on the last fifth of a data set, cut at its first day and `every` so many days after."""
    sent = mails(path)
    first, last = sent[0].day, sent[-1].day
    packed = {pair: pack_history(days) for pair, days in days_of(sent).items()}
    histories = list(packed.values())
    cuts = range(first + (last - first) * 4 // 5, last - priors.WINDOW_DAYS + 1, every)
    everything = Past(histories, last)
    once = learned(packed, cuts[0])
    said: dict[str, list[Floats]] = {"fitted": [], "once": [], "B0": [], "1 - exp(-s)": []}
    came = []
    for cut in cuts:
        window = everything.window(cut)
        now = learned(packed, cut)
        for name, model in (("fitted", now), ("once", once), ("B0", SHIPPED)):
            said[name].append(logistic(window.columns, model.weights))
        said["1 - exp(-s)"].append(-np.expm1(-np.expm1(window.columns[3])))
        came.append(window.outcome)
    outcome = np.concatenate(came)
    return {name: Foretold(np.concatenate(some), outcome) for name, some in said.items()}


def reliability(data: Path) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """By data set and model, the points (said, came) of a reliability plot."""
    found = {name: foretold(data / "interactions" / f"{name}.csv.gz", every) for name, every in SETS.items()}
    return {name: {model: f.bins() for model, f in models.items()} for name, models in found.items()}


def strength(data: Path) -> list[Row]:
    """The bars of tie strength: Brier at least 20 % under the base rate, and an ECE of at most .03."""
    rows = []
    for name, every in SETS.items():
        models = foretold(data / "interactions" / f"{name}.csv.gz", every)
        ours = models["fitted"]
        others = "; ".join(f"{m} {f.brier():.4f}, ECE {f.ece():.3f}" for m, f in models.items() if m != "fitted")
        rows.append(
            Row(
                f"strength, {name}: contact within 30 days, last fifth of its days",
                f"Brier {ours.brier():.4f}, ECE {ours.ece():.3f}",
                f"Brier ≤ {0.8 * ours.base():.4f}, ECE ≤ .030",
                f"base rate {ours.base():.4f}; {others}",
                f"{1 - ours.brier() / ours.base():.1%} under the base rate",
            )
        )
    return rows
