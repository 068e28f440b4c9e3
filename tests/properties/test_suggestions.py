"""In any small world: suggestions look at nothing that comes later, repeat themselves, and fade by what was dismissed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Person
from graph.store.base import Store, View
from graph.strength.corridor import current
from graph.suggesting.dismissals import FADES, dismissal
from graph.suggesting.suggestion import KINDS, Kind, Suggestion
from graph.suggesting.suggestions import MOST, How, suggest
from tests.worlds import START, Sheet, empty_store, take_in, worlds

days = st.integers(0, 600).map(lambda n: START + timedelta(days=n))
ALL = How(k=MOST, novelty=0.5, days=365)


def asked(view: View, person: Person, kind: Kind, day: date) -> list[Suggestion]:
    return list(suggest(view, person, kind, as_of=day, how=ALL).suggestions)


def filled(store: Store, sheets: list[Sheet]) -> list[Person]:
    for sheet in sheets:
        take_in(store, sheet)
    with store.view() as view:
        return sorted(view.everyone(), key=lambda p: p.id)


@settings(max_examples=25)
@given(sheets=worlds, day=days, kind=st.sampled_from(KINDS))
def test_answers_repeat_and_hold_what_they_promise(sheets: list[Sheet], day: date, kind: Kind) -> None:
    with empty_store() as store:
        for person in filled(store, sheets):
            with store.view() as view:
                found = asked(view, person, kind, day)
                assert asked(view, person, kind, day) == found
                rows = view.ties([person.id])
                tied = {r.alter for r, s in zip(rows, current(view, rows, day), strict=True) if s > 0.0}
            assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
            assert len({s.person.id for s in found}) == len(found)
            for one in found:
                assert one.person.id != person.id
                assert 0.0 <= one.score <= 1.0
                assert one.why
                assert all(row.day is None or row.day <= day for reason in one.why for row in reason.rows)
                assert all(len(reason.rows) <= reason.total for reason in one.why)
                assert (one.met is not None) == (kind == "follow-up")
                assert kind != "reconnect" or one.person.id in tied
                assert kind != "meet" or one.person.id not in tied


@settings(max_examples=15)
@given(sheets=worlds, day=days, data=st.data())
def test_a_dismissed_one_is_away_and_comes_back_weaker(sheets: list[Sheet], day: date, data: st.DataObject) -> None:
    with empty_store() as store:
        people = filled(store, sheets)
        kind = data.draw(st.sampled_from(KINDS))
        person = data.draw(st.sampled_from(people))
        later = day + timedelta(days=40)
        with store.view() as view:
            before = asked(view, person, kind, day)
            after = {s.person.id: s.score for s in asked(view, person, kind, later)}
        if not before:
            return
        gone = data.draw(st.sampled_from(before)).person
        with store.writer() as w:
            w.add_word(dismissal(w, person, gone, kind, datetime.combine(day, time(12), UTC)))
        with store.view() as view:
            assert [s.person.id for s in asked(view, person, kind, day)] == [
                s.person.id for s in before if s.person.id != gone.id
            ]
            left = {s.person.id: s.score for s in asked(view, person, kind, later)}
        assert left.keys() == after.keys()
        for uid, score in left.items():
            assert score == pytest.approx(after[uid] * (FADES if uid == gone.id else 1.0))
