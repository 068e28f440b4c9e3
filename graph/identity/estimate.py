"""Estimating a model from records without labels, improved by what is known and by what a person decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.identity.blocks import blocks_of
from graph.identity.cluster import REVIEW
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
TRUST, TRUST_OF_CHANCE = 100.0, 100_000.0
"""Pairs of one person, and of any two records, that the model which estimation starts from counts for where it is trusted."""

_NAMING = frozenset(("given", "family", "addressed"))
"""Comparisons of names: among people of whom many are called by a few given names, estimation would take these for one person,
and then other family names, employers and places for what one person has several of. So what names say stays as it was."""

Decisions = Mapping[tuple[str, str], bool]
"""Pairs of record ids, with whether a person said that they are one person's."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which of some items stand for all that there are."""

    items: Ints
    """Their positions: as good as drawn by lot. The others are there to be compared with them."""
    pairs: float
    """How many pairs of all that there are have one of these."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Which of some records stand for all of a network."""

    drawn: Collection[str]
    """Ids; the other records are there because these meet them."""
    pairs: float
    """As in `Drawn`."""
    lists: Collection[str]
    """Parts that list each account once: no two of their rows are one person."""


def estimate(
    items: Sequence[Any],
    pairs: Ints,
    comparisons: Sequence[Comparison],
    start: Model,
    known: Floats | None = None,
    drawn: Drawn | None = None,
    *,
    trusted: bool = False,
) -> Model:
    """Expectation and maximisation over candidate pairs; `u` comes from random pairs.

    The probability of each pair counts with the prior of *all* pairs, so that it does not matter how candidates were found.

    Args:
        items: What the comparisons take their values of.
        pairs: Two columns of positions: those among which nearly all pairs of one person are.
        comparisons: What they are compared by.
        start: Where estimation starts; what too few pairs speak about keeps its values.
        known: For each pair 1 (surely one person), 0 (surely two) or NaN.
        drawn: Which items stand for all that there are; by default all do.
        trusted: Whether `start` is a good model, which counts for `TRUST` pairs beside those that are there, and whose word on
            how one person's names differ stands.
    """
    drawn = drawn or Drawn(np.arange(len(items)), len(items) * (len(items) - 1) / 2)
    trust, trust_of_chance = (TRUST, TRUST_OF_CHANCE) if trusted else (0.0, 0.0)
    levels = compare_pairs(items, pairs, comparisons)
    inside = np.isin(pairs, drawn.items).any(axis=1)
    by_chance = compare_pairs(items, _by_chance(drawn.items), comparisons)
    met = _fitted(by_chance, np.ones(len(by_chance.level)), comparisons, start.u, 0.0)
    model = Model(start.prior, start.m, _towards(start.u, _without(met, start.m, start.prior), trust_of_chance), start.by_chance)
    for _ in range(_ROUNDS):
        p = probabilities(bits_of(levels, model, comparisons))
        if known is not None:
            p = np.where(np.isnan(known), p, known)
        m = _towards(start.m, _fitted(levels, p, comparisons, start.m, _SMOOTHED), trust)
        m.update((name, start.m[name]) for name in _NAMING if trusted)
        prior = (max(float(p[inside].sum()), 1.0) + trust) / (drawn.pairs + trust / start.prior)
        moved = max(abs(a - b) for c in comparisons for a, b in zip(m[c.name], model.m[c.name], strict=True))
        model = Model(prior, m, _towards(start.u, _without(met, m, prior), trust_of_chance), start.by_chance)
        if moved < _STABLE:
            break
    return model


def _by_chance(items: Ints) -> Ints:
    """`RANDOM_PAIRS` pairs of these, or all where they are no more."""
    if len(items) * (len(items) - 1) // 2 <= RANDOM_PAIRS:
        ends = np.stack(np.triu_indices(len(items), 1), axis=1)
    else:
        ends = np.random.default_rng(_SEED).integers(0, len(items), (RANDOM_PAIRS, 2))
    found: Ints = items[ends[ends[:, 0] != ends[:, 1]]]
    return found


_Shares = Mapping[str, tuple[float, ...]]
"""By comparison, the share of each level."""
_Fitted = Mapping[str, tuple[tuple[float, ...], float]]
"""The same, with how many pairs that is said of."""


def _towards(before: _Shares, fitted: _Fitted, trust: float) -> dict[str, tuple[float, ...]]:
    """What was fitted, and what was known before as if `trust` more pairs had said so; where none said anything, just that."""
    found = {}
    for name, (shares, pairs) in fitted.items():
        own = pairs / (pairs + trust) if pairs else 0.0
        found[name] = tuple(own * s + (1 - own) * b for s, b in zip(shares, before[name], strict=True))
    return found


def _without(met: _Fitted, m: _Shares, prior: float) -> _Fitted:
    """`u`: what random pairs reach, less the part of it that pairs of one person account for (a few among many, but nearly
    all of those that have one e-mail)."""
    found = {}
    for name, (shares, pairs) in met.items():
        left = [max(s - prior * one, _LEAST * s) for s, one in zip(shares, m[name], strict=True)]
        found[name] = tuple(x / sum(left) for x in left), pairs
    return found


def _fitted(levels: Levels, weights: Floats, comparisons: Sequence[Comparison], before: _Shares, even: float) -> _Fitted:
    """How often each level is reached by the weighted pairs that have something to compare."""
    found = {}
    for column, comparison in enumerate(comparisons):
        size = len(comparison.levels)
        counts = np.bincount(levels.level[:, column], weights, size + 1)[1:]
        if counts.sum() < _ENOUGH:
            found[comparison.name] = before[comparison.name], 0.0
            continue
        shares = (counts + 0.5) / (counts.sum() + 0.5 * size)
        found[comparison.name] = tuple(((1 - even) * shares + even / size).tolist()), float(counts.sum())
    return found


def learn(records: Sequence[Record], start: Model, decisions: Decisions, sample: Sample | None = None) -> Model:
    """The model of these records: estimated without labels, but for what is sure and what a person decided, and towards
    `start` where they say little.

    Two profiles are two people, one profile is one. `decisions` count as pairs that are certain; those about records that
    are not there are passed over. `sample` says which records stand for all of a network; by default all do.
    """
    records = sorted(records, key=lambda r: r.id)
    pairs, known = _material(records, decisions, sample)
    drawn = None
    if sample:
        drawn = Drawn(np.array([n for n, r in enumerate(records) if r.id in sample.drawn], np.int64), sample.pairs)
    return estimate([features_of(r) for r in records], pairs, PERSON, start, known, drawn, trusted=True)


def likely(records: Sequence[Record], model: Model, decisions: Decisions, sample: Sample) -> set[tuple[str, str]]:
    """The pairs that `learn` would learn from, by ids: those more probably of one person than not."""
    records = sorted(records, key=lambda r: r.id)
    pairs, known = _material(records, decisions, sample)
    p = probabilities(bits_of(compare_pairs([features_of(r) for r in records], pairs, PERSON), model, PERSON))
    alike = pairs[np.where(np.isnan(known), p, known) >= REVIEW]
    return {(records[a].id, records[b].id) for a, b in alike.tolist()}


def _material(records: Sequence[Record], decisions: Decisions, sample: Sample | None) -> tuple[Ints, Floats]:
    """The pairs of these records, sorted by id, to learn from, and which of them are certain."""
    at = {r.id: n for n, r in enumerate(records)}
    pairs = candidates([blocks_of(features_of(r)) for r in records])
    if sample:
        part: dict[str, int] = {}
        of = np.array([part.setdefault(r.part, n) if r.part in sample.lists else -1 - n for n, r in enumerate(records)], np.int64)
        drawn = np.array([r.id in sample.drawn for r in records], bool)
        pairs = pairs[drawn[pairs].any(axis=1) & (of[pairs[:, 0]] != of[pairs[:, 1]])]
    said = {tuple(sorted((at[a], at[b]))): same for (a, b), same in decisions.items() if a in at and b in at}
    if said:
        pairs = np.unique(np.concatenate([pairs, np.array(sorted(said), np.int64)]), axis=0)
    known = _certain(records, pairs)
    for n, (a, b) in enumerate(pairs.tolist()):
        if (a, b) in said:
            known[n] = float(said[a, b])
    return pairs, known


def _certain(records: Sequence[Record], pairs: Ints) -> Floats:
    number: dict[str, int] = {}
    slugs: NDArray[np.int64] = np.array([number.setdefault(r.slug, len(number) + 1) if r.slug else 0 for r in records], np.int64)
    ends = slugs[pairs].reshape(-1, 2)
    return np.where((ends == 0).any(axis=1), np.nan, (ends[:, 0] == ends[:, 1]).astype(np.float64))
