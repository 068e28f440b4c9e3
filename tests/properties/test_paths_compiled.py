"""The compiled search finds what the reference does, in the same order: goals, willingness, caps and equal paths included."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise
from math import isclose

import networkx as nx
import numpy as np
import pytest

from graph.introducing.paths import best_chains
from graph.introducing.question import Question
from graph.strength.ties import STATS
from graph.whole.compiled import by_snapshot
from graph.whole.network import Ids, Network, Ties, in_rows

CASES = 500


def network_of(graph: nx.Graph[str]) -> Network:
    people = sorted(p for p in graph if graph.adj[p])
    place = {p: i for i, p in enumerate(people)}
    pairs = sorted((min(place[a], place[b]), max(place[a], place[b]), s["strength"]) for a, b, s in graph.edges(data=True))
    u, v = (np.array([p[end] for p in pairs], dtype=np.int32) for end in (0, 1))
    ids = Ids(np.array([p.encode() for p in people], dtype=np.bytes_))
    ties = Ties(1, ids, u, v, np.zeros(len(pairs), dtype=STATS))
    return in_rows(ties, date(2026, 1, 1), np.array([p[2] for p in pairs], dtype=np.float64))


def random_case(seed: int) -> tuple[nx.Graph[str], Question]:
    """Equal paths in every third case."""
    dice = random.Random(seed)
    graph: nx.Graph[str] = nx.Graph()
    people = [f"p{i:02d}" for i in range(dice.choice([5, 12, 28]))]
    graph.add_nodes_from(people)
    chance = dice.choice([0.06, 0.12, 0.2, 0.5 if len(people) < 20 else 0.2])
    for a in people:
        for b in people:
            if a < b and dice.random() < chance:
                strength = dice.choice([0.05, 0.3, 0.9]) if seed % 3 == 0 else dice.uniform(0.001, 0.98)
                graph.add_edge(a, b, strength=strength)
    goals = dice.sample(people[1:], dice.choice([1, 1, 2, 4]))
    own = dice.sample(people, dice.choice([0, len(people) // 3]))
    return graph, Question(
        start=people[0],
        goals={g: dice.choice([0.45, 0.2, 0.9]) for g in goals},
        willing={p: (dice.choice([0.0, 0.3, 1.0]), dice.choice([0.0, 0.2, 0.8])) for p in own},
        max_hops=dice.choice([1, 2, 3, 4, 5]),
        k=dice.choice([1, 5, 10, 80]),
        per_introducer=dice.choice([0, 1, 2]),
        per_goal=dice.choice([0, 0, 1, 2]),
    )


@pytest.mark.parametrize("fifth", range(5))
def test_the_compiled_search_equals_the_reference(fifth: int) -> None:
    paths = 0
    for seed in range(fifth, CASES, 5):
        graph, question = random_case(seed)
        expected = best_chains(graph, question)
        found = by_snapshot(network_of(graph))(question)
        assert [c.people for c in found.chains] == [c.people for c in expected], f"seed {seed}"
        assert all(isclose(a.probability, b.probability, rel_tol=1e-9) for a, b in zip(found.chains, expected, strict=True))
        for a, b in (tie for c in (*found.chains, *found.every) for tie in pairwise(c.people)):
            assert found.strengths[min(a, b), max(a, b)] == graph.edges[a, b]["strength"]
        paths += len(expected)
    assert paths > 100


def test_who_has_no_ties_is_not_found() -> None:
    graph: nx.Graph[str] = nx.Graph([("a", "b", {"strength": 0.5})])
    find = by_snapshot(network_of(graph))
    for start, goal in (("a", "z"), ("z", "a")):
        assert find(Question(start, {goal: 0.5})).chains == ()
    assert find(Question("a", {"b": 0.5})).chains[0].probability == 0.25
