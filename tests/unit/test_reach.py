"""How sure the chance over all paths is: against what is known exactly, and by what paths share."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from graph.introducing.intervals import Interval, interval, of_tie
from graph.introducing.paths import best_chains, strengths_in
from graph.introducing.question import Question
from graph.introducing.reach import Factor, reach, reach_interval
from graph.introducing.willingness import Beta, beta
from tests.path_cases import random_case

SURE = 1e9
"""Observations of what leaves nothing open."""


def answer(
    graph: nx.Graph[str], question: Question, days: dict[tuple[str, str], int] | None = None, said: float = 10.0
) -> tuple[float, Interval]:
    """The chance and its interval; of a tie that is not in `days` the strength is certain, of a person's word so many
    observations are known."""
    asked = replace(question, k=60, per_introducer=0, per_goal=0)
    chains, strengths = best_chains(graph, asked), strengths_in(graph)

    def known(factor: Factor) -> Beta:
        match factor.kind:
            case "tie":
                strength = strengths[factor.one, factor.other]
                ends = factor.one, factor.other
                return of_tie(strength, days[ends]) if days and ends in days else beta(strength, SURE)
            case "willing":
                return beta(question.willingness(factor.one, 1 if factor.other == "first" else 2), said)
            case "accepts":
                return beta(question.goals[factor.other], said)

    found = reach(asked, chains, strengths)
    return found, reach_interval(asked, chains, strengths, known, found)


def through(*introducers: str, goals: str = "x") -> nx.Graph[str]:
    """Everybody of `introducers` knows me and all goals."""
    graph: nx.Graph[str] = nx.Graph()
    for b in introducers:
        graph.add_edge("me", b, strength=0.5)
        graph.add_edges_from((b, x, {"strength": 0.5}) for x in goals)
    return graph


def test_of_one_path_it_is_that_of_the_path() -> None:
    question = Question("me", {"x": 0.5}, max_hops=2, willing={"b": (1.0, 1.0)})
    found, sure = answer(through("b"), question, {("b", "me"): 0, ("b", "x"): 6})
    assert found == pytest.approx(0.125)
    assert sure == pytest.approx(interval([of_tie(0.5, 0), of_tie(0.5, 6), beta(0.5, 10)], 0.125), rel=0.06)


def test_who_is_asked_by_several_is_drawn_once_for_all_of_them() -> None:
    # Both introducers are certain, so that the chance is 1 - (1 - x / 4)^2 of what the goal says: x is uniform.
    question = Question("me", {"x": 0.5}, max_hops=2, willing={"b": (1.0, 1.0), "c": (1.0, 1.0)})
    _, (low, high) = answer(through("b", "c"), question, said=2.0)
    assert low == pytest.approx(1 - (1 - 0.1 / 4) ** 2, rel=0.12)  # the tenth of 4,000 draws
    assert high == pytest.approx(1 - (1 - 0.9 / 4) ** 2, rel=0.02)


def test_a_tie_that_all_paths_need_is_drawn_once_for_all_of_them() -> None:
    # The goals are certain: the chance is the uniform strength of my tie times 1 - (1 - 1/2)^3.
    question = Question("me", dict.fromkeys("xyz", 1.0), max_hops=2, willing={"b": (1.0, 1.0)})
    graph = through("b", goals="xyz")
    found, (low, high) = answer(graph, question, {("b", "me"): -2})
    assert found == pytest.approx(0.5 * 0.875, rel=0.03)
    assert (low, high) == pytest.approx((0.1 * 0.875, 0.9 * 0.875), rel=0.1)


def test_it_agrees_with_worlds_counted_out_for_each_draw() -> None:
    graph: nx.Graph[str] = nx.Graph()
    for a, b, s in (("me", "b", 0.5), ("b", "c", 0.4), ("c", "you", 0.6), ("b", "you", 0.2)):
        graph.add_edge(a, b, strength=s)
    days = {("b", "me"): 4, ("b", "c"): 0, ("c", "you"): 2, ("b", "you"): 9}
    _, (low, high) = answer(graph, Question("me", {"you": 0.45}), days)
    random = np.random.default_rng(3)

    def draw(mean: float, observations: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return random.beta(mean * observations, (1 - mean) * observations, 40_000)

    goal = draw(0.45, 10)
    short, long = draw(0.2, 13) * goal, draw(0.4, 4) * draw(0.4, 10) * draw(0.6, 6) * goal
    expected = draw(0.5, 8) * draw(0.7, 10) * (1 - (1 - short) * (1 - long))
    assert (low, high) == pytest.approx(tuple(np.quantile(expected, [0.1, 0.9])), rel=0.1)


def test_it_holds_the_chance_and_is_the_same_each_time() -> None:
    widths = []
    for seed in range(30):
        graph, question = random_case(seed)
        days = dict.fromkeys(strengths_in(graph), 2)
        found, sure = answer(graph, question, days)
        assert 0.0 <= sure.low <= found <= sure.high <= 1.0, f"seed {seed}"
        assert answer(graph, question, days) == (found, sure)
        widths.append(sure.high - sure.low)
    assert sum(width > 0.01 for width in widths) > 10


def test_where_everything_is_certain_nothing_is_open() -> None:
    for seed in range(10):
        graph, question = random_case(seed)
        found, (low, high) = answer(graph, question, said=SURE)
        # What is left is the error of both estimates where paths share something.
        assert high - low <= 0.05 * found
