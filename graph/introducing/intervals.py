"""How sure a path's probability is: from what is known of each factor to an interval of their product.

Each factor is a Beta distribution (`introducing.willingness.Beta`); a tie of strength s with d days of contact on record is worth
`priors.TIE_OBSERVATIONS` + d observations. The product of Betas has no closed form, and with few observations it is far
from log-normal, so it is drawn, with a seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph import priors
from graph.introducing.willingness import Beta, beta

DRAWS, SEED = 4_000, 11
COVERED = 0.8


class Interval(NamedTuple):
    """`COVERED` of what the probability may be lies between `low` and `high`."""

    low: float
    high: float


def of_tie(strength: float, days: int) -> Beta:
    """What is known of the strength of a tie with so many days of contact on record."""
    return beta(strength, priors.TIE_OBSERVATIONS + days)


def interval(factors: Sequence[Beta], probability: float) -> Interval:
    """Of the product of these factors, whose means multiply to `probability`."""
    random = np.random.default_rng(SEED)
    product = np.full(DRAWS, 1.0)
    for factor in factors:
        product *= drawn(random, factor, DRAWS)
    return covered(product, probability)


def drawn(random: np.random.Generator, factor: Beta, draws: int) -> NDArray[np.float64]:
    """What a factor may be worth, so many times."""
    if factor.yes <= 0.0 or factor.no <= 0.0:
        return np.full(draws, factor.mean)
    return factor.times * random.beta(factor.yes, factor.no, draws)


def covered(values: NDArray[np.float64], probability: float) -> Interval:
    """`COVERED` of these draws. It holds `probability`, their mean, which may be beyond all but the rarest draws where hardly
    anything is known."""
    low, high = np.quantile(values, [(1.0 - COVERED) / 2, (1.0 + COVERED) / 2])
    return Interval(min(float(low), probability), max(float(high), probability))
