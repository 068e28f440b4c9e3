"""Requests and limits, on both stores: what they do to paths, on which day, and that taking them back undoes it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from graph import priors
from graph.errors import BadInput, Conflict, NotFound
from graph.introducing import asks
from graph.introducing.introductions import How, Introductions, introduce
from graph.introducing.who import find_person
from graph.introducing.willingness import Willingness
from graph.model import Person
from graph.store.base import Store
from tests.worlds import START, Row, Sheet, take_in

ADA, BO, CLEO, DOV = range(4)
NOW = START + timedelta(days=500)
PROFILE = "https://www.linkedin.com/in/slug-{}".format


def listed(who: int) -> Row:
    return Row(who, profile=True, address=False, day=100, writes=False)


SHEETS = (
    Sheet(1, ADA, 0, (listed(BO), listed(DOV))),
    Sheet(2, BO, 0, (listed(ADA), listed(CLEO))),
    Sheet(3, DOV, 0, (listed(CLEO), listed(ADA))),
)


@pytest.fixture
def world(store: Store) -> Store:
    for sheet in SHEETS:
        take_in(store, sheet)
    return store


def at(day: int) -> datetime:
    return datetime(NOW.year, NOW.month, NOW.day, 12, tzinfo=UTC) + timedelta(days=day)


def person(store: Store, who: int) -> Person:
    with store.view() as view:
        return find_person(view, PROFILE(who))


def asked(store: Store, through: int, day: int, *outcomes: str, goal: int = CLEO) -> str:
    """A request on a day after NOW, and its outcomes on the days after."""
    people = [person(store, who) for who in (ADA, through, goal)]
    with store.writer() as w:
        told = asks.ask(w, *people, day=at(day).date(), made=at(day))
        w.add_word(told)
    for n, what in enumerate(outcomes, 1):
        with store.writer() as w:
            w.add_word(asks.outcome(w, told.uid, what, made=at(day + n)))
    return told.uid


def limited(store: Store, who: int, per_month: int, day: int = 0) -> None:
    with store.writer() as w:
        w.add_word(asks.limit(w, person(store, who), per_month, made=at(day)))


def answer(store: Store, day: int = 0) -> Introductions:
    with store.view() as view:
        return introduce(view, person(store, ADA).id, person(store, CLEO).id, as_of=at(day).date(), how=How(intervals=False))


def willing(store: Store, day: int = 0) -> dict[str, Any]:
    """Introducer -> willingness and why, of all paths with one introducer."""
    return {
        p.people[1].name: (p.introducers[0].value, p.introducers[0].why) for p in answer(store, day).paths if len(p.people) == 3
    }


def test_without_any_request_everybody_is_as_willing_as_the_priors_say(world: Store) -> None:
    assert {name: (round(chance, 12), why) for name, (chance, why) in willing(world).items()} == {
        "Bo Kayler": (priors.FIRST_WILLING, "no request on record"),
        "Dov Rennick": (priors.FIRST_WILLING, "no request on record"),
    }
    assert answer(world).paths[0].accepts.value == pytest.approx(priors.ACCEPTS)


def test_a_request_without_an_answer_lowers_willingness_for_a_month(world: Store) -> None:
    uid = asked(world, BO, 0)
    expected = priors.FIRST_WILLING * priors.PENDING
    assert willing(world)["Bo Kayler"] == (pytest.approx(expected), "1 request without an answer yet")
    assert willing(world, 29)["Bo Kayler"][0] == pytest.approx(expected)
    assert willing(world, 30)["Bo Kayler"][0] == pytest.approx(priors.FIRST_WILLING)
    assert willing(world, -1)["Bo Kayler"][0] == pytest.approx(priors.FIRST_WILLING), "what was asked later is not known yet"
    with world.writer() as w:
        for word in asks.with_outcomes(w, uid):
            w.drop_word(word)
    assert willing(world)["Bo Kayler"] == (pytest.approx(priors.FIRST_WILLING), "no request on record")


def test_outcomes_move_the_introducer_most_and_everybody_a_little(world: Store) -> None:
    asked(world, BO, 0, "introduced", "met")
    asked(world, BO, 2, "introduced", "declined")
    asked(world, BO, 4, "unanswered")
    found = answer(world, 10)
    # Bo: his three on top of the prior, which nobody else's outcomes moved. Others: the prior moved by his, at its weight.
    assert willing(world, 10) == {
        "Bo Kayler": (pytest.approx((7 + 2) / (10 + 3)), "asked 3 times, introduced 2"),
        "Dov Rennick": (pytest.approx((7 + 2) / (10 + 3)), "no request on record: as usual here, 2 of 3 requests worked"),
    }
    assert found.paths[0].accepts.value == pytest.approx((4.5 + 1) / (10 + 2))
    assert found.paths[0].accepts.why == "introduced 2 times, met 1"
    with world.view() as view:
        by_day = Willingness(asks.read(view, at(3).date()))
    bo, dov = person(world, BO).id, person(world, DOV).id
    assert by_day.introduces(bo, 1).value == pytest.approx((7 + 2) / (10 + 2)), "what came later is not known yet"
    asked(world, DOV, 5, "declined")
    with world.view() as view:
        later = Willingness(asks.read(view, at(20).date()))
    assert later.introduces(dov, 1).value == pytest.approx((10 * 9 / 13 + 0) / (10 + 1))
    assert later.introduces(bo, 1).value == pytest.approx((10 * 7 / 11 + 2) / (10 + 3))
    assert later.introduces(dov, 2).value == pytest.approx(later.introduces(dov, 1).value * 4 / 7)


def test_a_withdrawn_request_says_nothing_about_anybody(world: Store) -> None:
    asked(world, BO, 0, "introduced", "withdrawn")
    assert willing(world, 5)["Bo Kayler"] == (pytest.approx(priors.FIRST_WILLING), "no request on record")


def test_no_path_leads_through_who_is_never_to_be_asked(world: Store) -> None:
    limited(world, BO, 0)
    assert list(willing(world)) == ["Dov Rennick"]
    limited(world, DOV, 0, day=1)
    assert list(willing(world)) == ["Dov Rennick"], "said a day later"
    because = answer(world, 1).none_because
    assert because is not None
    assert because.reason == "who could introduce Mary Smith to Cleo Marsh is not to be asked now: Bo Kayler and Dov Rennick"
    assert because.ways[0] == "lift the limit on Bo Kayler, or wait for answers"
    with world.writer() as w:
        for word in asks.limits_of(w, person(world, BO)):
            w.drop_word(word)
    assert list(willing(world, 1)) == ["Bo Kayler"]


def test_at_most_so_many_requests_a_month(world: Store) -> None:
    limited(world, BO, 2)
    asked(world, BO, 0, "introduced")
    assert "Bo Kayler" in willing(world, 1)
    asked(world, BO, 1, "declined", goal=DOV)
    assert "Bo Kayler" not in willing(world, 2)
    assert "Bo Kayler" not in willing(world, 29)
    assert "Bo Kayler" in willing(world, 30), "the first of the two is a month ago"
    limited(world, BO, 3, day=3)
    assert "Bo Kayler" in willing(world, 3), "the last word counts"


def test_requests_stay_with_people_whatever_is_imported_or_forgotten(world: Store) -> None:
    asked(world, BO, 0, "introduced")
    limited(world, DOV, 0)
    take_in(world, Sheet(4, CLEO, 0, (listed(BO), listed(DOV))))
    with world.view() as view:
        log = asks.read(view, at(5).date())
        assert [(a.through, a.state) for a in log.asks] == [(find_person(view, PROFILE(BO)).id, "introduced")]
        assert [one.person for one in log.limits] == [find_person(view, PROFILE(DOV)).id]


def test_what_cannot_be_logged(world: Store) -> None:
    ada, bo, cleo = (person(world, who) for who in (ADA, BO, CLEO))
    uid = asked(world, BO, 0, "introduced")
    with world.view() as view:
        with pytest.raises(BadInput, match="three people"):
            asks.ask(view, ada, bo, bo, day=NOW, made=at(0))
        with pytest.raises(BadInput, match="still to come"):
            asks.ask(view, ada, bo, cleo, day=date(9999, 1, 1), made=at(0))
        with pytest.raises(NotFound, match="no request"):
            asks.outcome(view, "w0", "met", made=at(0))
        with pytest.raises(BadInput, match="no outcome"):
            asks.outcome(view, uid, "perhaps", made=at(0))
        with pytest.raises(Conflict, match="already"):
            asks.outcome(view, uid, "introduced", made=at(2))
        with pytest.raises(BadInput, match="a month"):
            asks.limit(view, bo, -1, made=at(0))
        with pytest.raises(NotFound, match="Nothing limits"):
            asks.limits_of(view, bo)
