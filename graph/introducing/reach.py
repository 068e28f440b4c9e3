"""The chance that at least one of several paths works when all are tried, and how sure that chance is.

Paths share ties, introducers and goals. In a world, a tie or one person's willingness in one role holds or fails for all paths
at once; what a goal answers, it answers to each who asks by himself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.introducing.intervals import DRAWS, SEED, Interval, covered, drawn
from graph.introducing.question import Chain, Question, pair
from graph.introducing.willingness import Beta

WORLDS = 16
"""Worlds drawn for each draw of the chances, where paths share something."""
_FEWER = DRAWS // 4
"""Draws of the chances in that case."""

Floats = NDArray[np.float64]


class Factor(NamedTuple):
    """What a path needs: the tie of `one` and `other` (by `question.pair`), that the introducer `one` is willing in the role
    `other` (`first` or `later`), or that the goal `other` says yes to `one`."""

    kind: Literal["tie", "willing", "accepts"]
    one: str
    other: str


class _Needs:
    """What some paths need: `columns[i]` are the places in `factors` of what path i needs, and `chances` what these are worth."""

    def __init__(self, question: Question, chains: Sequence[Chain], strengths: Mapping[tuple[str, str], float]) -> None:
        known: dict[Factor, float] = {}
        needs: list[list[Factor]] = []
        for chain in chains:
            need = [Factor("accepts", *chain.people[-2:])]
            known[need[0]] = question.goals[chain.people[-1]]
            for i, (a, b) in enumerate(pairwise(chain.people)):
                tie = Factor("tie", *pair(a, b))
                known[tie] = strengths[pair(a, b)]
                need.append(tie)
                if i:
                    role = Factor("willing", a, "first" if i == 1 else "later")
                    known[role] = question.willingness(a, i)
                    need.append(role)
            needs.append(need)
        place = {f: i for i, f in enumerate(known)}
        self.factors = tuple(known)
        self.chances: Floats = np.array(list(known.values()))
        self.columns = [[place[f] for f in need] for need in needs]
        self.shared = len(known) < sum(map(len, needs))

    def products(self, chances: Floats) -> Floats:
        """The chance of each path by each row of chances of the factors: shape (rows, paths)."""
        return np.stack([chances[:, column].prod(axis=1) for column in self.columns], axis=1)

    def working(self, random: np.random.Generator, chances: Floats, paths: NDArray[np.intp]) -> NDArray[np.intp]:
        """For each row, in how many paths a world ends well that was drawn by these chances, the path of that row among them."""
        holds = random.random(chances.shape) < chances
        for i, column in enumerate(self.columns):
            holds[np.ix_(paths == i, column)] = True
        ends: NDArray[np.intp] = np.sum([holds[:, column].all(axis=1) for column in self.columns], axis=0)
        return ends


def reach(
    question: Question,
    chains: Sequence[Chain],
    strengths: Mapping[tuple[str, str], float],
    draws: int = 4_000,
    seed: int = 7,
) -> float:
    """The chance that at least one of these paths works.

    Exact (noisy-or) while the paths share nothing. Else by the coverage estimator of Karp and Luby (1983), whose relative
    error does not grow as the chances get small: draw a path in proportion to its chance, draw a random world in which it
    works, and count it once for all the paths that work there.
    """
    if not chains:
        return 0.0
    needs, each = _Needs(question, chains, strengths), np.array([c.probability for c in chains])
    if not needs.shared:
        return float(_any(each))
    random = np.random.default_rng(seed)
    paths = random.choice(len(chains), size=draws, p=each / each.sum())
    working = needs.working(random, np.broadcast_to(needs.chances, (draws, len(needs.chances))), paths)
    return min(1.0, max(float(each.sum() * (1.0 / working).mean()), float(each.max())))


def reach_interval(
    question: Question,
    chains: Sequence[Chain],
    strengths: Mapping[tuple[str, str], float],
    known: Callable[[Factor], Beta],
    probability: float,
) -> Interval:
    """How sure `reach` is, which is `probability`: by draws of what every factor may be worth (`known`), each the same for all
    paths that need it, and for all who ask one goal; for each draw the chance as `reach` finds it.

    Where paths share something, a draw's own chance is known by a few worlds only. What their chance adds to the spread of the
    draws is taken out of it (the variance within draws from that of all).
    """
    if not chains:
        return Interval(0.0, 0.0)
    needs, random = _Needs(question, chains, strengths), np.random.default_rng(SEED)
    draws = _FEWER if needs.shared else DRAWS
    common = {("accepts", f.other) if f.kind == "accepts" else f: f for f in needs.factors}
    worth = {key: drawn(random, known(f), draws) for key, f in common.items()}
    chances = np.stack([worth[("accepts", f.other) if f.kind == "accepts" else f] for f in needs.factors], axis=1)
    each = needs.products(chances)
    if not needs.shared:
        return covered(_any(each), probability)
    total = each.sum(axis=1)
    upto = np.cumsum(each, axis=1) / np.maximum(total, np.finfo(np.float64).tiny)[:, None]
    at = (np.arange(WORLDS) + random.random((draws, WORLDS))) / WORLDS
    paths = np.minimum((upto[:, None, :] < at[:, :, None]).sum(axis=2), len(chains) - 1).ravel()
    share = 1.0 / needs.working(random, np.repeat(chances, WORLDS, axis=0), paths).reshape(draws, WORLDS)
    found = total * share.mean(axis=1)
    noise = float((total**2 * share.var(axis=1, ddof=1)).mean()) / WORLDS
    spread = float(found.var())
    shrunk = np.sqrt(max(0.0, 1.0 - noise / spread)) if spread > 0.0 else 1.0
    return covered(np.clip(found.mean() + shrunk * (found - found.mean()), 0.0, 1.0), probability)


def _any(each: Floats) -> Floats:
    """The chance that any of several independent things comes, along the last axis."""
    found: Floats = -np.expm1(np.log1p(-each).sum(axis=-1))
    return found
