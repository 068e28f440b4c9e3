"""Eventbrite attendee report, American and British columns. Only the status `Checked In` proves attendance.

The report does not say when the event was: what it gives is dated by the last order, which the event was not before.
"""

from __future__ import annotations

from datetime import date

from graph.model import Event, Record
from graph.values import email_of, plain, uid
from ingest.meaning.guests import event_of, ordered, presence, shared_addresses
from ingest.reading.columns import Columns, clean
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Aside, Named, Nameless, RowReader, TableImporter

FIELDS = {
    "order": ("order#", "orderno.", "orderno", "orderid"),
    "ordered": ("orderdate",),
    "given": ("firstname",),
    "family": ("lastname", "surname"),
    "email": ("email",),
    "attendee": ("attendee#", "attendeeno.", "attendeeno"),
    "status": ("attendeestatus",),
    "phone": ("cellphone", "mobilephone"),
    "position": ("jobtitle",),
    "company": ("company",),
    "place": ("homecity",),
}
_CAME = "checked in"
_STATUSES = frozenset((_CAME, "attending", "not attending", "refunded", "cancelled", "canceled", "deleted", "transferred"))
_PLACEHOLDER = "info requested"


class Attendees(TableImporter):
    """People, and attendance of those who were checked in."""

    name = "eventbrite-attendees"
    accepts = "Eventbrite attendees (Order # or Order no., with Attendee # or Attendee Status)"
    units = "attendees"

    def is_header(self, row: HeadRow) -> bool:
        """An order, and the attendee's number or status."""
        columns = Columns(row.cells, FIELDS)
        return columns.has("order") and (columns.has("attendee") or columns.has("status"))

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """One record for each attendee. Two passes come first: the order dates, and addresses that several names share."""
        columns = Columns(header.cells, FIELDS)
        given, family, email = (columns.at(f) for f in ("given", "family", "email"))
        rows = (r.cells for r in document.rows(header) if not r.fault and min(given, family, email) >= 0)
        shared = shared_addresses((clean(f"{c[given]} {c[family]}"), c[email]) for c in rows)
        day = ordered(document, header, columns.at("ordered")).newest
        return _List(columns, event_of(document, "Eventbrite event", day), shared)


class _List(RowReader):
    def __init__(self, columns: Columns, event: Event, shared: frozenset[str]) -> None:
        super().__init__(columns)
        self._event = event
        self._shared = shared

    def before(self) -> Aside:
        return Aside(events=(self._event,), warnings=(undated(self._event.day),))

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        _, _, given, family, email, attendee, status, phone, position, company, place = cells
        given, family = ("" if plain(n) == _PLACEHOLDER else n for n in (given, family))
        name, email = f"{given} {family}".strip(), email_of(email)
        if not name:
            return Nameless(row.line)  # the e-mail is the buyer's
        if email in self._shared:
            warnings = (*warnings, "the e-mail stands beside several names: it is the buyer's, and left out")
            email = ""
        part = self._event.part
        record = Record(
            id=uid("r", part, str(row.line), "0"), part=part, line=row.line, row=row.number, name=name, given=given,
            family=family, emails=(email,) if email else (), phones=(phone,) if phone else (),
            accounts=(f"eventbrite:{attendee}",) if attendee else (), company=company, position=position, place=place,
        )  # fmt: skip
        said = plain(status)
        if said and said not in _STATUSES:
            warnings = (*warnings, f"the status {status[:40]!r} is not known: the person is kept, attendance is not counted")
        came = (presence(record, self._event, None, self._event.day),) if said == _CAME else ()
        return Named(row.line, (record,), came, warnings)


def undated(day: date | None) -> str:
    """What is said of an event whose day the list does not state."""
    known = f"dated by the last order or reply, {day}" if day else "without a date"
    return f"the list does not say when the event was: {known}"
