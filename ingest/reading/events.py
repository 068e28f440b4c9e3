"""Events of an iCalendar file, one at a time: unfolded lines with their numbers, so that a bad event takes none with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.reading.delimited import Physical
from ingest.reading.document import Document

_KEPT = frozenset(
    (
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "UID",
        "DTSTAMP",
        "STATUS",
        "ATTENDEE",
        "ORGANIZER",
    )
)
_FUTURE = "THISANDFUTURE"
_MOST_LATER = 50
"""Changes of one series from some day on that are followed; more are one meeting each."""
_MOST_LINES = 20_000
"""Lines of one event that are kept; no meeting has so many people."""
_LONGEST = 20_000
"""Characters of one line that are kept: beyond are only attachments and descriptions."""
_ZONE_LINES = 5_000


class Said(NamedTuple):
    """One line of a file, unfolded, with the physical line where it starts."""

    line: int
    name: str
    """The property, in capitals."""
    text: str

    @property
    def value(self) -> str:
        """What stands behind the last colon; enough for properties whose values hold none."""
        return self.text.rpartition(":")[2].strip()


@dataclass(slots=True)
class Block:
    """The lines of one event that matter."""

    line: int
    lines: list[Said] = field(default_factory=list)
    fault: str = ""

    def value(self, name: str) -> str:
        """Value of the first line of a property; empty without one."""
        return next((s.value for s in self.lines if s.name == name), "")

    def all(self, *names: str) -> list[Said]:
        """All lines of these properties."""
        return [s for s in self.lines if s.name in names]

    @property
    def changes_all_later(self) -> bool:
        """Whether it stands for one meeting of a series and all that follow."""
        return any(_FUTURE in s.text.upper() for s in self.all("RECURRENCE-ID"))


def said(document: Document) -> Iterator[Said]:
    """Every line of a file, folded ones joined."""
    with document.blob.text() as stream:
        physical = Physical(stream, document.limits.line_chars)
        start, held = 0, ""
        while line := physical.take():
            bare = line.rstrip("\r\n").replace("\0", "")
            if bare[:1] in (" ", "\t"):
                held = (held + bare[1:])[:_LONGEST]
                continue
            if held:
                yield _said(start, held)
            start, held = physical.number, bare[:_LONGEST]
        if held:
            yield _said(start, held)


def _said(line: int, text: str) -> Said:
    return Said(line, text.partition(":")[0].partition(";")[0].strip().upper(), text)


def blocks(document: Document) -> Iterator[Block]:
    """Every event, with what is nested in it (alarms) left out."""
    block: Block | None = None
    inside = 0
    for one in said(document):
        if one.name == "BEGIN" and one.value.upper() == "VEVENT":
            if block:
                block.fault = "the event has no end"
                yield block
            block, inside = Block(one.line), 0
        elif block is None:
            continue
        elif one.name == "END" and (one.value.upper() == "VEVENT" or (one.value.upper() == "VCALENDAR" and not inside)):
            block.fault = block.fault or ("" if one.value.upper() == "VEVENT" else "the event has no end")
            yield block
            block = None
        elif one.name in {"BEGIN", "END"}:
            inside = max(0, inside + (1 if one.name == "BEGIN" else -1))
        elif not inside and one.name in _KEPT:
            if len(block.lines) >= _MOST_LINES:
                block.fault = f"the event has more than {_MOST_LINES:,} lines"
            else:
                block.lines.append(one)
    if block:
        block.fault = "the event has no end"
        yield block


@dataclass(slots=True)
class Frame:
    """What a first pass gathers of a calendar: its time zones, exceptions of its series, and how new it is."""

    zones: list[str] = field(default_factory=list)
    """Lines of its time zones."""
    moved: dict[str, list[str]] = field(default_factory=dict)
    """Series -> the dates that events of their own replace or cancel, as `EXDATE` lines. Grows with those only."""
    later: dict[str, list[Block]] = field(default_factory=dict)
    """Series -> events that change it from some day on."""
    masters: dict[str, Block] = field(default_factory=dict)
    """Those series themselves."""
    newest: str = ""
    """The newest `DTSTAMP`, `YYYYMMDD`."""
    cancels: bool = False
    """Whether all of it is a cancellation."""

    @staticmethod
    def of(document: Document) -> Frame:
        """One pass over the file."""
        frame = Frame()
        zone = False
        for one in said(document):
            value = one.value.upper()
            zone = zone or (one.name == "BEGIN" and value == "VTIMEZONE")
            if zone and len(frame.zones) < _ZONE_LINES:
                frame.zones.append(one.text)
            zone = zone and not (one.name == "END" and value == "VTIMEZONE")
            frame.cancels = frame.cancels or (one.name == "METHOD" and value == "CANCEL")
            if one.name == "DTSTAMP" and value[:8].isdecimal():
                frame.newest = max(frame.newest, value[:8])
        if len(frame.zones) >= _ZONE_LINES:
            frame.zones = []  # cut in the middle they would not be read; names of zones are known without
        for block in blocks(document):
            series = block.value("UID")
            if block.changes_all_later and not block.fault and len(frame.later.get(series, ())) < _MOST_LATER:
                frame.later.setdefault(series, []).append(block)
                continue
            for one in block.all("RECURRENCE-ID"):
                day = one.text.upper().replace(f";RANGE={_FUTURE}", "")
                frame.moved.setdefault(series, []).append("EXDATE" + day[len("RECURRENCE-ID") :])
        for block in blocks(document) if frame.later else ():
            if block.value("UID") in frame.later and not block.value("RECURRENCE-ID") and not block.fault:
                frame.masters.setdefault(block.value("UID"), block)
        return frame
