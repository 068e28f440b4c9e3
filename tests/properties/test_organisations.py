"""Which employers are one depends on what is known and said alone: whatever came first, and whatever was taken back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.derive import undo
from graph.model import Verdict, Word
from graph.organisations.groups import all_components
from graph.organisations.judging import take, withdraw
from graph.organisations.names import key_of
from graph.organisations.words import Rules, told, word_of
from graph.store.base import Store
from graph.values import organisation_id
from tests.offices import Job, Staff, take_in
from tests.worlds import dump, empty_store

SPELLINGS = (
    "Norvik Lumen", "NorvikLumen", "Norvik Lumen Group", "Norvik Lumen Kenya Ltd", "NL", "Norvik", "Norvik Lumne",
    "Northern Visible Light", "NVL", "Quayside Tools", "Quayside Tool", "Quay Tools",
)  # fmt: skip
"""Some are one, some may be, by their letters or with shared people and addresses."""
rows = st.builds(
    lambda who, place, mail: Job(who, place, mail=mail),
    st.integers(0, 4), st.sampled_from(SPELLINGS), st.sampled_from(("", "", "norviklumen", "nvl")),
)  # fmt: skip
LISTS = st.lists(st.lists(rows, min_size=1, max_size=6).map(tuple), min_size=1, max_size=4).map(
    lambda some: [Staff(n, n, one) for n, one in enumerate(some)]
)
SAID = st.lists(
    st.tuples(st.sampled_from(("same", "different")), st.lists(st.sampled_from(SPELLINGS), min_size=2, max_size=2, unique=True)),
    max_size=3,
)


def words_of(said: Sequence[tuple[Verdict, list[str]]]) -> list[Word]:
    made = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        word_of(verdict, [key_of(a)], [key_of(b)], (a, b), made + timedelta(days=n), "")
        for n, (verdict, (a, b)) in enumerate(said)
    ]


def do(store: Store, step: Staff | Word) -> None:
    if isinstance(step, Staff):
        take_in(store, step)
        return
    with store.writer() as writer:
        take(writer, step)


def result(steps: Sequence[Staff | Word], *gone: Staff | Word) -> dict[str, object]:
    with empty_store() as store:
        for step in steps:
            do(store, step)
        for one in gone:
            with store.writer() as writer:
                undo(writer, one.source) if isinstance(one, Staff) else withdraw(writer, one.uid)
        with store.view() as view:
            return dump(view)


@settings(max_examples=30)
@given(LISTS, SAID, st.randoms(use_true_random=False))
def test_the_order_of_imports_and_words_does_not_matter(
    lists: list[Staff], said: list[tuple[Verdict, list[str]]], dice: random.Random
) -> None:
    steps: list[Staff | Word] = [*lists, *words_of(said)]
    shuffled = list(steps)
    dice.shuffle(shuffled)
    assert result(steps) == result(shuffled)


@settings(max_examples=30)
@given(LISTS, SAID, st.data())
def test_what_was_taken_back_was_never_there(
    lists: list[Staff], said: list[tuple[Verdict, list[str]]], data: st.DataObject
) -> None:
    steps: list[Staff | Word] = [*lists, *words_of(said)]
    gone = data.draw(st.sampled_from(steps))
    assert result(steps, gone) == result([step for step in steps if step is not gone])


@settings(max_examples=20)
@given(LISTS, SAID)
def test_no_organisation_contains_a_wall_and_each_lies_in_one(lists: list[Staff], said: list[tuple[Verdict, list[str]]]) -> None:
    with empty_store() as store:
        steps: list[Staff | Word] = [*lists, *words_of(said)]
        for step in steps:
            do(store, step)
        with store.view() as view:
            walls = Rules(told(view)).walls
            keys = [key for component in all_components(view) for key in component.keys]
            assert len(keys) == len(set(keys))
            assert {organisation_id(key) for key in keys} <= {o.id for o in view.organisations()}
            for component in all_components(view):
                for group in component.groups:
                    assert not any(one in group and other in group for one, other in walls)
