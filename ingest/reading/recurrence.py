"""When an event of a calendar takes place: once, or on the days of its series, within stated bounds."""

from __future__ import annotations

from calendar import timegm
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import NamedTuple

import recurring_ical_events
from icalendar import Calendar, Event

from ingest.reading.events import Block, Frame

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
_OF = "X-LINE"
"""By which the meetings of a series know the event that says when they are and who comes."""


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

    A series without an end is followed to the day on which the file was written: later ones are plans that may change. What
    changes a series from some day on has the meetings from there, and the series those before.
    """
    series = block.value("UID")
    later = frame.later.get(series, [])
    changed = frame.masters.get(series)
    master = None if block.value("RECURRENCE-ID") else block
    if any(b.line == block.line for b in later):
        master = changed
    rule, dates = (master.value("RRULE"), master.all("RDATE")) if master else ("", [])
    parts, warning = _parts(rule), ""
    if rule and not _is_bounded(parts):
        parts, warning = {}, f"the rule {rule[:80]!r} is not followed: only the first day is counted"
    extra, left = _dates([d.text for d in dates])
    try:
        if not master or not (parts or extra):
            return [_only(block, frame)], warning
        if int(parts.get("COUNT", "1")) > MOST:
            del parts["COUNT"]
        repeated = ["RRULE:" + ";".join(f"{k}={v}" for k, v in parts.items())] if parts else []
        changes = later if changed and master.line == changed.line else []
        main = _event(master, *repeated, *extra, *frame.moved.get(series, ()))
        calendar = _calendar(frame, main, *(_event(b, *(s.text for s in b.all("RECURRENCE-ID"))) for b in changes))
        first = _only(master, frame)
        last = min(_last(parts, frame, first.day), first.day + timedelta(days=366 * YEARS))
        every = recurring_ical_events.of(calendar).between(first.day - timedelta(days=1), last + timedelta(days=1))
        mine = {_meeting(e.start, e.end) for e in every if str(e[_OF]) == str(block.line)}
        found = sorted(mine, key=lambda m: (m.day, m.start or 0))
    except _UNREADABLE:
        return Unreadable(f"when the event takes place cannot be read: {block.value('DTSTART')[:60]!r}")
    if len(found) + left > MOST:
        warning = f"the series has {len(found) + left:,} meetings: the first {MOST:,} are counted"
    return found[:MOST], warning


def _event(block: Block, *lines: str) -> list[str]:
    """When an event takes place, as lines of a calendar."""
    return ["BEGIN:VEVENT", f"{_OF}:{block.line}", *(s.text for s in block.all(*_NEEDED)), *lines, "END:VEVENT"]


def _calendar(frame: Frame, *events: list[str]) -> Calendar:
    lines = chain(["BEGIN:VCALENDAR"], frame.zones, *events, ["END:VCALENDAR", ""])
    return Calendar.from_ical("\r\n".join(lines))


def _only(block: Block, frame: Frame) -> Meeting:
    """The first day of an event, as if it were the only one."""
    (event,) = (c for c in _calendar(frame, _event(block)).walk("VEVENT") if isinstance(c, Event))
    return _meeting(event.start, event.end)


def _dates(lines: Sequence[str]) -> tuple[list[str], int]:
    """The `RDATE` lines that hold the first days which a series has beside its rule, and how many days are left out."""
    kept: list[str] = []
    room, left = MOST, 0
    for line in lines:
        head, _, values = line.rpartition(":")
        days = [v for v in values.split(",") if v.strip()]
        left += max(0, len(days) - room)
        days = days[:room]
        room -= len(days)
        kept += [f"{head}:{','.join(days)}"] if days else []
    return kept, left


def _parts(rule: str) -> dict[str, str]:
    return {k.strip().upper(): v.strip().upper() for k, _, v in (p.partition("=") for p in rule.split(";")) if k.strip()}


def _is_bounded(parts: dict[str, str]) -> bool:
    """Whether following a rule is sure to be quick."""
    numbers = [parts.get("INTERVAL", "1"), parts.get("COUNT", "1")]
    whole = all(n.isascii() and n.isdecimal() and len(n) < 10 and int(n) > 0 for n in numbers)
    return whole and len(numbers[0]) < 4 and parts.keys() <= _RULES.get(parts.get("FREQ", ""), set())


def _last(parts: dict[str, str], frame: Frame, first: date) -> date:
    """The day to which a series is followed."""
    if not parts or "COUNT" in parts or "UNTIL" in parts:
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
