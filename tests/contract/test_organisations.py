"""Which employers are one, in every store: by their letters, by people and addresses, by a person's word; and what follows."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from neo4j import GraphDatabase

from graph.derive import undo
from graph.errors import BadInput, Conflict, NotFound
from graph.introducing.targets import to_company
from graph.keys import person_id
from graph.model import Verdict, Word
from graph.organisations.doubts import doubts, listed
from graph.organisations.groups import compared, members_of
from graph.organisations.judging import postpone, say, take_up, withdraw
from graph.store.base import Store
from graph.store.open import open_store
from graph.strength.reasons import tie_between
from graph.values import organisation_id
from tests.offices import START, Job, Staff, at, email, take_in
from tests.worlds import dump

MADE = datetime(2026, 1, 1, tzinfo=UTC)
VERDICTS: tuple[Verdict, ...] = ("same", "different")
LUMEN, RUN_TOGETHER, HOUSE = "Norvik Lumen", "NorvikLumen", "Norvik Lumen Group"


def spoken(store: Store, verdict: Verdict, a: str, b: str) -> Word:
    with store.writer() as writer:
        return say(writer, verdict, a, b, made=MADE)


def spellings(store: Store) -> list[tuple[tuple[str, ...], int]]:
    with store.view() as view:
        return sorted((o.spellings, o.people) for o in listed(view))


def who(number: int) -> str:
    return person_id(f"em:{email(number)}")


def colleagues(store: Store, one: int, other: int) -> list[str]:
    with store.view() as view:
        tie = tie_between(view, who(one), who(other), START.replace(year=2025))
        return [reason.text for reason in tie.why] if tie else []


def test_spellings_of_one_employer_make_colleagues_of_its_people(store: Store) -> None:
    take_in(store, Staff(0, 0, (*at(LUMEN, 1), *at("Quay", 4))))
    assert colleagues(store, 1, 2) == []
    take_in(store, Staff(1, 0, at(RUN_TOGETHER, 2)))
    assert colleagues(store, 1, 2) == ["both work at NorvikLumen (2 people known there), inferred"]
    assert colleagues(store, 1, 4) == []
    assert spellings(store) == [((LUMEN, RUN_TOGETHER), 2), (("Quay",), 1)]
    with store.view() as view:
        ids = tuple(sorted(map(organisation_id, (LUMEN, RUN_TOGETHER))))
        one, other, quay = map(organisation_id, ("norvik lumen ltd", RUN_TOGETHER, "Quay"))
        assert members_of(view, [one, other, quay]) == {one: ids, other: ids, quay: (quay,)}
        assert compared(view, ["Norvik Lumen, Inc.", "Quay", "Self-employed"]) == {
            "Norvik Lumen, Inc.": ids[0], "Quay": quay, "Self-employed": "",
        }  # fmt: skip
        assert set(to_company(view, "norvik lumen ltd", START.replace(year=2025)).fits) == {who(1), who(2)}
    with store.writer() as writer:
        undo(writer, "s01")
    assert colleagues(store, 1, 2) == []


def test_initials_are_one_with_the_name_when_people_or_addresses_say_so(store: Store) -> None:
    long, short = "Northern Visible Light", "NVL"
    take_in(store, Staff(0, 0, (*at(long, 1, 2, 3), *at(short, 4))))
    assert len(spellings(store)) == 2
    take_in(store, Staff(1, 0, tuple(Job(n, place, mail="nvl") for n, place in ((5, long), (6, short)))))
    assert spellings(store) == [((short, long), 6)]
    with store.writer() as writer:
        undo(writer, "s01")
    take_in(store, Staff(2, 0, at(short, 1, 2, 3)))
    assert spellings(store) == [((short, long), 4)]


def test_a_part_of_a_house_is_asked_about_whatever_it_shares(store: Store) -> None:
    kenya = "Norvik Lumen Kenya"
    take_in(store, Staff(0, 0, tuple(Job(n, place, mail="norvik") for n in range(4) for place in (LUMEN, kenya))))
    assert len(spellings(store)) == 2
    with store.view() as view:
        (doubt,), total = doubts(view, 9)
    assert total == 1
    assert sorted((side.spellings, side.rows, side.domains) for side in (doubt.a, doubt.b)) == [
        ((LUMEN,), 4, ("norvik",)),
        ((kenya,), 4, ("norvik",)),
    ]
    assert 0.5 <= doubt.p < 0.95
    assert {r.what for r in doubt.reasons} == {"name", "mail", "people"}


def test_what_is_put_off_is_asked_about_after_all_others(store: Store) -> None:
    """Whatever is taken for one with either of the two since."""
    kenya, quay, north = "Norvik Lumen Kenya", "Zelmor Foundry", "Zelmor Foundry Kenya"
    take_in(store, Staff(0, 0, tuple(Job(n, place, mail="norvik") for n in range(4) for place in (LUMEN, kenya))))
    take_in(store, Staff(1, 0, tuple(Job(n, place, mail="zelmor") for n in range(7, 10) for place in (quay, north))))

    def asked() -> list[tuple[str, bool]]:
        with store.view() as view:
            return [(min(d.a.spellings[0], d.b.spellings[0]), bool(d.put_off)) for d in doubts(view, 9)[0]]

    assert asked() == [(LUMEN, False), (quay, False)]
    with store.view() as view:
        before = dump(view)
    with store.writer() as writer:
        put = postpone(writer, kenya, LUMEN, made=MADE)
    take_in(store, Staff(2, 0, at(RUN_TOGETHER, 20)))
    assert [put_off for _, put_off in asked()] == [False, True]
    with store.writer() as writer:
        undo(writer, "s02")
        take_up(writer, put.uid)
    with store.view() as view:
        assert dump(view) == before
    with store.writer() as writer, pytest.raises(NotFound, match="put off"):
        take_up(writer, put.uid)
    with store.writer() as writer, pytest.raises(Conflict, match="one organisation already"):
        postpone(writer, LUMEN, LUMEN.upper(), made=MADE)


def test_a_word_holds_for_later_files_and_is_taken_back_exactly(store: Store) -> None:
    take_in(store, Staff(0, 0, (*at(LUMEN, 1, 2), *at(HOUSE, 3))))
    with store.view() as view:
        before = dump(view)
    word = spoken(store, "same", LUMEN, HOUSE)
    assert colleagues(store, 1, 3) == ["both work at Norvik Lumen Group (3 people known there), inferred"]
    with store.view() as view:
        assert doubts(view, 9) == ([], 0)
    with store.writer() as writer:
        undo(writer, "s00")
    take_in(store, Staff(0, 0, (*at(LUMEN, 1, 2), *at(HOUSE, 3))))
    assert spellings(store) == [((LUMEN, HOUSE), 3)]
    with store.writer() as writer:
        withdraw(writer, word.uid)
    with store.view() as view:
        assert dump(view) == before


def test_what_was_taken_for_one_is_said_to_be_two(store: Store) -> None:
    take_in(store, Staff(0, 0, (*at(LUMEN, 1), *at(RUN_TOGETHER, 2))))
    assert len(spellings(store)) == 1
    spoken(store, "different", LUMEN, RUN_TOGETHER)
    assert spellings(store) == [((LUMEN,), 1), ((RUN_TOGETHER,), 1)]
    assert colleagues(store, 1, 2) == []


def test_words_that_contradict_or_mean_nothing_are_refused(store: Store) -> None:
    take_in(store, Staff(0, 0, (*at(LUMEN, 1), *at(HOUSE, 2), *at("Quay", 3))))
    with pytest.raises(NotFound):
        spoken(store, "same", LUMEN, "Nobody's")
    with pytest.raises(BadInput):
        spoken(store, "different", LUMEN, "Norvik Lumen Ltd")
    spoken(store, "different", LUMEN, HOUSE)
    for verdict in VERDICTS:
        with pytest.raises(Conflict):
            spoken(store, verdict, organisation_id(LUMEN), HOUSE)
    spoken(store, "same", LUMEN, "Quay")
    for verdict in VERDICTS:
        with pytest.raises(Conflict):
            spoken(store, verdict, LUMEN, "Quay")


def test_a_store_of_an_earlier_version_learns_it_with_the_next_change(store: Store, store_url: str) -> None:
    take_in(store, Staff(0, 0, (*at(LUMEN, 1), *at(RUN_TOGETHER, 2))))
    with store.view() as view:
        before = view.cards_under("")
    store.close()
    if store_url.startswith("sqlite"):
        with closing(sqlite3.connect(store_url.removeprefix("sqlite:///"))) as database:
            database.execute("DROP TABLE card")
            database.execute("PRAGMA user_version = 5")
            database.commit()
    else:
        auth = os.environ["MUTUALS_NEO4J_USER"], os.environ["MUTUALS_NEO4J_PASSWORD"]
        with GraphDatabase.driver(store_url, auth=auth) as driver:
            driver.execute_query("MATCH (c:Card) DELETE c")
            driver.execute_query("MATCH (m:Mutuals) SET m.schema = 5")
    again = open_store(store_url)
    assert len(spellings(again)) == 2
    take_in(again, Staff(1, 0, at("Quay", 3)))
    assert spellings(again) == [((LUMEN, RUN_TOGETHER), 2), (("Quay",), 1)]
    with again.writer() as writer:
        undo(writer, "s01")
    with again.view() as view:
        assert view.cards_under("") == before
    again.close()


def test_cards_are_kept_replaced_and_taken_away(store: Store) -> None:
    with store.writer() as writer:
        writer.put_cards({"a:1": "one", "a:2": "two", "b:1": "three"})
        writer.put_cards({"a:2": "", "b:1": "four"})
        assert writer.cards(["a:1", "a:2", "b:1"]) == {"a:1": "one", "b:1": "four"}
        assert writer.cards_under("a:") == [("a:1", "one")]
    with store.writer() as writer:
        writer.put_cards({"a:1": "", "a:0": "zero"})
        assert writer.cards_under("a:") == [("a:0", "zero")]
    with store.view() as view:
        assert view.cards_under("") == [("a:0", "zero"), ("b:1", "four")]
