"""The k best paths are exactly those that enumeration finds, and the corridor loses none of them."""

from __future__ import annotations

import random
from math import isclose

import networkx as nx
import pytest

from graph.paths import Chain, best_chains, probability, reach

CASES = 200
PEOPLE = 28
K = 10


def random_graph(seed: int) -> nx.Graph[str]:
    """28 people; sparse to dense by seed; strengths from a few levels, so that equal paths occur, or continuous."""
    dice = random.Random(seed)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(f"p{i:02d}" for i in range(PEOPLE))
    chance = dice.choice([0.06, 0.12, 0.2])
    for i in range(PEOPLE):
        for j in range(i):
            if dice.random() < chance:
                strength = dice.choice([0.05, 0.3, 0.9]) if seed % 4 == 0 else dice.uniform(0.001, 0.98)
                graph.add_edge(f"p{i:02d}", f"p{j:02d}", strength=strength)
    return graph


def enumerate_all(graph: nx.Graph[str], start: str, goal: str, max_hops: int) -> list[Chain]:
    """Every simple path of at most `max_hops` ties, best first."""
    found = [tuple(p) for p in nx.all_simple_paths(graph, start, goal, cutoff=max_hops)]
    return sorted((Chain(probability(graph, p), p) for p in found), key=lambda c: (-c.probability, c.people))


@pytest.mark.parametrize("max_hops", [3, 4, 5])
def test_best_chains_equal_enumeration(max_hops: int) -> None:
    for seed in range(CASES):
        graph = random_graph(seed)
        expected = enumerate_all(graph, "p00", "p01", max_hops)
        found = best_chains(graph, "p00", "p01", max_hops, K)
        assert len(found) == min(K, len(expected)), f"seed {seed}"
        for one, other in zip(found, expected, strict=False):
            assert isclose(one.probability, other.probability, rel_tol=1e-9), f"seed {seed}"
            assert isclose(one.probability, probability(graph, one.people), rel_tol=1e-9)
            assert len(set(one.people)) == len(one.people) <= max_hops + 1


def test_reach_is_at_least_the_best_and_at_most_the_sum() -> None:
    for seed in range(40):
        graph = random_graph(seed)
        chains = best_chains(graph, "p00", "p01", 4, 60)
        if chains:
            total = reach(graph, chains)
            assert chains[0].probability * (1 - 1e-12) <= total <= min(1.0, sum(c.probability for c in chains)) * (1 + 1e-12)


def test_reach_agrees_with_worlds_enumerated_by_hand() -> None:
    graph: nx.Graph[str] = nx.Graph()
    for a, b, s in (("me", "b", 0.5), ("b", "c", 0.4), ("c", "you", 0.6), ("b", "you", 0.2)):
        graph.add_edge(a, b, strength=s)
    chains = best_chains(graph, "me", "you", 3, 10)
    assert [c.people for c in chains] == [("me", "b", "you"), ("me", "b", "c", "you")]
    # Given me-b holds and b is willing, the two continuations share nothing.
    expected = 0.5 * 0.7 * (1 - (1 - 0.2 * 0.45) * (1 - 0.4 * 0.4 * 0.6 * 0.45))
    assert isclose(reach(graph, chains), expected, rel_tol=0.02)


def test_no_path_is_an_empty_answer() -> None:
    graph: nx.Graph[str] = nx.Graph([("a", "b", {"strength": 0.5})])
    graph.add_node("z")
    assert best_chains(graph, "a", "z", 3, 5) == []
    assert reach(graph, []) == 0.0
