"""Which records have a key, as numbers: (`graph.keys.key_number`, the number of the record's row). Keys within a name are
not filed: the name is."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.keys import filed_numbers
from graph.model import Record
from graph.store.coding import record_from, rows_text
from graph.store.hand import Hand, Numbers, hand, numbers_of, processors
from graph.store.sqlite_view import LISTED, listed

_PAGE = 10_000
"""Records that are filed anew at a time."""
_UNIT = 1_000
"""Records whose keys are made at a time, by this process or by the other one."""
_FEW = 4_000
"""Records up to which another process would take longer to begin than it saves."""
_MOST = 30
"""Units that wait for their keys; they are held in memory."""
_SHARE = 4
"""One part in so many of all keys that were filed is written at once. Keys lie all over the index: the more of them are
written in its order, the fewer of its pages are fetched and written again and again."""
_RUN = 1_000_000
"""Keys that are written at once at most; they are held in memory, at 16 bytes each."""

_PORTION = 100_000
"""Keys that one statement files."""

Entries = list[tuple[int, int]]
"""Numbers of keys, each with the number of a row."""
Numbered = tuple[int, Record]
"""A record with the number of its row."""


def _entries(records: Iterable[Numbered]) -> Entries:
    # In order, so that each page of the index is met once.
    return sorted((number, n) for n, record in records for number in filed_numbers(record))


def _file(connection: sqlite3.Connection, entries: Entries) -> None:
    text = rows_text(entries)
    connection.execute("INSERT OR IGNORE INTO filed SELECT value->>0, value->>1 FROM json_each(?)", (text,))


def unfile(connection: sqlite3.Connection, records: Iterable[Numbered]) -> None:
    """These records are found no more."""
    connection.executemany("DELETE FROM filed WHERE key = ? AND record = ?", _entries(records))


def file_all(connection: sqlite3.Connection) -> None:
    """File every record."""
    records = connection.execute("SELECT n, data FROM record")
    while some := records.fetchmany(_PAGE):
        _file(connection, _entries((n, record_from(data)) for n, data in some))


class Run(NamedTuple):
    """Records with their keys, to be written together."""

    records: Sequence[Record]
    rows: NDArray[np.int64]
    """The number of each record's row, if nobody stated it before."""
    many: NDArray[np.int64]
    """How many keys each record has."""
    keys: NDArray[np.int64]

    def portions(self, rows: NDArray[np.int64]) -> Iterator[Entries]:
        """Sorted, with these numbers of rows; no more at once than one statement takes."""
        entries = np.column_stack([self.keys, np.repeat(rows, self.many)])
        entries = entries[np.lexsort((entries[:, 1], entries[:, 0]))]
        for start in range(0, len(entries), _PORTION):
            yield entries[start : start + _PORTION].tolist()


def file_run(connection: sqlite3.Connection, run: Run, *, found_again: bool) -> None:
    """Their records are found from here on. `found_again`: some of them were there already, with rows of their own."""
    rows = run.rows
    if found_again:
        ids = [r.id for r in run.records]
        row = dict(connection.execute(f"SELECT id, n FROM record WHERE id {LISTED}", (listed(ids),)))
        rows = np.array([row[i] for i in ids], dtype=np.int64)
    for entries in run.portions(rows):
        _file(connection, entries)


class _Unit(NamedTuple):
    """Records whose keys are asked for."""

    records: Sequence[Record]
    row: int
    """Of the first; the others follow."""
    keys: Future[Numbers | None]


class Filing:
    """Lets records be found by their keys; until `finish`, perhaps not all of them."""

    def __init__(self, write: Callable[[Run], object]) -> None:
        self._write = write
        self._means = ExitStack()
        self._alone = processors() == 1
        self._pool: ThreadPoolExecutor | None = None
        self._hand: Hand | None = None
        self._waiting: deque[_Unit] = deque()
        self._made: list[Run] = []
        self._many = self._held = self._filed = 0

    def add(self, records: Sequence[Record], row: int, texts: Sequence[str]) -> None:
        """These too, with the number of the first one's row, after which the others follow; `texts` are theirs."""
        if not records:
            return
        self._many += len(records)
        if self._alone or self._many <= _FEW:
            self._hold(records, row, numbers_of(records))
            return
        if self._pool is None:
            self._pool = self._means.enter_context(ThreadPoolExecutor(1, thread_name_prefix="mutuals-filing"))
        for start in range(0, len(records), _UNIT):
            unit = slice(start, start + _UNIT)
            self._waiting.append(_Unit(records[unit], row + start, self._pool.submit(self._asked, texts[unit])))

    def go_on(self) -> None:
        """Take those whose keys are made, and file them if they are enough for it."""
        self._take(_MOST)
        if self._held > min(self._filed // _SHARE, _RUN):
            self._file()

    def finish(self) -> None:
        """All of them, from here on."""
        self._take(0)
        self._file()

    def end(self) -> None:
        """No more; what waits is forgotten."""
        for unit in self._waiting:
            unit.keys.cancel()
        self._waiting.clear()
        self._made.clear()
        self._means.close()

    def _asked(self, texts: Sequence[str]) -> Numbers | None:
        if self._hand is None:
            self._hand = self._means.enter_context(hand())
        return self._hand.numbers(texts)

    def _take(self, left: int) -> None:
        """What the other process has made, and, as long as more than `left` units wait, the last of them by this one."""
        while self._waiting:
            if len(self._waiting) > left and self._waiting[-1].keys.cancel():
                unit = self._waiting.pop()
                self._hold(unit.records, unit.row, numbers_of(unit.records))
            elif len(self._waiting) > left or self._waiting[0].keys.done():
                unit = self._waiting.popleft()
                made = unit.keys.result()
                self._alone |= made is None
                self._hold(unit.records, unit.row, numbers_of(unit.records) if made is None else made)
            else:
                break

    def _hold(self, records: Sequence[Record], row: int, numbers: Numbers) -> None:
        many, keys = (np.array(held, dtype=np.int64) for held in numbers)
        self._made.append(Run(records, np.arange(row, row + len(records)), many, keys))
        self._held += len(numbers.keys)

    def _file(self) -> None:
        if not self._made:
            return
        records, *arrays = zip(*self._made, strict=True)
        self._write(Run(list(chain.from_iterable(records)), *map(np.concatenate, arrays)))
        self._made.clear()
        self._filed += self._held
        self._held = 0
