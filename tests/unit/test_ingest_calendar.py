"""Calendars as people and their programs break them; every event stands for itself."""

from __future__ import annotations

import pytest

from graph.model import Encounter
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
