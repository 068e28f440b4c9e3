"""Tables of what an export's owner and others did to each other: who the other one is, and the act as an encounter.

LinkedIn names the other by profile in some tables and by name alone in others. A name that just one contact of the owner has
(`Known`, from the Connections beside the table) is that contact; else it is one person within the table. The contact's profile is
written into the table's own record, so that it still says who was meant when the Connections are undone and the table stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from graph.model import Encounter, Record
from graph.values import name_key, slug_of, uid
from ingest.meaning.ownership import anonymous_owner
from ingest.reading.columns import Columns
from ingest.reading.dates import Moment
from ingest.reading.document import Document, Row
from ingest.source import Aside, Named, RowReader, TableImporter


class Contact(NamedTuple):
    """One of the owner's contacts: record id, and profile where the list has one."""

    id: str
    slug: str


Known = Mapping[str, Contact]
"""Contacts by `graph.values.name_key`, of those whose name only one has."""


class Acts(TableImporter):
    """Base of importers of such tables."""

    personal = True

    def __init__(self, known: Known | None = None) -> None:
        self.known: Known = known or {}

    def context(self, document: Document) -> tuple[str, ...]:
        """What a table says beside these contacts that it does not say alone: whom its names mean."""
        alone = copy(self)
        alone.known = {}
        records = chain.from_iterable(f.records for f in alone.found(document) if isinstance(f, Named))
        keys = {name_key(r.name) or r.name for r in records if not r.slug} & self.known.keys()
        return tuple(f"{key}={self.known[key].slug or self.known[key].id}" for key in sorted(keys))


class Other(NamedTuple):
    """The other one of a row: his record's id (empty when nobody is named), and the record if it is new."""

    id: str
    fresh: tuple[Record, ...] = ()


class Circle(RowReader):
    """Base of readers of such tables. Memory grows with distinct people who have no profile address only."""

    def __init__(self, part: str, columns: Columns, known: Known) -> None:
        super().__init__(columns)
        self._part = part
        self._known = known
        self._named: dict[str, str] = {}
        self.owner = anonymous_owner(part)

    def before(self) -> Aside:
        return Aside(records=(self.owner,))

    def other(self, row: Row, said: Record) -> Other:
        """Who is meant by what the row says of him (`said` needs no id, and its slug is read from its url)."""
        stated = slug = slug_of(said.url)
        key = name_key(said.name) or said.name
        if not slug and not key:
            return Other("")
        if not slug and (contact := self._known.get(key)):
            if not contact.slug:
                return Other(contact.id)
            slug = contact.slug
        if not slug and (met := self._named.get(key)):
            return Other(met)
        record = replace(said, id=uid("r", self._part, str(row.line), "0"), slug=slug, url=said.url if stated else "")
        if not slug:
            self._named[key] = record.id
        return Other(record.id, (record,))

    def said(self, row: Row, *names: str) -> Record:
        """An empty record of this row, with a name of these words."""
        return Record("", self._part, row.line, row.number, name=" ".join(filter(None, names)))

    def act(self, row: Row, kind: str, one: str, other: str, when: Moment | None, note: str = "") -> Encounter:
        """What `one` did to `other`."""
        return Encounter(
            id=uid("e", self._part, str(row.line), kind, one, other), part=self._part, line=row.line, kind=kind, a=one, b=other,
            direction="forward", day=when.day if when else None, start=when.second if when else None, note=note,
        )  # fmt: skip


def undated(text: str, when: Moment | None) -> tuple[str, ...]:
    """The warning about a date that is written and cannot be read."""
    return (f"the date {text[:40]!r} cannot be read: kept without its day",) if text and when is None else ()
