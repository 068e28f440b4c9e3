"""Ties of colleagues depend on what is known alone: whatever came first, whatever was taken back, and however many there are."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.derive import undo
from graph.keys import person_id
from graph.priors import LARGEST_ORGANISATION
from graph.store.open import open_store
from graph.strength.corridor import current
from tests.offices import START, Job, Staff, at, email, take_in
from tests.worlds import dump

COMPANIES = ("Mill", "Quay Ltd", "Ltd. Quay", "Sea & Sand", "")
CROWD = st.integers(LARGEST_ORGANISATION - 3, LARGEST_ORGANISATION + 3).map(lambda n: at("Mill", *range(100, 100 + n)))
SOMEWHERE = st.integers(0, LARGEST_ORGANISATION - 1), st.sampled_from(COMPANIES)
"""So few people that only a crowd is too large."""
FEW = st.lists(st.tuples(*SOMEWHERE).map(lambda job: Job(*job)), min_size=1, max_size=8).map(tuple)
TIMES = st.sampled_from(("", "2023", "2023-06", "2024-01-04", "2024-01-09", "2025"))
TIMED = st.lists(st.tuples(*SOMEWHERE, TIMES, TIMES, st.booleans()).map(lambda job: Job(*job)), min_size=1, max_size=8).map(tuple)


def lists_of(rows: st.SearchStrategy[tuple[Job, ...]]) -> st.SearchStrategy[list[Staff]]:
    """Up to five files of these rows."""
    lists = st.lists(st.tuples(st.none() | st.integers(0, 9), rows, st.booleans()), min_size=1, max_size=5)
    return lists.map(lambda some: [Staff(i, *one) for i, one in enumerate(some)])


LISTS = lists_of(FEW | FEW | CROWD)
CAREERS = lists_of(FEW | TIMED | TIMED | CROWD)


def result(
    lists: list[Staff], gone: Staff | None = None, until: int = 999
) -> tuple[dict[str, object], dict[tuple[str, str], float]]:
    """What a store shows, and the strengths of all ties at the day `until`."""
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'graph.db'}")
        for one in lists:
            take_in(store, one)
        if gone:
            with store.writer() as writer:
                undo(writer, gone.source)
        with store.view() as view:
            ties = list(view.all_ties())
            worth = current(view, ties, START + timedelta(days=until))
            found = dump(view), {(t.ego, t.alter): s for t, s in zip(ties, worth, strict=True) if s > 0.0}
        store.close()
    return found


@settings(max_examples=60)
@given(LISTS | CAREERS, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_ties(lists: list[Staff], dice: random.Random) -> None:
    shuffled = list(lists)
    dice.shuffle(shuffled)
    assert result(lists) == result(shuffled)


@settings(max_examples=60)
@given(LISTS | CAREERS, st.data())
def test_what_was_taken_back_was_never_there(lists: list[Staff], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(lists))
    assert result(lists, gone) == result([one for one in lists if one is not gone])


@settings(max_examples=60)
@given(LISTS, st.integers(0, 9))
def test_nothing_that_was_said_later_counts_before(lists: list[Staff], until: int) -> None:
    """But for organisations that grow too large: what is large today was large then, so that their ties only go."""
    _, now = result(lists, until=until)
    _, then = result([one for one in lists if one.day is None or one.day <= until], until=until)
    crowd = {person_id(f"em:{email(who)}") for one in lists for who, company, *_ in one.rows if company == "Mill"}
    for pair in now.keys() | then.keys():
        if crowd.issuperset(pair):
            assert now.get(pair, 0.0) <= then.get(pair, 0.0)
        else:
            assert now.get(pair) == then.get(pair)
