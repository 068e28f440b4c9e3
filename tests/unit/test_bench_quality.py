"""The measures of quality, by hand, and the pieces that they are taken with."""

from __future__ import annotations

from gzip import compress
from pathlib import Path

import numpy as np
import pytest

from tests.bench.events import Gathering, gatherings
from tests.bench.interactions import split
from tests.bench.meeting import heuristics
from tests.bench.ranking import auc, average_precision, paired, ranked


def flags(text: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([c == "+" for c in text])


def test_one_ranking_by_hand() -> None:
    found = ranked(np.array([9.0, 8.0, 7.0, 6.0]), flags("-+-+"))
    assert found is not None
    assert found.reciprocal == 1 / 2
    assert found.precision == 2 / 10
    assert found.shares[:3] == (0.0, 1 / 2, 1 / 3)
    # Of four pairs of a right and a wrong one, only the first right one stands before the second wrong one.
    assert found.auc == 1 / 4


def test_equals_share_their_ranks() -> None:
    found = ranked(np.zeros(4), flags("-+--"))
    assert found is not None
    assert found.reciprocal == 1 / 2.5
    assert found.auc == 0.5
    assert auc(np.zeros(4), flags("-+--")) == 0.5
    assert average_precision(np.zeros(4), flags("-+--")) == 1 / 4


def test_nobody_right_is_no_ranking() -> None:
    assert ranked(np.arange(3.0), flags("---")) is None
    assert ranked(np.arange(3.0), flags("+++")) is None


def test_average_precision_by_hand() -> None:
    assert average_precision(np.array([4.0, 3.0, 2.0, 1.0]), flags("+-+-")) == pytest.approx((1 + 2 / 3) / 2)
    assert auc(np.array([4.0, 3.0, 2.0, 1.0]), flags("+-+-")) == 3 / 4


def test_a_gain_is_told_with_its_doubt() -> None:
    gain, low, high = paired(np.full(50, 0.5), np.full(50, 0.25))
    assert (gain, low, high) == (0.25, 0.25, 0.25)
    gain, low, high = paired(np.array([1.0, 0.0] * 50), np.array([0.0, 1.0] * 50))
    assert gain == 0.0
    assert low < 0.0 < high


def test_baselines_by_hand() -> None:
    # A path of three: its ends share the middle, which has two ties.
    found = heuristics(np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]))
    assert found["common contacts"][0, 2] == 1
    assert found["Adamic-Adar"][0, 2] == pytest.approx(1 / np.log(2))
    assert found["resource allocation"][0, 2] == 1 / 2
    # beta = 1 / (2 * sqrt 2); the sum over walks of 2, 4, … steps is beta^2 / (1 - 2 beta^2).
    assert found["Katz"][0, 2] == pytest.approx((1 / 8) / (1 - 2 / 8))


def test_badges_that_see_each_other_are_one_gathering_while_they_stay() -> None:
    rows = np.array([(0, 1, 2), (20, 1, 2), (40, 1, 2), (40, 2, 3), (200, 1, 2), (200, 5, 6)], dtype=np.int64)
    assert gatherings(rows) == [
        Gathering(0, (1, 2)), Gathering(40, (1, 2, 3)), Gathering(200, (1, 2)), Gathering(200, (5, 6)),
    ]  # fmt: skip


def test_a_mail_gathers_its_sender_and_recipients() -> None:
    rows = np.array([(3, 1, 2), (3, 1, 4), (3, 7, 8), (10, 2, 2)], dtype=np.int64)
    assert gatherings(rows) == [Gathering(3, (1, 2, 4)), Gathering(3, (7, 8))]


def test_nothing_of_one_moment_is_both_known_and_foretold(tmp_path: Path) -> None:
    file = tmp_path / "Small.csv.gz"
    file.write_bytes(compress(b"when,from,to\n5,1,2\n1,1,2\n7,2,3\n7,1,3\n7,4,1\n9,1,2\n"))
    cut = split(file)
    assert cut.name == "Small"
    assert cut.before[:, 0].tolist() == [1, 5]
    assert cut.after[:, 0].tolist() == [7, 7, 7, 9]
