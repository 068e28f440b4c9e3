"""Scores of many pairs at once, and of one pair with its reasons: the same numbers from the same functions."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.identity.compare import Comparison
from graph.identity.model import Model

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
CHUNK = 1 << 17
"""Pairs compared at a time: bounds memory."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Outcomes of comparing pairs: a row for each pair, a column for each comparison."""

    level: NDArray[np.int8]
    share: NDArray[np.float32]


def compare_pairs(items: Sequence[Any], pairs: Ints, comparisons: Sequence[Comparison]) -> Levels:
    """Compares pairs of items, each value against each other one once only. `pairs` has two columns of positions."""
    level = np.zeros((len(pairs), len(comparisons)), np.int8)
    share = np.zeros((len(pairs), len(comparisons)), np.float32)
    columns = [_coded([c.value(item) for item in items]) for c in comparisons]
    # All comparisons of some pairs, then the next ones: two that look at the same values find them compared already.
    for start in range(0, len(pairs), CHUNK):
        stop = start + CHUNK
        for column, (comparison, (coded, values)) in enumerate(zip(comparisons, columns, strict=True)):
            ends = coded[pairs[start:stop]]
            met, where = np.unique(ends.min(axis=1) * len(values) + ends.max(axis=1), return_inverse=True)
            found = [comparison.compare(values[p // len(values)], values[p % len(values)]) for p in met.tolist()]
            level[start:stop, column] = np.array([f.level for f in found], np.int8)[where]
            share[start:stop, column] = np.array([f.share for f in found], np.float32)[where]
    return Levels(level, share)


def _coded(values: Sequence[Hashable]) -> tuple[Ints, list[Hashable]]:
    """The number of each value, and the values by their numbers."""
    codes: dict[Hashable, int] = {}
    return np.array([codes.setdefault(v, len(codes)) for v in values], np.int64), list(codes)


def parts_of(levels: Levels, model: Model, comparisons: Sequence[Comparison]) -> Floats:
    """What each outcome says by itself, in bits: a row for each pair, a column for each comparison."""
    parts = np.zeros(levels.level.shape)
    for column, comparison in enumerate(comparisons):
        parts[:, column] = np.array(model.ladder(comparison))[levels.level[:, column]]
        rated = levels.share[:, column] > 0
        if comparison.speaks_for and rated.any():
            m = np.array([1.0, *model.m[comparison.name]])[levels.level[rated, column]]
            parts[rated, column] = np.maximum(0.0, np.log2(m / levels.share[rated, column]))
    return parts


def bits_of(levels: Levels, model: Model, comparisons: Sequence[Comparison]) -> Floats:
    """What each pair's outcomes add up to, with the prior, in bits."""
    return sum_of(parts_of(levels, model, comparisons), model, comparisons)


def sum_of(parts: Floats, model: Model, comparisons: Sequence[Comparison]) -> Floats:
    """What `parts_of` add up to, with the prior, in bits."""
    total: Floats = model.prior_bits + parts.sum(axis=1)
    for group, chance in model.by_chance.items():
        together = parts[:, [c.group == group for c in comparisons]].sum(axis=1)
        total -= np.where(together > 0, np.log2(1 + chance * np.exp2(together)), 0.0)
    return total


def probabilities(bits: Floats) -> Floats:
    """`graph.identity.model.probability` of each."""
    odds: Floats = np.exp2(np.clip(bits, -500, 500))
    return np.divide(odds, 1 + odds, dtype=np.float64)
