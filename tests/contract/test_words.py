"""What every store does with words, and whom it remembers to have changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta, timezone

from msgspec.structs import replace

from graph.derive import judge, settle, undo
from graph.identity.judging import same, split
from graph.model import Person, Record, Word
from graph.store.base import KEPT_CHANGES, MOST_FOLLOWED, Store
from graph.values import sort_name
from graph.words import day_of, fields_of, meant, word
from tests.contract.said import interrupted, met, record, source, state

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ME = record("t1", 1, "Cy Example", slug="cy")
ADA = record("t1", 2, "Ada Testerson", slug="ada", company="Mill")
BO = record("t1", 3, "Bo Kayler", emails=("bo@example.org",))
LONE = record("t1", 4, "Mary Smith")
LATER = record("t2", 1, "Ada T. Testerson", slug="ada", emails=("ada@example.org",))


def take_in(store: Store, name: str, *records: Record) -> None:
    with store.writer() as w:
        state(w, source(name, records[0].part), records, [met(records[0], r) for r in records[1:]])
        settle(w, [records[0].part])


def one(store: Store, name: str) -> Person:
    with store.view() as view:
        (found,) = view.search(sort_name(name), 9)
    return found


def tell(store: Store, *names: str, kind: str = "ask", made: datetime = NOON) -> Word:
    people = [one(store, name) for name in names]
    with store.writer() as w:
        told = word(w, kind, people, {"n": 1, "text": "“hm” 🙂"}, made)
        w.add_word(told)
    return told


def who(store: Store, told: Word) -> tuple[str, ...]:
    with store.view() as view:
        return meant(view, [told])[told.uid]


def changed(store: Store, since: int) -> Collection[str] | None:
    with store.view() as view:
        return view.changed_since(since)


def now(store: Store) -> int:
    with store.view() as view:
        return view.revision()


def test_words_come_back_whole_in_order_and_by_kind(store: Store) -> None:
    take_in(store, "s1", ME, ADA, BO, LONE)
    later = tell(store, "Cy Example", "Ada Testerson", "Bo Kayler", made=NOON.replace(hour=13))
    first = tell(store, "Mary Smith", kind="limit")
    with store.view() as view:
        assert view.words() == [first, later]
        assert view.words("ask") == [later]
        assert view.words("label") == []
        assert fields_of(later) == {"n": 1, "text": "“hm” 🙂", "said_on": "2026-03-01"}
    with store.writer() as w:
        w.drop_word(first.uid)
        w.drop_word("w-unknown")
        w.add_word(replace(later, data="{}"))
        assert w.words() == w.words("ask") == [replace(later, data="{}")]
        assert w.words("limit") == []
    interrupted(store, source("s9", "t9"), [record("t9", 1, "Nobody")], [])
    with store.view() as view:
        assert view.words() == [replace(later, data="{}")]


def test_a_word_counts_from_the_day_where_it_was_said(store: Store) -> None:
    take_in(store, "s1", ME, ADA)
    told = tell(store, "Ada Testerson", made=datetime(2026, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=-8))))
    with store.view() as view:
        (kept,) = view.words()
    assert kept == told
    assert (day_of(kept), kept.made) == (date(2026, 3, 1), datetime(2026, 3, 2, 7, 30, tzinfo=UTC))


def test_a_word_finds_its_people_after_imports_and_undo(store: Store) -> None:
    take_in(store, "s1", ME, ADA, BO, LONE)
    told = tell(store, "Ada Testerson", "Bo Kayler", "Mary Smith")
    before = who(store, told)
    assert before == tuple(one(store, n).id for n in ("Ada Testerson", "Bo Kayler", "Mary Smith"))
    take_in(store, "s2", LATER)
    with store.writer() as w:
        undo(w, "s1")
    assert who(store, told) == (one(store, "Ada T Testerson").id, "", "")
    take_in(store, "s1", ME, ADA, BO, LONE)
    assert who(store, told) == before


def test_a_word_follows_its_person_when_two_become_one_or_one_two(store: Store) -> None:
    take_in(store, "s1", ME, ADA, BO, LONE)
    told = tell(store, "Bo Kayler")
    with store.writer() as w:
        judge(w, same(w, one(store, "Bo Kayler"), one(store, "Ada Testerson"), made=NOON))
    both = who(store, told)[0]
    with store.view() as view:
        assert view.records_of([both])[both] == sorted([ADA.id, BO.id])
        person = view.people([both])[0]
    with store.writer() as w:
        judge(w, split(w, person, [BO.id], made=NOON.replace(hour=14)))
    with store.view() as view:
        assert view.records_of(who(store, told)) == {who(store, told)[0]: [BO.id]}


def test_a_bare_name_means_nobody_once_two_carry_it(store: Store) -> None:
    take_in(store, "s1", ME, LONE)
    told = tell(store, "Mary Smith")
    with store.writer() as w:
        undo(w, "s1")
    again = replace(LONE, id="r" + "7" * 20, part="t5")
    take_in(store, "s5", again)
    assert who(store, told) == (one(store, "Mary Smith").id,)
    take_in(store, "s6", replace(again, id="r" + "8" * 20, part="t6", company="Quay", place="Delft"))
    assert who(store, told) == ("",)


def test_who_follows_a_store_learns_whom_each_change_changed(store: Store) -> None:
    start = now(store)
    take_in(store, "s1", ME, ADA, BO)
    people = {n: one(store, n).id for n in ("Cy Example", "Ada Testerson", "Bo Kayler")}
    assert changed(store, start) == set(people.values())
    first = now(store)
    assert changed(store, first) == set()
    tell(store, "Bo Kayler")
    assert changed(store, first) == set()
    take_in(store, "s2", record("t2", 1, "Gus Newcomer", slug="gus"), ADA_TOO)
    gus = one(store, "Gus Newcomer").id
    assert changed(store, first) == {gus, people["Ada Testerson"]}
    second = now(store)
    with store.writer() as w:
        undo(w, "s2")
    assert changed(store, second) == {gus, people["Ada Testerson"]}
    assert changed(store, start) == {gus, *people.values()}


ADA_TOO = record("t2", 2, "Ada Testerson", slug="ada", company="Mill")


def test_what_is_too_much_or_too_long_ago_is_not_known(store: Store) -> None:
    start = now(store)
    with store.writer() as w:
        w.put_people([Person(f"p{n:020x}", f"Person {n}") for n in range(MOST_FOLLOWED + 1)])
    assert changed(store, start) is None
    big = now(store)
    for n in range(KEPT_CHANGES):
        with store.writer() as w:
            w.put_people([Person("p" + "f" * 20, f"Person {n}")])
    assert changed(store, big) == {"p" + "f" * 20}
    with store.writer() as w:
        w.drop_people(["p" + "f" * 20])
    assert changed(store, big) is None
    assert changed(store, big + 1) == {"p" + "f" * 20}
