"""Google Meet attendance as the sheet that is mailed to the organiser: a guess at how it looks, seen in no real file.

    First name,Last name,Email,Duration,Time joined,Time exited        10:00 AM, without a day

The day is the one in the file's name (`Team talk 2026-05-14.csv`); without it the meeting has none.
"""

from __future__ import annotations

import re
from datetime import date

from graph.model import Event
from graph.values import uid
from ingest.meaning.sitting import Sitting
from ingest.meaning.titles import title_of
from ingest.reading.columns import Columns
from ingest.reading.dates import Moment, moment
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Aside, Named, Nameless, RowReader, TableImporter

FIELDS = {
    "given": ("firstname",),
    "family": ("lastname",),
    "email": ("email",),
    "duration": ("duration",),
    "join": ("timejoined",),
    "leave": ("timeexited",),
}
_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_NOT_THE_TITLE = re.compile(r"\b(google|meet|attendance|report)\b", re.IGNORECASE)
_SOME_DAY = date(1970, 1, 1)
"""On which times are put of which the day is not known: they are compared with each other only."""
_DAY_SECONDS = 86_400


class Attendance(TableImporter):
    """One record a row, and presence with its interval."""

    name = "google-meet"
    accepts = "a table like Google Meet attendance (First name, Last name, Email, Duration, Time joined, Time exited)"
    units = "participants"

    def is_header(self, row: HeadRow) -> bool:
        """These six columns and nothing else: browser extensions write others, which a person has to map."""
        columns = Columns(row.cells, FIELDS)
        return columns.has(*FIELDS) and not columns.unknown()

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """A first pass tells whether the call went on after midnight: then somebody left earlier in the day than he came."""
        columns = Columns(header.cells, FIELDS)
        at = columns.at("join"), columns.at("leave")
        stays = ([_second(r.cells[i]) for i in at] for r in document.rows(header) if not r.fault)
        return _Meeting(
            document, columns, late=any(came is not None and left is not None and left < came for came, left in stays)
        )


class _Meeting(RowReader):
    def __init__(self, document: Document, columns: Columns, *, late: bool) -> None:
        super().__init__(columns)
        self._late = late
        found = _DAY.search(document.name.rpartition("/")[2])
        said = moment(found[0]) if found else None
        self._day = said.day if said else None
        part = document.part
        title = title_of(document.name, _NOT_THE_TITLE) or "Google Meet call"
        self._sitting = Sitting(Event(uid("v", part), part, title, self._day), "meet", dated=self._day is not None)

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        given, family, email, _, join, leave = cells
        came, left = self._clock(join), self._clock(leave)
        if join and came is None:
            warnings = (*warnings, f"the time {join[:40]!r} cannot be read: attended, at a time not known")
        return self._sitting.row(row.line, row.number, f"{given} {family}".strip(), email, came, left, warnings)

    def _clock(self, text: str) -> Moment | None:
        """A time on the day of the call; the morning of one that went on after midnight is the next day's."""
        second = _second(text)
        if second is None:
            return None
        day = self._day or _SOME_DAY
        begins = (day - _SOME_DAY).days * _DAY_SECONDS
        return Moment(day, begins + second + (_DAY_SECONDS if self._late and second < _DAY_SECONDS // 2 else 0))

    def after(self) -> Aside:
        warning = "the report does not say on which day: kept without it (it is read from a file's name, as in 2026-05-14)"
        return Aside(events=(self._sitting.event,), warnings=() if self._day else (warning,))


def _second(text: str) -> int | None:
    """`11:02 AM` as a second of its day."""
    found = moment(f"{_SOME_DAY} {text}") if text else None
    return found.second if found else None
