"""What a push-down has read of a store for one question, and the best paths in it.

Of tens of thousands of ties that were read, a few hundred are on the paths of an answer. For each tie the least cost of any walk
through it is a bound of every path through it (layered Bellman-Ford from both ends, over arrays), so the reference search
(`graph.introducing.paths`) is given the most promising ties alone, and more of them until what it found costs no more than the
walks through all that were left out: then nothing that was left out can be among the best.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.introducing.paths import chains_and_every, strengths_in
from graph.introducing.question import NEVER, REACH_PATHS, Chain, Question, costs_of, price
from graph.store.base import TieRow, View, ties_to_common
from graph.strength.corridor import current

SLACK = 64
"""Units by which a bound may be off, as every cost in it is rounded: nobody is left out for less."""

FEW, TIMES = 256, 8
"""Ties that are searched first, and how many times more each time that they were too few."""

Costs = NDArray[np.int64]


class Allowance(NamedTuple):
    """What one question may have a store do, in ties."""

    read: int = 60_000
    """Ties that are read. A server sends some tens of thousands a second, and a person waits for the answer."""
    met: int = 600_000
    """Ties that the store itself goes through for those few that join two known groups of people: a tenth of the work each."""
    level: int = 1_500
    """Ties of one level before which it pays to ask what joins the two sides already: to read more takes longer than that."""


class Best(NamedTuple):
    """Of the known paths: as in `question.Found`."""

    chains: list[Chain]
    every: list[Chain]
    strengths: Mapping[tuple[str, str], float]


class Known:
    """What was read for one question, and what that took."""

    def __init__(self, view: View, as_of: date, allowance: Allowance) -> None:
        self._view, self._as_of = view, as_of
        self.allowed = self.left = allowance
        self.rows: dict[str, list[tuple[int, str]]] = {}
        """All ties of those who were read, by rising cost."""
        self._degrees: dict[str, int] = {}
        self._places: dict[str, int] = {}
        self._ends: list[tuple[list[int], list[int]]] = []
        self._strengths: list[NDArray[np.float64]] = []
        """Of the ties between `_ends`, portion by portion; a tie that was read from both ends is there twice."""

    def degrees(self, people: Collection[str]) -> Mapping[str, int]:
        """Of at least these people."""
        if new := [p for p in people if p not in self._degrees]:
            found = self._view.degrees(new)
            self._degrees.update((p, found.get(p, 0)) for p in new)
        return self._degrees

    def read(self, people: Collection[str]) -> None:
        """All ties of people who were not read before, and how many ties those have whom they lead to."""
        if not people:
            return
        rows, degrees = self._view.ties_and_degrees(people)
        self._degrees.update(degrees)
        self.left = self.left._replace(read=self.left.read - len(rows))
        self.rows.update((p, []) for p in people)
        for row, spent in self._weighed(rows):
            self.rows[row.ego].append((spent, row.alter))
        for p in people:
            self.rows[p].sort()

    def join(self, fewer: Collection[str], more: Collection[str]) -> None:
        """The ties between two groups of people who were not read before."""
        degrees = self.degrees(fewer)
        met = sum(degrees[p] for p in fewer)
        if met <= min(len(more), self.left.read):  # all their ties are fewer than the people to find among them
            self.read(fewer)
        else:
            self.left = self.left._replace(met=self.left.met - met)
            self._weighed(self._view.ties(fewer, more))

    def join_by_two(self, fewer: Collection[str], more: Collection[str]) -> None:
        """The ties of two groups of people to anybody whom both know; to find these, the store goes through those of the first
        group twice."""
        degrees = self.degrees([*fewer, *more])
        self.left = self.left._replace(met=self.left.met - 2 * sum(degrees[p] for p in fewer) - sum(degrees[p] for p in more))
        self._weighed(ties_to_common(self._view, fewer, more))

    def _weighed(self, rows: list[TieRow]) -> list[tuple[TieRow, int]]:
        """The rows that have a strength, with their costs."""
        worth = np.array(current(self._view, rows, self._as_of))
        alive = [rows[i] for i in np.flatnonzero(worth > 0.0).tolist()]
        worth = worth[worth > 0.0]
        places = self._places
        egos = [places.setdefault(row.ego, len(places)) for row in alive]
        self._ends.append((egos, [places.setdefault(row.alter, len(places)) for row in alive]))
        self._strengths.append(worth)
        return list(zip(alive, costs_of(worth).tolist(), strict=True))

    def best(self, question: Question, few: int = FEW) -> Best:
        """The best of the paths whose ties are all known; so many ties are searched first."""
        ends = np.array([[p for portion in self._ends for p in portion[side]] for side in (0, 1)], dtype=np.int64)
        strengths = np.concatenate([*self._strengths, np.empty(0)])
        least = self._through(question, ends, costs_of(strengths))
        useful = np.flatnonzero(least < NEVER)
        useful = useful[np.argsort(least[useful], kind="stable")]
        names = list(self._places)
        while True:
            some = useful[:few]
            left_out = int(least[useful[few]]) if few < len(useful) else NEVER
            graph: nx.Graph[str] = nx.Graph()
            graph.add_nodes_from((question.start, *question.goals))
            for u, v, strength in zip(*ends[:, some].tolist(), strengths[some].tolist(), strict=True):
                graph.add_edge(names[u], names[v], strength=strength)
            # A path that costs less than what was left out has none of it.
            chains, every = chains_and_every(graph, question, left_out - 1)
            if left_out == NEVER or (len(chains) == question.k and len(every) == REACH_PATHS):
                return Best(chains, every, strengths_in(graph))
            few *= TIMES

    def _through(self, question: Question, ends: NDArray[np.int64], costs: Costs) -> Costs:
        """Least cost of a walk of at most `max_hops` ties from the start to a goal that goes through each tie, `NEVER` where
        there is none."""
        count, hops = len(self._places), question.max_hops
        gain, first, later = (np.full(count, NEVER) for _ in range(3))
        first[:], later[:] = (price(w) for w in question.usual)
        for p, said in question.willing.items():
            if (place := self._places.get(p)) is not None:
                first[place], later[place] = (price(w) for w in said)
        for goal, chance in question.goals.items():
            if (place := self._places.get(goal)) is not None:
                gain[place] = price(chance)
                if len(question.goals) == 1:  # the only one leads to nobody
                    first[place] = later[place] = NEVER
        start = self._places.get(question.start)
        least = np.full(ends.shape[1], NEVER)
        if start is None:
            return least
        first[start] = later[start] = NEVER
        u, v = np.concatenate([ends, ends[::-1]], axis=1)
        both = np.concatenate([costs, costs])
        near = np.full(count, NEVER)
        near[start] = 0
        nears = [near]  # [j]: of j ties from the start to each, with what he says who introduces there
        for j in range(1, hops):
            near = np.full(count, NEVER)
            np.minimum.at(near, v, nears[-1][u] + both)
            nears.append(_within(near + (first if j == 1 else later)))
        onward = np.full(count, NEVER)  # of 1 to so many ties from each to a goal
        for j in range(hops - 1, -1, -1):
            stepped = np.minimum(gain, _within((first if j == 0 else later) + onward))
            walks = _within(both + stepped[v])
            through = _within(nears[j][u] + walks)
            least = np.minimum(least, np.minimum(*through.reshape(2, -1)))
            np.minimum.at(onward, u, walks)
        return least


def _within(costs: Costs) -> Costs:
    """No cost above `NEVER`, so that sums of two stay in 64 bits."""
    return np.minimum(costs, NEVER)
