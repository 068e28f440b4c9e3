"""What a store answers equals enumeration over all its ties: 200 random graphs of 28 people, imported from a file."""

from __future__ import annotations

import io
import random
from datetime import date, timedelta
from itertools import combinations
from math import isclose

import networkx as nx
import pytest

from graph import priors
from graph.introducing.finding import by_corridor
from graph.introducing.introductions import How, introduce
from graph.introducing.paths import strengths_in
from graph.introducing.question import Question, probability
from graph.introducing.who import find_person
from graph.store.base import Store, View
from graph.strength.corridor import current
from ingest.run import import_file

GRAPHS, PEOPLE, K = 200, 28, 10
NOW = date(2026, 6, 1)
ASKED_IN_FULL = 20
"""Every so many graphs the whole answer is asked for, with its reasons."""


def ties_file() -> bytes:
    """One `ties` file of all graphs, each with people of its own: sparse to dense, messages and connections of many days."""
    dice = random.Random(28)
    lines = ["from,to,when,kind"]
    for graph in range(GRAPHS):
        chance = (0.08, 0.13, 0.2)[graph % 3]
        for i, j in combinations(range(PEOPLE), 2):
            # The two who are asked about know somebody, or they would not be in the file, and not each other.
            if (i, j) not in {(0, 2), (1, 3)} and ((i, j) == (0, 1) or dice.random() >= chance):
                continue
            for _ in range(dice.choice((1, 1, 2, 4))):
                one, other = dice.sample((i, j), 2)
                day = NOW - timedelta(days=dice.randrange(1, 900))
                kind = dice.choice(("message", "message", "connection", "met"))
                lines.append(f"p{one}.g{graph}@example.org,p{other}.g{graph}@example.org,{day},{kind}")
    return "\n".join(lines).encode()


def whole_graph(view: View) -> nx.Graph[str]:
    rows = list(view.all_ties())
    graph: nx.Graph[str] = nx.Graph()
    worth = current(view, rows, NOW)
    graph.add_edges_from((r.ego, r.alter, {"strength": s}) for r, s in zip(rows, worth, strict=True))
    return graph


def test_the_best_paths_are_those_of_enumeration(store: Store) -> None:
    report = import_file(store, io.BytesIO(ties_file()), name="ties.csv")
    assert not report.problems
    compared = 0
    with store.view() as view:
        whole = whole_graph(view)
        strengths_of = strengths_in(whole)
        for n in range(GRAPHS):
            start, goal = (find_person(view, f"p{i}.g{n}@example.org").id for i in (0, 1))
            more = [find_person(view, f"p{i}.g{n}@example.org").id for i in range(1, 1 + (1, 1, 4)[n % 3])]
            for max_hops in (3, 4, 5):
                question = Question(start, dict.fromkeys(more, priors.ACCEPTS), max_hops=max_hops, k=K, per_introducer=0)
                paths = nx.all_simple_paths(whole, start, more, cutoff=max_hops)
                expected = sorted((probability(question, strengths_of, p) for p in paths), reverse=True)[:K]
                found = by_corridor(view, NOW)(question).chains
                assert [c.probability for c in found] == pytest.approx(expected, rel=1e-9), f"graph {n}, {max_hops} ties"
                assert all(isclose(c.probability, probability(question, strengths_of, c.people), rel_tol=1e-9) for c in found)
                compared += len(expected)
                if n % ASKED_IN_FULL == 0:
                    paths = nx.all_simple_paths(whole, start, goal, cutoff=max_hops)
                    expected = sorted((probability(question, strengths_of, p) for p in paths), reverse=True)[:K]
                    answer = introduce(view, start, goal, k=K, max_hops=max_hops, as_of=NOW, how=How(per_introducer=0))
                    assert [p.probability for p in answer.paths] == pytest.approx(expected, rel=1e-9)
                    assert (answer.none_because is None) == bool(expected)
    assert compared > GRAPHS
