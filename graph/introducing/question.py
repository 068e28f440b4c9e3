"""A question for introductions, as a finder of paths takes it: who asks, who would do, who is willing, and how many are wanted.

    P(path) = product of tie strengths * willingness of each introducer * chance of the goal at its end

Finders compare costs, not probabilities: `cost` is -log P in whole units, so that sums do not depend on their order, equal
paths are equal whichever way they are computed, and the order of answers is one for every finder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, floor, log, log10
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from graph import priors

UNIT = 1 << 40
"""Cost units of a factor 1/e: each factor is exact to 5e-13, and a sum of them fits 64 bits."""

NEVER = 1 << 60
"""The cost of what does not happen: more than any sum of costs that do."""

REACH_PATHS = 60
"""Paths over whose union the chance to be reached is taken."""


class Chain(NamedTuple):
    """People from start to a goal, and the chance that the introduction works."""

    probability: float
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. People are current ids."""

    start: str
    goals: Mapping[str, float]
    """Person -> chance that he says yes, times how well he fits: in (0, 1]. Never the start. A goal may introduce another."""
    willing: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Own willingness, as first and as later introducer, where it is not the usual one; 0: never."""
    max_hops: int = 3
    """Most ties on a path."""
    k: int = 5
    per_introducer: int = 2
    """Most paths of one first introducer; 0: no cap. A path without introducers has no first one."""
    per_goal: int = 0
    """Most paths to one goal; 0: no cap."""
    usual: tuple[float, float] = (priors.FIRST_WILLING, priors.LATER_WILLING)
    """Willingness, as first and as later introducer, of everybody else."""

    def willingness(self, person: str, position: int) -> float:
        """Of an introducer at `position` (1 is the first)."""
        return self.willing.get(person, self.usual)[0 if position == 1 else 1]


class Caps:
    """Which chains of the exact order are skipped, as their first introducer or their goal has enough already."""

    def __init__(self, question: Question) -> None:
        self._through, self._to = question.per_introducer, question.per_goal
        self._paths: dict[tuple[str, str], int] = {}

    def closed(self, first: str) -> bool:
        """Whether nothing more may come through this first introducer."""
        return 0 < self._through <= self._paths.get(("through", first), 0)

    def full(self, goal: str) -> bool:
        """Whether nothing more may lead to this goal."""
        return 0 < self._to <= self._paths.get(("to", goal), 0)

    def take(self, people: Sequence[str]) -> bool:
        """Count a chain, if it is not to be skipped."""
        through = people[1] if len(people) > 2 else ""
        if self.full(people[-1]) or (through and self.closed(through)):
            return False
        for end in (("through", through), ("to", people[-1])):
            self._paths[end] = self._paths.get(end, 0) + 1
        return True


def cost(chance: float) -> int:
    """-log of a chance in (0, 1], in `UNIT`s."""
    return round(-log(chance) * UNIT)


def costs_of(chances: NDArray[np.float64]) -> NDArray[np.int64]:
    """`cost` of each."""
    found: NDArray[np.int64] = np.rint(-np.log(chances) * UNIT).astype(np.int64)
    return found


def price(chance: float) -> int:
    """`cost`, or `NEVER` where there is no chance."""
    return cost(chance) if chance > 0.0 else NEVER


def pair(a: str, b: str) -> tuple[str, str]:
    """The two ends of a tie, the lesser id first."""
    return (a, b) if a < b else (b, a)


def probability(question: Question, strengths: Mapping[tuple[str, str], float], people: Sequence[str]) -> float:
    """P of one path; `strengths` by `pair`."""
    p = question.goals[people[-1]]
    for i, (a, b) in enumerate(pairwise(people)):
        p *= strengths[pair(a, b)] * (question.willingness(a, i) if i else 1.0)
    return p


@dataclass(frozen=True, slots=True)
class Found:
    """A finder's answer."""

    chains: tuple[Chain, ...]
    """The k best within the caps, best first; of equal cost in the order of their people's ids."""
    every: tuple[Chain, ...]
    """The `REACH_PATHS` best whatever the caps."""
    strengths: Mapping[tuple[str, str], float]
    """Of at least all ties on these chains, by `pair`."""
    way: str
    """How they were found, in a word or two."""
    complete: str
    """What none is missing of, in words (`all_of`)."""
    floor: float = 0.0
    """The chance above which no path is missing; 0: none is at all."""


def all_of(max_hops: int, above: float = 0.0) -> str:
    """`all paths of at most 3 ties`, or where less was looked at, those above which chance: `all direct ties above 2 %`."""
    paths = f"all paths of at most {max_hops} ties" if max_hops > 1 else "all direct ties"
    return f"{paths} above {_percent(above)} %" if above > 0.0 else paths


def _percent(chance: float) -> str:
    """Rounded up to two digits: of what is above the rounded number, still nothing is missing."""
    digits = 1 - floor(log10(100 * chance))
    return f"{ceil(round(100 * chance * 10**digits, 9)) / 10**digits:.{max(digits, 0)}f}".removesuffix(".0")


class Finder(Protocol):
    """Answers a question, as of the day and on the view that it was made for."""

    def __call__(self, question: Question) -> Found: ...
