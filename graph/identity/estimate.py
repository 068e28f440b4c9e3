"""Estimating a model from records without labels, improved by what is known and by what a person decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.identity.blocks import blocks_of
from graph.identity.compare import PERSON, Comparison
from graph.identity.features import features_of
from graph.identity.model import Model
from graph.identity.pairs import candidates
from graph.identity.score import Floats, Ints, Levels, bits_of, compare_pairs, probabilities
from graph.model import Record

RANDOM_PAIRS = 200_000
"""Pairs drawn to see how alike two people are."""
_SEED = 20_240_601
_ROUNDS, _STABLE = 50, 1e-4
_SMOOTHED = 0.02
"""Part of every estimated distribution that is spread evenly, so that nothing is impossible for not having been met."""
_LEAST = 0.02
"""Part of what random pairs reach that is always taken for chance."""
_ENOUGH = 5.0
"""Pairs that a comparison must have something to say about, below which what was known of it before stays."""


def estimate(
    items: Sequence[Any], pairs: Ints, comparisons: Sequence[Comparison], start: Model, known: Floats | None = None
) -> Model:
    """Expectation and maximisation over candidate pairs; `u` comes from random pairs.

    The probability of each pair counts with the prior of *all* pairs, so that it does not matter how candidates were found.

    Args:
        items: What the comparisons take their values of.
        pairs: Two columns of positions: those among which nearly all pairs of one person are.
        comparisons: What they are compared by.
        start: Where estimation starts; what too few pairs speak about keeps its values.
        known: For each pair 1 (surely one person), 0 (surely two) or NaN.
    """
    levels = compare_pairs(items, pairs, comparisons)
    drawn = np.random.default_rng(_SEED).integers(0, len(items), (RANDOM_PAIRS, 2))
    random = compare_pairs(items, drawn[drawn[:, 0] != drawn[:, 1]], comparisons)
    met = _fitted(random, np.ones(len(random.level)), comparisons, start.u, 0.0)
    model = Model(start.prior, start.m, _without(met, start.m, start.prior), start.by_chance)
    for _ in range(_ROUNDS):
        p = probabilities(bits_of(levels, model, comparisons))
        if known is not None:
            p = np.where(np.isnan(known), p, known)
        m = _fitted(levels, p, comparisons, start.m, _SMOOTHED)
        prior = max(float(p.sum()), 1.0) / (len(items) * (len(items) - 1) / 2)
        moved = max(abs(a - b) for c in comparisons for a, b in zip(m[c.name], model.m[c.name], strict=True))
        model = Model(prior, m, _without(met, m, prior), start.by_chance)
        if moved < _STABLE:
            break
    return model


def _without(
    met: Mapping[str, tuple[float, ...]], m: Mapping[str, tuple[float, ...]], prior: float
) -> dict[str, tuple[float, ...]]:
    """`u`: what random pairs reach, less the part of it that pairs of one person account for (a few among many, but nearly
    all of those that have one e-mail)."""
    found = {}
    for name, shares in met.items():
        left = [max(s - prior * one, _LEAST * s) for s, one in zip(shares, m[name], strict=True)]
        found[name] = tuple(x / sum(left) for x in left)
    return found


def _fitted(
    levels: Levels, weights: Floats, comparisons: Sequence[Comparison], before: Mapping[str, tuple[float, ...]], even: float
) -> dict[str, tuple[float, ...]]:
    """How often each level is reached by the weighted pairs that have something to compare."""
    found = {}
    for column, comparison in enumerate(comparisons):
        size = len(comparison.levels)
        counts = np.bincount(levels.level[:, column], weights, size + 1)[1:]
        if counts.sum() < _ENOUGH:
            found[comparison.name] = before[comparison.name]
            continue
        shares = (counts + 0.5) / (counts.sum() + 0.5 * size)
        found[comparison.name] = tuple(((1 - even) * shares + even / size).tolist())
    return found


def learn(records: Sequence[Record], start: Model, decisions: Mapping[tuple[str, str], bool]) -> Model:
    """The model of these records: estimated without labels, but for what is sure and what a person decided.

    Two profiles are two people, one profile is one. `decisions` are pairs of record ids with whether they are one person:
    each counts as one pair that is certain. Decisions about records that are not there are passed over.
    """
    records = sorted(records, key=lambda r: r.id)
    at = {r.id: n for n, r in enumerate(records)}
    said = {tuple(sorted((at[a], at[b]))): same for (a, b), same in decisions.items() if a in at and b in at}
    features = [features_of(r) for r in records]
    met = candidates([blocks_of(f) for f in features])
    if said:
        met = np.unique(np.concatenate([met, np.array(sorted(said), np.int64)]), axis=0)
    known = _certain(records, met)
    for n, (a, b) in enumerate(met.tolist()):
        if (a, b) in said:
            known[n] = float(said[a, b])
    return estimate(features, met, PERSON, start, known)


def _certain(records: Sequence[Record], pairs: Ints) -> Floats:
    number: dict[str, int] = {}
    slugs: NDArray[np.int64] = np.array([number.setdefault(r.slug, len(number) + 1) if r.slug else 0 for r in records], np.int64)
    ends = slugs[pairs].reshape(-1, 2)
    return np.where((ends == 0).any(axis=1), np.nan, (ends[:, 0] == ends[:, 1]).astype(np.float64))
