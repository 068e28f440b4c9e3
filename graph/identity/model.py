"""The numbers of the comparison: how often one person's records, and two people's, are alike to each level."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp2, inf, log2

from graph.identity.compare import Comparison
from graph.identity.naming import Compared


@dataclass(frozen=True, slots=True)
class Model:
    """Fellegi and Sunter's model: what is independent of each other, given whether two records are one person.

    `m` and `u` hold, by comparison, the probability of each level from 1 on among pairs of records of one person and of
    two people, where there is something to compare.
    """

    prior: float
    """The probability that two records of a pool are one person, before anything is compared."""
    m: Mapping[str, tuple[float, ...]]
    u: Mapping[str, tuple[float, ...]]
    by_chance: Mapping[str, float]
    """By group of comparisons, the probability that two people agree in all of it for reasons that the shares of single
    values do not know: relatives, and names that go with each other."""

    def ladder(self, comparison: Comparison) -> tuple[float, ...]:
        """What each level says in bits, level 0 first: positive for one person, negative for two.

        The last level never speaks for, no other one against, and none says more than a more alike one.
        """
        m, u = self.m[comparison.name], self.u[comparison.name]
        bits, least = [0.0], inf
        for like, chance in zip(m[:-1], u[:-1], strict=True):
            least = min(least, max(0.0, log2(like / chance))) if comparison.speaks_for else 0.0
            bits.append(least)
        return (*bits, min(0.0, log2(m[-1] / u[-1])))

    def bits(self, comparison: Comparison, compared: Compared) -> float:
        """What an outcome says, in bits: by its share of people where it has one, else by its level."""
        if compared.share and comparison.speaks_for and compared.level:
            return max(0.0, log2(self.m[comparison.name][compared.level - 1] / compared.share))
        return self.ladder(comparison)[compared.level]

    @property
    def prior_bits(self) -> float:
        return log2(self.prior / (1 - self.prior))

    def to_json(self) -> str:
        """The model as text: `from_json` gives the same one."""
        return (
            json.dumps(
                {"prior": self.prior, "m": dict(self.m), "u": dict(self.u), "by_chance": dict(self.by_chance)},
                indent=1,
                sort_keys=True,
            )
            + "\n"
        )

    @classmethod
    def from_json(cls, text: str) -> Model:
        """The model that `to_json` wrote."""
        said = json.loads(text)
        m, u = ({k: tuple(v) for k, v in said[side].items()} for side in ("m", "u"))
        return cls(said["prior"], m, u, said["by_chance"])


def probability(bits: float) -> float:
    """The probability of odds of 2 to the power of `bits`."""
    return float(1 / (1 + exp2(-max(-500.0, min(500.0, bits)))))


@cache
def shipped() -> Model:
    """The model that the product starts with (`docs/decisions/0071-identity-score.md` says how it was estimated)."""
    return Model.from_json(files(__package__ or "").joinpath("tables/model.json").read_text("utf-8"))


def starting(comparisons: Sequence[Comparison], prior: float, by_chance: Mapping[str, float]) -> Model:
    """Where estimation starts that has no better model: people mostly agree with themselves, and hardly with others."""
    m, u = {}, {}
    for comparison in comparisons:
        rest = len(comparison.levels) - 1
        m[comparison.name] = (0.75, *([0.25 / rest] * rest))
        u[comparison.name] = (*([1e-3] * rest), 1 - 1e-3 * rest)
    return Model(prior, m, u, by_chance)
