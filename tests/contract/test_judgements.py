"""What every store does with judgements, and what they do to the people in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from graph.derive import judge, settle, undo, withdraw
from graph.errors import BadInput, Conflict, NotFound
from graph.identity.judging import different, same, split
from graph.model import Judgement, Person, Record
from graph.store.base import Store, View
from graph.values import sort_name
from tests.contract.said import everything, interrupted, judgement, met, record, source, state

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_judgements_come_back_whole_and_in_order(store: Store) -> None:
    later = judgement(7, "li:a", "re:r1", "different", note='"why" 🙂', kept=("em:x@example.org",))
    first = judgement(2, "li:c", "nc:d|mill")
    with store.writer() as w:
        w.add_judgement(later)
        w.add_judgement(first)
        assert w.judgements() == [first, later]
    with store.view() as view:
        assert view.judgements() == [first, later]
    with store.writer() as w:
        w.drop_judgement(first.uid)
        w.drop_judgement("j-unknown")
        w.add_judgement(replace(later, note=""))
        assert w.judgements() == [replace(later, note="")]
    interrupted(store, source("s1", "t1"), [record("t1", 1, "Ada")], [])
    with store.view() as view:
        assert view.judgements() == [replace(later, note="")]


def take_in(store: Store, name: str, *records: Record) -> None:
    """A source of one part, whose first record knows the others."""
    part = records[0].part
    with store.writer() as w:
        state(w, source(name, part), records, [met(records[0], r) for r in records[1:]])
        settle(w, [part])


def one(view: View, name: str, company: str = "") -> Person:
    (found,) = [p for p in view.search(sort_name(name), 9) if company in ("", p.company)]
    return found


def say(store: Store, said: Judgement) -> Judgement:
    with store.writer() as w:
        judge(w, said)
    return said


ME = record("t1", 1, "Cy Example", slug="cy")
ADA = record("t1", 2, "Mary Smith", slug="mary", company="Mill")
BARE = record("t2", 2, "Mary Smith", company="Quayside Inc.")
YOU = record("t2", 1, "Bo Kayler", slug="bo")


@pytest.fixture
def pooled(store: Store) -> Store:
    """Mary twice, once as somebody without a profile and with another employer: with so common a name, not taken for one."""
    take_in(store, "s1", ME, ADA)
    take_in(store, "s2", YOU, BARE)
    return store


def both(view: View) -> tuple[Person, Person]:
    return tuple(sorted(view.search("mary", 9), key=lambda p: not p.slug))  # type: ignore[return-value]


def test_a_merge_leads_from_both_ids_and_its_undo_restores_everything(pooled: Store) -> None:
    with pooled.view() as view:
        before, (ada, bare) = everything(view), both(view)
        said = same(view, ada, bare, made=NOON)
    say(pooled, said)
    with pooled.view() as view:
        (now,) = view.search("mary", 9)
        assert view.person(ada.id) == view.person(bare.id) == now
        assert view.records_of([now.id])[now.id] == sorted([ADA.id, BARE.id])
        assert {t.alter for t in view.ties([now.id])} == {one(view, "Cy Example").id, one(view, "Bo Kayler").id}
        with pytest.raises(Conflict, match="already"):
            same(view, now, now, made=NOON)
    with pooled.writer() as w:
        withdraw(w, said.uid)
    with pooled.view() as view:
        assert everything(view) == before
    with pooled.writer() as w, pytest.raises(NotFound):
        withdraw(w, said.uid)


def test_a_merge_holds_for_a_newer_file_without_its_old_rows(pooled: Store) -> None:
    with pooled.view() as view:
        said = same(view, *both(view), made=NOON)
    say(pooled, said)
    with pooled.writer() as w:
        undo(w, "s2")
    take_in(pooled, "s3", record("t3", 1, "Dee Sample"), record("t3", 2, "mary smith", company="QUAYSIDE"))
    with pooled.view() as view:
        (ada,) = view.search("mary", 9)
        assert ada.records == 2
    take_in(pooled, "s4", record("t4", 1, "Mary Smith", company="Elsewhere", emails=("other@example.org",)))
    with pooled.view() as view:
        assert len(view.search("mary", 9)) == 2, "somebody who is named otherwise does not follow"


def test_two_people_stay_two_in_a_newer_file(pooled: Store) -> None:
    with pooled.view() as view:
        say(pooled, different(view, *both(view), made=NOON))
    take_in(pooled, "s3", record("t3", 1, "mary smith", company="Quayside"))
    with pooled.view() as view:
        ada, bare = both(view)
        assert (ada.records, bare.records) == (1, 2)
        with pytest.raises(Conflict, match="two people"):
            same(view, ada, bare, made=NOON)
        with pytest.raises(Conflict, match="already"):
            different(view, bare, ada, made=NOON)


def test_a_split_cuts_one_profile_and_persists(store: Store) -> None:
    mine = record("t1", 1, "Robin Doe", slug="robin", company="Mill")
    wrong = record("t2", 1, "Robin Doe", slug="robin", company="Quayside")
    take_in(store, "s1", mine, ME)
    take_in(store, "s2", wrong, YOU)
    with store.view() as view:
        robin = one(view, "Robin Doe")
        for rows in ((), (mine.id, wrong.id), (wrong.id, ME.id)):
            with pytest.raises(BadInput):
                split(view, robin, rows, made=NOON)
        said = split(view, robin, [wrong.id], made=NOON)
        before = everything(view)
    say(store, said)
    with store.view() as view:
        stayed, left = one(view, "Robin Doe", "Mill"), one(view, "Robin Doe", "Quayside")
        assert view.person(robin.id) == stayed, "the id stays with the rows that stayed"
        assert view.records_of([stayed.id, left.id]) == {stayed.id: [mine.id], left.id: [wrong.id]}
    take_in(store, "s3", replace(wrong, id="r-new", part="t3"), replace(mine, id="r-too", part="t3", line=9))
    with store.view() as view:
        assert view.records_of([one(view, "Robin Doe", "Quayside").id]).popitem()[1] == sorted([wrong.id, "r-new"])
        assert view.records_of([stayed.id])[stayed.id] == sorted([mine.id, "r-too"])
    with store.writer() as w:
        undo(w, "s3")
        withdraw(w, said.uid)
    with store.view() as view:
        assert everything(view) == before
