from __future__ import annotations

from datetime import date
from itertools import combinations
from math import isnan

import networkx as nx
import numpy as np
import pytest

from graph.measures.holes import adjacency, circles, constraint, effective_size, open_size
from graph.whole.snapshot import Snapshot


def taken(graph: nx.Graph[int]) -> Snapshot:
    n = graph.number_of_nodes()
    edges = sorted(graph.edges)
    u, v = (np.array([e[i] for e in edges], dtype=np.int64) for i in (0, 1))
    weight = np.array([graph.edges[e].get("strength", 0.5) for e in edges], dtype=np.float64)
    degree = np.bincount(np.concatenate([u, v]), minlength=n)
    return Snapshot(1, date(2026, 1, 1), tuple(f"p{i:03}" for i in range(n)), n, u, v, weight, degree, degree.astype(np.float64))


def random_graph(seed: int) -> nx.Graph[int]:
    graph: nx.Graph[int] = nx.gnm_random_graph(25, 60, seed=seed)
    random = np.random.default_rng(seed)
    for a, b in graph.edges:
        graph.edges[a, b]["strength"] = float(random.uniform(0.01, 0.98))
    return graph


@pytest.mark.parametrize("seed", range(4))
def test_where_everything_was_seen_networkx_agrees(seed: int) -> None:
    graph = random_graph(seed)
    ties, everyone = adjacency(taken(graph)), np.arange(25)
    around = circles(ties, everyone, np.ones(25, dtype=np.bool_))
    size, closed = nx.effective_size(graph), nx.constraint(graph, weight="strength")
    for i in everyone.tolist():
        if graph.degree(i):
            assert effective_size(around)[i] == pytest.approx(size[i])
            assert constraint(ties, everyone)[i] == pytest.approx(closed[i])
        else:
            assert effective_size(around)[i] == 0.0
            assert isnan(constraint(ties, everyone)[i])
    assert (around.asked == around.contacts * (around.contacts - 1) / 2).all()
    assert open_size(around).tolist() == effective_size(around).tolist()


def test_the_middle_of_a_star_and_a_member_of_a_clique_by_hand() -> None:
    star: nx.Graph[int] = nx.star_graph(4)
    clique: nx.Graph[int] = nx.complete_graph(5)
    everybody, first = np.ones(5, dtype=np.bool_), np.array([0])
    alone, together = adjacency(taken(star)), adjacency(taken(clique))
    assert effective_size(circles(alone, first, everybody)).tolist() == [4.0]
    assert constraint(alone, first).tolist() == pytest.approx([0.25])
    assert effective_size(circles(together, first, everybody)).tolist() == [1.0]
    assert constraint(together, first).tolist() == pytest.approx([4 * (0.25 + 3 / 16) ** 2])


def test_a_tie_that_nobody_could_have_seen_is_unknown_not_absent() -> None:
    """0 and 1 each have ten contacts of their own. Nobody in 0's circle exported; all in 1's did, and half of them are tied."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(22))
    graph.add_edges_from([(0, i) for i in range(2, 12)] + [(1, i) for i in range(12, 22)])
    graph.add_edges_from((a, b) for a in range(12, 22) for b in range(a + 1, 22) if (a + b) % 2)
    exported = np.array([i < 2 or i >= 12 for i in range(22)])
    around = circles(adjacency(taken(graph)), np.array([0, 1]), exported)
    assert around.asked.tolist() == [0.0, 45.0]
    assert around.found.tolist() == around.tied.tolist() == [0.0, 25.0]
    assert effective_size(around)[0] == 10.0
    zero, one = open_size(around).tolist()
    assert zero == pytest.approx(one), "what was not seen is reckoned with as everywhere else"
    assert one == pytest.approx(10 - 2 * 25 / 10)


def test_ties_of_two_who_did_not_export_count_where_they_are_known() -> None:
    """A clique that an event shows, around somebody of whose contacts nobody exported."""
    graph: nx.Graph[int] = nx.complete_graph(6)
    around = circles(adjacency(taken(graph)), np.array([0]), np.zeros(6, dtype=np.bool_))
    assert (around.tied.tolist(), around.asked.tolist()) == ([10.0], [0.0])
    assert open_size(around).tolist() == effective_size(around).tolist() == [1.0]


@pytest.mark.parametrize("seed", range(3))
def test_pairs_with_an_exporter_are_counted_once(seed: int) -> None:
    graph = random_graph(seed)
    exported = np.random.default_rng(seed).random(25) < 0.3
    around = circles(adjacency(taken(graph)), np.arange(25), exported)
    for i in range(25):
        pairs = [p for p in combinations(sorted(graph[i]), 2) if exported[list(p)].any()]
        assert around.asked[i] == len(pairs)
        assert around.found[i] == sum(graph.has_edge(*p) for p in pairs)


def test_whom_one_knows_already_is_left_out() -> None:
    graph = random_graph(1)
    snapshot = taken(graph)
    known = np.array([0, *graph[0]])
    around = circles(adjacency(snapshot), np.array(sorted(graph[0])), np.ones(25, dtype=np.bool_), known)
    fresh = [len(set(graph[c]) - set(known.tolist())) for c in sorted(graph[0])]
    assert around.contacts.tolist() == fresh
