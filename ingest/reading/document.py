"""A file, or one member of an archive, as importers see it: a table, a JSON text or a set of members, and how it starts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from graph.errors import NotUnderstood, TooLarge
from graph.values import LONGEST_NAME
from ingest.reading.archive import is_zip, members
from ingest.reading.blob import Blob
from ingest.reading.columns import clean
from ingest.reading.dates import Order
from ingest.reading.delimited import Line, Physical, delimiter_of, logical, rows
from ingest.reading.json_stream import Item, Path, items, shape
from ingest.reading.limits import Limits
from ingest.reading.workbook import Book, check_parts

_OPENING = 500
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_JSON = re.compile(r"\s*[{\[]|window\.\w+")
_MAIL = re.compile(r"From \S+ .*\d{4}")
_MOJIBAKE = ("\u00c3", "\u00c2", "\u00e2")


class HeadRow(NamedTuple):
    """One row near the top, which may turn out to be the header."""

    line: int
    after: int
    """The physical line below it."""
    delimiter: str
    """Empty for a workbook."""
    cells: tuple[str, ...]


class Row(NamedTuple):
    """One row below a header."""

    line: int
    number: int
    """1-based, counting every row below the header that is not blank."""
    cells: list[str]
    fault: str
    """Why the row cannot be used; empty when it can."""
    long: bool
    """Whether some cell may be over-long."""


class Document:
    """What is imported. Nothing is read before it is asked for, and tables are read row by row, as often as needed."""

    def __init__(self, blob: Blob, limits: Limits, date_order: Order | None = None, owner: str = "") -> None:
        self.blob = blob
        self.limits = limits
        self.date_order = date_order
        """What the person who imports it says of numeric dates that fit both orders; None: nothing."""
        self.owner = owner
        """Whose export it is, as that person says; empty: nothing."""

    @property
    def name(self) -> str:
        """The file's name; for a member of an archive its path inside."""
        return self.blob.name

    @property
    def part(self) -> str:
        """Uid of the part that these bytes are."""
        return "t" + self.blob.survey.digest[:32]

    @cached_property
    def members(self) -> tuple[Document, ...]:
        """The files in an archive; none for anything else, workbooks included."""
        if not is_zip(self.blob.survey.head):
            return ()
        found = members(self.blob, self.limits)
        return (
            ()
            if any(b.name == "xl/workbook.xml" for b in found)
            else tuple(Document(b, self.limits, self.date_order, self.owner) for b in found)
        )

    @cached_property
    def is_workbook(self) -> bool:
        """Whether this is an xlsx workbook, whatever it is called."""
        if not is_zip(self.blob.survey.head) or self.members:
            return False
        found = members(self.blob, replace(self.limits, unpacked_bytes=self.limits.workbook_bytes))
        if not any(b.name == "xl/workbook.xml" for b in found):
            return False
        check_parts(self.blob, found)
        return True

    @cached_property
    def _book(self) -> Book:
        return Book(self.blob)

    @cached_property
    def opening(self) -> str:
        """The first characters of a text; empty for an archive or a workbook."""
        if is_zip(self.blob.survey.head):
            return ""
        with self.blob.text() as stream:
            return stream.read(_OPENING)

    @cached_property
    def shape(self) -> Mapping[str, frozenset[str]]:
        """The names in the object that a JSON text is, with those in its arrays (`reading.json_stream.shape`); else none."""
        if not _JSON.match(self.opening):
            return {}
        with self.blob.text() as stream:
            return shape(stream, self.limits.line_chars)

    def items(self, *paths: Path) -> Iterator[Item]:
        """The values at these paths of a JSON text."""
        with self.blob.text() as stream:
            yield from items(stream, paths, self.limits.line_chars)

    @cached_property
    def head(self) -> tuple[HeadRow, ...]:
        """The rows of the first lines, each read as if it were the header; empty for an archive."""
        if self.blob.survey.head.startswith(_OLD_EXCEL):
            raise NotUnderstood(f"{self.name} is an Excel file of the old or an encrypted kind: save it as .xlsx or as CSV")
        if self.members or _JSON.match(self.opening) or _MAIL.match(self.opening):
            return ()
        limits = self.limits
        if is_zip(self.blob.survey.head):
            if not self.is_workbook:
                return ()
            sheet = self._book.rows(0, 200)
            top = takewhile(lambda r: r.start <= limits.header_lines, sheet)
            return tuple(HeadRow(r.start, r.after, "", _without_tail(r.cells)) for r in top)
        found = []
        with self.blob.text() as stream:
            lines = Physical(stream, min(limits.line_chars, 1 << 18))
            while lines.number < limits.header_lines and (line := lines.take()):
                start, delimiter = lines.number, delimiter_of(line)
                cells, fault = logical(line, lines, delimiter, 0) if '"' in line else (line.split(delimiter), "")
                if not fault:
                    found.append(HeadRow(start, lines.number + 1, delimiter, tuple(c.strip("\r\n") for c in cells)))
        narrow = tuple(h for h in found if len(h.cells) <= limits.columns)
        if found and not narrow:
            raise TooLarge(f"{self.name} has more than {limits.columns:,} columns")
        return tuple(h for h in narrow if any(h.cells))

    def find(self, is_header: Callable[[HeadRow], bool]) -> HeadRow | None:
        """The first row near the top that is the header asked for."""
        return next((h for h in self.head if is_header(h)), None)

    def lines(self, header: HeadRow, *, width: int = 0) -> Iterator[Line]:
        """Every row below a header that is not blank, as it stands; `width` as in `ingest.reading.delimited.logical`."""
        if not header.delimiter:
            yield from self._book.rows(header.line, len(header.cells))
            return
        with self.blob.text() as stream:
            physical = Physical(stream, self.limits.line_chars)
            while physical.number < header.after - 1 and physical.take():
                pass
            found = rows(physical, header.delimiter, width=width, columns=self.limits.columns)
            if self.blob.survey.encoding != "cp1252":
                yield from found
                return
            for line in found:
                # Some cells of files that Excel saved as cp1252 hold UTF-8 that was read as cp1252 before.
                odd = any(m in c for c in line.cells for m in _MOJIBAKE)
                yield line._replace(cells=[_repair(c) for c in line.cells]) if odd else line

    def rows(self, header: HeadRow) -> Iterator[Row]:
        """The rows below a header. One that is not as wide as it is a fault, empty cells at its end aside."""
        width = len(header.cells)
        for number, line in enumerate(self.lines(header, width=width), start=1):
            cells, fault = line.cells, line.fault
            if len(cells) != width and not fault:
                if len(cells) < width:
                    fault = f"{len(cells)} cells where the header has {width}"
                elif any(map(clean, cells[width:])):
                    fault = f"{len(cells)} cells where the header has {width}: is there a separator in a cell without quotes?"
                else:
                    del cells[width:]
            yield Row(line.start, number, cells, fault, line.size > LONGEST_NAME)


def _without_tail(cells: list[str]) -> tuple[str, ...]:
    width = max((i for i, c in enumerate(cells, start=1) if c), default=0)
    return tuple(cells[:width])


def _repair(cell: str) -> str:
    try:
        return cell.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return cell
