"""Whom to meet, by the product's own scores, beside four heuristics on the same candidates.

Of each set of `interactions`, the earliest 70 % of contacts are imported as a file of ties. Candidates of an ego are the
people seen in them who are not tied to it yet; right are those who were in touch with it later. Only egos with somebody
right count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from graph.measures import trail
from graph.measures.chance import Chance, learn, scores, untrained
from graph.measures.proximity import Fabric, weave
from tests.bench.interactions import imported, later, sets, split, ties_of
from tests.bench.ranking import Floats, Ranked, paired, ranked
from tests.bench.table import Row

OURS, BLEND, BASELINE = "ours", "untrained blend", "Adamic-Adar"
METHODS = (OURS, BLEND, BASELINE, "resource allocation", "Katz", "common contacts")
GAIN, MOST_WORSE = 0.15, 1
"""Of the mean MRR over Adamic-Adar's; sets of five on which it need not be better."""


@dataclass(frozen=True, slots=True)
class Found:
    """One set: for each method the egos' rankings, in the same order."""

    name: str
    chance: Chance
    egos: dict[str, list[Ranked]]

    def mean(self, method: str, measure: str) -> float:
        return float(self.each(method, measure).mean())

    def each(self, method: str, measure: str) -> Floats:
        return np.array([getattr(r, measure) for r in self.egos[method]])


def adjacency(fabric: Fabric) -> Floats:
    ties = np.zeros((fabric.people, fabric.people))
    ties[np.repeat(np.arange(fabric.people), np.diff(fabric.start)), fabric.alter] = 1.0
    return ties


def heuristics(ties: Floats) -> dict[str, Floats]:
    """Scores of every pair, written from their definitions and apart from the product's; Katz with half of the largest beta."""
    degree = np.maximum(ties.sum(axis=0), 1.0)
    beta = 0.5 / float(np.abs(np.linalg.eigvalsh(ties)).max())
    return {
        BASELINE: (ties / np.log(np.maximum(degree, 2.0))) @ ties,
        "resource allocation": (ties / degree) @ ties,
        "Katz": np.linalg.inv(np.eye(len(ties)) - beta * ties),
        "common contacts": ties @ ties,
    }


def of_set(path: Path) -> Found:
    cut = split(path)
    with imported(("from", "to", "when", "kind"), ties_of(cut.before), cut.day) as (view, snapshot, known):
        past = trail.read(view, snapshot)
    day = cut.day.toordinal()
    fabric, chance, met = weave(past, day), learn(past, day), later(known, cut)
    theirs = heuristics(adjacency(fabric))
    egos: dict[str, list[Ranked]] = {m: [] for m in METHODS}
    for ego in range(len(known)):
        ours = scores(fabric, ego, chance)
        right = met[ego, ours.who]
        if ranked(ours.score, right) is None:
            continue
        blend = scores(fabric, ego, untrained())
        for method, score in ((OURS, ours.score), (BLEND, blend.score), *((m, s[ego, ours.who]) for m, s in theirs.items())):
            if (found := ranked(score, right)) is not None:
                egos[method].append(found)
    return Found(cut.name, chance, egos)


@cache
def of_sets(data: Path) -> tuple[Found, ...]:
    return tuple(of_set(path) for path in sets(data))


def precision(data: Path) -> dict[str, list[tuple[float, float]]]:
    """For each method, of the first 1 to 20 that it names how many are met, as points: the mean over egos, then sets."""
    found = of_sets(data)
    shares = {m: np.mean([np.mean([r.shares for r in f.egos[m]], axis=0) for f in found], axis=0) for m in METHODS}
    return {m: [(k, float(y)) for k, y in enumerate(some, 1)] for m, some in shares.items()}


def rows(found: Sequence[Found]) -> Iterator[Row]:
    """One row a set, and the means."""
    for one in found:
        gain, low, high = paired(one.each(OURS, "reciprocal"), one.each(BASELINE, "reciprocal"))
        yield Row(
            f"whom to meet, {one.name}: {len(one.egos[OURS])} egos, MRR / P@10 / AUC",
            f"{_three(one, OURS)}; {one.chance.name}",
            "",
            "; ".join(f"{m} {_three(one, m)}" for m in METHODS[1:]),
            f"MRR {gain:+.3f} over {BASELINE}, 95 % of resamplings {low:+.3f} to {high:+.3f}",
        )
    means = {m: [np.mean([f.mean(m, x) for f in found]) for x in ("reciprocal", "precision", "auc")] for m in METHODS}
    better = sum(f.mean(OURS, "reciprocal") > f.mean(BASELINE, "reciprocal") for f in found)
    yield Row(
        f"whom to meet, mean of {len(found)} sets: MRR / P@10 / AUC",
        " / ".join(f"{x:.3f}" for x in means[OURS]),
        f"MRR {GAIN:.0%} over {BASELINE}'s, better on {len(found) - MOST_WORSE}",
        "; ".join(f"{m} " + " / ".join(f"{x:.3f}" for x in means[m]) for m in METHODS[1:]),
        f"MRR {means[OURS][0] / means[BASELINE][0] - 1:+.1%}, better on {better} of {len(found)}",
    )


def _three(one: Found, method: str) -> str:
    return " / ".join(f"{one.mean(method, x):.3f}" for x in ("reciprocal", "precision", "auc"))


def meeting(data: Path) -> list[Row]:
    """The rows of the bench."""
    return list(rows(of_sets(data)))
