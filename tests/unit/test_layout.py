import numpy as np
import pytest

from graph.atlas.layout import Points, positions


def path(n: int) -> Points:
    ends = np.arange(max(n - 1, 0))
    return positions(ends, ends + 1, np.ones(len(ends)), np.full(n, 8.0), np.zeros(n, dtype=np.int64))


def test_same_network_same_picture() -> None:
    assert (path(40) == path(40)).all()


@pytest.mark.parametrize("n", [0, 1, 2, 3, 200])
def test_every_mark_has_a_place_of_its_own(n: int) -> None:
    at = path(n)
    assert at.shape == (n, 2)
    assert np.isfinite(at).all()
    gap = np.linalg.norm(at[:, None] - at[None, :], axis=2) + np.eye(n) * 1e6
    assert n < 2 or gap.min() > 16.0


def test_friends_stand_nearer_than_strangers() -> None:
    a = [(i, j) for i in range(8) for j in range(i)]
    pairs = np.array([*a, *[(i + 8, j + 8) for i, j in a], (0, 8)])
    at = positions(pairs[:, 0], pairs[:, 1], np.ones(len(pairs)), np.full(16, 6.0), np.repeat([0, 1], 8))
    gap = np.linalg.norm(at[:, None] - at[None, :], axis=2)
    assert gap[:8, :8].mean() < gap[:8, 8:].mean()
