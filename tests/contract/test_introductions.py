"""Introductions, on both stores, in a world small enough to check by hand: paths, their proof, dead ends, and the past."""

from __future__ import annotations

from datetime import date, timedelta
from math import isclose

import pytest

from graph import priors
from graph.errors import Ambiguous, BadInput, NotFound
from graph.introducing.introductions import Introductions, introduce, ties_of
from graph.introducing.who import find_person
from graph.store.base import Store
from graph.strength.reasons import tie_between
from tests.worlds import START, Row, Sheet, take_in

NOW = START + timedelta(days=500)
ADA, BO, CLEO, DOV, ELI, FAY = range(6)


def listed(who: int, day: int = 100, *, writes: bool = False) -> Row:
    return Row(who, profile=True, address=False, day=day, writes=writes)


SHEETS = (
    Sheet(1, ADA, 0, (listed(BO, 90, writes=True), listed(DOV, 10))),
    Sheet(2, BO, 0, (listed(ADA, 90), listed(CLEO, 200, writes=True))),
    Sheet(3, DOV, 0, (listed(CLEO, 20), listed(ADA, 10))),
    Sheet(4, None, 1, (listed(CLEO, 300), listed(ELI, 300))),
    Sheet(5, FAY, 0, (Row(6, profile=False, address=True, day=5, writes=False),)),
)


@pytest.fixture
def world(store: Store) -> Store:
    for sheet in SHEETS:
        take_in(store, sheet)
    return store


def ask(store: Store, start: str, goal: str, as_of: date = NOW, *, k: int = 5, max_hops: int = 3) -> Introductions:
    with store.view() as view:
        one, other = (find_person(view, who, tied=True).id for who in (start, goal))
        return introduce(view, one, other, as_of=as_of, k=k, max_hops=max_hops)


def names(answer: Introductions) -> list[list[str]]:
    return [[p.name for p in path.people[1:-1]] for path in answer.paths]


PROFILE = "https://www.linkedin.com/in/slug-{}".format


def test_the_friend_who_writes_comes_before_the_one_who_only_connected(world: Store) -> None:
    answer = ask(world, PROFILE(ADA), "Cleo Marsh")
    assert names(answer)[:2] == [["Bo Kayler"], ["Dov Rennick"]]
    assert answer.none_because is None
    best = answer.paths[0]
    product = priors.FIRST_WILLING * priors.ACCEPTS
    for tie in best.ties:
        product *= tie.strength
    assert isclose(best.probability, product, rel_tol=1e-12)
    assert best.ties[best.weakest].strength == min(t.strength for t in best.ties)
    assert best.probability <= answer.reach <= sum(p.probability for p in answer.paths)


def test_how_sure_the_chance_over_all_paths_is_depends_on_the_day(world: Store) -> None:
    answer = ask(world, PROFILE(ADA), "Cleo Marsh")
    assert answer.reach_interval is not None
    assert answer.reach_interval.low < answer.reach < answer.reach_interval.high
    before = ask(world, PROFILE(ADA), "Cleo Marsh", as_of=START + timedelta(days=50))
    best = before.paths[0].interval
    assert before.reach == before.paths[0].probability, "of one path it is the chance of that path, and as sure"
    assert best is not None
    assert before.reach_interval == pytest.approx(best, rel=0.06)


def test_every_tie_leads_to_the_rows_that_prove_it(world: Store) -> None:
    best = ask(world, PROFILE(ADA), "Cleo Marsh").paths[0]
    connected, wrote = best.ties[0].why
    assert connected.text == "connected on LinkedIn since 31 Mar 2024"
    assert {(p.source, p.line) for p in connected.rows} == {("s01", 2), ("s02", 2)}
    assert wrote.text == "Bo Kayler wrote to Mary Smith on 1 day, last 31 Mar 2024, without an answer on record"
    assert best.ties[0].basis == "observed"
    assert best.ties[0].last_contact == START + timedelta(days=90)


def test_an_event_is_named_with_its_size(world: Store) -> None:
    answer = ask(world, "Bo Kayler", "Eli Sandow")
    assert names(answer)[0] == ["Cleo Marsh"]
    assert answer.paths[0].ties[1].why[0].text == "both at Event 1, 27 Oct 2024, with 2 known attendees"


def test_as_of_hides_what_came_later(world: Store) -> None:
    before = START + timedelta(days=50)
    assert names(ask(world, PROFILE(ADA), "Cleo Marsh", as_of=before)) == [["Dov Rennick"]]
    with world.view() as view:
        ada, bo = (find_person(view, PROFILE(i)).id for i in (ADA, BO))
        assert tie_between(view, ada, bo, before) is None
        assert tie_between(view, ada, bo, NOW) is not None
        assert [p.name for p, _ in ties_of(view, ada, as_of=before, limit=9)] == ["Dov Rennick"]


def test_a_longer_chain_than_asked_for_is_pointed_out(world: Store) -> None:
    because = ask(world, PROFILE(ADA), "Eli Sandow", max_hops=2).none_because
    assert because is not None
    assert because.reason == "the shortest chain from Mary Smith to Eli Sandow has 3 ties, more than the 2 asked for"
    assert because.ways[0] == "ask with up to 3 ties"


def test_a_dead_end_says_whose_export_would_open_it(world: Store) -> None:
    because = ask(world, "Bo Kayler", "Fay Torvik").none_because
    assert because is not None
    assert because.reason == "no chain of known ties joins Bo Kayler and Fay Torvik"
    assert "the export of Mary Smith, who knows Fay Torvik" in because.ways


def test_names_that_fit_two_people_list_them(world: Store) -> None:
    with world.view() as view:
        with pytest.raises(Ambiguous) as raised:
            find_person(view, "Mary Smith")
        assert len(raised.value.candidates) == 2
        assert find_person(view, "p6@example.org").name == "Mary Smith"
        with pytest.raises(NotFound, match="give an id, e-mail, profile URL or name"):
            find_person(view, "Nobody Here")
        assert find_person(view, "eli s").name == "Eli Sandow", "words of a name are enough when they fit one person"


@pytest.mark.parametrize(("k", "max_hops"), [(0, 3), (101, 3), (5, 0), (5, 7)])
def test_what_cannot_be_asked(world: Store, k: int, max_hops: int) -> None:
    with pytest.raises(BadInput, match="ask for 1 to 100 paths"):
        ask(world, "Bo Kayler", "Cleo Marsh", k=k, max_hops=max_hops)
    with pytest.raises(BadInput, match="same person"):
        ask(world, "Bo Kayler", "Bo Kayler")
