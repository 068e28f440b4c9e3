"""When an event of a calendar takes place: once, or on the days of its series, within stated bounds."""

from __future__ import annotations

from calendar import timegm
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import recurring_ical_events
from icalendar import Calendar, Event

from ingest.events import Block, Frame

MOST = 1_000
"""Meetings of one series that are counted."""
YEARS = 20
"""Years after its first day for which a series is followed."""
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, ArithmeticError, OSError)
"""What icalendar and recurring-ical-events were seen to raise on mutated events; some of it late, on access. A time zone is
looked up as a file of its name, which may be a folder or too long (`OSError`)."""
_BESIDE = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
# Other combinations can ask for days that never come (30 February), and would be looked for until the year 9999.
_RULES = {
    "DAILY": _BESIDE,
    "WEEKLY": _BESIDE | {"BYDAY"},
    "MONTHLY": _BESIDE | {"BYDAY", "BYMONTHDAY", "BYSETPOS"},
    "YEARLY": _BESIDE | {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"},
}
_NEEDED = ("DTSTART", "DTEND", "DURATION", "UID", "EXDATE")


class Meeting(NamedTuple):
    """One time that an event takes place; `start` and `end` are None for whole days."""

    day: date
    start: int | None
    end: int | None


class Unreadable(NamedTuple):
    """Why it cannot be said when an event takes place."""

    reason: str


def meetings(block: Block, frame: Frame) -> tuple[list[Meeting], str] | Unreadable:
    """The times of an event, in order, and a warning when not all are counted.

    A series without an end is followed to the day on which the file was written: later ones are plans that may change.
    """
    rule = block.value("RRULE")
    series = bool(rule) and not block.value("RECURRENCE-ID")
    warning = ""
    lines = [s.text for s in block.all(*_NEEDED)]
    parts = _parts(rule)
    if series and not _is_bounded(parts):
        series, warning = False, f"the rule {rule[:80]!r} is not followed: only the first day is counted"
    if series:
        if int(parts.get("COUNT", "1")) > MOST:
            del parts["COUNT"]
        lines += ["RRULE:" + ";".join(f"{k}={v}" for k, v in parts.items()), *frame.moved.get(block.value("UID"), ())]
    text = "\r\n".join(["BEGIN:VCALENDAR", *frame.zones, "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""])
    try:
        calendar = Calendar.from_ical(text)
        (event,) = (c for c in calendar.walk("VEVENT") if isinstance(c, Event))
        first = _meeting(event.start, event.end)
        if not series:
            return [first], warning
        last = min(_last(parts, frame, first.day), first.day + timedelta(days=366 * YEARS))
        every = recurring_ical_events.of(calendar).between(first.day - timedelta(days=1), last + timedelta(days=1))
        found = sorted({_meeting(e.start, e.end) for e in every}, key=lambda m: (m.day, m.start or 0))
    except _UNREADABLE:
        return Unreadable(f"when the event takes place cannot be read: {block.value('DTSTART')[:60]!r}")
    if len(found) > MOST:
        warning = f"the series has {len(found):,} meetings: the first {MOST:,} are counted"
    return found[:MOST], warning


def _parts(rule: str) -> dict[str, str]:
    return {k.strip().upper(): v.strip().upper() for k, _, v in (p.partition("=") for p in rule.split(";")) if k.strip()}


def _is_bounded(parts: dict[str, str]) -> bool:
    """Whether following a rule is sure to be quick."""
    numbers = [parts.get("INTERVAL", "1"), parts.get("COUNT", "1")]
    whole = all(n.isascii() and n.isdecimal() and len(n) < 10 and int(n) > 0 for n in numbers)
    return whole and len(numbers[0]) < 4 and parts.keys() <= _RULES.get(parts.get("FREQ", ""), set())


def _last(parts: dict[str, str], frame: Frame, first: date) -> date:
    """The day to which a series is followed."""
    if "COUNT" in parts or "UNTIL" in parts:
        return date.max - timedelta(days=2)
    written = datetime.strptime(frame.newest, "%Y%m%d").date() if frame.newest else first + timedelta(days=365)  # noqa: DTZ007 - a day
    return max(first, written)


def _meeting(start: date, end: date) -> Meeting:
    """Whole days have no clock; a time without a zone is kept on the file's own."""
    if not isinstance(start, datetime):
        return Meeting(start, None, None)
    came = _second(start)
    left = _second(end) if isinstance(end, datetime) else came
    return Meeting(start.date(), came, left if left > came else None)


def _second(moment: datetime) -> int:
    return timegm((moment.astimezone(UTC) if moment.tzinfo else moment).timetuple())
