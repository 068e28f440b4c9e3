"""LinkedIn endorsements, received and given: who vouched for which skill of whom.

    Endorsement_Received_Info.csv   Endorsement Date,Skill Name,Endorser First Name,...[,Endorser Public Url],Endorsement Status
    Endorsement_Given_Info.csv      Endorsement Date,Skill Name,Endorsee First Name,...,Endorsee Public Url,Endorsement Status
    Endorsement Received Info.csv   (2022) UTF-16, tabs, and Display Status

Accepted and pending ones were given; one that was redacted, or has no status, ties nobody.
"""

from __future__ import annotations

from msgspec.structs import replace

from ingest.meaning.circle import Acts, Circle, undated
from ingest.reading.columns import Columns
from ingest.reading.dates import moment
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Named, Nameless, RowReader

FIELDS = {
    "date": ("endorsementdate",),
    "skill": ("skillname",),
    "endorser_first": ("endorserfirstname",),
    "endorser_last": ("endorserlastname",),
    "endorser_url": ("endorserpublicurl",),
    "endorsee_first": ("endorseefirstname",),
    "endorsee_last": ("endorseelastname",),
    "endorsee_url": ("endorseepublicurl",),
    "status": ("endorsementstatus",),
}
_GIVEN = frozenset(("accepted", "pending"))


class Endorsements(Acts):
    """One record a row, and `endorsed` from who vouched to whose skill it is."""

    name = "linkedin-endorsements"
    accepts = "LinkedIn endorsements received or given (Skill Name, Endorsement Status, Endorser or Endorsee First Name)"
    units = "endorsements"

    def is_header(self, row: HeadRow) -> bool:
        """A skill, and one of the two sides."""
        columns = Columns(row.cells, FIELDS)
        return columns.has("skill", "status") and (columns.has("endorser_first") or columns.has("endorsee_first"))

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """Which side the owner is on is said by the header."""
        return _Endorsed(document.part, Columns(header.cells, FIELDS), self.known)


class _Endorsed(Circle):
    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        date, skill, *sides, status = cells
        given = self.columns.has("endorsee_first")
        first, last, url = sides[3:] if given else sides[:3]
        said = replace(self.said(row, first, last), given=first, family=last, url=url)
        other = self.other(row, replace(said, skills=(skill,)) if given and skill else said)
        if not other.id:
            return Nameless(row.line)
        if status.lower() not in _GIVEN:
            return Named(row.line, other.fresh, (), warnings)
        when = moment(date)
        ends = (self.owner.id, other.id) if given else (other.id, self.owner.id)
        tie = self.act(row, "endorsed", *ends, when, skill)
        return Named(row.line, other.fresh, (tie,), (*warnings, *undated(date, when)))
