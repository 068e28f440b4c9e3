"""Generic `attendance`: `event,when,person[,minutes][,session]`. Rows of one event title on one day are one event of the file;
where rows say at which session, table or breakout somebody was, each of those is an event of its own."""

from __future__ import annotations

from datetime import date

from graph.model import Encounter, Event, Record
from graph.values import plain, uid
from ingest.meaning.parties import Parties
from ingest.reading import when
from ingest.reading.columns import Columns
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Aside, Named, Nameless, RowReader, TableImporter

FIELDS = {"event": ("event",), "when": ("when",), "person": ("person",), "minutes": ("minutes",), "session": ("session",)}
_WEEK = 7 * 24 * 60


class Attendance(TableImporter):
    """One record for each distinct person, one presence a row; its interval where a time and minutes are given."""

    name = "attendance"
    accepts = "attendance (event, when, person[, minutes][, session])"
    units = "rows of attendance"

    def is_header(self, row: HeadRow) -> bool:
        """All three columns that are not optional."""
        return Columns(row.cells, FIELDS).has("event", "when", "person")

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """A row without an event names somebody and gives no presence."""
        columns = Columns(header.cells, FIELDS)
        return Presences(document.part, columns, when.reader(document.rows(header), columns.at("when")))


class Presences(RowReader):
    """Reads rows of attendance whose cells come in the order of `FIELDS`."""

    def __init__(self, part: str, columns: Columns, read_when: when.Reader) -> None:
        super().__init__(columns)
        self._part = part
        self._when = read_when
        self._parties = Parties(part)
        self._events: dict[tuple[str, str, date | None], Event] = {}

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        title, said_when, person, said_minutes, session = cells
        fresh: list[Record] = []
        record = self._parties.record(person, row.line, row.number, fresh)
        if not record:
            return Nameless(row.line)
        if not title:
            warnings = (*warnings, "`event` is empty: the person is kept, attendance is not counted")
            return Named(row.line, tuple(fresh), (), warnings)
        (moment, late), (minutes, unclear) = when.read(self._when, said_when), _minutes(said_minutes)
        day, start = (moment.day, moment.second) if moment else (None, None)
        event = self._event(title, session, day)
        presence = Encounter(
            id=uid("e", self._part, str(row.line), "attended", record, event), part=self._part, line=row.line, kind="attended",
            a=record, event=event, day=day, start=start,
            end=start + 60 * minutes if start is not None and minutes is not None else None,
            note=f"{minutes} minutes" if minutes is not None else "",
        )  # fmt: skip
        return Named(row.line, tuple(fresh), (presence,), (*warnings, *late, *unclear))

    def _event(self, title: str, session: str, day: date | None) -> str:
        key = (plain(title), plain(session), day)
        if key not in self._events:
            told = (key[0], day.isoformat() if day else "", *((key[1],) if key[1] else ()))
            name = f"{title}, {session}" if session else title
            self._events[key] = Event(uid("v", self._part, *told), self._part, name, day)
        return self._events[key].uid

    def after(self) -> Aside:
        return Aside(events=tuple(self._events.values()))


def _minutes(text: str) -> tuple[int | None, tuple[str, ...]]:
    if not text:
        return None, ()
    if text.isascii() and text.isdecimal() and len(text) < 6 and int(text) <= _WEEK:
        return int(text), ()
    return None, (f"the minutes {text[:40]!r} are not a whole number from 0 to {_WEEK:,}: not counted",)
