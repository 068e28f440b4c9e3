from math import log

import numpy as np
import pytest

from graph.measures.partition import FEWEST, SEEDS, agreement, modal, shared


def labels(text: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([int(c) if c != "-" else -1 for c in text], dtype=np.int64)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("0011", "1100", 1.0), ("0011", "0101", 0.0), ("0000", "0000", 1.0), ("001-", "0010", 1.0), ("0001", "0011", 0.34371)],
)
def test_agreement_by_hand(one: str, other: str, expected: float) -> None:
    assert agreement(labels(one), labels(other)) == pytest.approx(expected, abs=1e-5)
    assert agreement(labels(other), labels(one)) == pytest.approx(expected, abs=1e-5)


def test_agreement_is_information_over_the_mean_entropy() -> None:
    both = 0.5 * log(2) + 0.5 * log(4)
    first, second = 0.25 * log(4) + 0.75 * log(4 / 3), log(2)
    assert agreement(labels("0001"), labels("0011")) == pytest.approx((first + second - both) / ((first + second) / 2))


def test_clear_groups_are_stable_and_a_ring_is_less_so() -> None:
    cliques = [(a, b) for f in (0, 6, 12) for a in range(f, f + 6) for b in range(a + 1, f + 6)] + [(0, 6), (6, 12)]
    u, v = (np.array([p[i] for p in cliques], dtype=np.int64) for i in (0, 1))
    clear = modal(19, u, v, np.full(len(u), 0.5))
    assert clear.label.tolist() == [0] * 6 + [1] * 6 + [2] * 6 + [-1]
    assert (clear.stability, clear.seeds) == (1.0, SEEDS)
    ring = np.arange(60)
    vague = modal(60, ring, np.roll(ring, -1), np.full(60, 0.5))
    assert vague.seeds >= FEWEST
    assert 0.3 < vague.stability < 1.0


def test_nobody_tied_is_nobody_grouped() -> None:
    nobody = np.empty(0, np.int64)
    alone = modal(3, nobody, nobody, np.empty(0))
    assert (alone.label.tolist(), alone.stability) == ([-1, -1, -1], 1.0)


def test_who_stays_with_whom_is_counted_for_each() -> None:
    one, other = np.array([0, 0, 0, 1, 1, -1]), np.array([0, 0, 1, 1, 1, -1])
    assert shared(one, other).tolist() == [2 / 3, 2 / 3, 1 / 5, 2 / 3, 2 / 3, 0.0]
    assert shared(one, one).tolist() == [1.0, 1.0, 1.0, 1.0, 1.0, 0.0]
    assert shared(np.full(3, -1), np.full(3, -1)).tolist() == [0.0, 0.0, 0.0]


def test_somebody_between_two_circles_is_less_sure_than_those_inside() -> None:
    circles = [(a, b) for start in (0, 8) for a in range(start, start + 8) for b in range(a + 1, start + 8)]
    u, v = (np.array(end) for end in zip(*circles, *((16, n) for n in (0, 1, 8, 9)), strict=True))
    found = modal(18, u, v, np.full(len(u), 0.5))
    assert found.steady[16] <= found.steady[:16].min()
    assert found.steady[:16].min() > 0.5
    assert found.steady[17] == 0.0, "who has no ties is in no community"
