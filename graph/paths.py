"""The k most probable introduction paths, exactly.

    P(path) = product of tie strengths * willingness of each introducer * acceptance of the person asked for

The first introducer is asked by a friend, later ones by somebody they may not know; the numbers are in `graph.priors`.
With cost = -log P all steps cost at least nothing, so best-first search on partial paths, guided by the least cost of any
walk of at most the remaining hops (layered Bellman-Ford: an admissible estimate), takes complete paths off the heap in
exact order. Brute force agrees (`tests/properties`).
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import pairwise
from math import exp, inf, log
from typing import NamedTuple

import networkx as nx
import numpy as np

from graph import priors


class Chain(NamedTuple):
    """People from start to goal, and the chance that the introduction works."""

    probability: float
    people: tuple[str, ...]


def willingness(position: int) -> float:
    """Of the introducer at `position` (1 is the first)."""
    return priors.FIRST_WILLING if position == 1 else priors.LATER_WILLING


def probability(graph: nx.Graph[str], people: Sequence[str]) -> float:
    """P of one path: ties, introducers, acceptance."""
    p = priors.ACCEPTS
    for i, (a, b) in enumerate(pairwise(people)):
        p *= graph.edges[a, b]["strength"] * (willingness(i) if i else 1.0)
    return p


def best_chains(graph: nx.Graph[str], start: str, goal: str, max_hops: int, k: int) -> list[Chain]:
    """The k most probable simple paths of at most `max_hops` ties, best first; equals in the order of their people's ids."""
    if start == goal or start not in graph or goal not in graph:
        return []
    costs = {p: {q: -log(tie["strength"]) for q, tie in alters.items()} for p, alters in graph.adj.items()}
    left = _least(costs, goal, max_hops)
    heap: list[tuple[float, tuple[str, ...], float]] = []
    if start in left[max_hops]:
        heappush(heap, (0.0, (start,), 0.0))
    found: list[Chain] = []
    while heap and len(found) < k:
        _, people, cost = heappop(heap)
        here, hops = people[-1], len(people) - 1
        if here == goal:
            found.append(Chain(priors.ACCEPTS * exp(-cost), people))
            continue
        if hops == max_hops:
            continue
        reach = left[max_hops - hops - 1]
        for alter, tie_cost in costs[here].items():
            if alter in people:
                continue
            spent = cost + tie_cost + (0.0 if alter == goal else -log(willingness(hops + 1)))
            rest = reach.get(alter, inf)
            if rest < inf:
                heappush(heap, (spent + rest, (*people, alter), spent))
    return found


def _least(costs: dict[str, dict[str, float]], goal: str, max_hops: int) -> list[dict[str, float]]:
    """`[r][v]`: least cost of any walk from v to the goal with at most r ties, every introducer on it a later one."""
    later = -log(priors.LATER_WILLING)
    layers = [{goal: 0.0}]
    for _ in range(max_hops):
        before = layers[-1]
        now = dict(before)
        for person, rest in before.items():
            entering = rest + (0.0 if person == goal else later)
            for alter, tie_cost in costs[person].items():
                if alter != goal and tie_cost + entering < now.get(alter, inf):
                    now[alter] = tie_cost + entering
        layers.append(now)
    return layers


def reach(graph: nx.Graph[str], chains: Sequence[Chain], draws: int = 4_000, seed: int = 7) -> float:
    """The chance that at least one of these paths works, when all are tried.

    Exact (noisy-or) while no path has more than two ties, as those share none. Else by the coverage estimator of Karp and
    Luby (1983), whose relative error does not grow as the chances get small: draw a path in proportion to its chance, draw
    a random world in which it works, and count it once for all the paths that work there. In a world, a tie or one
    person's willingness in one role holds or fails for all paths at once.
    """
    if all(len(c.people) <= 3 for c in chains):
        return float(-np.expm1(np.log1p([-c.probability for c in chains]).sum())) if chains else 0.0
    factors: dict[tuple[str, ...], float] = {}
    needs: list[list[tuple[str, ...]]] = []
    for chain in chains:
        need: list[tuple[str, ...]] = [("accepts", chain.people[-2])]
        factors[need[0]] = priors.ACCEPTS
        for i, (a, b) in enumerate(pairwise(chain.people)):
            tie = ("tie", min(a, b), max(a, b))
            factors[tie] = graph.edges[a, b]["strength"]
            need.append(tie)
            if i:
                role = ("willing", a, "first" if i == 1 else "later")
                factors[role] = willingness(i)
                need.append(role)
        needs.append(need)
    place = {f: i for i, f in enumerate(factors)}
    random = np.random.default_rng(seed)
    holds = random.random((draws, len(factors))) < np.array(list(factors.values()))
    chances = np.array([c.probability for c in chains])
    drawn = random.choice(len(chains), size=draws, p=chances / chances.sum())
    columns = [[place[f] for f in need] for need in needs]
    for i, column in enumerate(columns):
        holds[np.ix_(drawn == i, column)] = True
    working = np.sum([holds[:, column].all(axis=1) for column in columns], axis=0)
    return min(1.0, max(float(chances.sum() * (1.0 / working).mean()), float(chances.max())))
