"""Whom to meet, on both stores: the same people, scores and reasons."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

from graph.measures.meeting import meet
from graph.store.base import Store
from graph.whole.snapshot import take
from tests.contacts import START, Contact, numbers, take_in
from tests.worlds import empty_store

TODAY = START + timedelta(days=30)
CONTACTS = [
    *(Contact(a, b, a + b) for a, b in combinations(range(4), 2) if (a, b) != (0, 3)),
    Contact(3, 4, 9),
    Contact(0, 3, 31),
]


def told(store: Store) -> dict[int, list[tuple[int, float, tuple[str, ...]]]]:
    with store.view() as view:
        snapshot, number = take(view, TODAY), numbers(view)
        return {
            number[uid]: [(number[m.person], m.score, m.parts) for m in meet(view, snapshot, uid, 5, TODAY, 0.5, {})]
            for uid in snapshot.ids
        }


def test_both_stores_say_the_same(store: Store) -> None:
    take_in(store, CONTACTS)
    found = told(store)
    # On that day 0 and 3 had not met yet; two contacts of both have.
    assert [who for who, *_ in found[0]] == [3, 4]
    assert "know both" in found[0][0][2][0]
    with empty_store() as embedded:
        take_in(embedded, CONTACTS)
        assert told(embedded) == found
