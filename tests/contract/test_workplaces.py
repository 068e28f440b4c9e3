"""Who works where, in every store: organisations, their people, and the weak ties of those who were there together."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import date, timedelta

from neo4j import GraphDatabase

from graph.derive import undo
from graph.keys import person_id
from graph.model import Tie
from graph.priors import LARGEST_ORGANISATION, STANDING
from graph.store.base import Employment, Organisation, Store
from graph.store.open import open_store
from graph.strength.reasons import PathTie, tie_between
from graph.strength.ties import RESIZED, STATED, unpack_history
from graph.values import organisation_id
from tests.offices import START, Staff, at, email, meet, take_in

MILL, QUAY = organisation_id("Mill"), organisation_id("Quay & Sons")


def who(number: int) -> str:
    return person_id(f"em:{email(number)}")


def day(number: int) -> date:
    return START + timedelta(days=number)


def tied(store: Store, a: int, b: int) -> Tie | None:
    with store.view() as view:
        return view.tie(who(a), who(b))


def shown(store: Store, a: int, b: int, when: int) -> PathTie | None:
    with store.view() as view:
        return tie_between(view, who(a), who(b), day(when))


def test_organisations_are_met_by_their_names_and_by_their_people(store: Store) -> None:
    take_in(store, Staff(0, 0, (*at("Mill", 1, 2), *at("Mill, Inc.", 3), *at("Quay & Sons", 4), *at("Self-employed", 5, 6))))
    take_in(store, Staff(1, 5, (*at("Sons and Quay", 1), *at("", 4))))
    with store.view() as view:
        assert view.employees([MILL, QUAY, "o-none"], 9) == {
            MILL: sorted(map(who, (1, 2, 3))),
            QUAY: sorted(map(who, (1, 4))),
        }
        some = view.employees([MILL], 1)[MILL]
        assert len(some) == 2
        assert set(some) < set(map(who, (1, 2, 3)))
        assert view.employments([who(1), who(6)]) == sorted(
            [Employment(who(1), MILL, "Mill", "t00", 2), Employment(who(1), QUAY, "Sons and Quay", "t01", 2)]
        )
        assert list(view.organisations()) == sorted(
            [Organisation(MILL, ("Mill", "Mill, Inc."), 3), Organisation(QUAY, ("Quay & Sons", "Sons and Quay"), 2)]
        )
    with store.writer() as writer:
        undo(writer, "s01")
        assert writer.employees([QUAY], 9) == {QUAY: [who(4)]}
        assert [o.spellings for o in writer.organisations() if o.id == QUAY] == [("Quay & Sons",)]


def test_a_store_of_the_first_version_learns_who_works_where(store: Store, store_url: str) -> None:
    take_in(store, Staff(0, 0, (*at("Mill", 1, 2), *at("Self-employed", 3))))
    store.close()
    if store_url.startswith("sqlite"):
        with closing(sqlite3.connect(store_url.removeprefix("sqlite:///"))) as database:
            database.execute("DROP TABLE filed")
            database.execute("PRAGMA user_version = 1")
            database.commit()
    else:
        auth = os.environ["MUTUALS_NEO4J_USER"], os.environ["MUTUALS_NEO4J_PASSWORD"]
        with GraphDatabase.driver(store_url, auth=auth) as driver:
            driver.execute_query("MATCH (r:Record) REMOVE r.employer_id")
            driver.execute_query("MATCH (m:Mutuals) SET m.schema = 1")
    again = open_store(store_url)
    with again.view() as view:
        assert view.employees([MILL], 9) == {MILL: sorted(map(who, (1, 2)))}
        assert [o.id for o in view.organisations()] == [MILL]
    again.close()


def test_many_rows_of_one_person_are_one_person(store: Store) -> None:
    for number in range(12):
        take_in(store, Staff(number, number, at("Mill", *[1] * 20)))
    take_in(store, Staff(20, 20, at("Mill", 2)))
    with store.view() as view:
        assert view.employees([MILL], LARGEST_ORGANISATION) == {MILL: sorted(map(who, (1, 2)))}


def test_colleagues_have_a_weak_tie_that_says_why(store: Store) -> None:
    take_in(store, Staff(0, 0, at("Mill Ltd", 1, 2, 3)))
    take_in(store, Staff(1, 5, at("Mill", 2)))
    tie = shown(store, 1, 2, 5)
    assert tie is not None
    assert tie.basis == "inferred"
    assert 0.0 < tie.strength < STANDING[1]
    assert tie.last_contact is None
    (reason,) = tie.why
    assert reason.text == "both work at Mill (3 people known there), inferred"
    assert [(r.source, r.line, r.day) for r in reason.rows] == [("s01", 2, day(5)), ("s00", 2, day(0))]
    assert shown(store, 1, 2, -1) is None


def test_who_left_was_a_colleague_until_then(store: Store) -> None:
    take_in(store, Staff(0, 0, at("Mill", 1, 2)))
    take_in(store, Staff(1, 300, at("Quay & Sons", 1)))
    take_in(store, Staff(2, 400, at("Mill", 3)))
    assert tied(store, 1, 3) is None
    then, now = shown(store, 1, 2, 299), shown(store, 1, 2, 400)
    assert then is not None
    assert now is not None
    assert then.why[0].text.startswith("both work at Mill")
    assert now.why[0].text.startswith("both worked at Mill")
    assert now.strength < then.strength


def test_a_large_organisation_ties_nobody(store: Store) -> None:
    people = range(LARGEST_ORGANISATION)
    take_in(store, Staff(0, 0, at("Mill", *people), tied=True))
    assert tied(store, 0, 2) is not None
    take_in(store, Staff(1, 1, at("Mill", 99)))
    assert tied(store, 0, 2) is None
    met = tied(store, 0, 1)
    assert met is not None
    assert met.kinds == (("met", 1),)
    assert met.basis == "observed"
    with store.writer() as writer:
        undo(writer, "s01")
    assert tied(store, 0, 2) is not None


def test_somebody_new_changes_only_ties_that_a_size_changes(store: Store) -> None:
    take_in(store, Staff(0, 0, at("Mill", 1, 2, 3)))
    take_in(store, Staff(1, 10, at("Mill", 4)))
    after = tied(store, 1, 2)
    assert after is not None
    assert [(d.day, d.way, d.size) for d in unpack_history(after.history)] == [
        (day(0).toordinal(), STATED, 3),
        (day(10).toordinal(), RESIZED, 5),
    ]
    take_in(store, Staff(2, 11, at("Mill", 5)))
    assert tied(store, 1, 2) == after
    now, then = shown(store, 1, 2, 10), shown(store, 1, 2, 9)
    assert now is not None
    assert then is not None
    assert now.strength < then.strength


def test_what_else_ties_colleagues_leaves_their_employer_alone(store: Store) -> None:
    listed = Staff(0, 3, at("Mill", 1, 2))
    take_in(store, listed)
    colleagues = tied(store, 1, 2)
    source = meet(store, 9, listed)
    both = shown(store, 1, 2, 3)
    assert both is not None
    assert (both.basis, [r.kind for r in both.why]) == ("observed", ["met", "worked"])
    with store.writer() as writer:
        undo(writer, source)
    assert tied(store, 1, 2) == colleagues


def test_what_else_ties_two_people_stays_when_an_employer_goes(store: Store) -> None:
    take_in(store, Staff(0, 0, at("", 1, 2), tied=True))
    alone = tied(store, 1, 2)
    take_in(store, Staff(1, 3, at("Mill", 1, 2)))
    both = shown(store, 1, 2, 3)
    assert both is not None
    assert (both.basis, [r.kind for r in both.why], both.last_contact) == ("observed", ["met", "worked"], day(0))
    with store.writer() as writer:
        undo(writer, "s01")
    assert tied(store, 1, 2) == alone
