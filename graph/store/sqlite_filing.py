"""Which records have a key, as numbers: (`graph.keys.key_number`, the number of the record's row). Keys within a name are
not filed: the name is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from graph.keys import filed_numbers
from graph.model import Record
from graph.store.coding import record_from

_PAGE = 10_000
"""Records that are filed anew at a time."""

Numbered = Iterable[tuple[int, Record]]
"""Records by the numbers of their rows."""


def _entries(records: Numbered) -> Iterator[tuple[int, int]]:
    return ((number, n) for n, record in records for number in filed_numbers(record))


def file(connection: sqlite3.Connection, records: Numbered) -> None:
    """Let these records be found by their keys."""
    # In order, so that each page of the index is met once.
    connection.executemany("INSERT OR IGNORE INTO filed VALUES (?, ?)", sorted(_entries(records)))


def unfile(connection: sqlite3.Connection, records: Numbered) -> None:
    """These records are found no more."""
    connection.executemany("DELETE FROM filed WHERE key = ? AND record = ?", sorted(_entries(records)))


def file_all(connection: sqlite3.Connection) -> None:
    """File every record."""
    records = connection.execute("SELECT n, data FROM record")
    while some := records.fetchmany(_PAGE):
        file(connection, ((n, record_from(data)) for n, data in some))
