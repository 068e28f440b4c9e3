"""Mappings that are remembered by the header of their table, and whether a file was read by another one before."""

from __future__ import annotations

from graph.errors import Conflict, NotFound
from graph.model import Source
from graph.store.base import Store, View, Writer
from ingest.mapper.mapped import KIND, Mapped
from ingest.mapper.mapping import ColumnMap, header_key
from ingest.reading.document import Document
from ingest.source import Importer


def key_of(document: Document, columns: ColumnMap) -> str:
    """The key of the header that a mapping fits; empty where it fits none."""
    header = document.find(lambda row: columns.fits(row.cells))
    return header_key(header.cells) if header else ""


def is_remembered(view: View, document: Document, columns: ColumnMap) -> bool:
    """Whether the next table with this header is read by this mapping without asking."""
    return view.mappings().get(key_of(document, columns)) == str(columns)


def remember(writer: Writer, document: Document, columns: ColumnMap) -> None:
    """In place of what was remembered for this header."""
    writer.put_mapping(key_of(document, columns), str(columns))


def forget(store: Store, header: str) -> None:
    """Ask again what the columns of this table are; what was imported stays. Raises `NotFound`."""
    with store.writer() as writer:
        if header not in writer.mappings():
            raise NotFound(f"There is no mapping {header!r}")
        writer.drop_mapping(header)


def check_same_mapping(before: Source, importer: Importer, document: Document) -> None:
    """Raises `Conflict` when the very same file was imported before with its columns read in another way."""
    if isinstance(importer, Mapped):
        if importer.part(document) in {p.uid for p in before.parts}:
            return
        now = _read_by(f"{importer.name} {importer.columns}")
    elif before.kind.startswith(KIND):
        now = _read_by(importer.name)
    else:
        return
    raise Conflict(
        f"{document.name} was imported before as {_read_by(before.importer)}; now it would be read as {now}. "
        f"If the first was wrong, undo it: mutuals undo {before.uid}"
    )


def _read_by(importer: str) -> str:
    return importer.replace(" ", " with ", 1)
