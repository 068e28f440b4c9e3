"""Microsoft Teams attendance, in any language: read by the order of sections and columns, never by their words.

Three shapes: a list of actions (2020: name, action, time), a report with one row a join (2021), and one in numbered sections
(2022 and later), of which only the second is read: it has one row a person, and the third repeats it join by join.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from graph.model import Event, Record
from graph.values import LONGEST_NAME, email_of, uid
from ingest.meaning.comings import Comings, Visit
from ingest.meaning.guests import presence
from ingest.meaning.presence import Seats, in_order, is_device
from ingest.meaning.titles import title_of
from ingest.reading.columns import clean, heading
from ingest.reading.dates import Moment, Order, moment, told_order_of
from ingest.reading.document import Document, HeadRow
from ingest.source import Aside, Found, Named, Nameless, Owner, Reading, Unusable

_SECTION = re.compile(r"\s*(\d)\.\s+\S")
_ACTIONS = ("fullname", "useraction", "timestamp")
_REPORT = ("fullname", "jointime", "leavetime", "duration")
_WEBEX = "attendeeemail"
"""A heading of the one other report that is encoded as those of Teams, with times in the same places."""
_DAY_AND_TIME = re.compile(r"^(\S+?),? (?:[^\W\d]+ )?(\d{1,2}:.*)$")
_HALF_DAY = re.compile(r"([ap])\.? m\.?$", re.IGNORECASE)
_ROLE = re.compile(r"\s*\([^()]*\)\s*$")
_COMPANY = re.compile(r"\[([^\[\]]{1,200})\]\s*")
_NOT_THE_TITLE = re.compile(r"\b(meetingattendance(list|report)|teams|attendance|report|list|participants?)\b", re.IGNORECASE)
_NARROW, _WIDE = 3, 5
"""Columns of the list of actions, and at least of a report."""


class Shape(NamedTuple):
    """Where the people stand in a file."""

    header: HeadRow
    actions: bool
    summary: tuple[HeadRow, ...]
    """The rows above, which name the meeting and say when it was."""


class Attendance:
    """People, and their presence with its interval."""

    name = "teams-attendance"
    version = 1
    personal = False
    accepts = "Microsoft Teams attendance list or report (as downloaded, in any language)"

    def recognises(self, document: Document) -> bool:
        """By its sections, its English columns, or by rows of times in a file encoded as Teams does."""
        return shape_of(document) is not None

    def owner(self, document: Document) -> Owner:  # noqa: ARG002 - a report does not say
        """Nobody: a report does not say who downloaded it."""
        return Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """The one part."""
        yield Reading(document, self.name, self.personal, self.found(document))

    def found(self, document: Document) -> Iterator[Found]:
        """What each row says. Raises `OrderNeeded`."""
        if not (shape := shape_of(document)):
            return
        order = told_order_of(_dates(document, shape), document.date_order, document.name)

        def actions() -> Iterator[tuple[str, str]]:
            return ((cells[0], cells[1]) for _, cells, _ in rows_of(document, shape))

        meeting = _Meeting(event_of(document, shape, order), order, Comings(actions) if shape.actions else None)
        number = 0
        for number, (line, cells, fault) in enumerate(rows_of(document, shape), start=1):
            yield Unusable(line, fault) if fault else meeting.row(line, number, cells)
        yield Aside(events=(meeting.event,), warnings=() if number else ("no participants: there is no row below the header",))


def shape_of(document: Document) -> Shape | None:
    """Which of the shapes a file has; None for any other file."""
    head = document.head
    numbered = {found[1]: i for i, row in reversed(list(enumerate(head))) if (found := _section(row.cells))}
    if "1" in numbered and numbered.get("2", 0) > numbered["1"] and numbered["2"] + 1 < len(head):
        header = head[numbered["2"] + 1]
        wide = len(header.cells) >= _WIDE and not _section(header.cells)
        return Shape(header, False, head[numbered["1"] + 1 : numbered["2"]]) if wide else None
    native = document.blob.survey.encoding == "utf-16"
    for at, row in enumerate(head):
        cells = tuple(heading(c) for c in row.cells if c.strip())
        below = head[at + 1].cells if at + 1 < len(head) else ()
        if cells == _ACTIONS or (native and at == 0 and len(cells) == _NARROW and _is_time(below, 2)):
            return Shape(row, True, ())
        if _WEBEX in cells:
            return None
        if cells[:4] == _REPORT or (native and len(cells) >= _WIDE and not _is_time(row.cells, 1) and _is_time(below, 1, 2)):
            return Shape(row, False, head[:at])
    return None


def _section(cells: Sequence[str]) -> re.Match[str] | None:
    """The number of the section that a line begins; it stands alone on its line."""
    return None if any(c.strip() for c in cells[1:]) else _SECTION.match(cells[0])


def _is_time(cells: Sequence[str], *at: int) -> bool:
    return all(
        i < len(cells) and (m := time_of(cells[i], "mdy") or time_of(cells[i], "dmy")) and m.second is not None for i in at
    )


def time_of(text: str, order: Order) -> Moment | None:
    """A day and time as Teams writes it: a word may stand between them (French `à`), and blanks inside `a. m.`."""
    bare = _HALF_DAY.sub(r"\1m", clean(text))
    found = _DAY_AND_TIME.match(bare)
    return moment(f"{found[1]} {found[2]}" if found else bare, order)


def rows_of(document: Document, shape: Shape) -> Iterator[tuple[int, list[str], str]]:
    """Line, cells and fault of each row of the list of people, up to the next section; cells are as many as the header's."""
    width = len(shape.header.cells)
    least = _NARROW
    for line in document.lines(shape.header, width=width):
        cells = [clean(c) for c in line.cells]
        if not line.fault and (not any(cells) or (not shape.actions and _section(cells))):
            if any(cells):
                return
            continue
        fault = line.fault
        if not fault and (len(cells) < least or any(cells[width:])):
            fault = f"{len(cells)} cells where the header has {width}"
        yield line.start, (cells + [""] * width)[:width], fault


def _dates(document: Document, shape: Shape) -> Iterator[str]:
    """Every cell that may be a time: of the summary, then of the rows."""
    for row in shape.summary:
        yield from row.cells[1:2]
    for _, cells, fault in rows_of(document, shape):
        if not fault:
            yield from cells[2:3] if shape.actions else cells[1:3]


def event_of(document: Document, shape: Shape, order: Order) -> Event:
    """The meeting by its title and start, where the summary states them; else the file is its own key."""
    said = [clean(row.cells[1]) for row in shape.summary if len(row.cells) > 1 and not any(map(clean, row.cells[2:]))]
    start = next((m for text in said if (m := time_of(text, order)) and m.second is not None), None)
    title = next((t for t in said[:2] if t and not t.isdecimal() and not time_of(t, order)), "")[:200]
    key = uid("v", "teams", title, str(start.second)) if title and start else uid("v", document.part)
    name = title or title_of(document.name, _NOT_THE_TITLE) or "Teams meeting"
    return Event(key, document.part, name, start.day if start else None)


class _Meeting:
    """One reading of the rows of one meeting."""

    def __init__(self, event: Event, order: Order, comings: Comings | None) -> None:
        self.event = event
        self._order: Order = order
        self._comings = comings
        self._seats = Seats()

    def row(self, line: int, number: int, cells: list[str]) -> Named | Nameless:
        """What one row says."""
        shown = cells[0][:LONGEST_NAME]
        emails = tuple(dict.fromkeys(e for e in map(email_of, cells[4:]) if e))
        seat, visit = self._visit(number, shown, emails, cells)
        name = in_order(_ROLE.sub("", _COMPANY.sub("", shown)))
        name = "" if is_device(name) else name
        if not (name or emails):
            return Nameless(line)
        part = self.event.part
        record = Record(
            id=uid("r", part, str(line), "0"), part=part, line=line, row=number, name=name, emails=emails,
            accounts=(f"teams-{part}:{seat}",), company=found[1] if (found := _COMPANY.match(shown)) else "",
        )  # fmt: skip
        if visit is None:
            return Named(line, (record,))
        came = visit.came
        if came and (self.event.day is None or came.day < self.event.day):
            self.event = replace(self.event, day=came.day)
        unread = () if came else ("the time cannot be read: attended, at a time not known",)
        return Named(line, (record,), (presence(record, self.event, came, self.event.day, visit.end),), unread)

    def _visit(self, number: int, shown: str, emails: tuple[str, ...], cells: list[str]) -> tuple[str, Visit | None]:
        """Who sat there, and for how long."""
        if self._comings:
            return self._comings.visit(number, shown, cells[1], time_of(cells[2], self._order))
        came, left = time_of(cells[1], self._order), time_of(cells[2], self._order)
        start, end = came.second if came else None, left.second if left else None
        end = None if start is None or end is None or end < start else end
        return self._seats.of(shown, next(iter(emails), ""), start, end), Visit(came, end)
