"""Who is told how far an import is, and who may stop it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from graph.errors import Cancelled
from ingest.report import Progress, Stage

_PAUSE = 0.1
"""Seconds between two words of progress."""


class Watch:
    """Asked at every piece of bytes that is read, at every batch that is written, and between the steps of what is derived.

    A stop is heard at each of them, so that at most the work on one piece is waited for.
    """

    def __init__(self, file: str, progress: Callable[[Progress], None] | None, cancelled: Callable[[], bool] | None) -> None:
        self._file = file
        self._progress = progress
        self._cancelled = cancelled
        self._stage: Stage = "looking"
        self._began = monotonic()
        self._next = 0.0
        self._last = (0, 0, 0)

    def check(self) -> None:
        """Raises `Cancelled` when somebody asked for it."""
        if self._cancelled and self._cancelled():
            raise Cancelled(f"the import of {self._file} was stopped; nothing of it was kept")

    def looked(self, position: int, total: int) -> None:
        """A piece was read; it counts as progress until the first row has become evidence."""
        self.check()
        if self._stage == "looking":
            self._tell("looking", 0, position, total)

    def read(self, rows: int, position: int, total: int) -> None:
        """So many rows have become evidence."""
        self._tell("reading", rows, position, total)

    def relating(self) -> None:
        """All is read; people and ties are worked out of it."""
        self.check()
        self._tell("relating", *self._last)

    def _tell(self, stage: Stage, rows: int, position: int, total: int) -> None:
        if self._progress is None:
            return
        now = monotonic()
        if stage != self._stage:
            self._stage, self._began, self._next = stage, now, now
        self._last = (rows, min(position, total), total)
        if now >= self._next:
            self._next = now + _PAUSE
            self._progress(Progress(*self._last, stage, now - self._began))
