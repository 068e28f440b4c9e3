"""Peak memory of importing small exports that hold one monstrous value, beside the same exports without it.

Each is read or refused within the stated bounds (`ingest/reading/limits.py`), in a process of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.bench.memory import MOST, peak
from tests.bench.table import Row

CELL, CELLS = 100_000_000, 1_000_000
"""Characters of the value, and cells of the row."""
_PIECE = 100_000

Hostile = Callable[[int], Iterator[str]]
"""The text of a file with a value of so many characters or a row of so many cells."""


def _filled(size: int) -> Iterator[str]:
    while size > 0:
        yield "x" * min(size, _PIECE)
        size -= _PIECE


def contacts(company: Iterable[str]) -> Iterator[str]:
    """A Connections.csv; the middle one of three works at `company`."""
    yield "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAda,Testerson,,,Mill,Miller,01 Jan 2024\n"
    yield 'Bo,Fixture,,,"'
    yield from company
    yield '",Clerk,02 Jan 2024\nCy,Sample,,,Mill,Hand,03 Jan 2024\n'


def cell(size: int) -> Iterator[str]:
    """One cell."""
    return contacts(_filled(size))


def row(size: int) -> Iterator[str]:
    """One row of so many cells."""
    return contacts('"' + ",x" * min(_PIECE, size - done) + ',"' for done in range(0, size, _PIECE))


def property_of_calendar(size: int) -> Iterator[str]:
    """One line of a calendar."""
    yield "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20250303T100000Z\nDESCRIPTION:"
    yield from _filled(size)
    yield "\nORGANIZER;CN=Ada:mailto:ada@example.org\nATTENDEE;CN=Bo;PARTSTAT=ACCEPTED:mailto:bo@example.org\n"
    yield "ATTENDEE;CN=Cy:mailto:cy@example.org\nEND:VEVENT\nEND:VCALENDAR\n"


def text_of_message(size: int) -> Iterator[str]:
    """One text in a conversation."""
    yield '{"participants": [{"name": "Ada"}, {"name": "Bo"}], "thread_path": "inbox/x", "messages": ['
    for n in range(3):
        yield json.dumps({"sender_name": "Ada", "timestamp_ms": 1_701_879_600_000 + n})[:-1] + ', "content": "'
        yield from _filled(size if n == 1 else 1)
        yield '"}' + ("," if n < 2 else "")
    yield "]}"


FILES: dict[str, tuple[str, Hostile, int]] = {
    "Connections.csv": ("one cell of {:,} characters", cell, CELL),
    "Connections-wide.csv": ("one row of {:,} cells", row, CELLS),
    "calendar.ics": ("one line of {:,} characters", property_of_calendar, CELL),
    "message_1.json": ("one text of {:,} characters", text_of_message, CELL),
}
"""File, what is in it, and how it is made."""


def write(path: Path, made: Hostile, size: int) -> None:
    """A file with such a value."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(made(size))


def measure(folder: Path, *, quick: bool = False) -> list[Row]:
    """All of them, at a hundredth of their size when `quick`."""
    rows = []
    for name, (what, made, most) in FILES.items():
        size, file = most // 100 if quick else most, folder / name
        write(file, made, 1)
        usual = peak(file)
        file.with_name(f"{name}.db").unlink()
        write(file, made, size)
        got = peak(file)
        rows.append(
            Row(
                f"import {name} with {what.format(size)}, embedded: peak memory",
                f"{got.megabytes:,.0f} MB in {got.seconds:,.1f} s; {got.rows} rows",
                f"≤ {MOST} MB",
                f"the same without it: {usual.megabytes:,.0f} MB; {usual.rows} rows",
                f"{got.megabytes / usual.megabytes:.2f} × as much",
            )
        )
        for left in folder.glob(f"{name}*"):
            left.unlink()
    return rows
