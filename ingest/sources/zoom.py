"""Zoom participants of a meeting (plain, older, unique users, with meeting info) and the webinar attendee report.

One record a row; the rows of one person share an account. Rows of the waiting room and of people who registered and did
not come name somebody, and give no attendance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from graph.model import Encounter, Event, Record
from graph.values import email_of, uid
from ingest.meaning.presence import Seats, is_device, spoken_name
from ingest.meaning.titles import title_of
from ingest.reading.columns import Columns, clean, heading
from ingest.reading.dates import Order, moment, order_of
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Aside, Found, Named, Nameless, RowReader, TableImporter, Unusable

FIELDS = {
    "name": ("name(originalname)", "username(originalname)", "name", "username"),
    "given": ("firstname",),
    "family": ("lastname",),
    "email": ("useremail", "email"),
    "join": ("jointime",),
    "leave": ("leavetime",),
    "minutes": ("duration(minutes)", "totalduration(minutes)", "timeinsession(minutes)"),
    "waiting": ("inwaitingroom",),
    "attended": ("attended",),
}
INFO = {
    "meeting": ("meetingid", "webinarid", "id"),
    "topic": ("topic",),
    "start": ("starttime", "actualstarttime"),
}
_NEVER = "--"
_REPORT = "attendeereport"
_BLOCK = re.compile(r"(host|panelist|attendee) ?details|other attended", re.IGNORECASE)
_NOT_THE_TITLE = re.compile(r"\b(participants?|zoom|meeting|webinar|attendee|report|with|info|unique|no|times)\b", re.IGNORECASE)


class Participants(TableImporter):
    """People, and their presence with its interval where the file states it."""

    name = "zoom-participants"
    accepts = "Zoom participants (Name (Original Name), User Email) or a webinar's Attendee Report"
    units = "participants"

    def is_header(self, row: HeadRow) -> bool:
        """The header of the list of participants, or the first line of a webinar's report."""
        return _is_list(row) or _is_webinar(row)

    def reader(self, document: Document, header: HeadRow) -> _Meeting:
        """One record a row, one encounter for each row of presence; the event comes last, when its day is known."""
        columns = Columns(header.cells, FIELDS)
        at = columns.at("join")
        joins = (r.cells[at] for r in document.rows(header) if not r.fault and at >= 0)
        return _Meeting(columns, _event(document), order_of(joins, document.date_order or "mdy"))

    def found(self, document: Document) -> Iterator[Found]:
        """A plain list is one table; a webinar's report is several."""
        if document.find(_is_list) or not (top := document.find(_is_webinar)):
            yield from super().found(document)
        else:
            meeting = _Meeting(Columns((), FIELDS), _event(document), "mdy")
            yield from _blocks(document, top, meeting)
            yield meeting.after()


def _is_list(row: HeadRow) -> bool:
    headings = {heading(c) for c in row.cells}
    return "name(originalname)" in headings and bool(headings & {"useremail", "email"})


def _is_webinar(row: HeadRow) -> bool:
    return heading(row.cells[0]) == _REPORT and not any(map(clean, row.cells[1:]))


def _event(document: Document) -> Event:
    """The meeting by its number and day, where a block above the participants states them; else the file is its own key."""
    part = document.part
    for above, below in pairwise(document.head):
        columns = Columns(above.cells, INFO)
        if columns.has("meeting", "topic"):
            (number, topic, start), _ = columns.read([*below.cells, *[""] * len(above.cells)], long=True)
            when = moment(start)
            day = when.day if when else None
            key = uid("v", "zoom", number.replace(" ", ""), day.isoformat()) if number and day else uid("v", part)
            return Event(key, part, topic or "Zoom meeting", day)
    return Event(uid("v", part), part, title_of(document.name, _NOT_THE_TITLE) or "Zoom meeting")


def _blocks(document: Document, top: HeadRow, meeting: _Meeting) -> Iterator[Found]:
    """The rows of a webinar's report: blocks, each a line with its title, a header and rows, padded to any width."""
    width = number = 0
    below = "preamble"
    for line in document.lines(top):
        filled = [c for c in map(clean, line.cells) if c]
        if len(filled) == 1 and _BLOCK.fullmatch(filled[0]):
            below = "title"
        elif below == "title":
            meeting.columns, width, below = Columns(line.cells, FIELDS), len(line.cells), "header"
        elif below == "header" and (filled or line.fault):
            number += 1
            if fault := line.fault or _misfit(line.cells, width):
                yield Unusable(line.start, fault)
            else:
                row = Row(line.start, number, line.cells[:width], "", long=True)
                yield meeting.row(row, *meeting.columns.read(row.cells, long=True))
    if not number:
        yield Aside(warnings=("0 participants: there is no row below a header",))


def _misfit(cells: list[str], width: int) -> str:
    if len(cells) < width or any(map(clean, cells[width:])):
        return f"{len(cells)} cells where the header of the block has {width}"
    return ""


class _Meeting(RowReader):
    def __init__(self, columns: Columns, event: Event, order: Order) -> None:
        super().__init__(columns)
        self._event = event
        self._order: Order = order
        self._seats = Seats()

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        shown, given, family, email, join, leave, minutes, waiting, attended = cells
        email = email_of(email)
        name = f"{given} {family}".strip() or spoken_name(shown)
        name = "" if is_device(name) else name
        if not (name or email):
            return Nameless(row.line)
        came, left = moment(join, self._order), moment(leave, self._order)
        if join and came is None and join != _NEVER:
            warnings = (*warnings, f"the time {join[:40]!r} cannot be read: attended, at a time not known")
        start, end = came.second if came else None, left.second if left else None
        end = None if start is None or end is None or end < start else end
        part = self._event.part
        record = Record(
            id=uid("r", part, str(row.line), "0"), part=part, line=row.line, row=row.number, name=name, given=given,
            family=family, emails=(email,) if email else (),
            accounts=(f"zoom-{part}:{self._seats.of(shown, email, start, end)}",),
        )  # fmt: skip
        if waiting.lower() == "yes" or attended.lower() == "no":
            return Named(row.line, (record,), (), warnings)
        if came and (self._event.day is None or came.day < self._event.day):
            self._event = replace(self._event, day=came.day)
        presence = Encounter(
            id=uid("e", part, str(row.line), "attended", record.id, self._event.uid), part=part, line=row.line, kind="attended",
            a=record.id, event=self._event.uid, day=came.day if came else self._event.day, start=start, end=end,
            note=f"{minutes} minutes" if minutes.isdecimal() else "",
        )  # fmt: skip
        return Named(row.line, (record,), (presence,), warnings)

    def after(self) -> Aside:
        return Aside(events=(self._event,))
