"""How sure a probability is: against what is known exactly, and as evidence comes."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.introducing.intervals import interval, of_tie
from graph.introducing.willingness import Beta, beta

chances = st.floats(0.01, 0.98)
betas = st.builds(beta, chances, st.floats(2.0, 200.0), st.sampled_from([1.0, 0.8, 0.5]))


def test_one_factor_has_the_quantiles_of_its_distribution() -> None:
    # Beta(1, 1) is uniform, and Beta(2, 1) has the distribution function x squared.
    assert interval([Beta(1.0, 1.0)], 0.5) == pytest.approx((0.1, 0.9), abs=0.02)
    assert interval([Beta(2.0, 1.0)], 2 / 3) == pytest.approx((sqrt(0.1), sqrt(0.9)), abs=0.02)
    assert interval([Beta(2.0, 1.0, 0.5)], 1 / 3) == pytest.approx((sqrt(0.1) / 2, sqrt(0.9) / 2), abs=0.02)


@given(st.lists(betas, min_size=1, max_size=9))
def test_it_holds_the_probability_and_is_the_same_each_time(factors: list[Beta]) -> None:
    probability = 1.0
    for factor in factors:
        probability *= factor.mean
    found = interval(factors, probability)
    assert 0.0 <= found.low <= probability <= found.high <= 1.0
    assert interval(factors, probability) == found


def test_more_days_of_contact_make_it_narrower() -> None:
    widths = [(found := interval([of_tie(0.5, days)], 0.5)).high - found.low for days in (0, 3, 12, 60)]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 3 * widths[-1]


def test_what_is_certain_leaves_nothing_open() -> None:
    assert interval([Beta(10.0, 0.0), Beta(0.0, 10.0)], 0.0) == (0.0, 0.0)
    assert interval([beta(1.0, 4.0)], 1.0) == (1.0, 1.0)
