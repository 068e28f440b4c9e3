"""The graph depends on the evidence alone: not on the order of imports, nor on what was imported and taken back."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.derive import undo
from tests.worlds import Sheet, dump, empty_store, take_in, worlds


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
    with empty_store() as store:
        for sheet in sheets:
            take_in(store, sheet)
        with store.writer() as writer:
            undo(writer, gone.source)
        with store.view() as view:
            after = dump(view)
    assert after == result([s for s in sheets if s is not gone])
