"""LinkedIn Recommendations_Received.csv and Recommendations_Given.csv: who recommended whom. The text is never looked at.

Both have one header, `First Name,Last Name,Company,Job Title,Text,Creation Date,Status`, so only their names in an archive say
which is which; a file that comes alone does not, and is not taken.
"""

from __future__ import annotations

from msgspec.structs import replace

from ingest.meaning.circle import Acts, Circle, Known, undated
from ingest.reading.columns import Columns
from ingest.reading.dates import Order, moment, order_of
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Named, Nameless, RowReader

FIELDS = {
    "first": ("firstname",),
    "last": ("lastname",),
    "company": ("company",),
    "position": ("jobtitle",),
    "date": ("creationdate",),
    "status": ("status",),
}


class Recommendations(Acts):
    """One person a row, and `recommended` from who wrote it to whom it is about. A hidden one was written all the same."""

    name = "linkedin-recommendations"
    accepts = "LinkedIn recommendations inside an archive"
    units = "recommendations"

    def __init__(self, known: Known, *, given: bool) -> None:
        super().__init__(known)
        self._given = given

    def context(self, document: Document) -> tuple[str, ...]:
        """Which of the two it is, too."""
        return ("given" if self._given else "received", *super().context(document))

    def is_header(self, row: HeadRow) -> bool:
        """The name, the date and the status."""
        return Columns(row.cells, FIELDS).has("first", "last", "date", "status")

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """Day or month first is decided by the whole column; LinkedIn itself writes the month first."""
        columns = Columns(header.cells, FIELDS)
        dates = (r.cells[columns.at("date")] for r in document.rows(header) if not r.fault)
        return _Recommended(document.part, columns, self.known, order_of(dates, document.date_order or "mdy"), given=self._given)


class _Recommended(Circle):
    def __init__(self, part: str, columns: Columns, known: Known, order: Order, *, given: bool) -> None:
        super().__init__(part, columns, known)
        self._order: Order = order
        self._given = given

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        first, last, company, position, date, _ = cells
        other = self.other(
            row, replace(self.said(row, first, last), given=first, family=last, company=company, position=position)
        )
        if not other.id:
            return Nameless(row.line)
        when = moment(date, self._order)
        ends = (self.owner.id, other.id) if self._given else (other.id, self.owner.id)
        return Named(row.line, other.fresh, (self.act(row, "recommended", *ends, when),), (*warnings, *undated(date, when)))
