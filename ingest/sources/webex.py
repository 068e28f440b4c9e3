"""Webex attendance report, by the columns that its documentation names. How the whole header looks is not documented.

Display Name, Attendee Email, Join Time, Leave Time, Attendance Duration, with others around them: UTF-16, tabs
"""

from __future__ import annotations

from graph.model import Event
from graph.values import uid
from ingest.meaning.sitting import Sitting
from ingest.meaning.titles import title_of
from ingest.reading.columns import Columns
from ingest.reading.dates import Order, moment, told_order_of
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Aside, Named, Nameless, RowReader, TableImporter

FIELDS = {
    "name": ("displayname",),
    "email": ("attendeeemail",),
    "join": ("jointime",),
    "leave": ("leavetime",),
    "topic": ("meetingname", "meetingtopic", "topic"),
}


class Attendees(TableImporter):
    """One record a row, and presence with its interval."""

    name = "webex-attendees"
    accepts = "a table like a Webex attendance report (Display Name, Attendee Email, Join Time, Leave Time)"
    units = "participants"

    def is_header(self, row: HeadRow) -> bool:
        """The four columns that matter."""
        return Columns(row.cells, FIELDS).has("name", "email", "join", "leave")

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """Day or month first is decided by the whole column. Raises `OrderNeeded`."""
        columns = Columns(header.cells, FIELDS)
        joins = (r.cells[columns.at("join")] for r in document.rows(header) if not r.fault)
        return _Meeting(document, columns, told_order_of(joins, document.date_order, document.name))


class _Meeting(RowReader):
    def __init__(self, document: Document, columns: Columns, order: Order) -> None:
        super().__init__(columns)
        part = document.part
        self._titled = title_of(document.name) or "Webex meeting"
        self._sitting = Sitting(Event(uid("v", part), part, ""), "webex")
        self._order: Order = order
        self._topic = ""

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        name, email, join, leave, topic = cells
        self._topic = self._topic or topic[:200]
        came, left = moment(join, self._order), moment(leave, self._order)
        if join and came is None:
            warnings = (*warnings, f"the time {join[:40]!r} cannot be read: attended, at a time not known")
        return self._sitting.row(row.line, row.number, name, email, came, left, warnings)

    def after(self) -> Aside:
        event = self._sitting.event
        return Aside(events=(Event(event.uid, event.part, self._topic or self._titled, event.day),))
