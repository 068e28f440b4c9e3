"""What an event is worth to two people: how many were in the room while both were, or at their table."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from itertools import combinations

import pytest

from graph.model import Encounter
from graph.store.base import Store
from graph.strength.evidence import crowds, shared_day
from graph.strength.reasons import tie_between
from graph.strength.ties import unpack_history
from ingest.run import import_file
from tests.contacts import email
from tests.worlds import empty_store


def there(*spans: tuple[int, int] | None) -> list[Encounter]:
    """Presences in minutes; None: without clock times."""
    times = [(s[0] * 60, s[1] * 60) if s else (None, None) for s in spans]
    return [Encounter(f"e{i}", "t", i, "attended", "r", event="v", start=a, end=b) for i, (a, b) in enumerate(times)]


def test_all_together_is_the_whole_event() -> None:
    found = crowds([there((0, 60))] * 4)
    assert found.tolist() == [[4] * 4] * 4


def test_who_left_before_another_came_did_not_meet_him() -> None:
    found = crowds([there((0, 30)), there((30, 60)), there((0, 60))])
    assert found[0, 1] == found[1, 0] == 0
    assert found[0, 2] == found[1, 2] == 2


def test_a_breakout_counts_by_those_who_were_in_it() -> None:
    # Ten in the room for 10 minutes; then two of them stay for 90 minutes more.
    found = crowds([there((0, 10))] * 8 + [there((0, 100))] * 2)
    assert found[0, 1] == found[0, 9] == 10
    assert found[8, 9] == round((10 * 10 + 2 * 90) / 100) == 3


def test_coming_back_adds_up() -> None:
    found = crowds([there((0, 10), (20, 40)), there((5, 10), (20, 25), (50, 60)), there((20, 60))])
    # Together for 5 minutes alone and for 5 with the third one.
    assert found[0, 1] == 3
    assert crowds([there((0, 10)), there((0, 10)), there((5, 10))])[0, 1] == 3  # two and a half people, rounded up


def test_without_clock_times_the_whole_event_counts() -> None:
    found = crowds([there(None), there((0, 10)), there((20, 30)), there((20, 30), None)])
    assert found[0].tolist() == [4] * 4
    assert found[1, 2] == 0
    assert found[3].tolist() == [4] * 4
    assert crowds([there(None), there((0, 10)), there((0, 10))])[1, 2] == 3
    assert crowds([]).shape == (0, 0)


def sizes(store: Store) -> dict[tuple[int, int], int]:
    """The size that the one event of each pair's tie has, by number."""
    with store.view() as view:
        number = {p.id: int(p.emails[0][1:4]) for p in view.everyone()}
        pairs = [(t.ego, t.alter) for t in view.all_ties()]
        found = view.histories(pairs)
    days = {pair: unpack_history(history) for pair, history in found.items()}
    return {(min(number[a], number[b]), max(number[a], number[b])): some[0].size for (a, b), some in days.items()}


@pytest.mark.parametrize("header", ["event,when,person,minutes,session", "Event,When,Person,Minutes,Session"])
def test_tables_of_an_event_are_events_of_their_own(header: str) -> None:
    rows = [f"Dinner,2025-05-04T19:00,{email(n)},120,Table {n % 2}" for n in range(6)]
    with empty_store() as store:
        import_file(store, BytesIO("\n".join([header, *rows]).encode()), name="dinner.csv")
        assert sizes(store) == {(a, b): 3 for a, b in combinations(range(6), 2) if (b - a) % 2 == 0}
        with store.view() as view:
            part = view.sources()[0].parts[0].uid
            events = view.events({e.event for e in view.encounters_in([part])})
        assert [e.name for e in sorted(events, key=lambda e: e.name)] == ["Dinner, Table 0", "Dinner, Table 1"]


def test_an_import_of_clock_times_ties_by_the_time_shared() -> None:
    rows = [f"Call,2025-05-04T19:00,{email(n)},10" for n in range(8)] + [f"Call,2025-05-04T19:00,{email(n)},100" for n in (8, 9)]
    with empty_store() as store:
        import_file(store, BytesIO("\n".join(["event,when,person,minutes", *rows]).encode()), name="call.csv")
        assert sizes(store)[8, 9] == 3
        assert sizes(store)[0, 1] == 10
        with store.view() as view:
            number = {p.emails[0]: p.id for p in view.everyone()}
            ties = [tie_between(view, number[email(a)], number[email(b)], date(2025, 6, 1)) for a, b in ((8, 9), (0, 1))]
        assert [t.why[0].text for t in ties if t] == [
            "both at Call, 4 May 2025, with 10 known attendees, 3 in the room while both were",
            "both at Call, 4 May 2025, with 10 known attendees",
        ]


def on(*days: int | None) -> list[Encounter]:
    """Presences on days of May."""
    return [Encounter("e", "t", 1, "attended", "r", event="v", day=date(2025, 5, d) if d else None) for d in days]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [((1, 2), (1, 2), 1), ((1, 2), (2, 3), 2), ((1,), (3,), 3), ((1, 4), (3, 5), 3), ((None,), (2,), 2), ((None, 3), (3,), 3)],
)
def test_the_day_of_an_event_of_several_days_is_the_first_that_two_share(
    one: tuple[int | None, ...], other: tuple[int | None, ...], expected: int
) -> None:
    assert shared_day(on(*one), on(*other)) == shared_day(on(*other), on(*one)) == date(2025, 5, expected)


def test_without_days_there_is_no_day() -> None:
    assert shared_day(on(None), on(None, None)) is None


def test_who_comes_on_the_second_day_was_not_met_on_the_first() -> None:
    rows = [f"Fair,2025-05-{day:02},{email(n)}" for n, day in ((0, 4), (1, 4), (0, 6), (2, 6))]
    with empty_store() as store:
        import_file(store, BytesIO("\n".join(["event,when,person", *rows]).encode()), name="fair.csv")
        with store.view() as view:
            number = {p.emails[0]: p.id for p in view.everyone()}
            ids = [number[email(n)] for n in range(3)]
            before, after = date(2025, 5, 5), date(2025, 5, 6)
            assert tie_between(view, ids[0], ids[1], before) is not None
            assert tie_between(view, ids[0], ids[2], before) is None
            assert tie_between(view, ids[1], ids[2], before) is None
            assert tie_between(view, ids[0], ids[2], after) is not None
