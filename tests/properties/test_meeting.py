"""Whom to meet: nobody known already, the same again and in whatever order people stand, nothing learned from the future."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.measures.everybody import everybody
from graph.measures.meeting import MOST, Meeting, meet, prepare
from graph.measures.society import read
from graph.whole.snapshot import take
from tests.contacts import START, Contact, numbers, take_in
from tests.worlds import empty_store

PEOPLE, DAYS = 14, 60
pairs = st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)).filter(lambda p: p[0] != p[1])
networks = st.lists(st.builds(lambda p, day: Contact(p[0], p[1], day), pairs, st.integers(0, DAYS)), min_size=12, max_size=60)


def answers(contacts: Sequence[Contact], as_of: date, novelty: float = 0.0) -> dict[int, list[Meeting]]:
    """Whom everyone should meet, by number."""
    with empty_store() as store:
        take_in(store, contacts)
        with store.view() as view:
            snapshot, number = take(view, as_of), numbers(view)
            known = prepare(view, snapshot)
            return {number[uid]: meet(view, snapshot, uid, MOST, as_of, novelty, {}, known) for uid in snapshot.ids}


def told(contacts: Sequence[Contact], as_of: date, order: Sequence[int]) -> dict[int, dict[int, float]]:
    """The scores, by number, of a network whose people got other addresses, and so other ids, by `order`."""
    back = {new: old for old, new in enumerate(order)}
    with empty_store() as store:
        take_in(store, [Contact(order[c.one], order[c.other], c.day) for c in contacts])
        with store.view() as view:
            snapshot, number = take(view, as_of), numbers(view)
            known = prepare(view, snapshot)
            return {
                back[number[uid]]: {
                    back[number[m.person]]: round(m.score, 6) for m in meet(view, snapshot, uid, MOST, as_of, 0.0, {}, known)
                }
                for uid in snapshot.ids
            }


@settings(max_examples=8)
@given(networks, st.sampled_from((0.0, 0.5, 1.0)))
def test_nobody_is_suggested_whom_one_knows_and_the_same_is_said_again(contacts: list[Contact], novelty: float) -> None:
    today = START + timedelta(days=DAYS)
    with empty_store() as store:
        take_in(store, contacts)
        with store.view() as view:
            snapshot, number = take(view, today), numbers(view)
            prospects = prepare(view, snapshot)
            for uid in snapshot.ids:
                found = meet(view, snapshot, uid, MOST, today, novelty, {}, prospects)
                known = {c.other for c in contacts if c.one == number[uid]} | {c.one for c in contacts if c.other == number[uid]}
                assert not {number[m.person] for m in found} & (known | {number[uid]})
                assert all(0.0 <= m.score <= 1.0 and m.parts for m in found)
                assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
                assert found == meet(view, snapshot, uid, MOST, today, novelty, {})


@settings(max_examples=12)
@given(
    st.lists(st.builds(lambda p, day: Contact(p[0], p[1], day), pairs, st.integers(0, DAYS)), max_size=40),
    st.sampled_from((0.0, 0.5, 1.0)),
    st.sampled_from((1, 3, MOST)),
)
def test_everybody_is_told_what_each_is_told(contacts: list[Contact], novelty: float, k: int) -> None:
    today = START + timedelta(days=DAYS)
    with empty_store() as store:
        take_in(store, contacts)
        with store.view() as view:
            society = read(view, today)
            known, ids = society.prospects(view), society.taken.ids
            each = [(uid, m.person, m.score) for uid in ids for m in meet(view, society.taken, uid, k, today, novelty, {}, known)]
            every = [m for some in everybody(view, society, k, novelty, 1) for m in some]
    assert [(ids[m.ego], ids[m.who], m.value) for m in every] == each


@settings(max_examples=8)
@given(networks, st.permutations(range(PEOPLE)))
def test_ids_are_names_only(contacts: list[Contact], order: list[int]) -> None:
    today = START + timedelta(days=DAYS)
    assert told(contacts, today, order) == told(contacts, today, range(PEOPLE))


@settings(max_examples=8)
@given(
    networks, st.lists(st.builds(lambda p, day: Contact(p[0], p[1], day), pairs, st.integers(DAYS + 1, 2 * DAYS)), max_size=30)
)
def test_what_happens_later_changes_nothing(contacts: list[Contact], later: list[Contact]) -> None:
    today = START + timedelta(days=DAYS)
    before, after = answers(contacts, today), answers([*contacts, *later], today)
    # Somebody of whom nothing was known stands alone.
    assert all(not found for number, found in after.items() if number not in before)
    assert {number: found for number, found in after.items() if number in before} == before
