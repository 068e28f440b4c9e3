"""Which records have a key, as numbers: (`graph.keys.key_number`, the number of the record's row). Keys within a name are
not filed: the name is."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from typing import NamedTuple

from graph.keys import filed_numbers
from graph.model import Record
from graph.store.coding import record_from
from graph.store.hand import Hand, Numbers, hand, processors

_PAGE = 10_000
"""Records that are filed anew at a time."""
_UNIT = 1_000
"""Records whose keys are made at a time, by this process or by the other one."""
_FEW = 4_000
"""Records up to which another process would take longer to begin than it saves."""
_MOST = 30
"""Units that wait for their keys; they are held in memory."""

Entries = list[tuple[int, int]]
"""Numbers of keys, each with the number of a row."""
Numbered = tuple[int, Record]
"""A record with the number of its row."""


def _entries(records: Iterable[Numbered]) -> Entries:
    # In order, so that each page of the index is met once.
    return sorted((number, n) for n, record in records for number in filed_numbers(record))


def _file(connection: sqlite3.Connection, entries: Entries) -> None:
    connection.executemany("INSERT OR IGNORE INTO filed VALUES (?, ?)", entries)


def unfile(connection: sqlite3.Connection, records: Iterable[Numbered]) -> None:
    """These records are found no more."""
    connection.executemany("DELETE FROM filed WHERE key = ? AND record = ?", _entries(records))


def file_all(connection: sqlite3.Connection) -> None:
    """File every record."""
    records = connection.execute("SELECT n, data FROM record")
    while some := records.fetchmany(_PAGE):
        _file(connection, _entries((n, record_from(data)) for n, data in some))


class _Unit(NamedTuple):
    """Records whose keys are asked for."""

    records: Sequence[Record]
    keys: Future[Numbers | None]


class Filing:
    """Lets records be found by their keys; until `finish`, perhaps not all of them."""

    def __init__(self, rows: Callable[[Sequence[str]], Mapping[str, int]], write: Callable[[Entries], object]) -> None:
        """`rows` says the numbers of the rows of records, by their ids; `write` takes entries, sorted, into the index."""
        self._rows, self._write = rows, write
        self._means = ExitStack()
        self._alone = processors() == 1
        self._pool: ThreadPoolExecutor | None = None
        self._hand: Hand | None = None
        self._waiting: deque[_Unit] = deque()
        self._many = 0

    def add(self, records: Sequence[Record], texts: Sequence[str]) -> None:
        """These too; `texts` are theirs."""
        if not records:
            return
        self._many += len(records)
        if self._alone or self._many <= _FEW:
            self._file([(records, map(filed_numbers, records))])
            return
        if self._pool is None:
            self._pool = self._means.enter_context(ThreadPoolExecutor(1, thread_name_prefix="mutuals-filing"))
        for start in range(0, len(records), _UNIT):
            unit = slice(start, start + _UNIT)
            self._waiting.append(_Unit(records[unit], self._pool.submit(self._made, texts[unit])))

    def go_on(self) -> None:
        """File those whose keys are made. Best called before more is written, as it asks for numbers of rows."""
        self._take(_MOST)

    def finish(self) -> None:
        """All of them, from here on."""
        self._take(0)

    def end(self) -> None:
        """No more; what waits is forgotten."""
        for unit in self._waiting:
            unit.keys.cancel()
        self._waiting.clear()
        self._means.close()

    def _made(self, texts: Sequence[str]) -> Numbers | None:
        if self._hand is None:
            self._hand = self._means.enter_context(hand())
        return self._hand.numbers(texts)

    def _take(self, left: int) -> None:
        """File what the other process has made, and, as long as more than `left` units wait, the last of them by this one."""
        taken: list[tuple[Sequence[Record], Iterable[Sequence[int]]]] = []
        while self._waiting:
            if len(self._waiting) > left and self._waiting[-1].keys.cancel():
                records = self._waiting.pop().records
                taken.append((records, list(map(filed_numbers, records))))
            elif len(self._waiting) > left or self._waiting[0].keys.done():
                unit = self._waiting.popleft()
                made = unit.keys.result()
                self._alone |= made is None
                taken.append((unit.records, map(filed_numbers, unit.records) if made is None else made))
            else:
                break
        if taken:
            self._file(taken)

    def _file(self, taken: Iterable[tuple[Sequence[Record], Iterable[Sequence[int]]]]) -> None:
        row = self._rows([r.id for records, _ in taken for r in records])
        self._write(
            sorted(
                (number, row[record.id])
                for records, keys in taken
                for record, numbers in zip(records, keys, strict=True)
                for number in numbers
            )
        )
