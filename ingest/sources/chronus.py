"""Chronus: the import file of mentoring connections, and lists of participants with their roles.

A pair is an explicit mentoring tie, from the mentor to the mentee. What a list of participants looks like is not documented;
the one shape that is read here names people and gives no ties.
"""

from __future__ import annotations

from graph.model import Record
from graph.values import email_of, uid
from ingest.meaning.met import Met, Said
from ingest.reading.columns import Columns
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Named, Nameless, RowReader, TableImporter, Unusable

PAIRS = {"mentor": ("mentoremailaddress", "mentoremail"), "mentee": ("menteeemailaddress", "menteeemail")}
PEOPLE = {"given": ("firstname",), "family": ("lastname",), "email": ("email", "emailaddress"), "role": ("role", "roles")}


class Connections(TableImporter):
    """One record for each distinct e-mail, one tie a row."""

    name = "chronus-connections"
    accepts = "Chronus mentoring connections (Mentor Email Address, Mentee Email Address)"
    units = "pairs"

    def is_header(self, row: HeadRow) -> bool:
        """Both addresses."""
        return Columns(row.cells, PAIRS).has("mentor", "mentee")

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """Half a pair, or one with himself, is a problem."""
        return _Pairs(document.part, Columns(header.cells, PAIRS))


class _Pairs(RowReader):
    def __init__(self, part: str, columns: Columns) -> None:
        super().__init__(columns)
        self._part = part
        self._met = Met(part)

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless | Unusable:
        mentor, mentee = map(email_of, cells)
        if not any(cells):
            return Nameless(row.line)
        if not (mentor and mentee):
            return Unusable(row.line, f"the {'mentee' if mentor else 'mentor'} has no e-mail address: a pair needs both")
        if mentor == mentee:
            return Unusable(row.line, f"{mentor[:100]} is mentor and mentee of one pair")
        fresh: list[Record] = []
        one, other = (self._met.record(e, row.line, row.number, fresh, emails=(e,)) for e in (mentor, mentee))
        said = Said(self._part, row.line, str(row.number))
        return Named(row.line, tuple(fresh), tuple(said.ties("mentoring", one, [other])), warnings)


class Participants(TableImporter):
    """One record a row."""

    name = "chronus-participants"
    accepts = "participants of a mentoring programme (First Name, Last Name, Email, Role)"
    units = "participants"

    def is_header(self, row: HeadRow) -> bool:
        """These four columns and nothing else: with more it is some other list, which a person has to map."""
        columns = Columns(row.cells, PEOPLE)
        return columns.has(*PEOPLE) and not columns.unknown()

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """A row without name and e-mail identifies nobody."""
        return _People(document.part, Columns(header.cells, PEOPLE))


class _People(RowReader):
    def __init__(self, part: str, columns: Columns) -> None:
        super().__init__(columns)
        self._part = part

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        given, family, email, _ = cells
        name, email = f"{given} {family}".strip(), email_of(email)
        if not (name or email):
            return Nameless(row.line)
        record = Record(
            id=uid("r", self._part, str(row.line), "0"), part=self._part, line=row.line, row=row.number, name=name, given=given,
            family=family, emails=(email,) if email else (),
        )  # fmt: skip
        return Named(row.line, (record,), (), warnings)
