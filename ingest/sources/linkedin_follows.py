"""LinkedIn Member_Follows.csv: whom the owner follows, by name alone. Who is followed need not know of it."""

from __future__ import annotations

from ingest.meaning.circle import Acts, Circle, undated
from ingest.reading.columns import Columns
from ingest.reading.dates import moment
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Named, Nameless, RowReader

FIELDS = {"date": ("date",), "status": ("status",), "name": ("fullname",)}


class Follows(Acts):
    """One person a row, and `followed` from the owner while the status is `Active`."""

    name = "linkedin-follows"
    accepts = "LinkedIn Member_Follows.csv (Date, Status, FullName)"
    units = "follows"

    def is_header(self, row: HeadRow) -> bool:
        """These three columns and no other: each alone stands in many tables."""
        columns = Columns(row.cells, FIELDS)
        return columns.has(*FIELDS) and not columns.unknown()

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """The owner comes first."""
        return _Followed(document.part, Columns(header.cells, FIELDS), self.known)


class _Followed(Circle):
    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        date, status, name = cells
        other = self.other(row, self.said(row, name))
        if not other.id:
            return Nameless(row.line)
        if status.lower() != "active":
            return Named(row.line, other.fresh, (), warnings)
        when = moment(date)
        tie = self.act(row, "followed", self.owner.id, other.id, when)
        return Named(row.line, other.fresh, (tie,), (*warnings, *undated(date, when)))
