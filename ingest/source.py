"""The importer protocol, and the values that importers yield.

A row becomes exactly one of `Named`, `Nameless` and `Unusable`, so that rows = people + nameless + problems by
construction; `Aside` is for what is said about the file as a whole and counts as no row.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from msgspec import Struct

from graph.model import Encounter, Event, Record
from ingest.reading.columns import Columns
from ingest.reading.document import Document, HeadRow, Row


class Named(Struct, frozen=True, gc=False):
    """A row that names or identifies somebody. `records` are only those that no earlier row has given."""

    line: int
    records: tuple[Record, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    warnings: tuple[str, ...] = ()


class Nameless(Struct, frozen=True, gc=False):
    """A well-formed row that identifies nobody."""

    line: int


class Unusable(Struct, frozen=True, gc=False):
    """A row that cannot be used, and why."""

    line: int
    reason: str


class Aside(Struct, frozen=True, gc=False):
    """Evidence and warnings that belong to the whole table, or to lines of it that are no rows (messages of a chat)."""

    records: tuple[Record, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    events: tuple[Event, ...] = ()
    warnings: tuple[str, ...] = ()


Found = Named | Nameless | Unusable | Aside


class Owner(Struct, frozen=True, gc=False):
    """What a file says about the person who exported it."""

    name: str = ""
    emails: tuple[str, ...] = ()
    slug: str = ""
    company: str = ""
    position: str = ""
    place: str = ""
    skills: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name or next(iter(self.emails), self.slug)


@dataclass(frozen=True, slots=True)
class Reading:
    """One part of a file on its way: `found` is lazy, and is read to its end once."""

    document: Document
    kind: str
    personal: bool
    """Whether its evidence is about the person who exported it."""
    found: Iterator[Found]


class Importer(Protocol):
    """One kind of file. Stateless; recognition is by content only."""

    name: str
    """For `--kind`, the ledger and reports; never changed."""
    version: int
    """Rises when the evidence that a file gives changes."""
    personal: bool
    """Whether the file is somebody's export, so that an owner must be known."""
    accepts: str
    """What is recognised, in words, for the message that a file is not."""

    def recognises(self, document: Document) -> bool:
        """Whether this is a file of this kind. Looks at the head or at the names of members only."""
        ...

    def owner(self, document: Document) -> Owner:
        """Who the file says it belongs to; an empty `Owner` where it does not say."""
        ...

    def read(self, document: Document) -> Iterator[Reading]:
        """The parts of a recognised file. Each must be read before the next is asked for."""
        ...


class RowReader(ABC):
    """One reading of one table: turns its rows into values, and may keep what spans rows (people met, events)."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns

    def before(self) -> Aside:
        """What is said before the first row."""
        return Aside()

    @abstractmethod
    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless | Unusable:
        """What one readable row says. `cells` are the cleaned ones, in the order of the fields of `columns`."""

    def after(self) -> Aside:
        """What is known only when all rows are read."""
        return Aside()


class TableImporter(ABC):
    """Base of importers of a single table, which say nothing of their owner."""

    name: str
    version = 1
    personal = False
    accepts: str
    units: str
    """What its rows are, for the message that there are none."""

    @abstractmethod
    def is_header(self, row: HeadRow) -> bool:
        """Whether a row is the header of such a table."""

    @abstractmethod
    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """A new reading of a recognised table. May pass over its rows first."""

    def recognises(self, document: Document) -> bool:
        """A header near the top, whatever stands above it."""
        return document.find(self.is_header) is not None

    def owner(self, document: Document) -> Owner:  # noqa: ARG002 - a table does not say
        """Nobody."""
        return Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """The one part."""
        yield Reading(document, self.name, self.personal, self.found(document))

    def found(self, document: Document) -> Iterator[Found]:
        """What each row says."""
        if header := document.find(self.is_header):
            yield from read_table(document, header, self.reader(document, header), self.units)


def read_table(document: Document, header: HeadRow, reader: RowReader, units: str) -> Iterator[Found]:
    """What each row below a header says, damaged rows included; says so when there is none."""
    yield reader.before()
    rows = 0
    for row in document.rows(header):
        rows += 1
        if row.fault:
            yield Unusable(row.line, row.fault)
        else:
            yield reader.row(row, *reader.columns.read(row.cells, long=row.long))
    yield reader.after()
    if not rows:
        yield Aside(warnings=(f"0 {units}: there is no row below the header",))
