"""Strength: hand-checkable cases, monotone where it must be, and the same from statistics and from days."""

from __future__ import annotations

from datetime import date, timedelta
from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from graph import priors
from graph.strength.ties import (
    BACKWARD,
    BOTH,
    FORWARD,
    Day,
    basis_of,
    distinct,
    fold,
    pack_history,
    pack_stats,
    strength_of,
    unpack_history,
)

TODAY = date(2026, 6, 1)
MESSAGE, CONNECTED, MET, ATTENDED = (priors.KINDS[k].code for k in ("message", "connected", "met", "attended"))
CLOSE, UNKNOWN = (priors.KINDS[k].code for k in ("close", "does_not_know"))


def day(code: int, ago: int, way: int = BOTH, size: int = 2) -> Day:
    return Day(TODAY.toordinal() - ago, code, way, size)


def strength(*days: Day, as_of: date = TODAY) -> float:
    stats = fold(distinct(days), as_of.toordinal())
    return 0.0 if stats is None else strength_of(pack_stats(stats), as_of)


def test_an_old_connection_is_worth_its_standing_and_little_more() -> None:
    old = strength(day(CONNECTED, 3_000))
    assert priors.STANDING[1] < old < priors.STANDING[1] + 0.03
    assert strength(day(CONNECTED, 10)) > old


def test_a_mentor_counts_for_more_than_a_connection_with_or_without_a_date() -> None:
    mentoring = priors.KINDS["mentoring"].code
    undated = strength(Day(0, mentoring, BOTH, 2))
    assert priors.STANDING[2] < undated <= strength(day(mentoring, 30))
    assert undated > strength(day(CONNECTED, 30))


def test_messages_both_ways_beat_messages_one_way_beat_none() -> None:
    connection = day(CONNECTED, 900)
    one_way = [day(MESSAGE, d, FORWARD) for d in (5, 20, 40)]
    both = [*one_way[:2], day(MESSAGE, 40, BACKWARD)]
    assert strength(connection, *both) > strength(connection, *one_way) > strength(connection)


def test_days_count_not_messages() -> None:
    assert strength(*[day(MESSAGE, 5, FORWARD)] * 50) == strength(day(MESSAGE, 5, FORWARD))


def test_a_small_meeting_is_worth_more_than_a_large_event() -> None:
    dinner, fair = strength(day(ATTENDED, 10, size=4)), strength(day(ATTENDED, 10, size=40))
    assert dinner > 5 * fair
    age = 2.0 ** (-10 / priors.GROUP_DAYS)
    assert isclose(dinner, 1 - 2.718281828459045 ** (-0.6 * 3**-1.5 * age), rel_tol=1e-9)


def test_strength_fades() -> None:
    evidence = [day(MESSAGE, d, w) for d, w in ((1, FORWARD), (2, BACKWARD))]
    later = [strength(*evidence, as_of=TODAY + timedelta(days=d)) for d in (0, 30, 300, 3_000)]
    assert later == sorted(later, reverse=True)


def test_a_persons_word_overrides_and_expires_but_a_no_stays() -> None:
    evidence = [day(CONNECTED, 900), day(MESSAGE, 3, FORWARD)]
    assert strength(*evidence, day(CLOSE, 100)) == priors.LABELS["close"]
    assert strength(*evidence, day(CLOSE, 1_000)) == strength(*evidence)
    assert strength(*evidence, day(UNKNOWN, 1_000)) == 0.0
    assert strength(*evidence, day(UNKNOWN, 50), day(CLOSE, 20)) == priors.LABELS["close"]


def test_basis_is_the_firmest_kind_of_evidence() -> None:
    assert basis_of([day(ATTENDED, 1, size=40)]) == "inferred"
    assert basis_of([day(ATTENDED, 1, size=7)]) == "observed"
    assert basis_of([day(CLOSE, 1), day(ATTENDED, 1, size=40)]) == "asserted"
    assert basis_of([day(CLOSE, 1), day(MESSAGE, 1)]) == "observed"


days = st.lists(
    st.builds(
        Day,
        st.just(0) | st.integers(TODAY.toordinal() - 4_000, TODAY.toordinal()),
        st.sampled_from([k.code for k in priors.KINDS.values()]),
        st.sampled_from([BOTH, FORWARD, BACKWARD]),
        st.integers(2, 60),
    ),
    min_size=1,
    max_size=12,
)


@given(days)
def test_histories_round_trip(history: list[Day]) -> None:
    assert unpack_history(pack_history(distinct(history))) == distinct(history)


@given(days, st.integers(0, 2_000))
def test_statistics_give_the_strength_of_every_later_moment(history: list[Day], later: int) -> None:
    """Rescaled statistics of the last day equal a fresh sum over the days, whatever moment is asked about."""
    as_of = TODAY + timedelta(days=later)
    stats = fold(distinct(history))
    assert stats is not None
    moved = [*history, Day(as_of.toordinal(), ATTENDED, BOTH, 2**31 - 1)]  # a reference day that is worth nothing
    again = fold(distinct(moved))
    assert again is not None
    assert isclose(strength_of(pack_stats(stats), as_of), strength_of(pack_stats(again), as_of), rel_tol=1e-6, abs_tol=1e-9)


@given(days, days)
def test_what_happens_later_changes_nothing_before(history: list[Day], later: list[Day]) -> None:
    after = [d._replace(day=d.day + 5_000) for d in later if d.day]
    as_of = TODAY
    one, other = fold(distinct(history), as_of.toordinal()), fold(distinct([*history, *after]), as_of.toordinal())
    assert one == other
