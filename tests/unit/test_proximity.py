"""Each way of looking at two people, on networks that can be worked out by hand, and against NetworkX."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph.measures.proximity import FEATURES, RESTART, Fabric, evened, features, two_steps, weave
from graph.measures.trail import Trail

DAY = 739_000


def trail_of(people: int, ties: list[tuple[int, int, int, float]]) -> Trail:
    """Ties as (a, b, day, worth); several entries of one pair are several days."""
    pairs = sorted({(a, b) for a, b, *_ in ties})
    rows = sorted((pairs.index((a, b)), day, worth) for a, b, day, worth in ties)
    a, b = (np.array([p[side] for p in pairs], dtype=np.int64) for side in (0, 1))
    tie, day, worth = (np.array([r[i] for r in rows]) for i in range(3))
    return Trail(people, a, b, tie.astype(np.int64), day.astype(np.int64), worth.astype(np.float64))


def even(people: int, pairs: list[tuple[int, int]]) -> Fabric:
    """All ties alike, and of the day that is asked about."""
    return weave(trail_of(people, [(a, b, DAY, 1.0) for a, b in pairs]), DAY)


def column(fabric: Fabric, ego: int, other: int, name: str) -> float:
    return float(features(fabric, ego, np.array([other]), two_steps(fabric, ego))[0, FEATURES.index(name)])


def test_a_square_with_a_tail_by_hand() -> None:
    # 0 - 1 - 2 - 3 - 0 is a square; 4 hangs on 3. People 0 and 2 share 1 (two ties) and 3 (three ties).
    f = even(5, [(0, 1), (1, 2), (2, 3), (0, 3), (3, 4)])
    assert column(f, 0, 2, "common") == 2
    assert column(f, 0, 2, "adamic") == pytest.approx(1 / np.log(2) + 1 / np.log(3))
    assert column(f, 0, 2, "resource") == pytest.approx(1 / 2 + 1 / 3)
    assert column(f, 0, 2, "jaccard") == 1.0
    assert column(f, 0, 2, "attachment") == 4
    # All ties weigh log 2, so weights cancel but for one.
    assert column(f, 0, 2, "weighted") == pytest.approx(np.log(2) * (1 / 2 + 1 / 3))
    assert column(f, 0, 2, "faded") == pytest.approx(np.log(2) * (1 / 2 + 1 / 3))
    assert column(f, 0, 4, "common") == 1
    # From 1 to 4: 1-0-3-4 and 1-2-3-4.
    assert column(f, 1, 4, "common") == 0
    assert column(f, 1, 4, "long") == pytest.approx(2 / np.sqrt(2 * 3))
    assert column(f, 1, 4, "katz") == pytest.approx(2 * f.beta)


def test_ties_that_began_lately_and_ties_in_use_count_more() -> None:
    old, new = DAY - 400, DAY
    f = weave(trail_of(5, [(0, 1, old, 1.0), (1, 2, old, 1.0), (0, 3, new, 1.0), (3, 4, new, 1.0)]), DAY)
    assert column(f, 0, 4, "faded") > 4 * column(f, 0, 2, "faded")
    assert column(f, 0, 4, "weighted") == pytest.approx(column(f, 0, 2, "weighted"))
    assert f.arriving.tolist() == pytest.approx([1 + 2**-4, 2 * 2**-4, 2**-4, 2.0, 1.0])


def test_undated_ties_are_as_old_as_the_oldest() -> None:
    f = weave(trail_of(3, [(0, 1, 0, 1.0), (0, 2, DAY - 100, 1.0), (1, 2, DAY, 1.0)]), DAY)
    assert f.faded.tolist() == pytest.approx(np.log1p([2**-4, 2**-4, 2**-4, 1.0, 2**-4, 1.0]), rel=0.1)


@pytest.mark.parametrize("seed", range(4))
def test_local_measures_agree_with_networkx(seed: int) -> None:
    g = nx.gnm_random_graph(30, 70, seed=seed)
    f = even(30, [(min(e), max(e)) for e in g.edges])
    pairs = list(nx.non_edges(g))
    for name, reference in (
        ("adamic", nx.adamic_adar_index),
        ("resource", nx.resource_allocation_index),
        ("jaccard", nx.jaccard_coefficient),
        ("attachment", nx.preferential_attachment),
    ):
        for u, v, expected in reference(g, pairs):
            assert column(f, u, v, name) == pytest.approx(expected), (name, u, v)
            assert column(f, v, u, name) == pytest.approx(expected), (name, v, u)


def test_walks_agree_with_matrices_and_with_pagerank() -> None:
    g = nx.gnm_random_graph(30, 70, seed=5)
    g.add_edges_from((i, (i + 1) % 30) for i in range(30))
    f = even(30, [(min(e), max(e)) for e in g.edges])
    a = nx.to_numpy_array(g, nodelist=range(30))
    degree = a.sum(axis=0)
    step = a / degree[:, None]
    walked = RESTART * np.sum([(1 - RESTART) ** n * np.linalg.matrix_power(step, n) for n in range(4)], axis=0)
    half = a / np.sqrt(degree)
    long = half @ (a / np.sqrt(degree)) @ a
    ranks = nx.pagerank(g, alpha=1 - RESTART, personalization={3: 1.0})
    strangers = [v for v in range(30) if v != 3 and not g.has_edge(3, v)]
    for v in strangers:
        assert column(f, 3, v, "rooted") == pytest.approx(walked[3, v])
        assert column(f, 3, v, "returned") == pytest.approx(walked[v, 3])
        assert column(f, 3, v, "long") == pytest.approx(long[3, v])
        assert column(f, 3, v, "katz") == pytest.approx((a @ a)[3, v] + f.beta * (a @ a @ a)[3, v])
        # Three steps are most of the walk; PageRank has them all.
        assert 0 <= ranks[v] - walked[3, v] < 0.05


def test_the_spectral_product_is_the_largest_part_of_the_normal_matrix() -> None:
    # Up to 32 people no factor is left out, and the product is the matrix itself.
    pairs = [(a, b) for a, b in combinations(range(20), 2) if (a * b) % 3 == 1]
    f = even(20, pairs)
    a = np.zeros((20, 20))
    for i, j in pairs:
        a[i, j] = a[j, i] = 1.0
    degree = np.maximum(a.sum(axis=0), 1.0)
    normal = a / np.sqrt(np.outer(degree, degree))
    for v in range(1, 20):
        assert column(f, 1, v, "spectral") == pytest.approx(normal[1, v], abs=1e-9)


def test_iterative_factors_are_the_exact_ones() -> None:
    g = nx.gnm_random_graph(500, 2_500, seed=1)
    f = even(500, [(min(e), max(e)) for e in g.edges])
    a = nx.to_numpy_array(g, nodelist=range(500)) * np.log(2)
    root = np.sqrt(a.sum(axis=0))
    values = np.linalg.eigvalsh(a / np.outer(root, root))
    expected = values[np.argsort(-np.abs(values))[:32]]
    found = (f.factors**2).sum(axis=0) * f.signs
    assert found == pytest.approx(expected, abs=1e-3)


def test_evened_columns_compare() -> None:
    table = np.array([[0.0, -1.0], [1.0, 10.0], [2.0, 10.0], [100.0, 1_000.0]])
    found = evened(table)
    assert found.std(axis=0) == pytest.approx([1.0, 1.0])
    assert found[0].tolist() == [0.0, 0.0]
    assert evened(np.zeros((3, 1))).tolist() == [[0.0]] * 3
    assert evened(table * 7.0) == pytest.approx(found)
