"""What is pushed down to a store misses no path above the chance that it says, however little it was allowed to read."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

import networkx as nx
import pytest

from graph.introducing.finding import by_corridor
from graph.introducing.introductions import introduce
from graph.introducing.known import Allowance, Known
from graph.introducing.paths import chains_and_every, strengths_in
from graph.introducing.pushdown import FLOORS, by_push_down
from graph.introducing.question import REACH_PATHS, Finder, Question, pair, probability
from graph.model import Person, Tie
from graph.priors import KINDS
from graph.store.base import Joining, Store, TieRow, View, ties_to_common
from graph.strength.corridor import current
from graph.strength.evidence import Evidence, tie_of
from graph.strength.ties import Day
from tests.path_cases import enumerated

NOW = date(2026, 6, 1)
GRAPHS = {"sqlite": 240, "bolt": 25}
"""How many networks are compared, by the scheme of the store's URL."""
PEOPLE = 22
ALLOWANCES = [
    Allowance(), Allowance(level=0), Allowance(level=0), Allowance(60, 60), Allowance(60, 60, 0), Allowance(25, 400),
    Allowance(25, 400, 0), Allowance(9, 9), Allowance(0, 0),
]  # fmt: skip


def person(graph: int, n: int) -> Person:
    return Person(f"g{graph:03d}p{n:02d}", f"Person {n} of {graph}")


def tie(a: Person, b: Person, met: list[Day]) -> Tie:
    a, b = sorted((a, b), key=lambda p: p.id)
    found = tie_of((a.id, b.id), Evidence(met))
    assert found is not None
    return found


def day(ago: int, kind: str) -> Day:
    return Day(NOW.toordinal() - ago, KINDS[kind].code, 0, 2)


def ties_of(graph: int, dice: random.Random) -> Iterator[Tie]:
    """Sparse to dense; weak ties and strong ones, some of which began after `NOW`; now and then a hub."""
    chance, strong = dice.choice([0.08, 0.15, 0.25]), dice.choice([0.1, 0.5])
    hub = dice.choice([0, 1, 5, PEOPLE])
    for i, j in combinations(range(PEOPLE), 2):
        if dice.random() < (0.7 if hub in (i, j) else chance):
            kinds = ("close", "knows") if dice.random() < strong else ("met", "connected", "message")
            yield tie(person(graph, i), person(graph, j), [day(dice.randrange(-20, 600), dice.choice(kinds))])


@pytest.fixture
def networks(store: Store) -> int:
    """How many networks of people of their own the store holds."""
    count, dice = GRAPHS[store.url.partition(":")[0]], random.Random(98)
    with store.writer() as w:
        w.put_people(person(graph, n) for graph in range(count) for n in range(PEOPLE))
        w.put_ties(each for graph in range(count) for each in ties_of(graph, dice))
    return count


def whole(view: View, graph: int) -> nx.Graph[str]:
    people = [person(graph, n).id for n in range(PEOPLE)]
    rows = view.ties(people)
    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(people)
    worth = current(view, rows, NOW)
    found.add_edges_from((r.ego, r.alter, {"strength": s}) for r, s in zip(rows, worth, strict=True) if s > 0.0)
    return found


def asked(graph: int, dice: random.Random) -> Question:
    start, *others = (person(graph, n).id for n in range(PEOPLE))
    return Question(
        start=start,
        goals={g: dice.choice([0.45, 0.2, 0.9]) for g in dice.sample(others, dice.choice([1, 1, 2, 5]))},
        willing={
            p: (dice.choice([0.0, 0.3, 1.0]), dice.choice([0.0, 0.8])) for p in dice.sample(others, dice.choice([0, 5, 15]))
        },
        max_hops=dice.choice([1, 2, 3, 4, 4, 5, 6]),
        k=dice.choice([1, 5, 10]),
        per_introducer=dice.choice([0, 1, 2]),
        per_goal=dice.choice([0, 0, 1]),
    )


def test_no_path_above_what_is_said_is_missing(store: Store, networks: int) -> None:
    dice, seen = random.Random(99), Counter[str]()
    with store.view() as view:
        for graph in range(networks):
            ties, question = whole(view, graph), asked(graph, dice)
            strengths = strengths_in(ties)
            found = by_push_down(view, NOW, dice.choice(ALLOWANCES))(question)
            every = replace(question, k=REACH_PATHS, per_introducer=0, per_goal=0)
            for chains, same in ((found.chains, question), (found.every, every)):
                paths = enumerated(ties, same)
                above = [p for p in paths if probability(question, strengths, p) > found.floor * (1 + 1e-9)]
                assert [c.people for c in chains][: len(above)] == above, f"network {graph} above {found.floor}"
                assert all(c.probability == pytest.approx(probability(question, strengths, c.people)) for c in chains)
                seen["paths"] += len(above)
            if found.floor == 0.0:
                assert found.chains == by_corridor(view, NOW)(question).chains
                assert found.complete == by_corridor(view, NOW)(question).complete
            known = {pair(a, b) for c in (*found.chains, *found.every) for a, b in pairwise(c.people)}
            assert all(found.strengths[ends] == strengths[ends] for ends in known)
            seen["whole" if not found.floor else "by floor" if found.floor in FLOORS else "otherwise"] += 1
    assert seen["paths"] > 4 * networks
    assert min(seen[kind] for kind in ("whole", "by floor", "otherwise")) > networks // 40


def test_the_best_are_the_same_however_few_ties_are_searched_first(store: Store, networks: int) -> None:
    dice, compared = random.Random(103), 0
    with store.view() as view:
        for graph in range(0, networks, 4):
            ties, question = whole(view, graph), asked(graph, dice)
            known = Known(view, NOW, Allowance())
            known.read(sorted(ties))
            for few in (1, 6, 400):
                best = known.best(question, few)
                assert (best.chains, best.every) == chains_and_every(ties, question), f"network {graph}, {few} first"
                compared += len(best.every)
    assert compared > networks


def test_degrees_come_with_ties(store: Store) -> None:
    one, two, three, lone = (person(0, n) for n in range(4))
    with store.writer() as w:
        w.put_people([one, two, three, lone])
        w.put_ties([tie(a, b, [day(5, "close")]) for a, b in ((one, two), (two, three))])
    with store.writer() as w:
        w.put_ties([tie(one, three, [day(9, "connected")])])
        with store.view() as view:
            for seen, known in ((view, {two.id: 2}), (w, {two.id: 2, three.id: 2})):
                rows, degrees = seen.ties_and_degrees([one.id, lone.id])
                assert sorted(rows) == sorted(seen.ties([one.id, lone.id]))
                assert degrees == known


def walked(view: View, ours: list[str], theirs: list[str]) -> set[TieRow]:
    """The ties of all walks of two from one of `ours` to another of `theirs`, met from both."""
    near, far = view.ties(ours), view.ties(theirs)
    steps = [(a, b) for a in near for b in far if a.alter == b.alter and a.ego != b.ego]
    return {tie for step in steps for tie in step}


def test_ties_to_whom_two_groups_both_know(store: Store, networks: int) -> None:
    dice, compared = random.Random(107), 0
    with store.view() as view, store.writer() as w:
        assert isinstance(view, Joining) == store.url.startswith("bolt")
        assert not isinstance(w, Joining), "the server would not see what is being written"
        for graph in range(0, networks, 3):
            people = [person(graph, n).id for n in range(PEOPLE)]
            ours, theirs = (dice.sample(people, dice.choice([1, 4, 9])) for _ in range(2))
            found, wanted = ties_to_common(view, ours, theirs), walked(view, ours, theirs)
            assert wanted <= set(found) <= set(view.ties({*ours, *theirs}))
            assert wanted <= set(ties_to_common(w, ours, theirs))
            compared += len(wanted)
        assert ties_to_common(view, [], people) == ties_to_common(view, people, ["nobody"]) == []
    assert compared > networks


def test_a_hub_of_both_groups_is_not_read(store: Store) -> None:
    """He has all whom he knows in common with himself; only the ties to somebody of the others matter."""
    hub, one, two, *crowd = (person(0, n) for n in range(60))
    with store.writer() as w:
        w.put_people([hub, one, two, *crowd])
        w.put_ties([tie(hub, other, [day(9, "met")]) for other in crowd])
        w.put_ties([tie(end, crowd[0], [day(9, "met")]) for end in (one, two)])
    with store.view() as view:
        found = ties_to_common(view, [hub.id, one.id], [hub.id, two.id])
    assert {(r.ego, r.alter) for r in found} >= {(end.id, crowd[0].id) for end in (hub, one, two)}
    assert len(found) <= 4 or not isinstance(view, Joining)


def test_a_hub_is_not_read(store: Store) -> None:
    """Half of the network knows the hub; the good path does not go through it, nor does the answer read it."""
    start, goal, friend, hub, *crowd = (person(0, n) for n in range(300))
    with store.writer() as w:
        w.put_people([start, goal, friend, hub, *crowd])
        w.put_ties([tie(a, b, [day(5, "close")]) for a, b in ((start, friend), (friend, goal))])
        w.put_ties([tie(hub, one, [day(400, "connected")]) for one in (start, goal, *crowd)])
        w.put_ties([tie(goal, one, [day(400, "connected")]) for one in crowd[:40]])
    question = Question(start.id, {goal.id: 0.45}, max_hops=4, k=10)
    with store.view() as view:
        assert view.degrees([hub.id, friend.id, "nobody"]) == {hub.id: len(crowd) + 2, friend.id: 2}
        found, all_there_is = by_push_down(view, NOW, Allowance(200, 100))(question), by_push_down(view, NOW)(question)
        answer = introduce(view, start.id, goal.id, as_of=NOW, max_hops=4, finder=by_push_down)
    assert found.chains[0].people == (start.id, friend.id, goal.id)
    assert found.floor > 0.0
    assert found.complete.startswith("all paths of at most 4 ties above ")
    assert found.chains[0].probability > found.floor
    assert all_there_is.complete == "all paths of at most 4 ties"
    assert len(all_there_is.chains) > len(found.chains)
    assert (answer.way, answer.complete) == ("pushed down", all_there_is.complete)


def test_what_was_not_looked_for_is_not_said_to_be_missing(store: Store) -> None:
    start, one, two, three, goal, *crowd = (person(0, n) for n in range(60))
    with store.writer() as w:
        w.put_people([start, one, two, three, goal, *crowd])
        chain = [tie(a, b, [day(900, "connected")]) for a, b in pairwise((start, one, two, three, goal))]
        w.put_ties([*chain, *(tie(end, p, [day(900, "connected")]) for end in (one, three) for p in crowd)])
    with store.view() as view:

        def little(view: View, as_of: date) -> Finder:
            return by_push_down(view, as_of, Allowance(50, 50))

        answer = introduce(view, start.id, goal.id, as_of=NOW, max_hops=4, finder=little)
        assert introduce(view, start.id, goal.id, as_of=NOW, max_hops=4, finder=by_push_down).paths
    assert not answer.paths
    assert answer.none_because is not None
    assert answer.none_because.reason == f"{answer.complete} from Person 0 of 0 were looked for, and none leads to Person 4 of 0"
