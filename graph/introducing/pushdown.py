"""Paths on a store that is too large for this machine: read level by level, and only people whom a good path can go through.

The corridor (`graph.strength.corridor`) reads everybody who can lie on a path, however weak. Here people are left out whose best
beginning or end so far, times the best that may come, is less than a chance F: what a tie is worth at most
(`priors.MOST_CERTAIN`), what introducers say at most, and what was read around the other end. These bounds are admissible
(branch and bound, Land and Doig 1960), so that every path with a chance above F is found, and the answer says F.

F comes down in steps until the paths that were asked for are above it, or nobody is left out. How many ties may be read is
bounded (`Allowance`): the most promising people go first, and F rises to what the others could at best have led to. Who has how
many ties is known before they are read (`View.degrees`), so that no hub breaks the bound.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from math import exp
from typing import NamedTuple

import networkx as nx
import numpy as np

from graph import priors
from graph.introducing.paths import chains_and_every, strengths_in
from graph.introducing.question import NEVER, UNIT, Finder, Found, Question, all_of, cost, costs_of, price
from graph.store.base import TieRow, View
from graph.strength.corridor import between, current

FLOORS = (0.02, 0.001, 0.0)
"""Above which chance all paths are looked for first, where that gave too few next, and at last: with 0 nobody is left out."""

BEST_TIE = cost(priors.MOST_CERTAIN)

SLACK = 64
"""Units by which a bound may be off, as every cost in it is rounded: nobody is left out for less."""


class Allowance(NamedTuple):
    """What one question may have a store do, in ties."""

    read: int = 60_000
    """Ties that are read. A server sends some tens of thousands a second, and a person waits for the answer."""
    met: int = 600_000
    """Ties that the store itself goes through for those few that join two known groups of people: a tenth of the work each."""


USUAL = Allowance()


def by_push_down(view: View, as_of: date, allowance: Allowance = USUAL) -> Finder:
    """The finder that has the store do the traversal, within an allowance; `Found.floor` is the F of this module."""

    def find(question: Question) -> Found:
        known = _Known(view, as_of, allowance)
        aim = FLOORS[0]
        while True:
            floor = _Descent(known, question, aim).run()
            graph = known.between(question)
            chains, every = chains_and_every(graph, question)
            last = chains[-1].probability if len(chains) == question.k else 0.0
            if last >= floor or floor > aim:
                said = all_of(question.max_hops, floor)
                return Found(tuple(chains), tuple(every), strengths_in(graph), "pushed down", said, floor)
            # As many as asked for, however weak: what is less than the last of them need not be looked for.
            aim = max(last * (1 - 1e-9), next((step for step in FLOORS if step < aim), 0.0))

    return find


class _Known:
    """What was read for one question, and what that took."""

    def __init__(self, view: View, as_of: date, allowance: Allowance) -> None:
        self._view, self._as_of = view, as_of
        self.left = allowance
        self.rows: dict[str, list[tuple[int, str]]] = {}
        """All ties of those who were read, by rising cost."""
        self._ties: dict[str, dict[str, float]] = {}
        """Strength of every known tie, from both ends."""
        self._degrees: dict[str, int] = {}

    def degrees(self, people: Collection[str]) -> Mapping[str, int]:
        """Of at least these people."""
        if new := [p for p in people if p not in self._degrees]:
            found = self._view.degrees(new)
            self._degrees.update((p, found.get(p, 0)) for p in new)
        return self._degrees

    def read(self, people: Collection[str]) -> None:
        """All ties of people who were not read before."""
        rows = self._view.ties(people)
        self.left = self.left._replace(read=self.left.read - len(rows))
        self.rows.update((p, []) for p in people)
        for row, spent in self._weighed(rows):
            self.rows[row.ego].append((spent, row.alter))
        for p in people:
            self.rows[p].sort()

    def join(self, fewer: Collection[str], more: Collection[str]) -> None:
        """The ties between two groups."""
        self.left = self.left._replace(met=self.left.met - sum(self.degrees(fewer)[p] for p in fewer))
        self._weighed(self._view.ties(fewer, more))

    def _weighed(self, rows: list[TieRow]) -> list[tuple[TieRow, int]]:
        """The rows that have a strength, with their costs."""
        worth = current(self._view, rows, self._as_of)
        alive = [(row, strength) for row, strength in zip(rows, worth, strict=True) if strength > 0.0]
        for row, strength in alive:
            self._ties.setdefault(row.ego, {})[row.alter] = strength
            self._ties.setdefault(row.alter, {})[row.ego] = strength
        prices = costs_of(np.array([strength for _, strength in alive])).tolist()
        return [(row, price) for (row, _), price in zip(alive, prices, strict=True)]

    def between(self, question: Question) -> nx.Graph[str]:
        """The known ties that may be on a path, with their `strength`."""
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from((question.start, *question.goals))
        for a, b in between(self._ties, question.start, question.goals, question.max_hops):
            graph.add_edge(a, b, strength=self._ties[a][b])
        return graph


class _Descent:
    """One reading down to a chance. `near[j]` has the least cost of a walk of j ties from the start to each person, `far[b]`
    of one of b ties from each person to a goal, both without what that person says as an introducer."""

    def __init__(self, known: _Known, question: Question, aim: float) -> None:
        self._known, self._asked, self._aim = known, question, aim
        self._worst = cost(aim) + SLACK if aim > 0.0 else NEVER - 1
        self._short = self._left_out = False
        """Whether the allowance was too small, and whether anybody was left out for too little a chance."""
        self._usual = tuple(price(w) for w in question.usual)
        self._own = {p: tuple(price(w) for w in said) for p, said in question.willing.items()}
        self._least = tuple(min(said[i] for said in (self._usual, *self._own.values())) for i in (0, 1))
        goals = {g: cost(chance) for g, chance in question.goals.items() if chance > 0.0}
        self._near, self._far = [{question.start: 0}], [goals]

    def run(self) -> float:
        """The chance above which all paths are known; 0 when nobody was left out."""
        hops = self._asked.max_hops
        near, far = self._worth_near(), self._worth_far()
        while near and far and (levels := hops + 1 - len(self._near) - len(self._far)):
            side, worth = (self._near, near) if self._sooner(near, far) else (self._far, far)
            self._grow(side, self._afforded(worth, self._known.left.read // levels))
            near, far = self._worth_near(), self._worth_far()
        if near and far:
            self._join(*sorted((near, far), key=len))
        if self._short:
            return min(1.0, exp((SLACK - self._worst) / UNIT))
        return self._aim if self._left_out else 0.0

    def _worth_near(self) -> list[tuple[int, str]]:
        """Of the last level of the start, who can still be on a path, by rising least cost of any."""
        place, levels = len(self._near) - 1, len(self._far) - 1
        most = self._asked.max_hops - place
        ahead = min(
            (self._entering(place + n - levels) + self._through(place + 1, n - levels) for n in range(levels + 1, most + 1)),
            default=NEVER,
        )
        layers = self._far[1 : min(levels, most) + 1]
        found = []
        for person, spent in self._near[-1].items():
            rest = ahead
            for layer in layers:
                rest = min(rest, layer.get(person, NEVER))
            found.append((spent + self._says(person, place) + rest, person))
        return self._within(found)

    def _worth_far(self) -> list[tuple[int, str]]:
        """The same of the last level of the goals."""
        levels, ends = len(self._near) - 1, len(self._far) == 1
        most = self._asked.max_hops + 1 - len(self._far)
        leaving = min((spent + self._says(p, levels) for p, spent in self._near[-1].items()), default=NEVER)
        behind = [leaving + self._through(levels + 1, n - levels) for n in range(levels + 1, most + 1)]
        first = behind.pop(0) if behind and not levels else NEVER
        later = min(behind, default=NEVER)
        layers = list(enumerate(self._near[1 : min(levels, most) + 1]))
        found = []
        for person, rest in self._far[-1].items():
            says = (0, 0) if ends else self._own.get(person, self._usual)
            before = min(first + says[0], later + says[1])
            for n, layer in layers:
                before = min(before, layer.get(person, NEVER) + says[min(n, 1)])
            found.append((rest + before, person))
        return self._within(found)

    def _within(self, found: list[tuple[int, str]]) -> list[tuple[int, str]]:
        worth = sorted(item for item in found if item[0] <= self._worst)
        self._left_out |= len(worth) < sum(bound < NEVER for bound, _ in found)
        return worth

    def _says(self, person: str, place: int) -> int:
        """Cost of an introducer at a place; the start is none."""
        return self._own.get(person, self._usual)[min(place, 2) - 1] if place else 0

    def _entering(self, place: int) -> int:
        """Least cost of stepping onto any person of the goals' last level at a place, and of what follows."""
        if len(self._far) == 1:
            return min(self._far[0].values(), default=NEVER)
        return min((rest + self._says(p, place) for p, rest in self._far[-1].items()), default=NEVER)

    def _through(self, place: int, ties: int) -> int:
        """Least cost of so many ties, and of the introducers between them, the first of whom is at a place."""
        return ties * BEST_TIE + sum(self._least[min(i, 2) - 1] for i in range(place, place + ties - 1))

    def _sooner(self, near: list[tuple[int, str]], far: list[tuple[int, str]]) -> bool:
        """Whether it takes fewer ties to go on from the start."""
        ours, theirs = ([p for _, p in worth if p not in self._known.rows] for worth in (near, far))
        fewer, more = sorted((ours, theirs), key=len)
        degrees = self._known.degrees(fewer)
        total = sum(degrees[p] for p in fewer)
        if total > len(more):  # each of them has a tie at least
            degrees = self._known.degrees(more)
            total -= sum(degrees[p] for p in more)
            return total <= 0 if fewer is ours else total >= 0
        return fewer is ours

    def _afforded(self, worth: list[tuple[int, str]], most: int) -> list[str]:
        """The first of these people, who have at most so many unread ties together; the others lower what can be said."""
        degrees = self._known.degrees([p for _, p in worth if p not in self._known.rows])
        for n, (bound, person) in enumerate(worth):
            most -= 0 if person in self._known.rows else degrees[person]
            if most < 0:
                self._short, self._worst = True, bound - 1
                return [p for _, p in worth[:n]]
        return [p for _, p in worth]

    def _grow(self, side: list[dict[str, int]], people: list[str]) -> None:
        """One more level from these people of the last one."""
        self._known.read([p for p in people if p not in self._known.rows])
        place = len(side) - 1
        if side is self._far and place:
            place = 2  # who is behind the first level of the goals has somebody between himself and the start
        reached: dict[str, int] = {}
        for person in people:
            spent = side[-1][person] + self._says(person, place)
            for tie, alter in self._known.rows[person]:
                if spent + tie > self._worst:
                    self._left_out |= spent < NEVER
                    break
                if alter != self._asked.start and spent + tie < reached.get(alter, NEVER):
                    reached[alter] = spent + tie
        side.append(reached)

    def _join(self, fewer: list[tuple[int, str]], more: list[tuple[int, str]]) -> None:
        """Have the store say which ties join people of whom neither was read."""
        some = self._afforded(fewer, self._known.left.met)
        ours, theirs = ([p for p in people if p not in self._known.rows] for people in (some, [p for _, p in more]))
        if ours and theirs:
            self._known.join(ours, theirs)
