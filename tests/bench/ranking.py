"""How good a ranking of candidates is, and whether one way of ranking is better than another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

DRAWS, SEED = 1_000, 6
SHOWN = 20
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One ego's ranking: 1 / rank of the best one that was right, the share of right ones among the first 1 to `SHOWN`, and
    the chance that a right one stands before a wrong one. Equals share their ranks; the first of equals are taken by place."""

    reciprocal: float
    shares: tuple[float, ...]
    auc: float

    @property
    def precision(self) -> float:
        """The share of right ones among the first ten."""
        return self.shares[9]


def ranked(score: Floats, right: NDArray[np.bool_]) -> Ranked | None:
    """None where nobody, or everybody, is right."""
    hits, n = int(right.sum()), len(right)
    if not 0 < hits < n:
        return None
    rank = rankdata(-score, method="average")
    first = np.zeros(SHOWN)
    shown = right[np.argsort(-score, kind="stable")[:SHOWN]]
    first[: len(shown)] = shown
    shares = np.cumsum(first) / np.arange(1, SHOWN + 1)
    below = (n - rank[right]).sum() - hits * (hits - 1) / 2
    return Ranked(1.0 / float(rank[right].min()), tuple(shares.tolist()), float(below) / (hits * (n - hits)))


def average_precision(score: Floats, right: NDArray[np.bool_]) -> float:
    """Mean, over the right ones, of the share of right ones at or above each; equals are taken together."""
    values, place = np.unique(-score, return_inverse=True)
    hits = np.bincount(place, weights=right, minlength=len(values))
    shown = np.cumsum(np.bincount(place, minlength=len(values)))
    return float((hits * np.cumsum(hits) / shown).sum() / max(hits.sum(), 1.0))


def auc(score: Floats, right: NDArray[np.bool_]) -> float:
    """The chance that a right one scores above a wrong one, equals by half."""
    hits, n = int(right.sum()), len(right)
    return float((rankdata(score)[right].sum() - hits * (hits + 1) / 2) / (hits * (n - hits)))


def paired(ours: Floats, theirs: Floats) -> tuple[float, float, float]:
    """Mean difference over the same egos, and the bounds of its middle 95 % over `DRAWS` resamplings of the egos."""
    difference = ours - theirs
    drawn = np.random.default_rng(SEED).integers(0, len(difference), size=(DRAWS, len(difference)))
    low, high = np.quantile(difference[drawn].mean(axis=1), [0.025, 0.975])
    return float(difference.mean()), float(low), float(high)
