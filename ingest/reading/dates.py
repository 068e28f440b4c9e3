"""Dates and times as exports write them. Times without a zone are kept on the file's own clock, counted as if it were UTC."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple

from graph.errors import BadInput, OrderNeeded
from graph.values import plain

Order = Literal["mdy", "dmy"]

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_TIME = r"(?:,?[ T](?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)? ?(?P<ap>[AaPp]\.?[Mm]\.?)?)?(?: ?(?:UTC|GMT|Z))?$"
_TEXTUAL = re.compile(r"(?P<d>\d{1,2})[ .\-/]{1,2}(?P<mon>[^\W\d_]{3,10})\.?[ \-/](?P<y>\d{4}|\d{2})" + _TIME)
_MONTH_FIRST = re.compile(r"(?P<mon>[^\W\d_]{3,10})\.? (?P<d>\d{1,2}),? (?P<y>\d{4})" + _TIME)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<sep>[./\-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})" + _TIME)
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?P<sep>[./\-])(?P<a>\d{1,2})(?P=sep)(?P<d>\d{1,2})" + _TIME)
_MONTH = re.compile(r"(?:(?P<mon>[^\W\d_]{3,10})\.?[ /\-]|(?P<n>\d{1,2})[./\-])(?P<y>\d{4})|(?P<y2>\d{4})[./\-](?P<n2>\d{1,2})")
_YEARS = range(1900, 2200)
"""In which somebody who is known today can have worked or studied, or will have by what he says."""
_SLASHED = re.compile(r"\s*(\d{1,2})[/\-](\d{1,2})[/\-](?:\d{4}|\d{2})(?!\d)")
# First letters of month names in English, German, French, Spanish, Italian and Portuguese, without accents.
_MONTHS = {
    abbreviation: month
    for month, abbreviations in enumerate(
        ("jan ene gen", "feb fev", "mar mrz", "apr abr avr", "may mai mag", "jun giu juin", "jul lug juil", "aug ago aou",
         "sep set", "oct okt ott out", "nov", "dec dez dic"),
        start=1,
    )
    for abbreviation in abbreviations.split()
}  # fmt: skip


class Moment(NamedTuple):
    """A day and, where a time of day is written, its seconds since 1970."""

    day: date
    second: int | None


@lru_cache(maxsize=1 << 14)
def moment(text: str, order: Order = "mdy") -> Moment | None:
    """The moment that a cell names, or None. `order` decides numeric dates with slashes or hyphens; dots are day first."""
    bare = _SPACES.sub(" ", text).strip()
    try:
        for pattern in (_YEAR_FIRST, _TEXTUAL, _MONTH_FIRST, _NUMERIC):
            if found := pattern.match(bare):
                return _made(found.groupdict(), order)
        return iso(bare)
    except (ValueError, OverflowError):  # 32 Foo, 30 February, 25 o'clock, an offset out of the calendar
        return None


def iso(text: str) -> Moment | None:
    """An ISO 8601 date or time, of which `YYYY` and `YYYY-MM` stand for their first day; None for anything else."""
    if re.fullmatch(r"\d{4}(-\d{2})?", text):
        return Moment(date(int(text[:4]), int(text[5:] or 1), 1), None)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.tzinfo:
        found = found.astimezone(UTC)
    timed = len(text) > len("2024-W01-1")
    return Moment(found.date(), timegm(found.timetuple()) if timed else None)


def period(text: str, order: Order = "mdy") -> str:
    """The year, month or day that a cell names, as ISO 8601 (`2020`, `2020-01`, `2020-01-31`); empty for anything else."""
    bare = _SPACES.sub(" ", text).strip()
    if found := _MONTH.fullmatch(bare):
        year, letters = int(found["y"] or found["y2"]), plain(found["mon"] or "")
        month = int(found["n"] or found["n2"] or 0) or _MONTHS.get(letters[:4]) or _MONTHS.get(letters[:3]) or 0
        return f"{year:04}-{month:02}" if year in _YEARS and 1 <= month <= 12 else ""
    if re.fullmatch(r"\d{4}", bare):
        return bare if int(bare) in _YEARS else ""
    when = moment(bare, order)
    return when.day.isoformat() if when and when.day.year in _YEARS else ""


def epoch(seconds: float) -> Moment | None:
    """The moment that many seconds after 1970-01-01 UTC; None outside the calendar."""
    try:
        found = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        return None
    return Moment(found.date(), int(seconds))


def order_of(texts: Iterable[str], default: Order) -> Order:
    """Day or month first, decided by the first numeric date of a column that only fits one; else `default`.

    Columns whose first hundred filled cells hold no numeric date are not read further.
    """
    cells = (t for t in texts if t)
    first = [_SLASHED.match(t) for t in islice(cells, 100)]
    if not any(first):
        return default
    for found in first:
        if found and (decided := _decides(found)):
            return decided
    return next((d for t in cells if (m := _SLASHED.match(t)) and (d := _decides(m))), default)


def told_order_of(texts: Iterable[str], told: Order | None, file: str) -> Order:
    """Day or month first, decided by the dates themselves; where they fit both, `told`. Raises `OrderNeeded` without it.

    A date on which day and month are one number fits both and reads the same, so it asks nothing of anybody.
    """
    open_question = ""
    for text in texts:
        if found := _SLASHED.match(text):
            if decided := _decides(found):
                return decided
            if not open_question and found[1].lstrip("0") != found[2].lstrip("0") and moment(text, "dmy"):
                open_question = text
    if not open_question:
        return told or "mdy"
    if told:
        return told
    first, second = (str(m.day) if (m := moment(open_question, order)) else "" for order in ("dmy", "mdy"))
    raise OrderNeeded(
        f"the dates of {file} can be read in two ways: {open_question[:40]!r} is {first} with the day first (dmy) and {second} "
        "with the month first (mdy). Say which: --date-order dmy or --date-order mdy, or the field date_order",
        open_question[:40],
        dmy=first,
        mdy=second,
    )


def order_said(text: str) -> Order | None:
    """The order that a person names; None for nothing. Raises `BadInput` for any other word."""
    match text:
        case "":
            return None
        case "dmy" | "mdy":
            return text
        case _:
            raise BadInput(f"the order of dates is dmy (day first) or mdy (month first), not {text[:40]!r}")


def _decides(found: re.Match[str]) -> Order | None:
    a, b = int(found[1]), int(found[2])
    if (a > 12) == (b > 12):
        return None
    return "dmy" if a > 12 else "mdy"


def _made(found: dict[str, str | None], order: Order) -> Moment | None:
    year = int(found["y"] or 0)
    if year < 100:
        year += 2000  # LinkedIn opened in 2003, and the other exports are younger
    if mon := found.get("mon"):
        letters = plain(mon)
        month = _MONTHS.get(letters[:4]) or _MONTHS.get(letters[:3])
        if month is None:
            return None
        day = int(found["d"] or 0)
    elif found.get("d"):
        month, day = int(found["a"] or 0), int(found["d"] or 0)
    else:
        a, b = int(found["a"] or 0), int(found["b"] or 0)
        day, month = (a, b) if found["sep"] == "." or order == "dmy" else (b, a)
    when = date(year, month, day)
    if found["h"] is None:
        return Moment(when, None)
    hour, half = int(found["h"]), (found["ap"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    made = datetime(year, month, day, hour, int(found["mi"] or 0), int(found["s"] or 0), tzinfo=UTC)
    return Moment(when, timegm(made.timetuple()))
