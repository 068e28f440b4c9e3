"""Calendars as people and their programs break them; every event stands for itself."""

from __future__ import annotations

import pytest

from graph.model import Encounter
from ingest.reading.recurrence import MOST
from ingest.source import Found, Named, Unusable
from ingest.sources.calendar import Calendars
from tests.golden.rendered import document

ADA, BO, CY = (f"ATTENDEE;CN={n};PARTSTAT=ACCEPTED:mailto:{n.lower()}@example.org" for n in ("Ada", "Bo", "Cy"))
START = "DTSTART:20250303T100000Z"


def event(*lines: str) -> str:
    return "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def read(*events: str) -> tuple[list[Found], list[Encounter]]:
    text = "\n".join(["BEGIN:VCALENDAR", *events, "END:VCALENDAR"])
    found = list(Calendars().found(document(text.encode(), "x.ics")))
    return found, [e for f in found if isinstance(f, Named) for e in f.encounters]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;COUNT=3", 3),
        ("FREQ=WEEKLY;UNTIL=20250317T100000Z", 3),
        ("FREQ=WEEKLY", 4),
        ("FREQ=DAILY;INTERVAL=0", 1),
        ("FREQ=SECONDLY", 1),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 1),
        ("WHENEVER", 1),
        ("FREQ=DAILY;COUNT=999999999", 28),
    ],
)
def test_a_series_is_followed_to_its_end_or_to_the_day_of_the_file(rule: str, days: int) -> None:
    _, ties = read(event("UID:1", START, "DTEND:20250303T110000Z", "DTSTAMP:20250330T000000Z", f"RRULE:{rule}", ADA, BO))
    assert len(ties) == days
    assert {(e.end or 0) - (e.start or 0) for e in ties} == {3600}


def test_who_did_not_say_yes_is_tied_to_nobody() -> None:
    unsure = (BO.replace("ACCEPTED", "TENTATIVE"), CY.replace(";PARTSTAT=ACCEPTED", ""))
    found, ties = read(event("UID:1", START, ADA, *unsure))
    assert ([type(f) for f in found], ties) == ([Named] * 3, [])


def test_three_share_a_meeting_and_too_many_share_none() -> None:
    _, ties = read(event("UID:1", START, ADA, BO, CY))
    assert [(e.kind, e.size) for e in ties] == [("scheduled_group", 3)] * 3
    crowd = [ADA.replace("ada@", f"a{i}@") for i in range(13)]
    assert read(event("UID:1", START, *crowd))[1] == []


def test_a_bad_event_loses_itself_alone() -> None:
    good = event("UID:2", START, ADA, BO)
    found, ties = read(event("UID:1", "DTSTART:soon", ADA, BO), good, "BEGIN:VEVENT\n" + ADA, good)
    assert [type(f) for f in found] == [Unusable, Named, Named, Unusable, Named, Named]
    assert len(ties) == 2


def test_an_alarm_is_no_attendee_and_a_cancelled_meeting_no_tie() -> None:
    alarm = ("BEGIN:VALARM", CY, "END:VALARM")
    found, ties = read(event("UID:1", START, ADA, *alarm, BO, "STATUS:CANCELLED"))
    assert ([type(f) for f in found], ties) == ([Named] * 2, [])


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('ATTENDEE;CN="Ada "T" Testerson";PARTSTAT=ACCEPTED:mailto:ada@example.org', "Ada"),
        ('ATTENDEE;CN=\\"Ada T\\";PARTSTAT=ACCEPTED:mailto:ada@example.org', "Ada T"),
        ('ATTENDEE;CN="T: Ada":mailto:ada@example.org', "T: Ada"),
        ("ATTENDEE;CN=ada@example.org:mailto:ada@example.org", ""),
        ("ATTENDEE;CN=Ada (ada@example.org):ada@example.org", "Ada"),
    ],
)
def test_names_as_programs_break_them(line: str, name: str) -> None:
    found, _ = read(event("UID:1", START, line))
    (record,) = [r for f in found if isinstance(f, Named) for r in f.records]
    assert (record.name, record.emails) == (name, ("ada@example.org",))


STAMP = "DTSTAMP:20250430T000000Z"
WEEKLY = (STAMP, START, "DTEND:20250303T110000Z", "RRULE:FREQ=WEEKLY;COUNT=5")


def days(ties: list[Encounter]) -> list[str]:
    return [f"{e.day:%m-%d} {((e.start or 0) // 3600) % 24}-{((e.end or 0) // 3600) % 24}" for e in ties]


def later(day: str, start: str, *lines: str) -> str:
    return event("UID:1", STAMP, f"RECURRENCE-ID;RANGE=THISANDFUTURE:{day}", f"DTSTART:{start}", "DURATION:PT2H", *lines)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["RDATE:20250304T100000Z,20250402T090000Z"], ["03-03 10-11", "03-04 10-11", "04-02 9-10"]),
        (["RDATE;VALUE=PERIOD:20250304T100000Z/PT3H", "RDATE:20250305T100000Z"], ["03-03 10-11", "03-04 10-13", "03-05 10-11"]),
        (
            ["RRULE:FREQ=WEEKLY;COUNT=2", "RDATE:20250304T100000Z", "EXDATE:20250310T100000Z"],
            ["03-03 10-11", "03-04 10-11"],
        ),
        (["RRULE:FREQ=SECONDLY", "RDATE:20250304T100000Z"], ["03-03 10-11", "03-04 10-11"]),
    ],
)
def test_days_beside_the_rule_are_meetings_too(lines: list[str], found: list[str]) -> None:
    assert days(read(event("UID:1", STAMP, START, "DTEND:20250303T110000Z", *lines, ADA, BO))[1]) == found


def test_more_days_than_are_counted_are_told() -> None:
    many = [f"RDATE:{','.join(f'2025{m:02}{d:02}T{h:02}0000Z' for d in range(1, 29) for h in range(24))}" for m in (4, 5)]
    found, ties = read(event("UID:1", STAMP, START, *many, *many, ADA, BO))
    assert len(ties) == MOST
    assert [w for f in found if isinstance(f, Named) for w in f.warnings] == [
        "the series has 2,689 meetings: the first 1,000 are counted"
    ]


def test_a_change_from_some_day_on_has_its_own_guests_and_hours() -> None:
    moved = later("20250317T100000Z", "20250318T150000Z", ADA, CY)
    found, ties = read(event("UID:1", *WEEKLY, ADA, BO), moved)
    names = {r.id: r.name for f in found if isinstance(f, Named) for r in f.records}
    assert days(ties) == ["03-03 10-11", "03-10 10-11", "03-18 15-17", "03-25 15-17", "04-01 15-17"]
    assert [{names[e.a], names[e.b]} for e in ties] == [{"Ada", "Bo"}] * 2 + [{"Ada", "Cy"}] * 3
    assert days(read(moved, event("UID:1", *WEEKLY, ADA, BO))[1]) == days(ties[2:] + ties[:2])


def test_changes_from_some_day_on_follow_one_another_and_may_end_a_series() -> None:
    once = event("UID:1", STAMP, "RECURRENCE-ID:20250310T100000Z", "DTSTART:20250311T080000Z", "DURATION:PT1H", ADA, BO)
    first, last = later("20250317T100000Z", "20250317T120000Z", ADA, BO), later("20250331T100000Z", "20250331T100000Z", ADA, BO)
    ended = last.replace("END:VEVENT", "STATUS:CANCELLED\nEND:VEVENT")
    start = ["03-03 10-11", "03-11 8-9", "03-17 12-14", "03-24 12-14"]
    assert days(read(event("UID:1", *WEEKLY, ADA, BO), once, first, last)[1]) == [*start, "03-31 10-12"]
    assert days(read(event("UID:1", *WEEKLY, ADA, BO), once, first, ended)[1]) == start


def test_a_change_from_some_day_on_without_its_series_is_one_meeting() -> None:
    assert days(read(later("20250317T100000Z", "20250318T150000Z", ADA, BO))[1]) == ["03-18 15-17"]
