"""The `when` column of the generic files: ISO 8601 or seconds since 1970, decided per file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice

from ingest.reading.dates import Moment, epoch, iso
from ingest.reading.document import Row

_SECONDS = re.compile(r"-?\d{1,12}(?:\.\d+)?")
_NUMBER = re.compile(r"\d{9,13}|\d{9,10}\.\d+")
_THOUSANDTHS = 12
"""Digits from which on a number counts thousandths: in whole seconds it would lie beyond the year 5000."""
_SPARSE = (4, 6, 8)
"""Digits of a year, a year with month and a day: a column of only such numbers holds ISO dates."""
_LOOK = 1_000


Reader = Callable[[str], Moment | None]


def seconds(text: str) -> Moment | None:
    """The moment of a number of seconds since 1970, or of thousandths of them; None for anything else, years and days too."""
    if not _NUMBER.fullmatch(text) or len(text) in _SPARSE:
        return None
    return epoch(int(text[:-3]) if len(text) >= _THOUSANDTHS else float(text))


def read(reader: Reader, text: str) -> tuple[Moment | None, tuple[str, ...]]:
    """The moment in a cell, and a warning when there should be one."""
    moment = reader(text) if text else None
    unread = f"the date {text[:40]!r} cannot be read (2026-01-31 can, and seconds since 1970): kept without its date"
    return moment, (unread,) if text and moment is None else ()


def reader(rows: Iterator[Row], at: int) -> Reader:
    """How to read the column at position `at`, from a look at its first rows.

    Whole numbers of four or eight digits are years and days, unless the column holds numbers only and some that can only
    be seconds.
    """
    cells = [c for r in islice(rows, _LOOK) if not r.fault and (c := r.cells[at].strip())]
    seconds = all(map(_SECONDS.fullmatch, cells)) and any(len(c) not in _SPARSE for c in cells)

    @lru_cache(maxsize=1 << 14)
    def moment(text: str) -> Moment | None:
        if _SECONDS.fullmatch(text) and (seconds or len(text) not in _SPARSE):
            return epoch(float(text))
        try:
            return iso(text)
        except (ValueError, OverflowError):  # month 13, or an offset out of the calendar
            return None

    return moment
