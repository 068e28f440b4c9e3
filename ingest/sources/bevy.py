"""Bevy (Google Developer Groups) attendee list of one event. Only a ticket with a check-in attended.

E-mail addresses are masked in it, and so identify nobody; a ticket's number is its holder's account.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from msgspec.structs import replace

from graph.model import Event, Record
from graph.values import email_of, uid
from ingest.meaning.guests import event_of, presence
from ingest.reading.columns import Columns
from ingest.reading.dates import moment
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Aside, Named, Nameless, RowReader, TableImporter

FIELDS = {
    "ticket": ("ticketnumber",),
    "given": ("firstname",),
    "family": ("lastname",),
    "email": ("email",),
    "company": ("company",),
    "position": ("title",),
    "checked_in": ("checkindate(utc)",),
}


class Attendees(TableImporter):
    """People, and attendance of those who were checked in."""

    name = "bevy-attendees"
    accepts = "Bevy or GDG attendees (Ticket number, Checkin Date (UTC))"
    units = "tickets"

    def is_header(self, row: HeadRow) -> bool:
        """The ticket and its check-in."""
        return Columns(row.cells, FIELDS).has("ticket", "checked_in")

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """One record for each ticket; the event comes last, when its day is known."""
        return _List(Columns(header.cells, FIELDS), event_of(document, "Bevy event"))


class _List(RowReader):
    def __init__(self, columns: Columns, event: Event) -> None:
        super().__init__(columns)
        self._event = event
        self._days: Counter[date] = Counter()

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        ticket, given, family, email, company, position, checked_in = cells
        if family.isdecimal():
            warnings = (*warnings, f"the last name {family[:40]!r} is a number: only the first name is kept")
            family = ""
        name, email = f"{given} {family}".strip(), email_of(email)
        if not (name or email):
            return Nameless(row.line)
        part = self._event.part
        record = Record(
            id=uid("r", part, str(row.line), "0"), part=part, line=row.line, row=row.number, name=name, given=given,
            family=family, emails=(email,) if email else (), accounts=(f"bevy:{ticket}",) if ticket else (), company=company,
            position=position,
        )  # fmt: skip
        if not checked_in:
            return Named(row.line, (record,), (), warnings)
        when = moment(checked_in)
        if when:
            self._days[when.day] += 1
        else:
            warnings = (*warnings, f"the check-in {checked_in[:40]!r} cannot be read: attended, on a day not known")
        return Named(row.line, (record,), (presence(record, self._event, when),), warnings)

    def after(self) -> Aside:
        day = max(self._days, key=lambda d: (self._days[d], d), default=None)
        return Aside(events=(replace(self._event, day=day),))
