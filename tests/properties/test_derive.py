"""The graph depends on the evidence alone: not on the order of imports, nor on what was imported and taken back."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.derive import undo
from tests.worlds import Row, Sheet, dump, empty_store, take_in, worlds


def result(sheets: list[Sheet]) -> dict[str, object]:
    with empty_store() as store:
        for sheet in sheets:
            take_in(store, sheet)
        with store.view() as view:
            return dump(view)


@settings(max_examples=60, deadline=None)
@given(worlds, st.randoms(use_true_random=False))
def test_any_order_of_imports_gives_the_same_graph(sheets: list[Sheet], dice: random.Random) -> None:
    shuffled = list(sheets)
    dice.shuffle(shuffled)
    assert result(sheets) == result(shuffled)


@settings(max_examples=60, deadline=None)
@given(worlds, st.data())
def test_import_then_undo_equals_never(sheets: list[Sheet], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(sheets))
    assert without(sheets, gone) == result([s for s in sheets if s is not gone])


def test_an_undo_that_makes_two_owners_one_counts_their_contacts_once() -> None:
    """Their exports are then read as one person's, so that contacts are looked at that the undo itself did not reach."""
    mary, bo = (Row(who, profile=False, address=False, day=0, writes=False) for who in (0, 1))
    said = [(None, (mary,)), (1, (mary, bo)), (None, (bo,)), (1, (mary,))]
    sheets = [Sheet(n, owner, 0, rows) for n, (owner, rows) in enumerate(said)]
    assert without(sheets, sheets[2]) == result([*sheets[:2], sheets[3]])


def without(sheets: list[Sheet], gone: Sheet) -> dict[str, object]:
    """What all of these sheets come to when one is taken back."""
    with empty_store() as store:
        for sheet in sheets:
            take_in(store, sheet)
        with store.writer() as writer:
            undo(writer, gone.source)
        with store.view() as view:
            return dump(view)
