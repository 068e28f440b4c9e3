"""Whom to meet and who stands between groups, read of a store around one person: what it says is what the whole network says."""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from functools import partial
from io import BytesIO
from itertools import combinations

import numpy as np
import pytest

from graph.measures.groups import groups
from graph.measures.meeting import meet
from graph.measures.nearby import nearby
from graph.measures.society import Societies, Society, read
from graph.model import Person
from graph.store.base import Store, TieRow, View
from graph.suggesting.dismissals import dismissal
from graph.suggesting.suggestion import Kind, Suggestions
from graph.suggesting.suggestions import How, suggest
from graph.whole.snapshot import SMALL
from ingest.run import import_file
from tests.contacts import START, Contact, numbers, take_in
from tests.worlds import empty_store

TODAY = START + timedelta(days=60)
ALL = How(k=200)
EVERYONE = "all ties of everyone within 2 steps"


def office(first: int, people: int, chance: float, seed: int) -> list[Contact]:
    """Everybody met the first one at the beginning, and some of the others on days of their own."""
    dice = random.Random(seed)
    return [
        Contact(first + i, first + j, dice.randrange(60) if i else 0)
        for i, j in combinations(range(people), 2)
        if i == 0 or dice.random() < chance
    ]


def sparse(people: int, ties: int, seed: int) -> list[Contact]:
    dice = random.Random(seed)
    pairs = [dice.sample(range(people), 2) for _ in range(ties)]
    return [Contact(one, other, dice.randrange(60)) for one, other in pairs]


def asked(
    view: View, person: str, kind: Kind | None, most: int | None = None, how: How = ALL, as_of: date = TODAY
) -> Suggestions:
    """By what is around the person; by the whole network without an allowance."""

    def around(view: View, as_of: date, who: str) -> Society:
        return read(view, as_of) if most is None or not who else nearby(view, as_of, who, most)

    return suggest(view, view.person(person), kind, as_of=as_of, how=how, society=around)


class Counted:
    """A view that counts the ties it is asked for, and knows of whom."""

    def __init__(self, view: View) -> None:
        self._view, self.read = view, 0
        self.people: set[str] = set()

    def ties_and_degrees(self, egos: Collection[str]) -> tuple[list[TieRow], dict[str, int]]:
        rows, degrees = self._view.ties_and_degrees(egos)
        self.read += len(rows)
        self.people |= set(egos)
        return rows, degrees

    def __getattr__(self, name: str) -> object:
        if name in {"ties", "all_ties"}:
            raise AssertionError(f"{name} is not counted")
        return getattr(self._view, name)


@pytest.fixture
def meadow(store: Store) -> Store:
    """Eighty people with some three ties each, so that most are further away than two steps."""
    take_in(store, sparse(80, 120, 109))
    return store


def test_brokers_are_those_of_the_whole_network(meadow: Store) -> None:
    with meadow.view() as view:
        people, ties = sorted(numbers(view))[:20], view.size().ties
        parts = [nearby(view, TODAY, p, 2 * ties - 1) for p in people]
        assert sum(len(p.taken.u) < ties for p in parts) > len(people) / 2, "less than all ties were read"
        assert {p.reading.complete for p in parts} == {EVERYONE}
        for person in people:
            said, whole = asked(view, person, "brokers", 2 * ties - 1), asked(view, person, "brokers")
            assert said.suggestions == whole.suggestions
            assert (said.way, whole.way, whole.complete) == ("pushed down", "snapshot", "all ties")


def test_doors_are_those_of_the_whole_network(meadow: Store) -> None:
    with meadow.writer() as w:  # so many that only those who have ties are in a snapshot
        w.put_people([Person(f"pmore{n:03d}", f"More {n}") for n in range(SMALL)])
    with meadow.view() as view:
        people, ties, whole = read(view, TODAY).taken.ids[:20], view.size().ties, read(view, TODAY)
        named = whole, groups(view, whole, TODAY)
        doors = 0
        for uid in people:
            person, part = view.person(uid), nearby(view, TODAY, uid, 2 * ties - 1)
            said, expected = (
                suggest(
                    view, person, "communities", as_of=TODAY, how=ALL, society=partial(given, s), communities=lambda *_: named
                )
                for s in (part, whole)
            )
            assert said.suggestions == expected.suggestions
            assert said.complete == f"{EVERYONE}; communities by {whole.way}"
            own = next(g.name for g in named[1] if whole.place(uid) in g.members)
            assert not [s for s in said.suggestions if s.why[0].text.startswith(f"the door to {own}:")]
            doors += len(said.suggestions)
        assert doors > 20


def given(society: Society, _view: View, _day: date, _person: str) -> Society:
    return society


@pytest.mark.parametrize("novelty", [0.0, 1.0])
def test_whom_to_meet_is_as_if_nobody_else_was_there(store: Store, novelty: float) -> None:
    # What is around the person is all of one office; on a day when some of its contacts had not been made.
    ours = office(0, 14, 0.2, 1)
    as_of = START + timedelta(days=40)
    take_in(store, [*ours, *office(20, 30, 0.5, 2)])
    with empty_store() as alone:
        take_in(alone, [c for c in ours if c.day <= 40])
        with store.view() as view, alone.view() as other:
            number, least = numbers(view), 2 * view.size().ties - 1
            for uid in (p for p, n in number.items() if 0 < n < 14):
                around, whole = nearby(view, as_of, uid, least), read(other, as_of)
                assert around.reading.complete == EVERYONE
                said, expected = (
                    meet(v, s.taken, uid, 50, as_of, novelty, {}, s.prospects(v)) for v, s in ((view, around), (other, whole))
                )
                assert expected
                assert said == expected


@pytest.mark.parametrize("kind", ["meet", "brokers", None])
def test_what_is_within_the_allowance_is_the_whole_network(meadow: Store, kind: Kind | None) -> None:
    with meadow.view() as view:
        for person in sorted(numbers(view))[:3]:
            said, whole = asked(view, person, kind, 2 * view.size().ties), asked(view, person, kind)
            assert said.suggestions == whole.suggestions
            assert (said.way, said.complete) == ("pushed down", "all ties")


def test_a_hub_does_not_take_the_allowance(store: Store) -> None:
    # 0 knows the hub 1, whom everybody knows, and 2, who knows 3 to 6; 6 is known to 7 to 9.
    small = [(0, 1), (0, 2), *((2, n) for n in range(3, 7)), *((6, n) for n in range(7, 10))]
    take_in(store, [*(Contact(a, b, 50) for a, b in small), *(Contact(1, n, 50) for n in range(5, 300))])
    with store.view() as view:
        people = {n: uid for uid, n in numbers(view).items()}
        counted = Counted(view)
        found = nearby(counted, TODAY, people[0], 40)  # type: ignore[arg-type]
        assert counted.read <= 40
        assert found.reading.complete.startswith("all ties of 6 of the 7 people who were met within 2 steps")
        place = {n: i for n, uid in people.items() if found.taken.degree[i := found.place(uid)]}
        assert sorted(place) == list(range(10))
        true = view.degrees(list(people.values()))
        assert all(found.taken.degree[i] == true[people[n]] for n, i in place.items()), "at the rim, and the hub's too"
        fabric = found.prospects(view).fabric
        assert np.array_equal(fabric.degree, found.taken.degree)
        assert fabric.active[place[1]] > 100 * fabric.active[place[0]] / 2
        named = {p.person.id for p in asked(view, people[0], "meet", 40).suggestions}
        assert named >= {people[n] for n in range(3, 7)}
        assert people[1] not in named


@pytest.mark.parametrize("most", [0, 1, 7, 30, 80])
def test_never_more_is_read_than_is_allowed(meadow: Store, most: int) -> None:
    with meadow.view() as view:
        own = view.degrees(list(numbers(view)))
        for person in sorted(own)[:5]:
            counted = Counted(view)
            found = nearby(counted, TODAY, person, most)  # type: ignore[arg-type]
            assert counted.read <= max(most, own[person])
            assert (found.reading.complete == EVERYONE) == (counted.read == _within_two_steps(view, person))
            known = {r.alter for r in view.ties([person])} | {person}
            assert not {p.person.id for p in asked(view, person, "meet", most).suggestions} & known


def _within_two_steps(view: View, person: str) -> int:
    """Ties of those people, from each of them."""
    near = {person}
    for _ in range(2):
        near |= {r.alter for r in view.ties(near)}
    return sum(view.degrees(near).values())


def test_who_shares_an_event_only_is_read_too(store: Store) -> None:
    take_in(store, [*office(0, 6, 0.3, 3), *office(20, 6, 0.3, 4), *office(40, 20, 0.8, 5)])
    rows = "".join(f"Fair,2025-02-20,p{n:03d}@example.org\n" for n in (3, 24, *range(60, 160)))
    import_file(store, BytesIO(f"event,when,person\n{rows}".encode()), name="fair.csv")
    with store.view() as view:
        people = {n: uid for uid, n in numbers(view).items()}
        found = nearby(view, TODAY, people[3], 2 * view.size().ties - 1)
        true, degree = view.degrees(list(people.values())), found.taken.degree
        assert degree[found.place(people[24])] == true[people[24]]
        assert not degree[found.place(people[41])], "nothing leads there"
        assert view.tie(*sorted((people[3], people[24]))) is None
        assert people[24] in {p.person.id for p in asked(view, people[3], "meet", 2 * view.size().ties - 1).suggestions}


def test_who_promises_most_is_read_first(store: Store) -> None:
    # 0 knows 1 and 2, who know 3 to 8; only 8 is known to both. All of 3 to 8 know five more.
    near = [(0, 1), (0, 2), *((1, n) for n in (3, 4, 5, 8)), *((2, n) for n in (6, 7, 8))]
    far = [(n, 10 * n + i) for n in range(3, 9) for i in range(5)]
    take_in(store, [*(Contact(a, b, 50) for a, b in [*near, *far]), Contact(0, 9, 58)])
    with store.view() as view:
        people = {n: uid for uid, n in numbers(view).items()}
        counted = Counted(view)
        nearby(counted, START + timedelta(days=55), people[0], 23)  # type: ignore[arg-type]
        assert counted.people == {people[n] for n in (0, 1, 2, 8)}, "9 was not met yet"
        assert counted.read == 3 + 9 + 7


def test_who_was_dismissed_is_not_suggested(meadow: Store) -> None:
    with meadow.view() as view:
        person = next(p for p in sorted(numbers(view)) if len(asked(view, p, "meet", 60).suggestions) > 1)
        first = asked(view, person, "meet", 60).suggestions[0].person
        ego = view.person(person)
        assert ego is not None
    with meadow.writer() as w:
        w.add_word(dismissal(w, ego, first, "meet", datetime.combine(TODAY, datetime.min.time(), UTC)))
    with meadow.view() as view:
        left = asked(view, person, "meet", 60).suggestions
        assert left
        assert first.id not in {p.person.id for p in left}


def test_surroundings_are_kept_until_the_store_changes(meadow: Store) -> None:
    made: list[str] = []

    def near(view: View, as_of: date, person: str) -> Society:
        made.append(person)
        return nearby(view, as_of, person, 60)

    kept = Societies(near=near)
    with meadow.view() as view:
        one, other = sorted(numbers(view))[:2]
        found = kept.society(view, TODAY, one)
        assert kept.society(view, TODAY, other) is not found
        assert kept.society(view, TODAY, one) is found
        assert kept.society(view, TODAY).reading.way == "snapshot"
        assert made == [one, other]
        kept.society(view, TODAY - timedelta(days=1), one)
    take_in(meadow, [Contact(0, 70, 5)], "more.csv")
    with meadow.view() as view:
        assert kept.society(view, TODAY, one) is not found
    assert made == [one, other, one, one]


def test_somebody_without_ties_has_nobody_around(meadow: Store) -> None:
    with meadow.writer() as w:
        w.put_people([Person("palone", "Alone")])
    with meadow.view() as view:
        for most in (1, 100_000):
            assert asked(view, "palone", "meet", most).suggestions == ()
            assert asked(view, "palone", "brokers", most).suggestions == ()
