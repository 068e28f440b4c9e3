"""LinkedIn Connections.csv: its owner's contacts, each with the day on which they connected.

Layouts seen from 2016 to 2026, with and without preamble, re-saved by Excel in several languages, and as xlsx. The dates
of an untouched file are `04 Jul 2023`, before 2019 `"1/5/18, 7:26 PM"` (month first).
"""

from __future__ import annotations

from graph.model import Encounter, Record
from graph.values import email_of, slug_of, uid
from ingest.meaning.ownership import anonymous_owner
from ingest.reading.columns import Columns
from ingest.reading.dates import Order, moment, order_of
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Aside, Named, Nameless, RowReader, TableImporter, Unusable

FIELDS = {
    "first": ("firstname", "vorname", "prenom"),
    "last": ("lastname", "surname", "nachname", "nom", "nomdefamille"),
    "url": ("url", "profilelink", "profileurl", "linkedinurl", "linkedin", "linkedinprofile"),
    "email": ("emailaddress", "e-mailaddress", "email", "e-mail", "e-mail-adresse"),
    "company": ("company", "unternehmen", "firma", "entreprise", "societe"),
    "position": ("position", "jobtitle", "poste", "fonction"),
    "place": ("location",),
    "phone": ("phonenumber", "phone"),
    "connected": ("connectedon", "verbundenam", "datedeconnexion"),
}
# The export for Microsoft Outlook of before 2018 starts like this, and unlike any that Outlook itself writes.
_FOR_OUTLOOK = ["title", "firstname", "middlename", "lastname", "suffix", "e-mailaddress"]
_OWN = {"firstname", "lastname", "url", "emailaddress", "company", "position", "address", "websites", "instantmessengers"}
_LOST = "? "
_QUESTION_MARKS = "the name is only question marks:"


class Connections(TableImporter):
    """The star of its owner's contacts; a tie of kind `connected` for each."""

    name = "linkedin-connections"
    personal = True
    accepts = "LinkedIn Connections.csv (First Name, Last Name and at least one of Connected On, Company, Position)"
    units = "connections"

    def is_header(self, row: HeadRow) -> bool:
        """Both name columns, and one of the three others that LinkedIn writes.

        Address books and attendee lists have name and company columns too, so without `Connected On` there must be either
        `Position` or no column that LinkedIn does not write.
        """
        columns = Columns(row.cells, FIELDS)
        if not columns.has("first", "last"):
            return False
        if columns.has("connected") or columns.headings[: len(_FOR_OUTLOOK)] == _FOR_OUTLOOK:
            return True
        headings = set(filter(None, columns.headings))
        if "e-mailaddress" in headings:
            return False
        return "position" in headings or ("company" in headings and headings <= _OWN)

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """One record and one encounter for each contact, after the owner's record."""
        columns = Columns(header.cells, FIELDS)
        at = columns.at("connected")
        dates = (r.cells[at] for r in document.rows(header) if not r.fault and at >= 0)
        return _Contacts(document.part, columns, order_of(dates, document.date_order or "mdy"))


class _Contacts(RowReader):
    def __init__(self, part: str, columns: Columns, order: Order) -> None:
        super().__init__(columns)
        self._part = part
        self._order: Order = order
        self._owner = anonymous_owner(part)

    def before(self) -> Aside:
        return Aside(records=(self._owner,))

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless | Unusable:
        first, last, url, email, company, position, place, phone, connected = cells
        name = f"{first} {last}".strip()
        slug, email = slug_of(url) if url else "", email_of(email) if email else ""
        if not (name or slug or email):
            return Nameless(row.line)
        if name and not name.strip(_LOST):
            if not (slug or email):
                return Unusable(row.line, f"{_QUESTION_MARKS} saved in a character set without its letters")
            name = first = last = ""
            warnings = (*warnings, f"{_QUESTION_MARKS} known by profile or e-mail alone")
        when = moment(connected, self._order)
        if connected and when is None:
            warnings = (*warnings, f"the date {connected[:40]!r} cannot be read: the tie is kept without its date")
        part, line, owner = self._part, row.line, self._owner.id
        record = Record(
            id=uid("r", part, str(line), "0"), part=part, line=line, row=row.number, name=name, given=first, family=last,
            slug=slug, emails=(email,) if email else (), phones=(phone,) if phone else (), company=company, position=position,
            place=place, url=url, since=when.day.isoformat() if when else "",
        )  # fmt: skip
        tie = Encounter(
            id=uid("e", part, str(line), "connected", owner, record.id), part=part, line=line, kind="connected", a=owner,
            b=record.id, day=when.day if when else None,
        )  # fmt: skip
        return Named(line, (record,), (tie,), warnings)
