"""The k best paths are exactly those that enumeration finds: for one goal or several, with each one's own willingness and
chance, and under caps."""

from __future__ import annotations

from dataclasses import replace
from math import isclose

import networkx as nx
import pytest

from graph.introducing.paths import best_chains, strengths_in
from graph.introducing.question import Question, pair, probability
from graph.introducing.reach import reach
from tests.path_cases import CASES, enumerated, random_case


@pytest.mark.parametrize("fifth", range(5))
def test_best_chains_equal_enumeration(fifth: int) -> None:
    paths = 0
    for seed in range(fifth, CASES, 5):
        graph, question = random_case(seed)
        expected = enumerated(graph, question)
        found = best_chains(graph, question)
        assert [c.people for c in found] == expected, f"seed {seed}"
        strengths = strengths_in(graph)
        assert [c.probability for c in found] == [probability(question, strengths, p) for p in expected]
        paths += len(expected)
    assert paths > 100


def test_a_path_beyond_a_cap_gives_its_place_to_the_next() -> None:
    graph: nx.Graph[str] = nx.Graph()
    for a, b, s in (("me", "b", 0.9), ("me", "c", 0.1), ("b", "x", 0.9), ("b", "y", 0.8), ("b", "z", 0.7), ("c", "x", 0.5)):
        graph.add_edge(a, b, strength=s)
    question = Question("me", dict.fromkeys("xyz", 0.5), max_hops=2, per_introducer=2)
    found = [c.people for c in best_chains(graph, question)]
    assert found == [("me", "b", "x"), ("me", "b", "y"), ("me", "c", "x")]
    assert [c.people for c in best_chains(graph, replace(question, per_introducer=0))][2] == ("me", "b", "z")
    assert [c.people[-1] for c in best_chains(graph, replace(question, per_introducer=0, per_goal=1))] == ["x", "y", "z"]
    assert [c.people for c in best_chains(graph, replace(question, willing={"b": (0.0, 0.9)}))] == [("me", "c", "x")]


def test_who_was_asked_for_may_introduce_somebody_else_who_was() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("me", "a", strength=0.5)
    graph.add_edge("a", "b", strength=0.5)
    found = best_chains(graph, Question("me", {"a": 0.4, "b": 0.8}, max_hops=2))
    assert [c.people for c in found] == [("me", "a"), ("me", "a", "b")]
    assert [c.probability for c in found] == [pytest.approx(0.5 * 0.4), pytest.approx(0.5 * 0.7 * 0.5 * 0.8)]


def test_reach_is_at_least_the_best_and_at_most_the_sum() -> None:
    for seed in range(60):
        graph, question = random_case(seed)
        asked = replace(question, k=60, per_introducer=0, per_goal=0)
        chains = best_chains(graph, asked)
        if chains:
            total = reach(asked, chains, strengths_in(graph))
            assert chains[0].probability * (1 - 1e-12) <= total <= min(1.0, sum(c.probability for c in chains)) * (1 + 1e-12)


def test_reach_agrees_with_worlds_enumerated_by_hand() -> None:
    graph: nx.Graph[str] = nx.Graph()
    for a, b, s in (("me", "b", 0.5), ("b", "c", 0.4), ("c", "you", 0.6), ("b", "you", 0.2)):
        graph.add_edge(a, b, strength=s)
    question = Question("me", {"you": 0.45}, k=10)
    chains = best_chains(graph, question)
    assert [c.people for c in chains] == [("me", "b", "you"), ("me", "b", "c", "you")]
    # Given me-b holds and b is willing, the two continuations share nothing.
    expected = 0.5 * 0.7 * (1 - (1 - 0.2 * 0.45) * (1 - 0.4 * 0.4 * 0.6 * 0.45))
    assert isclose(reach(question, chains, strengths_in(graph)), expected, rel_tol=0.02)


def test_reach_of_several_goals_knows_what_their_paths_share() -> None:
    graph: nx.Graph[str] = nx.Graph()
    for a, b, s in (("me", "b", 0.5), ("b", "x", 0.8), ("b", "y", 0.6)):
        graph.add_edge(a, b, strength=s)
    question = Question("me", {"x": 0.5, "y": 0.3}, willing={"b": (0.9, 0.1)})
    expected = 0.5 * 0.9 * (1 - (1 - 0.8 * 0.5) * (1 - 0.6 * 0.3))
    assert isclose(reach(question, best_chains(graph, question), strengths_in(graph)), expected, rel_tol=0.02)


def test_no_path_is_an_empty_answer() -> None:
    graph: nx.Graph[str] = nx.Graph([("a", "b", {"strength": 0.5})])
    graph.add_node("z")
    question = Question("a", {"z": 0.5})
    assert best_chains(graph, question) == []
    assert best_chains(graph, replace(question, goals={"not here": 0.5})) == []
    assert reach(question, [], {}) == 0.0
    assert pair("z", "a") == ("a", "z")
