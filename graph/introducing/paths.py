"""The k most probable introduction paths, exactly: the reference that every other way to find them must equal.

All costs are at least nothing, so best-first search on partial paths, guided by the least cost of any walk of at most the
remaining hops (layered Bellman-Ford: an admissible estimate), takes complete paths off the heap in exact order. Caps are
applied to that order; what can only lead to skipped paths is not followed. Brute force agrees (`tests/properties`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from heapq import heappop, heappush
from itertools import pairwise

import networkx as nx

from graph.introducing.question import NEVER, REACH_PATHS, Caps, Chain, Question, cost, pair, probability

PATIENCE = 100
"""Entries taken by old estimates before new ones are made: that costs about as much."""

Costs = Mapping[str, Mapping[str, int]]


def strengths_in(graph: nx.Graph[str]) -> dict[tuple[str, str], float]:
    """Strength of each tie of a graph, by `graph.introducing.question.pair`."""
    return {pair(a, b): tie["strength"] for a, b, tie in graph.edges(data=True)}


def best_chains(graph: nx.Graph[str], question: Question, worst: int = NEVER) -> list[Chain]:
    """The k most probable simple paths of at most `max_hops` ties to any goal, best first; equals in the order of their
    people's ids; those that cost more than `worst` need not be found. Edges carry `strength`, in (0, 1]."""
    if question.start not in graph:
        return []
    costs = {p: {q: cost(tie["strength"]) for q, tie in alters.items()} for p, alters in graph.adj.items()}
    people = _Search(costs, question).run(worst)
    strengths = {pair(a, b): graph.edges[a, b]["strength"] for chain in people for a, b in pairwise(chain)}
    return [Chain(probability(question, strengths, chain), chain) for chain in people]


def chains_and_every(graph: nx.Graph[str], question: Question, worst: int = NEVER) -> tuple[list[Chain], list[Chain]]:
    """`best_chains`, and the `REACH_PATHS` best whatever the caps."""
    every = best_chains(graph, replace(question, k=max(question.k, REACH_PATHS), per_introducer=0, per_goal=0), worst)
    caps = Caps(question)
    chains = [chain for chain in every if caps.take(chain.people)][: question.k]
    if len(chains) < question.k and len(every) >= REACH_PATHS:
        chains = best_chains(graph, question, worst)
    return chains, every[:REACH_PATHS]


class _Search:
    """One run. A heap entry is a path: its least cost, its people, whether it is still to be continued, its cost so far,
    and by which estimates its least cost was made. Estimates only rise as goals fill, so old ones stay right; once they have
    led astray for long, new ones are made, and an entry of old ones is looked at again when it comes up."""

    def __init__(self, costs: Costs, question: Question) -> None:
        self._costs = costs
        self._asked = question
        self._goals = {g: cost(chance) for g, chance in question.goals.items() if g in costs and chance > 0.0}
        self._caps = Caps(question)
        self._made, self._astray = 0, -1
        self._onward = self._estimates()
        self._heap: list[tuple[int, tuple[str, ...], bool, int, int]] = []

    def run(self, worst: int) -> list[tuple[str, ...]]:
        """The people of each path found, up to a cost."""
        question, found = self._asked, list[tuple[str, ...]]()
        heappush(self._heap, (0, (question.start,), True, 0, 0))
        while self._heap and self._goals and len(found) < question.k and self._heap[0][0] <= worst:
            least, people, open_, spent, made = heappop(self._heap)
            self._follow()
            if not open_:
                if self._caps.take(people):
                    found.append(people)
                    self._close(people[-1])
            elif len(people) > 1 and self._caps.closed(people[1]):
                continue
            elif made < self._made and (now := self._least(people, spent)) != least:
                self._push(now, people, spent)
            else:
                self._continue(people, spent)
        return found

    def _continue(self, people: tuple[str, ...], spent: int) -> None:
        for alter, tie in self._costs[people[-1]].items():
            if alter in people:
                continue
            path = (*people, alter)
            if alter in self._goals:
                heappush(self._heap, (spent + tie + self._goals[alter], path, False, 0, 0))
            if len(self._goals) == 1 and alter in self._goals:
                continue  # whoever is the only one left to be led to leads to nobody
            willing = self._asked.willingness(alter, len(people))
            if willing > 0.0:
                entered = spent + tie + cost(willing)
                self._push(self._least(path, entered), path, entered)

    def _push(self, least: int | None, people: tuple[str, ...], spent: int) -> None:
        if least is not None:
            heappush(self._heap, (least, people, True, spent, self._made))

    def _least(self, people: tuple[str, ...], spent: int) -> int | None:
        """Least cost of a path that goes on from here; None when there is none."""
        if len(people) == 1:
            return spent
        rest = self._onward[self._asked.max_hops - len(people) + 1].get(people[-1])
        return None if rest is None else spent + rest

    def _close(self, goal: str) -> None:
        """Lead nothing more to a goal that has enough paths."""
        if self._caps.full(goal):
            del self._goals[goal]
            self._astray = max(self._astray, 0)

    def _follow(self) -> None:
        """Count what is taken by estimates that still lead to full goals, and make new ones when it was too much."""
        if self._astray >= 0:
            self._astray += 1
        if self._astray > PATIENCE:
            self._made, self._astray = self._made + 1, -1
            self._onward = self._estimates()

    def _estimates(self) -> list[dict[str, int]]:
        """`[r][v]`: least cost of any walk from v to a goal with 1 to r ties, every introducer behind v a later one."""
        later = {p: self._asked.willingness(p, 2) for p in self._costs}
        entering = {p: cost(w) for p, w in later.items() if w > 0.0}
        layers: list[dict[str, int]] = [{}]
        for _ in range(self._asked.max_hops):
            through = {p: rest + entering[p] for p, rest in layers[-1].items() if p in entering}
            ends = through | {g: min(c, through.get(g, c)) for g, c in self._goals.items()}
            now: dict[str, int] = {}
            for end, rest in ends.items():
                for person, tie in self._costs[end].items():
                    if (known := now.get(person)) is None or tie + rest < known:
                        now[person] = tie + rest
            layers.append(now)
        return layers
