"""A person's own label of a tie, on both stores: above all evidence, part of the tie, and gone without a trace."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from graph import priors
from graph.derive import judge, retract, tell, undo, withdraw
from graph.errors import BadInput, NotFound
from graph.identity.judging import same, split
from graph.introducing.introductions import introduce, ties_of
from graph.introducing.who import find_person
from graph.model import Person, Word
from graph.store.base import Store
from graph.strength.labels import label, labels_between
from graph.strength.reasons import PathTie, tie_between
from graph.strength.ties import LABELLED, unpack_history
from tests.worlds import Row, Sheet, dump, take_in

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOW = NOON.date()
ADA, BO, CLEO, DOV, ELI, FAY = (f"https://www.linkedin.com/in/slug-{n}" for n in range(6))


def listed(who: int, *, writes: bool = False) -> Row:
    return Row(who, profile=True, address=True, day=100, writes=writes)


OF_ADA = Sheet(1, 0, 0, (listed(1, writes=True), listed(2)))
OF_DOV = Sheet(2, 3, 0, (listed(4),))
OTHERS = (Sheet(3, 1, 0, (listed(0),)), Sheet(4, 4, 0, (listed(3),)))
"""Exports in which the owners of those two are contacts, with their profiles."""


@pytest.fixture
def world(store: Store) -> Store:
    for sheet in (OF_ADA, OF_DOV, *OTHERS):
        take_in(store, sheet)
    return store


def person(store: Store, who: str) -> Person:
    with store.view() as view:
        return find_person(view, who)


def say(store: Store, a: str, b: str, said: str, made: datetime = NOON) -> Word:
    one, other = person(store, a), person(store, b)
    with store.writer() as w:
        told = label(w, one, other, said, made)
        tell(w, told)
    return told


def tie(store: Store, a: str, b: str, as_of: date = NOW) -> PathTie | None:
    one, other = person(store, a), person(store, b)
    with store.view() as view:
        return tie_between(view, one.id, other.id, as_of)


def strength(store: Store, a: str, b: str, as_of: date = NOW) -> float | None:
    found = tie(store, a, b, as_of)
    return found.strength if found else None


def shown(store: Store) -> dict[str, object]:
    with store.view() as view:
        return dump(view)


def test_a_label_is_above_all_evidence_and_is_its_own_reason(world: Store) -> None:
    evidence = tie(world, ADA, BO)
    assert evidence
    told = say(world, ADA, BO, "close")
    found = tie(world, BO, ADA)
    assert found
    assert (found.strength, found.basis, found.last_contact) == (priors.LABELS["close"], "observed", evidence.last_contact)
    assert [(r.text, r.kind, r.rows, r.word) for r in found.why[:1]] == [("said to be close, 1 Mar 2026", "close", (), told.uid)]
    assert found.why[1:] == evidence.why
    assert strength(world, ADA, BO, NOW - timedelta(1)) == tie_then(evidence, world)
    later = NOW + timedelta(priors.LABEL_DAYS + 1)
    assert strength(world, ADA, BO, later) != priors.LABELS["close"], "a label fades out after two years"


def tie_then(evidence: PathTie, world: Store) -> float | None:
    """What the tie was worth the day before anybody labelled it."""
    found = tie(world, ADA, BO, NOW - timedelta(1))
    assert found
    assert found.why == evidence.why
    return found.strength


def test_a_label_alone_makes_a_tie_and_opens_a_path(world: Store) -> None:
    assert tie(world, CLEO, DOV) is None
    say(world, CLEO, DOV, "knows")
    found = tie(world, CLEO, DOV)
    assert found
    assert (found.strength, found.basis, found.last_contact) == (priors.LABELS["knows"], "asserted", None)
    start, goal = person(world, ADA), person(world, ELI)
    with world.view() as view:
        assert [len(p.people) for p in introduce(view, start.id, goal.id, as_of=NOW).paths] == [4]
        assert not introduce(view, start.id, goal.id, as_of=NOW - timedelta(1)).paths


def test_who_does_not_know_the_other_introduces_nobody(world: Store) -> None:
    told = say(world, ADA, BO, "does_not_know")
    start, goal = person(world, ADA), person(world, BO)
    with world.view() as view:
        assert not introduce(view, start.id, goal.id, as_of=NOW + timedelta(5_000)).paths
        assert goal.id not in {p.id for p, _ in ties_of(view, start.id, as_of=NOW, limit=9)}
    with world.writer() as w:
        retract(w, told.uid)
    with world.view() as view:
        assert introduce(view, start.id, goal.id, as_of=NOW).paths


def test_the_newest_label_counts_also_of_one_day(world: Store) -> None:
    say(world, ADA, BO, "met_once")
    say(world, BO, ADA, "close", NOON - timedelta(9))
    assert strength(world, ADA, BO) == priors.LABELS["met_once"]
    assert strength(world, ADA, BO, NOW - timedelta(5)) == priors.LABELS["close"]
    corrected = say(world, ADA, BO, "close", NOON + timedelta(hours=1))
    assert strength(world, ADA, BO) == priors.LABELS["close"]
    found = tie(world, ADA, BO)
    assert found
    assert [r.kind for r in found.why[:3]] == ["close", "met_once", "close"]
    with world.writer() as w:
        retract(w, corrected.uid)
    assert strength(world, ADA, BO) == priors.LABELS["met_once"]


def test_a_label_outlives_undo_and_comes_back_with_its_people(world: Store) -> None:
    say(world, ADA, BO, "close")
    say(world, CLEO, DOV, "knows")
    before = shown(world)
    with world.writer() as w:
        undo(w, OF_ADA.source)
    with world.view() as view:
        histories = view.histories([(t.ego, t.alter) for t in view.all_ties()])
        assert sum(unpack_history(h)[-1].code in LABELLED for h in histories.values()) == 1, "Cleo is gone, Ada and Bo are not"
    take_in(world, OF_ADA)
    assert shown(world) == before


def test_a_label_follows_a_merge_and_a_split(world: Store) -> None:
    say(world, CLEO, DOV, "close")
    before = shown(world)
    with world.writer() as w:
        judge(w, merged := same(w, find_person(w, DOV), find_person(w, ELI), made=NOON))
    one = person(world, ELI)
    assert strength(world, CLEO, ELI) == priors.LABELS["close"]
    with world.view() as view:
        assert len(labels_between(view, person(world, CLEO).id, one.id)) == 1
        mine = [r.id for r in view.records(view.records_of([one.id])[one.id]) if r.slug == "slug-4"]
    with world.writer() as w:
        judge(w, split(w, one, mine, made=NOON + timedelta(hours=1)))
    assert strength(world, CLEO, DOV) == priors.LABELS["close"]
    assert strength(world, CLEO, ELI) is None
    assert merged.verdict == "same"
    with world.writer() as w:
        for judgement in w.judgements()[::-1]:
            withdraw(w, judgement.uid)
    assert shown(world) == before


def test_what_is_no_label_is_refused(world: Store) -> None:
    with pytest.raises(BadInput, match="no label"):
        say(world, ADA, BO, "best friends")
    with pytest.raises(BadInput, match="one person"):
        say(world, ADA, ADA, "close")
    with pytest.raises(NotFound), world.writer() as w:
        retract(w, "w-unknown")


def test_a_missing_tie_is_unknown_and_takes_nothing_from_others(store: Store) -> None:
    for sheet in (OF_ADA, *OTHERS):
        take_in(store, sheet)
    alone = strength(store, ADA, BO)
    take_in(store, OF_DOV)
    take_in(store, Sheet(5, 0, 0, tuple(listed(n) for n in (2, 3, 4, 5))))
    assert tie(store, BO, FAY) is None, "two contacts of one person: nothing is known"
    assert strength(store, ADA, BO) == alone, "that Bo has no tie to Ada's other contacts says nothing of Bo"
