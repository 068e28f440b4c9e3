"""A person's word: withdrawn it leaves no trace, it outlives imports, and neither its order nor theirs matters."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.derive import judge, undo, withdraw
from graph.errors import BadInput, Conflict
from graph.identity.judgements import Said, across
from graph.identity.judging import different, same, split
from graph.model import Judgement
from graph.store.base import Store, View
from tests.server.ladder import Server
from tests.worlds import Sheet, dump, emptied, empty_store, take_in, worlds

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Word:
    """What somebody says, of people and rows by their place in a sorted list."""

    split: bool
    same: bool
    a: int
    b: int
    rows: frozenset[int]

    def of(self, view: View, n: int) -> Judgement | None:
        """As a judgement on what a view shows; None where it cannot be said."""
        people = sorted(view.everyone(), key=lambda p: p.id)
        a, b = people[self.a % len(people)], people[self.b % len(people)]
        made = NOON + timedelta(minutes=n)
        try:
            if self.split:
                held = view.records_of([a.id])[a.id]
                return split(view, a, {r for i, r in enumerate(held) if i in self.rows}, made=made)
            return (same if self.same else different)(view, a, b, made=made)
        except (BadInput, Conflict):
            return None


say = st.builds(
    Word, st.booleans(), st.booleans(), st.integers(0, 9), st.integers(0, 9), st.frozensets(st.integers(0, 4), min_size=1)
)
words = st.lists(say, min_size=1, max_size=4)


def shown(store: Store) -> dict[str, object]:
    with store.view() as view:
        return dump(view)


def fill(store: Store, sheets: Sequence[Sheet]) -> None:
    for sheet in sheets:
        take_in(store, sheet)


def speak(store: Store, said: Sequence[Word]) -> list[Judgement]:
    """Say what can be said, one after the other."""
    made = []
    for n, word in enumerate(said):
        with store.writer() as w:
            if judgement := word.of(w, n):
                judge(w, judgement)
                made.append(judgement)
    return made


def hold(store: Store, judgements: Sequence[Judgement]) -> None:
    """No person stands on both sides of a wall."""
    with store.view() as view:
        said = Said(judgements)
        everyone = view.records_of([p.id for p in view.everyone()])
        ruling = said.ruling(view.records([r for ids in everyone.values() for r in ids]))
        for ids in everyone.values():
            records = view.records(ids)
            assert not list(across(ruling.walls, records, records))


def withdrawn_in_any_order(store: Store, sheets: Sequence[Sheet], said: Sequence[Word], dice: random.Random) -> None:
    fill(store, sheets)
    before = shown(store)
    made = speak(store, said)
    hold(store, made)
    dice.shuffle(made)
    for judgement in made:
        with store.writer() as w:
            withdraw(w, judgement.uid)
    assert shown(store) == before


def outlives_imports(store: Store, sheets: Sequence[Sheet], said: Sequence[Word], gone: int) -> None:
    fill(store, sheets)
    made = speak(store, said)
    before = shown(store)
    again = sheets[gone % len(sheets)]
    with store.writer() as w:
        undo(w, again.source)
    hold(store, made)
    take_in(store, again)
    assert shown(store) == before
    take_in(store, replace(again, number=50))
    hold(store, made)


@settings(max_examples=60, deadline=None)
@given(worlds, words, st.randoms(use_true_random=False))
def test_what_is_withdrawn_leaves_no_trace(sheets: list[Sheet], said: list[Word], dice: random.Random) -> None:
    with empty_store() as store:
        withdrawn_in_any_order(store, sheets, said, dice)


@settings(max_examples=60, deadline=None)
@given(worlds, words, st.integers(0, 9))
def test_a_word_outlives_imports(sheets: list[Sheet], said: list[Word], gone: int) -> None:
    with empty_store() as store:
        outlives_imports(store, sheets, said, gone)


@settings(max_examples=60, deadline=None)
@given(worlds, words, st.randoms(use_true_random=False))
def test_the_order_of_imports_and_words_does_not_matter(sheets: list[Sheet], said: list[Word], dice: random.Random) -> None:
    with empty_store() as store:
        fill(store, sheets)
        made = speak(store, said)
        expected = shown(store)
    steps: list[Sheet | Judgement] = [*sheets, *made]
    dice.shuffle(steps)
    with empty_store() as store:
        for step in steps:
            if isinstance(step, Sheet):
                take_in(store, step)
            else:
                with store.writer() as w:
                    judge(w, step)
        assert shown(store) == expected


@settings(max_examples=60, deadline=None)
@given(worlds, say)
def test_every_id_from_before_leads_to_the_person(sheets: list[Sheet], word: Word) -> None:
    with empty_store() as store:
        fill(store, sheets)
        with store.view() as view:
            before = {p.id: set(view.records_of([p.id])[p.id]) for p in view.everyone()}
        speak(store, [word])
        with store.view() as view:
            for uid, records in before.items():
                found = view.person(uid)
                assert found is not None
                assert records & set(view.records_of([found.id])[found.id])


@pytest.mark.neo4j
def test_the_same_in_neo4j(neo4j: Server) -> None:
    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    @given(worlds, words, st.randoms(use_true_random=False), st.integers(0, 9))
    def holds(sheets: list[Sheet], said: list[Word], dice: random.Random, gone: int) -> None:
        with emptied(neo4j) as store:
            withdrawn_in_any_order(store, sheets, said, dice)
        with emptied(neo4j) as store:
            outlives_imports(store, sheets, said, gone)

    holds()
