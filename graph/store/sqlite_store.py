"""The embedded store: one SQLite file (WAL), so that the first command needs nothing else.

Every view has a connection of its own and reads one snapshot; a writer takes the database's one write lock, waits for
its turn, and its transaction is the visible change. Command line and server may use the same file at once.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import StoreError, StoreUnavailable
from graph.store.aside import aside
from graph.store.memory import Memory
from graph.store.sqlite_schema import prepare
from graph.store.sqlite_view import SqliteView
from graph.store.sqlite_writer import SqliteWriter

WAIT_SECONDS = 600.0
"""How long a writer waits for another one to finish."""


class SqliteStore:
    """`graph.store.base.Store` in one file."""

    def __init__(self, path: Path, url: str) -> None:
        self.url = url
        self._path = path
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._memory = Memory()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"cannot make the folder of the store {path}: {error.strerror}"
            raise StoreUnavailable(message) from error
        with self._errors():
            connection = self._connect()
            prepare(connection)
            self._idle.append(connection)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        # WAL with synchronous=FULL: a commit that was reported survives a power cut.
        connection.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824;"
            " PRAGMA foreign_keys = OFF;"
        )
        return connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            message = f"the store {self._path} cannot be used: {error}"
            raise StoreUnavailable(message) from error
        except sqlite3.DatabaseError as error:
            message = f"the store {self._path} is not a Mutuals database, or is damaged: {error}"
            raise StoreError(message) from error

    @contextmanager
    def _connection(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._errors():
            with self._lock:
                connection = self._idle.pop() if self._idle else None
            connection = connection or self._connect()
            connection.execute(begin)
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            else:
                connection.commit()
            finally:
                with self._lock:
                    self._idle.append(connection)

    @contextmanager
    def view(self) -> Iterator[SqliteView]:
        with self._connection("BEGIN") as connection:
            yield SqliteView(connection, self._memory)

    @contextmanager
    def writer(self) -> Iterator[SqliteWriter]:
        with self._connection("BEGIN IMMEDIATE") as connection, aside() as steps:
            writer = SqliteWriter(connection, steps)
            try:
                yield writer
                writer.finish()
                steps.wait()
            finally:
                writer.end()

    def check(self) -> str:
        with self.view() as view:
            view.revision()
        return f"SQLite {sqlite3.sqlite_version}"

    def close(self) -> None:
        with self._lock:
            for connection in self._idle:
                connection.close()
            self._idle.clear()
