"""Random networks with questions on them, and their answers by enumeration: what the finders of paths are compared with."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import networkx as nx

from graph.introducing.question import Question, cost

CASES = 500
PEOPLE = 28
K = 10
LEVELS = (0.05, 0.3, 0.9)


def random_graph(dice: random.Random, *, levels: bool) -> nx.Graph[str]:
    """28 people, sparse to dense; strengths from a few levels, so that equal paths occur, or continuous."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(f"p{i:02d}" for i in range(PEOPLE))
    chance = dice.choice([0.06, 0.12, 0.2])
    for i in range(PEOPLE):
        for j in range(i):
            if dice.random() < chance:
                strength = dice.choice(LEVELS) if levels else dice.uniform(0.001, 0.98)
                graph.add_edge(f"p{i:02d}", f"p{j:02d}", strength=strength)
    return graph


def random_case(seed: int) -> tuple[nx.Graph[str], Question]:
    """A graph and a question on it; of some people the willingness is their own, and of some it is none."""
    dice = random.Random(seed)
    graph = random_graph(dice, levels=seed % 4 == 0)
    people = sorted(graph)
    goals = dice.sample(people[1:], dice.choice([1, 1, 2, 5, 9]))
    own = dice.sample(people, dice.choice([0, 4, 12]))
    levels = [0.0, 0.4, 0.7] if seed % 4 == 0 else [0.0, dice.random(), dice.random(), dice.random()]
    question = Question(
        start=people[0],
        goals={g: dice.choice([0.45, 0.225]) if seed % 4 == 0 else dice.uniform(0.01, 1.0) for g in goals},
        willing={p: (dice.choice(levels), dice.choice(levels)) for p in own},
        max_hops=dice.choice([1, 2, 3, 4, 5, 5]),
        k=K,
        per_introducer=dice.choice([0, 1, 2, 2]),
        per_goal=dice.choice([0, 0, 1, 2]),
        usual=dice.choice([(0.7, 0.4), (0.5, 0.6)]),
    )
    return graph, question


def all_paths(graph: nx.Graph[str], question: Question, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every simple path to a goal, by walking."""
    if path[-1] in question.goals:
        yield path
    if len(path) <= question.max_hops:
        for alter in graph.adj[path[-1]]:
            if alter not in path:
                yield from all_paths(graph, question, (*path, alter))


def enumerated(graph: nx.Graph[str], question: Question) -> list[tuple[str, ...]]:
    """What is asked for, by sorting all paths and leaving out, one by one, those beyond a cap."""
    found = []
    for path in all_paths(graph, question, (question.start,)):
        willing = [question.willing.get(p, question.usual)[min(i, 1)] for i, p in enumerate(path[1:-1])]
        factors = [question.goals[path[-1]], *willing, *(graph.edges[a, b]["strength"] for a, b in pairwise(path))]
        if min(factors) > 0.0:
            found.append((sum(map(cost, factors)), path))
    kept: list[tuple[str, ...]] = []
    count: Counter[tuple[str, str]] = Counter()
    for _, path in sorted(found):
        ends = [("goal", path[-1], question.per_goal)]
        ends += [("first", path[1], question.per_introducer)] if len(path) > 2 else []
        if all(cap == 0 or count[kind, who] < cap for kind, who, cap in ends):
            kept.append(path)
            count.update((kind, who) for kind, who, _ in ends)
    return kept[: question.k]
