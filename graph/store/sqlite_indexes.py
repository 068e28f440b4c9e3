"""Indexes that a large change lays aside. Its rows lie all over them, so that one by one they fetch and write the same pages
again and again; made anew from all rows, an index is sorted first, and each page is written once."""

from __future__ import annotations

import sqlite3
from functools import partial

from graph.store.aside import Aside

MANY = 20_000
"""Rows that come in one change before the indexes are laid aside: up to so many, their pages are in the cache."""
SHARE = 4
"""The rows that come are at least one in so many of those that were there: they are sorted too."""


class Indexes:
    """Those of one table, but for what its rows are unique by: that is asked as each row comes."""

    def __init__(self, connection: sqlite3.Connection, aside: Aside, table: str) -> None:
        self._connection, self._aside, self._table = connection, aside, table
        self._came = 0
        self._there: int | None = None
        self._laid: list[str] = []
        """What makes those anew that are missing."""

    def expect(self, rows: int) -> None:
        """Lay them aside, if with so many more rows it is worth it."""
        self._came += rows
        if self._laid or self._came <= MANY:
            return
        if self._there is None:
            # Numbers of rows are given one after the other, so the last one is about how many there are.
            ((last,),) = self._asked(f"SELECT coalesce(max(n), 0) FROM {self._table}")
            self._there = int(last)
        if self._came * SHARE > self._there:
            found = self._asked(
                f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '{self._table}' AND sql IS NOT NULL"
            )
            for name, sql in found:
                self._asked(f"DROP INDEX {name}")
                self._laid.append(sql)

    def make(self) -> None:
        """Have those made anew that are missing, before anything is asked of the table."""
        for sql in self._laid:
            self._aside.do(partial(self._connection.execute, sql))
        self._laid.clear()
        self._came, self._there = 0, None

    def _asked(self, sql: str) -> list[tuple[str, ...]]:
        self._aside.wait()
        return self._connection.execute(sql).fetchall()
