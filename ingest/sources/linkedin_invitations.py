"""LinkedIn Invitations.csv: who asked whom to connect. Pending and recent ones only; to ask is not to be connected.

    to 02/2023    From,To,Sent At,Message,Direction                  names only
    07/2023       ... and inviterProfileUrn, inviteeProfileUrn       (not used: no other part knows them)
    since 2024    ... and inviterProfileUrl, inviteeProfileUrl

The message is never looked at.
"""

from __future__ import annotations

from msgspec.structs import replace

from ingest.meaning.circle import Acts, Circle, Known, undated
from ingest.reading.columns import Columns
from ingest.reading.dates import Order, moment, order_of
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Named, Nameless, RowReader, Unusable

FIELDS = {
    "from": ("from",),
    "to": ("to",),
    "sent": ("sentat",),
    "direction": ("direction",),
    "from_url": ("inviterprofileurl",),
    "to_url": ("inviteeprofileurl",),
}


class Invitations(Acts):
    """One record and one `invited` tie for each invitation, from who asked to who was asked."""

    name = "linkedin-invitations"
    accepts = "LinkedIn Invitations.csv (From, To, Sent At, Direction)"
    units = "invitations"

    def is_header(self, row: HeadRow) -> bool:
        """Both sides, the date and the direction."""
        return Columns(row.cells, FIELDS).has("from", "to", "sent", "direction")

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """Day or month first is decided by the whole column; LinkedIn itself writes the month first."""
        columns = Columns(header.cells, FIELDS)
        dates = (r.cells[columns.at("sent")] for r in document.rows(header) if not r.fault)
        return _Invited(document.part, columns, self.known, order_of(dates, document.date_order or "mdy"))


class _Invited(Circle):
    def __init__(self, part: str, columns: Columns, known: Known, order: Order) -> None:
        super().__init__(part, columns, known)
        self._order: Order = order

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless | Unusable:
        sender, to, sent, direction, from_url, to_url = cells
        outgoing = direction.upper() == "OUTGOING"
        if not outgoing and direction.upper() != "INCOMING":
            if not any(cells):
                return Nameless(row.line)
            return Unusable(
                row.line, f"the direction {direction[:40]!r} is neither INCOMING nor OUTGOING: who asked is not known"
            )
        name, url = (to, to_url) if outgoing else (sender, from_url)
        other = self.other(row, replace(self.said(row, name), url=url))
        if not other.id:
            return Nameless(row.line)
        when = moment(sent, self._order)
        ends = (self.owner.id, other.id) if outgoing else (other.id, self.owner.id)
        return Named(row.line, other.fresh, (self.act(row, "invited", *ends, when),), (*warnings, *undated(sent, when)))
