"""How likely two people are to meet, learned from who met whom in the network's own past; a blend of three measures until then.

The past is cut at a few days. What was known on such a day gives the features (`measures.proximity`) of pairs that were not tied;
the label is whether they were by the end. A logistic regression with an L2 penalty is fitted to all of them. Nothing later than
the last day is ever looked at. Untrained: the sum of `faded`, `rooted` and `spectral`, evened.

Measured against alternatives: docs/decisions/0091-whom-to-meet.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from graph.measures.proximity import COARSE, FEATURES, Fabric, Steps, evened, features, spectral, two_steps, weave
from graph.measures.trail import Floats, Ints, Trail

CUTS = (0.5, 0.7, 0.85)
"""Shares of all days of contact after which the past is cut; a network of a few days has fewer."""
ENOUGH = 30
"""New ties between people known before, over all cuts, from which on a network teaches more than the blend knows."""
C = 0.1
"""Inverse strength of the penalty."""
LARGEST = 400_000
"""Ties above which a network is not learned from."""
EGOS = 1_500
"""People of one cut whose candidates are learned from; of more, that many, evenly spread over the order of activity."""
LISTED = 2_000
"""Candidates of one person that are looked at closely: everyone in a network of so many, else those with the strongest faded
two-step ties and the nearest by their factors."""
NEAREST = 200
"""Of those, by their factors."""
_NEWTON, _STILL = 50, 1e-8
NOBODY: Ints = np.empty(0, dtype=np.int64)
_BLEND = ("faded", "rooted", "spectral")


@dataclass(frozen=True, slots=True)
class Chance:
    """Weights of the evened `FEATURES`, and what was learned from."""

    weights: Floats
    learned_from: int
    """New ties; 0: nothing was learned, the weights are those of the blend."""

    @property
    def name(self) -> str:
        """For answers."""
        return f"learned from {self.learned_from} new ties of this network" if self.learned_from else "an untrained blend"


def untrained() -> Chance:
    return Chance(np.array([float(name in _BLEND) for name in FEATURES]), 0)


def candidates(fabric: Fabric, ego: int, faded: Floats, others: Ints) -> Ints:
    """Who may be met, sorted: people with ties, but none to the ego, `others` among them in any case; `faded` is that column of
    everyone."""
    open_ = fabric.degree > 0.0
    open_[others] = True
    open_[fabric.alters(ego)] = False
    open_[ego] = False
    if fabric.people <= LISTED:
        return np.flatnonzero(open_)
    met = np.flatnonzero((faded > 0.0) & open_)
    best = np.union1d(met[_most(faded[met], LISTED)], others[open_[others]])
    if not len(fabric.alters(ego)):
        return best
    near = np.flatnonzero(open_ & ((nearness := spectral(fabric, ego, slice(None))) > 0.0))
    return np.union1d(best, near[_most(np.round(nearness[near], COARSE), NEAREST)])


def _most(worth: Floats, count: int) -> Ints:
    """Places of the `count` greatest, of equals the first ones; sorted."""
    if len(worth) <= count:
        return np.arange(len(worth))
    least = np.partition(worth, -count)[-count]
    above = np.flatnonzero(worth > least)
    return np.sort(np.concatenate([above, np.flatnonzero(worth == least)[: count - len(above)]]))


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidates of an ego, sorted, with a score each: log odds but for a constant where the chance was learned."""

    who: Ints
    score: Floats
    near: NDArray[np.bool_]
    """Whether there is a way of at most three ties."""
    steps: Steps
    """Two steps from the ego."""


def scores(fabric: Fabric, ego: int, chance: Chance, others: Ints = NOBODY) -> Scored:
    """How likely an ego is to meet whom; `others` are candidates in any case, however far away."""
    steps = two_steps(fabric, ego)
    who = candidates(fabric, ego, steps.faded, others)
    if not len(who):
        return Scored(who, np.empty(0), np.empty(0, np.bool_), steps)
    table = features(fabric, ego, who, steps)
    near = table[:, FEATURES.index("katz")] > 0.0
    return Scored(who, evened(table) @ chance.weights, near, steps)


def learn(trail: Trail, day: int) -> Chance:
    """What the past of a network up to a day teaches; the blend where there is too little of it, or too much to look at."""
    if len(trail.a) > LARGEST:
        return untrained()
    begun = trail.begun()
    tables, labels = [], []
    for cut in _cuts(trail, day):
        table, label = _examples(trail, begun, cut)
        tables.append(table)
        labels.append(label)
    met = np.concatenate(labels) if labels else np.empty(0)
    if met.sum() < 2 * ENOUGH:
        return untrained()
    return Chance(_logistic(np.concatenate(tables), met), int(met.sum()) // 2)


def _cuts(trail: Trail, day: int) -> list[int]:
    """Days at whose end about the shares `CUTS` of all days of contact had passed, before the last one; sorted, each once."""
    days, counts = np.unique(trail.day[(trail.day > 0) & (trail.day <= day)], return_counts=True)
    if len(days) < 2:
        return []
    passed = np.cumsum(counts)[:-1] / counts.sum()
    return sorted({int(days[np.argmin(np.abs(passed - share))]) for share in CUTS})


def _examples(trail: Trail, begun: Ints, cut: int) -> tuple[Floats, Floats]:
    """Evened features of pairs that were not tied at the end of a day, and whether they were later. Only people who had a tie by
    then are looked at."""
    fabric = weave(trail, cut)
    seen = fabric.degree > 0
    later = np.flatnonzero((begun > cut) & seen[trail.a] & seen[trail.b])
    a, b = trail.a[later], trail.b[later]
    egos = np.unique(np.concatenate([a, b]))
    if len(egos) > EGOS:
        egos = egos[np.lexsort((egos, fabric.active[egos]))][np.linspace(0, len(egos) - 1, EGOS).astype(int)]
    tables, labels = [np.empty((0, len(FEATURES)))], [np.empty(0)]
    for ego in egos.tolist():
        steps = two_steps(fabric, ego)
        who = candidates(fabric, ego, steps.faded, NOBODY)
        tables.append(evened(features(fabric, ego, who, steps)))
        labels.append(np.isin(who, np.concatenate([b[a == ego], a[b == ego]])).astype(np.float64))
    return np.concatenate(tables), np.concatenate(labels)


def _logistic(table: Floats, label: Floats) -> Floats:
    """Weights, without the intercept, that make the labels likeliest, less |weights|^2 / 2C; by Newton's method, each step
    halved until it leads down."""
    x = np.column_stack([table, np.ones(len(table))])
    penalty = np.append(np.full(table.shape[1], 1.0 / C), 0.0)
    rate = label.mean()

    def loss(weights: Floats) -> float:
        said = x @ weights
        return float((np.logaddexp(0.0, said) - label * said).sum() + (penalty * weights**2).sum() / 2.0)

    weights = np.append(np.zeros(table.shape[1]), np.log(rate / (1.0 - rate)))
    now = loss(weights)
    for _ in range(_NEWTON):
        p = expit(x @ weights)
        gradient = x.T @ (p - label) + penalty * weights
        # A trace of ridge for the intercept too: where all are sure, nothing else curves there.
        curvature = (x * (p * (1.0 - p))[:, None]).T @ x + np.diag(penalty + _STILL)
        step = np.linalg.solve(curvature, gradient)
        size = 1.0
        while (then := loss(weights - size * step)) > now and size > _STILL:
            size /= 2.0
        if now - then < _STILL * max(now, 1.0):
            break
        weights, now = weights - size * step, then
    return weights[:-1]
