"""LinkedIn Positions.csv and Education.csv: where the owner of an archive worked and studied, and from when to when.

They say nothing of anybody else, so their rows are not counted. As two people may have the very same row, what they say belongs
to the archive's owner: alone, such a table is nobody's and is not taken. Descriptions, degrees and notes are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from graph.model import Record
from graph.values import name_key, uid
from ingest.beside import Beside
from ingest.meaning.ownership import anonymous_owner
from ingest.meaning.stays import times
from ingest.reading.columns import Columns
from ingest.reading.document import Document, HeadRow
from ingest.source import Aside, Found, Owner

_POSITIONS = {
    "place": ("companyname",), "title": ("title",), "began": ("startedon",), "ended": ("finishedon",),
}  # fmt: skip
_EDUCATION = {"place": ("schoolname",), "title": (), "began": ("startdate",), "ended": ("enddate",)}


class Stays:
    """One of the two tables, as parts of an archive."""

    def __init__(self, owner: Owner, *, school: bool) -> None:
        self.name = "linkedin-education" if school else "linkedin-positions"
        self._fields = _EDUCATION if school else _POSITIONS
        self._owner = owner
        self._school = school

    def is_header(self, row: HeadRow) -> bool:
        """The name and both dates."""
        return Columns(row.cells, self._fields).has("place", "began", "ended")

    def recognises(self, document: Document) -> bool:
        """A header near the top."""
        return document.find(self.is_header) is not None

    def part(self, document: Document) -> Document:
        """The table as that of its owner."""
        owner = self._owner
        return Beside(document, name_key(owner.name), owner.slug, *sorted(owner.emails), document.owner)

    def found(self, document: Document) -> Iterator[Found]:
        """A record of the owner for each row that says enough: a school without any year is no time together."""
        header = document.find(self.is_header)
        if header is None:
            return
        part = document.part
        owner = anonymous_owner(part)
        yield Aside((owner,))
        columns = Columns(header.cells, self._fields)
        for row in document.rows(header):
            if row.fault:
                yield Aside(warnings=(f"line {row.line} is left out: {row.fault}",))
                continue
            (place, title, began, ended), warnings = columns.read(row.cells, long=row.long)
            when = times(began, ended)
            if place and when.trouble:
                warnings = (*warnings, f"line {row.line} ({place[:40]}) is left out: {when.trouble}")
            elif place and (when.began or when.ended or not self._school):
                said = Record(
                    id=uid("r", part, str(row.line), "0"), part=part, line=row.line, row=row.number, position=title,
                    began=when.began, ended=when.ended, owner_of=(part,),
                )  # fmt: skip
                yield Aside((replace(said, school=place) if self._school else replace(said, company=place),))
            if warnings:
                yield Aside(warnings=warnings)
