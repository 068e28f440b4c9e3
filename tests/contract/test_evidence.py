"""What every store does with evidence: the ledger, records, encounters, events, and taking them back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from graph.keys import keys_of
from graph.model import Event, Problem
from graph.store.base import Size, Store
from graph.values import tidy
from tests.contract.said import DAY, attended, by_id, everything, met, record, source, state

ADA = record("t1", 1, "Ada Testerson", slug="ada-testerson", emails=("ada@example.org", "a@example.net"), company="Quayside Ltd")
BO = record(
    "t1", 2, "Bo Kayler", accounts=("zoom-t1:bo#1",), skills=("sailing", "Graphs"), place="Delft", ref="7", url="x.example/bo"
)
CLEO = record(
    "t2", 1, "Cleo Marsh", emails=("cleo@example.org",), given="Cleo", family="Marsh", phones=("+31600",), position="CTO"
)
OWNER = replace(record("t2", 0, "Dov Rennick"), line=0, owner_of=("t2",))


def test_an_empty_store_is_empty(store: Store) -> None:
    with store.view() as view:
        assert view.revision() == 0
        assert view.size() == Size(0, 0, 0, 0, 0)
        assert everything(view)["people"] == []
        assert view.source("s1") is None
        assert view.person("p1") is None


def test_records_come_back_whole_and_sorted(store: Store) -> None:
    with store.writer() as w:
        state(w, source("s1", "t1"), [BO, ADA])
        state(w, source("s2", "t2"), [CLEO, OWNER])
    with store.view() as view:
        everyone = sorted([ADA, BO, CLEO, OWNER], key=lambda r: r.id)
        assert view.records([r.id for r in everyone] + ["r-unknown"]) == everyone
        assert sorted(view.records_in(["t1", "t3"])) == sorted([ADA.id, BO.id])
        assert view.size() == Size(0, 0, 4, 0, 2)
        assert view.revision() == 1


def test_records_are_met_by_each_of_their_keys(store: Store) -> None:
    again = record("t1", 3, "Ada Testerson", slug="ada-testerson", company="Quayside")
    with store.writer() as w:
        state(w, source("s1", "t1", "t2"), [ADA, BO, CLEO, OWNER, again])
    with store.view() as view:
        for one in (ADA, BO, CLEO, OWNER, again):
            found = view.records_with(keys_of(one))
            assert set(found) == set(keys_of(one))
            assert all(one.id in ids for ids in found.values())
        assert view.records_with(["li:ada-testerson", "li:nobody", "em:nobody@example.org"]) == {
            "li:ada-testerson": sorted([ADA.id, again.id])
        }
        assert view.records_with([]) == {}


def test_encounters_are_met_from_either_side_and_once(store: Store) -> None:
    first = replace(met(ADA, BO), direction="forward", count=3, size=5, note="a note", start=5, end=9)
    second, meeting = replace(met(BO, ADA, 1), day=None), attended(ADA, "v1")
    with store.writer() as w:
        state(w, source("s1", "t1"), [ADA, BO], [first, second, meeting], [Event("v1", "t1", "Gathering", DAY)])
    both = sorted([first, second], key=lambda e: e.id)
    with store.view() as view:
        assert by_id(view.encounters_of([BO.id])) == both
        assert by_id(view.encounters_of([ADA.id, BO.id, "r-unknown"])) == sorted([*both, meeting], key=lambda e: e.id)
        assert by_id(view.encounters_in(["t1"])) == sorted([*both, meeting], key=lambda e: e.id)
        assert by_id(view.encounters_in(["t2"])) == []
        assert view.attendance(["v1", "v2"]) == [meeting]
        assert view.size().encounters == 3


def test_an_encounter_may_name_a_record_of_the_part_beside_it(store: Store) -> None:
    written = replace(met(ADA, CLEO), part="t2")
    with store.writer() as w:
        state(w, source("s1", "t1", "t2"), [ADA, CLEO], [written])
        state(w, source("s2", "t1"), [])
    with store.view() as view:
        assert by_id(view.encounters_in(["t2"])) == [written]
        assert by_id(view.encounters_in(["t1"])) == []
    with store.writer() as w:
        w.drop_source("s1")
        assert by_id(w.encounters_in(["t2"])) == by_id(w.encounters_of([ADA.id])) == []
    with store.view() as view:
        assert view.records_in(["t1", "t2"]) == [ADA.id]
        assert view.size().encounters == 0


def test_an_event_of_several_parts_is_the_least_parts(store: Store) -> None:
    with store.writer() as w:
        events = [Event("v1", "t2", "Later word", None), Event("v1", "t1", "First word", DAY), Event("v0", "t2", "Other", DAY)]
        state(w, source("s1", "t1", "t2"), [ADA, CLEO], [attended(ADA, "v1"), attended(CLEO, "v1")], events)
    with store.view() as view:
        assert view.events(["v1", "v0", "v9"]) == [Event("v0", "t2", "Other", DAY), Event("v1", "t1", "First word", DAY)]
        assert len(view.attendance(["v1"])) == 2


def test_the_ledger_lists_the_newest_first_with_parts_and_problems(store: Store) -> None:
    noted = [Problem("s1.csv", 9, "no name"), Problem("s1.csv", 3, "odd date", "warning"), Problem("s1.csv", 9, "no name")]
    old, new = source("s1", "t2", "t1", hour=8), replace(source("s2", "t1", hour=10), new_people=4, file="é ü.csv")
    with store.writer() as w:
        w.add_source(old)
        w.add_problems("s1", noted[:2])
        w.add_problems("s1", noted[2:])
        w.finish_source(old)
        state(w, new, [ADA])
        assert w.sources() == [new, old]
        assert w.problems("s1") == noted
    with store.view() as view:
        assert view.sources() == [new, old]
        assert view.source("s1") == old
        assert view.problems("s1") == noted
        assert view.problems("s2") == []
        assert view.holders(["t1", "t2", "t3"]) == {"t1": ["s1", "s2"], "t2": ["s1"]}


def test_saying_it_again_adds_nothing(store: Store) -> None:
    for _ in range(2):
        with store.writer() as w:
            state(w, source("s1", "t1"), [ADA, BO, ADA], [met(ADA, BO), met(ADA, BO)], [Event("v1", "t1", "Gathering", DAY)])
    with store.view() as view:
        assert view.size() == Size(0, 0, 2, 1, 1)
        assert view.revision() == 2


def test_a_part_goes_with_its_last_source(store: Store) -> None:
    with store.writer() as w:
        state(w, source("s1", "t1"), [ADA, BO], [met(ADA, BO), attended(ADA, "v1")], [Event("v1", "t1", "Gathering", DAY)])
        w.add_problems("s1", [Problem("s1.csv", 9, "no name")])
        state(w, source("s2", "t1", "t2"), [CLEO])
    with store.writer() as w:
        w.drop_source("s1")
        assert w.source("s1") is None
        assert len(w.records_in(["t1"])) == 2
        assert w.problems("s1") == []
    with store.view() as view:
        assert view.size() == Size(0, 0, 3, 2, 1)
        assert view.problems("s1") == []
    with store.writer() as w:
        w.drop_source("s2")
        w.drop_source("s-unknown")
        assert w.records([ADA.id, CLEO.id]) == []
        assert by_id(w.encounters_of([ADA.id])) == []
        assert w.events(["v1"]) == []
        assert w.records_with(keys_of(ADA)) == {}
        assert w.size() == Size(0, 0, 0, 0, 0)
    with store.view() as view:
        assert everything(view)["size"] == Size(0, 0, 0, 0, 0)
        assert view.holders(["t1", "t2"]) == {}
        assert view.revision() == 3


def test_what_was_dropped_may_be_stated_anew_in_the_same_change(store: Store) -> None:
    with store.writer() as w:
        state(w, source("s1", "t1"), [ADA, BO], [met(ADA, BO)], [Event("v1", "t1", "Gathering", DAY)])
    with store.writer() as w:
        w.drop_source("s1")
        state(w, source("s3", "t1"), [ADA])
        assert w.records_in(["t1"]) == [ADA.id]
    with store.view() as view:
        assert view.records_in(["t1"]) == [ADA.id]
        assert view.size() == Size(0, 0, 1, 0, 1)
        assert view.events(["v1"]) == []


def test_many_at_once(store: Store) -> None:
    many = [record("t1", n, f"Person {n}", slug=f"person-{n}") for n in range(12_000)]
    hub = many[0]
    with store.writer() as w:
        state(w, source("s1", "t1"), many, [met(hub, other) for other in many[1:]])
    with store.view() as view:
        assert len(view.records([r.id for r in many])) == 12_000
        assert sum(1 for _ in view.encounters_of([hub.id])) == 11_999
        assert len(view.records_with([f"li:person-{n}" for n in range(12_000)])) == 12_000


@pytest.mark.parametrize(
    "text",
    [
        "'); DROP TABLE record; --",
        "MATCH (n) DETACH DELETE n //",
        '{"id": "\\"}',
        "a\x00b\x1f",
        "🙂 \u202eקודם",
        "x" * 10_000,
        "%'\"`\\",
    ],
    ids=["sql", "cypher", "json", "control", "right-to-left", "long", "quotes"],
)
def test_hostile_text_is_text(store: Store, text: str) -> None:
    one = record(
        "t1", 1, text, company=text, place=text, skills=(text,), ref=text, slug=tidy(text), emails=(f"{tidy(text)}@x.example",)
    )
    about = replace(source("s1", "t1"), file=text, owner=text)
    with store.writer() as w:
        state(w, about, [one], [attended(one, "v1")], [Event("v1", "t1", text, date(1, 1, 1))])
        w.add_problems("s1", [Problem(text, 1, text)])
    with store.view() as view:
        assert view.records([one.id]) == [one]
        assert view.source("s1") == about
        assert view.events(["v1"]) == [Event("v1", "t1", text, date(1, 1, 1))]
        assert view.problems("s1") == [Problem(text, 1, text)]
        assert set(view.records_with(keys_of(one))) == set(keys_of(one))


def test_times_keep_their_zone(store: Store) -> None:
    about = replace(source("s1"), imported=datetime(2025, 3, 1, 23, 59, 59, 123_000, tzinfo=UTC))
    with store.writer() as w:
        w.finish_source(about)
    with store.view() as view:
        assert view.source("s1") == about
