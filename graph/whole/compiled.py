"""The k best chains of a question on a `Network` by compiled code: the same answers as `introducing.paths`, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.introducing.question import NEVER, REACH_PATHS, Caps, Chain, Finder, Found, Question, all_of, pair, price, probability
from graph.strength.ties import STATS
from graph.whole.kernel import search
from graph.whole.network import Ids, Network, Ties, in_rows

PROBES = (128, 1024)
"""Ties of everyone that are read to guess how much a path of the answer costs at most, fewest first: any paths will do for
that, and what costs more than they do need not be looked at when all ties are read."""

WAY = "snapshot"


def by_snapshot(network: Network) -> Finder:
    """The finder that reads nothing of the store. The first question of a process that finds no compiled code in the cache
    waits for it, some twenty seconds: `warm_up` before."""

    def find(question: Question) -> Found:
        complete = all_of(question.max_hops)
        asked = _asked(network, question)
        if asked is None:
            return Found((), (), {}, WAY, complete)
        every = asked.best(max(question.k, REACH_PATHS), 0, 0)
        caps = Caps(question)
        chains = [people for people in every if caps.take([network.ties.ids[p] for p in people])][: question.k]
        if len(chains) < question.k and len(every) >= REACH_PATHS:
            chains = asked.best(question.k, question.per_introducer, question.per_goal)
        ties = sorted({tie for people in (*chains, *every) for tie in pairwise(people)})
        named = [pair(network.ties.ids[a], network.ties.ids[b]) for a, b in ties]
        strengths = dict(zip(named, network.strengths(ties), strict=True))
        shown, known = (
            tuple(Chain(probability(question, strengths, names), names) for names in _named(network, paths))
            for paths in (chains, every[:REACH_PATHS])
        )
        return Found(shown, known, strengths, WAY, complete)

    return find


def _named(network: Network, paths: list[tuple[int, ...]]) -> list[tuple[str, ...]]:
    return [tuple(network.ties.ids[p] for p in people) for people in paths]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question in places and costs: what `graph.whole.kernel.search` takes."""

    network: Network
    start: int
    goals: NDArray[np.int32]
    roles: NDArray[np.int64]
    role: NDArray[np.int32]
    hops: int

    def best(self, k: int, per_first: int, per_goal: int) -> list[tuple[int, ...]]:
        """The people of the k best paths within the caps, all ties read."""
        worst = NEVER - 1
        for most in PROBES:
            costs, *_ = self._search(k, per_first, per_goal, most, worst)
            if len(costs) == k:
                worst = int(costs[-1])
                break
        found = self._search(k, per_first, per_goal, len(self.network.alters), worst)
        if len(found[0]) < k and worst < NEVER - 1:
            # Both caps at once: the k that the probe found need not be among those that the exact order comes to.
            found = self._search(k, per_first, per_goal, len(self.network.alters), NEVER - 1)
        return [tuple(nodes[:count]) for nodes, count in zip(found[1].tolist(), found[2].tolist(), strict=True)]

    def _search(self, k: int, per_first: int, per_goal: int, most: int, worst: int) -> Any:
        people = len(self.role)
        layers = np.zeros((self.hops, people), dtype=np.int64)
        prefixes = np.zeros((self.hops + 1, people), dtype=np.int64)
        begins, alters, costs = (_sealed(a) for a in (self.network.begins, self.network.alters, self.network.costs))
        return search(
            begins, alters, costs, self.start, self.goals, self.roles, self.role, layers, prefixes, self.hops, k, per_first,
            per_goal, most, worst,
        )  # fmt: skip


def _sealed(array: NDArray[Any]) -> NDArray[Any]:
    """The same numbers, not to be written: arrays that are mapped from files are that, and code is compiled for each kind."""
    view = np.asarray(array).view()
    view.flags.writeable = False
    return view


def _asked(network: Network, question: Question) -> _Asked | None:
    """None when the start, or every goal, has no ties."""
    people = sorted({question.start, *question.goals, *question.willing})
    places = dict(zip(people, network.ties.ids.find(people).tolist(), strict=True))
    start = places[question.start]
    goals = [places[g] for g, chance in question.goals.items() if places[g] >= 0 and chance > 0.0]
    if start < 0 or not goals:
        return None
    usual = [price(w) for w in question.usual]
    roles, role = [[NEVER, *usual]], np.zeros(len(network.ties.ids), dtype=np.int32)
    for person, place in places.items():
        if place >= 0:
            role[place] = len(roles)
            willing = [price(w) for w in question.willing.get(person, question.usual)]
            gain = price(question.goals.get(person, 0.0))
            roles.append([gain, NEVER, NEVER] if person == question.start else [gain, *willing])
    return _Asked(network, start, np.array(goals, dtype=np.int32), np.array(roles), role, question.max_hops)


def warm_up() -> None:
    """Have the search compiled, or loaded from the cache of an earlier process, before anybody waits for it."""
    pair_of = Ties(0, Ids(np.array([b"a", b"b"])), np.array([0], np.int32), np.array([1], np.int32), np.zeros(1, STATS))
    by_snapshot(in_rows(pair_of, date.min, np.array([0.5])))(Question("a", {"b": 1.0}, max_hops=2))
