"""Reading of a table whose columns a person mapped. See docs/decisions/0060-column-mapper.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from graph.errors import BadInput
from graph.model import Record
from graph.values import email_of, plain
from ingest.beside import Beside
from ingest.mapper.mapping import SHAPES, ColumnMap
from ingest.meaning.cohorts import Cohorts, Stay, month
from ingest.meaning.met import Said
from ingest.meaning.parties import Parties
from ingest.meaning.stays import times
from ingest.reading import when
from ingest.reading.columns import Columns, clean, heading, told_apart
from ingest.reading.dates import Moment, Order, moment, told_order_of
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Named, Nameless, Owner, Reading, RowReader, TableImporter, Unusable
from ingest.sources import attendance, people, ties

KIND = "mapped-"
"""Before the name of the shape: the kind of such a source."""
_SEVERAL = re.compile(r"[;|\n]")
_TOLD = ("role", "goals", "capacity")
_TIMES = ("started", "ended")


class Mapped(TableImporter):
    """Reads one table as one mapping says."""

    units = "rows"

    def __init__(self, columns: ColumnMap) -> None:
        self.columns = columns
        self.name = KIND + columns.shape
        self.accepts = f"a table with the columns {', '.join(columns.columns())}"

    def is_header(self, row: HeadRow) -> bool:
        """Every column that is named."""
        return self.columns.fits(row.cells)

    def owner(self, document: Document) -> Owner:  # noqa: ARG002 - a table does not say
        """Nobody."""
        return Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """The one part, which another mapping of the same bytes does not share."""
        table = Beside(document, self.columns.identity)
        yield Reading(table, self.name, self.personal, self.found(table))

    def part(self, document: Document) -> str:
        """Uid of that part."""
        return Beside(document, self.columns.identity).part

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """Passes over the days first, to find out how they are written."""
        columns = Chosen(header.cells, self.columns)
        if self.columns.shape == "people":
            timed = [f for f in _TIMES if dict(self.columns.choices).get(f)]
            order = _order(document, header, columns, timed) if timed else "mdy"
            return _Profiles(document.part, columns, order)
        days = _days(document, header, columns)
        match self.columns.shape:
            case "attendance":
                return attendance.Presences(document.part, columns, days)
            case "activity":
                return _Work(document.part, columns, days, lambda: document.rows(header))
            case _:
                return _Ties(document.part, columns, days)


def checked(document: Document, columns: ColumnMap) -> Mapped:
    """The importer of a document under a mapping. Raises `BadInput` where a column is not there, saying what was seen."""
    importer = Mapped(columns)
    if importer.recognises(document):
        return importer
    header = widest(document)
    if header is None:
        raise BadInput(f"{document.name} is no table: there are no columns to map")
    names = told_apart(header.cells)
    seen = [c[:60] for c in names if c]
    missing = [c for c in columns.columns() if heading(c) not in set(map(heading, names))]
    raise BadInput(f"{document.name} has no column {', '.join(map(repr, missing))}. Columns seen: {', '.join(seen[:40])}")


def widest(document: Document) -> HeadRow | None:
    """The row near the top that looks most like a header: the first of those with the most filled cells."""
    return max(document.head, key=lambda row: sum(map(bool, row.cells)), default=None)


class Chosen(Columns):
    """The fields of a mapping as columns: several are joined by a blank, and a word stands in every row."""

    def __init__(self, header: Sequence[str], columns: ColumnMap) -> None:
        said = dict(columns.choices)
        fields = tuple(SHAPES[columns.shape].fields)
        super().__init__(told_apart(header), {f: tuple(map(heading, said[f].columns)) if f in said else () for f in fields})
        first = {h: i for i, h in reversed(list(enumerate(self.headings)))}
        self._from = [(said[f].word, [first[heading(c)] for c in said[f].columns]) if f in said else ("", []) for f in fields]
        self._said = Columns(fields, {f: (f,) for f in fields})

    def joined(self, cells: list[str]) -> list[str]:
        """One cell a field, as written."""
        return [word or (" ".join(filter(None, (cells[i].strip() for i in at))) if at else "") for word, at in self._from]

    def read(self, cells: list[str], *, long: bool) -> tuple[list[str], tuple[str, ...]]:
        """As `Columns.read`."""
        return self._said.read(self.joined(cells), long=long)


def _days(document: Document, header: HeadRow, columns: Chosen) -> when.Reader:
    """How to read the days of a table: as numbers of seconds or thousandths, else in the order that they or a person say."""
    order = _order(document, header, columns, ["when"])

    @lru_cache(maxsize=1 << 14)
    def read(text: str) -> Moment | None:
        return when.seconds(text) or moment(text, order)

    return read


def _order(document: Document, header: HeadRow, columns: Chosen, fields: Sequence[str]) -> Order:
    """Whether the day or the month comes first in these fields, by all their rows or as a person says."""
    places = [columns.fields.index(f) for f in fields]
    rows = (columns.joined(row.cells) for row in document.rows(header) if not row.fault)
    return told_order_of((cells[at].strip() for cells in rows for at in places), document.date_order, document.name)


class _Profiles(people.Listed):
    """People, with what a mentoring programme says of them, and from when to when they were with an employer or school."""

    def __init__(self, part: str, columns: Columns, order: Order) -> None:
        super().__init__(part, columns)
        self._order: Order = order

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        found = super().row(row, cells[: len(people.FIELDS)], warnings)
        *told, school, started, ended = cells[len(people.FIELDS) :]
        about = tuple(f"{f}: {c}" for f, c in zip(_TOLD, told, strict=True) if c)
        if isinstance(found, Nameless) or not (about or school or started or ended):
            return found
        when = times(started, ended, self._order)
        records = tuple(
            replace(r, about=about, company="", position="")
            if when.trouble
            else replace(r, about=about, school=school, began=when.began, ended=when.ended)
            for r in found.records
        )
        trouble = (f"{when.trouble}: kept without the employer or school",) if when.trouble else ()
        return replace(found, records=records, warnings=(*found.warnings, *trouble))


class _Ties(RowReader):
    """Ties of one person with one or several; the pairs of a mentoring programme are such, too."""

    def __init__(self, part: str, columns: Chosen, days: when.Reader) -> None:
        super().__init__(columns)
        self._part = part
        self._days = days
        self._parties = Parties(part)
        self._ends = columns.fields[:2]

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless | Unusable:
        one, several, said_when = cells[:3]
        said_kind, said_count, said_direction = cells[3:] if len(cells) > 3 else ("mentoring", "", "")
        others = _people_in(several)
        if not (one or others):
            return Nameless(row.line)
        if not (one and others):
            return Unusable(row.line, f"`{self._ends[1] if one else self._ends[0]}` is empty: a tie needs two people")
        fresh: list[Record] = []
        a, *rest = [self._parties.record(p, row.line, row.number, fresh) for p in (one, *others)]
        kind, unknown = ties.kind_of(said_kind or "in_touch")
        (day, late), (count, uncounted) = when.read(self._days, said_when), ties.count_of(said_count)
        if kind == "message" and len(set(rest) - {a}) > 1:
            kind = "group_message"
        way, unclear = ties.direction_of(said_direction, kind)
        said = Said(self._part, row.line, str(row.number), day)
        found = tuple(replace(e, count=count) for e in said.ties(kind, a, rest, way=way))
        if not found:
            warnings = (*warnings, f"`{self._ends[0]}` and `{self._ends[1]}` are the same person: no tie")
        return Named(row.line, tuple(fresh), found, (*warnings, *unknown, *late, *uncounted, *unclear))


class _Work(RowReader):
    """Who worked on one thing in one month, if those are few."""

    def __init__(self, part: str, columns: Chosen, days: when.Reader, rows: Callable[[], Iterator[Row]]) -> None:
        super().__init__(columns)
        self._part = part
        self._days = days
        self._parties = Parties(part)
        usable = (columns.read(row.cells, long=row.long)[0] for row in rows() if not row.fault)
        self._together = Cohorts(part, (s for cells in usable if (s := self._stay(cells))), "worked_on")

    def _stay(self, cells: list[str]) -> Stay | None:
        item, said_when, person = cells
        day = self._days(said_when) if said_when else None
        return Stay(plain(item), month(day.day), email_of(person) or plain(person), day.day) if item and person and day else None

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        item, said_when, person = cells
        fresh: list[Record] = []
        record = self._parties.record(person, row.line, row.number, fresh)
        if not record:
            return Nameless(row.line)
        if not item:
            warnings = (*warnings, "`item` is empty: the person is kept, nothing is counted")
        _, late = when.read(self._days, said_when)
        stay = self._stay(cells)
        found = tuple(self._together.ties(stay, record, row.line)) if stay else ()
        return Named(row.line, tuple(fresh), found, (*warnings, *late))


def _people_in(text: str) -> list[str]:
    """The people in one cell: between semicolons, bars or lines, and between commas where all are e-mails."""
    some = [p for p in map(clean, _SEVERAL.split(text)) if p]
    if len(some) == 1 and all("@" in p for p in some[0].split(",")):
        some = [p for p in map(clean, some[0].split(",")) if p]
    return some
