"""How sure a path's probability is: from what is known of each factor to an interval of their product.

Each factor is a Beta distribution (`introducing.willingness.Beta`); a tie of strength s with d days of contact on record is worth
`priors.TIE_OBSERVATIONS` + d observations. The product of Betas has no closed form, and with few observations it is far
from log-normal, so it is drawn, with a seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from graph import priors
from graph.introducing.willingness import Beta, beta
from graph.strength.reasons import PathTie

DRAWS, SEED = 4_000, 11
COVERED = 0.8


class Interval(NamedTuple):
    """`COVERED` of what the probability may be lies between `low` and `high`."""

    low: float
    high: float


def of_tie(tie: PathTie) -> Beta:
    """What is known of a tie's strength."""
    return beta(tie.strength, priors.TIE_OBSERVATIONS + tie.days)


def interval(factors: Sequence[Beta], probability: float) -> Interval:
    """Of the product of these factors. It holds `probability`, their product's mean, which may be beyond all but the
    rarest draws where hardly anything is known."""
    random = np.random.default_rng(SEED)
    product = np.full(DRAWS, 1.0)
    for factor in factors:
        sure = factor.yes <= 0.0 or factor.no <= 0.0
        product *= factor.mean if sure else factor.times * random.beta(factor.yes, factor.no, DRAWS)
    low, high = np.quantile(product, [(1.0 - COVERED) / 2, (1.0 + COVERED) / 2])
    return Interval(min(float(low), probability), max(float(high), probability))
