"""Labels among imports, undos and judgements, in whatever order: what is withdrawn leaves no trace, and the rest holds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import priors
from graph.derive import judge, retract, tell, undo, withdraw
from graph.errors import Conflict
from graph.identity.judging import same
from graph.model import Judgement, Word
from graph.store.base import Store
from graph.store.open import open_store
from graph.strength.labels import label
from tests.server.ladder import Server, wipe
from tests.worlds import Sheet, dump, empty_store, take_in, worlds

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)
people = st.tuples(st.integers(0, 9), st.integers(0, 9))
labels = st.lists(st.tuples(people, st.sampled_from(sorted(priors.LABELS)), st.integers(0, 3)), min_size=1, max_size=4)
Said = Sequence[tuple[tuple[int, int], str, int]]


def shown(store: Store) -> dict[str, object]:
    with store.view() as view:
        return dump(view)


def say(store: Store, said: Said) -> list[Word]:
    made = []
    for n, ((a, b), what, day) in enumerate(said):
        with store.writer() as w:
            everyone = sorted(w.everyone(), key=lambda p: p.id)
            one, other = everyone[a % len(everyone)], everyone[b % len(everyone)]
            if one.id != other.id:
                made.append(told := label(w, one, other, what, NOON + timedelta(days=day, minutes=n)))
                tell(w, told)
    return made


def merge(store: Store, pair: tuple[int, int]) -> list[Judgement]:
    with store.writer() as w:
        everyone = sorted(w.everyone(), key=lambda p: p.id)
        try:
            judgement = same(w, everyone[pair[0] % len(everyone)], everyone[pair[1] % len(everyone)], made=NOON)
        except Conflict:
            return []
        judge(w, judgement)
    return [judgement]


def come_and_go(store: Store, sheets: Sequence[Sheet], said: Said, pair: tuple[int, int], dice: random.Random) -> None:
    """Labels are given between two imports, two people are merged, an import is undone and comes again, and the labels go: what
    is left is as if they had never been given."""
    first, rest = sheets[: len(sheets) // 2 + 1], sheets[len(sheets) // 2 + 1 :]
    for sheet in first:
        take_in(store, sheet)
    made = say(store, said)
    for sheet in rest:
        take_in(store, sheet)
    labelled = shown(store)
    judgements = merge(store, pair)
    gone = dice.choice(sheets)
    with store.writer() as w:
        undo(w, gone.source)
    take_in(store, gone)
    for judgement in judgements:
        with store.writer() as w:
            withdraw(w, judgement.uid)
    assert shown(store) == labelled
    dice.shuffle(made)
    for told in made:
        with store.writer() as w:
            retract(w, told.uid)
    with empty_store() as other:
        for sheet in sheets:
            take_in(other, sheet)
        assert shown(store) == shown(other)


@settings(max_examples=25, deadline=None)
@given(worlds, labels, people, st.randoms(use_true_random=False))
def test_labels_come_and_go_without_a_trace(sheets: list[Sheet], said: Said, pair: tuple[int, int], dice: random.Random) -> None:
    with empty_store() as store:
        come_and_go(store, sheets, said, pair, dice)


@pytest.mark.neo4j
def test_labels_come_and_go_without_a_trace_in_neo4j(neo4j: Server) -> None:
    @settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
    @given(worlds, labels, people, st.randoms(use_true_random=False))
    def on_neo4j(sheets: list[Sheet], said: Said, pair: tuple[int, int], dice: random.Random) -> None:
        wipe(neo4j)
        store = open_store(neo4j.uri)
        try:
            come_and_go(store, sheets, said, pair, dice)
        finally:
            store.close()

    on_neo4j()
