"""LinkedIn Reactions, Comments, Shares and Votes: the owner's own activity on posts. It names nobody.

The posts are known by number only, so every readable row is nameless; the rows are counted and what they hold is left there.
"""

from __future__ import annotations

from ingest.reading.columns import Columns
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Nameless, RowReader, TableImporter

FIELDS = {
    "date": ("date",),
    "link": ("link", "sharelink"),
    "what": ("type", "message", "sharecommentary", "optiontext"),
}


class Activity(TableImporter):
    """Nobody, row by row."""

    name = "linkedin-activity"
    accepts = "LinkedIn Reactions, Comments, Shares or Votes (Date, Link and Type, Message, ShareCommentary or OptionText)"
    units = "activities"

    def is_header(self, row: HeadRow) -> bool:
        """Its three columns are the first ones."""
        return Columns(row.cells[:3], FIELDS).has(*FIELDS)

    def reader(self, document: Document, header: HeadRow) -> RowReader:  # noqa: ARG002 - nothing is kept of a row
        """No column is read."""
        return _Anonymous(Columns((), FIELDS))


class _Anonymous(RowReader):
    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Nameless:  # noqa: ARG002 - it names nobody
        return Nameless(row.line)
