"""From when to when somebody was somewhere: as cells say it, and what the words of several files add up to."""

from __future__ import annotations

from datetime import date

import pytest

from graph.strength.stays import FOREVER, YEAR, Spell, Word, ordinal, spells
from graph.strength.ties import STATED
from graph.strength.workplaces import together
from graph.values import is_school, organisation_id, school_id
from ingest.meaning.stays import Times, times

SCHOOL = school_id("University of Example")


@pytest.mark.parametrize(
    ("began", "ended", "found"),
    [
        ("2010", "Sep 2014", Times("2010", "2014-09")),
        ("Jan 2020", "", Times("2020-01")),
        ("enero 2020", "Present", Times("2020-01")),
        ("janv. 2020", "aujourd'hui", Times("2020-01")),
        ("Sept. 2019", "–", Times("2019-09")),
        ("03/2012", "2012-04", Times("2012-03", "2012-04")),
        ("1.9.2013", "heute", Times("2013-09-01")),
        ("31 Aug 2013", "2013", Times("2013-08-31", "2013")),
        ("", "2014", Times("", "2014")),
        ("", "", Times()),
    ],
)
def test_times_are_read_as_exactly_as_they_are_written(began: str, ended: str, found: Times) -> None:
    assert times(began, ended) == found


@pytest.mark.parametrize(
    ("began", "ended"), [("once", ""), ("2010", "soon"), ("2014", "2010"), ("13/2010", ""), ("0001", ""), ("2010", "9999")]
)
def test_times_that_make_no_sense_say_so(began: str, ended: str) -> None:
    assert times(began, ended)[:2] == ("", "")
    assert times(began, ended).trouble


def test_the_day_of_a_time_is_its_first() -> None:
    days = [ordinal(text) for text in ("2020", "2020-03", "2020-03-31", "")]
    assert days == [date(2020, 1, 1).toordinal(), date(2020, 3, 1).toordinal(), date(2020, 3, 31).toordinal(), 0]


def test_one_name_is_two_things_to_who_works_there_and_who_studies_there() -> None:
    assert is_school(SCHOOL)
    assert not is_school(organisation_id("University of Example"))
    assert SCHOOL == school_id("Example, University of") != school_id("Example University")


def test_a_stay_that_is_over_is_known_for_each_of_its_years_and_ends() -> None:
    (mill,) = spells([Word("mill", 9000, began=1000, ended=1800)])["mill"]
    assert mill == Spell((1000, 1000 + YEAR, 1000 + 2 * YEAR, 1799), 1800)
    assert spells([Word("mill", 9000, ended=1800)]) == {"mill": (Spell((1800,), 1801),)}
    assert spells([Word("mill", 9000, began=1800, ended=1800)]) == {"mill": (Spell((1800,), 1801),)}


def test_what_lasts_is_over_when_another_employer_is_said_later() -> None:
    mill, quay = Word("mill", 1000, began=900), Word("quay", 1000, began=1000)
    assert spells([mill, quay]) == {"mill": (Spell((900, 1000), FOREVER),), "quay": (Spell((1000,), FOREVER),)}
    assert spells([mill, quay, Word("quay", 1200)])["mill"] == (Spell((900, 1000), 1200),)


def test_a_stay_that_is_told_again_when_it_was_over_is_over() -> None:
    before, after = Word("mill", 1000, began=900), Word("mill", 1300, began=900, ended=1200)
    assert spells([before, after]) == {"mill": (Spell((900, 1199), 1200),)}
    promoted = Word("mill", 1300, began=1100)
    assert spells([Word("mill", 1300, began=900, ended=1200), promoted])["mill"][-1] == Spell((1100, 1300), FOREVER)


def test_where_times_are_stated_other_words_count_within_them_only() -> None:
    stay, stale = Word("mill", 9000, began=1000, ended=1200), Word("mill", 5000)
    assert spells([stay, stale, Word("quay", 4000)]) == {"mill": (Spell((1000, 1199), 1200),), "quay": (Spell((4000,), FOREVER),)}
    assert spells([Word("mill", 1000, began=1000), stale]) == {"mill": (Spell((1000, 5000), FOREVER),)}


def test_nobody_studies_for_ever() -> None:
    assert spells([Word(SCHOOL, 1100, began=1000), Word("mill", 1050)])[SCHOOL] == (Spell((1000, 1099), 1100),)
    assert spells([Word(SCHOOL, 1100)]) == {SCHOOL: (Spell((1100,), 1101),)}


def test_who_left_before_the_other_came_was_not_there_together() -> None:
    def stay(began: str, ended: str) -> tuple[Spell, ...]:
        return spells([Word("mill", 800_000, ordinal(began), ordinal(ended))])["mill"]

    assert together(stay("2010", "2014"), stay("2014", "2018"), (1, 2)) == ()
    assert together(stay("2010", "2014-06"), stay("2014-06", "2018"), (1, 2)) == ()
    days = together(stay("2010", "2014-06"), stay("2012", "2018"), (1, 2))
    assert {d.way for d in days} == {STATED}
    assert (days[0].day, days[-1].day) == (ordinal("2012"), ordinal("2014-06") - 1)
