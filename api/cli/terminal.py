"""What a command prints: plain text and tables for people, JSON for programs.

Names come from files that anybody can send, so nothing here lets a control character through to the terminal.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from time import monotonic
from typing import Any

from ingest.report import Progress

# Escape sequences begin with C0 or C1 controls; direction marks reorder a line; lone surrogates cannot be encoded.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
LONGEST = 60
"""Characters of one name or cell in human output; JSON has all of them."""


def clean(text: str, longest: int = LONGEST) -> str:
    """Safe for a terminal: no control or direction characters, cut with an ellipsis."""
    flat = _UNSAFE.sub("", " ".join(text.split()))
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"


def encode(value: Any, *, indent: int | None = 2) -> str:
    """JSON that is readable and still safe for a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda m: m.group(0) if m.group(0) == "\n" else f"\\u{ord(m.group(0)):04x}", text)


def emit(value: Any) -> None:
    """Prints one JSON value."""
    print(encode(value))


def emit_each(values: Iterable[Any]) -> None:
    """Prints a JSON list, one value a line, as the values come."""
    before = "["
    for value in values:
        print(before, encode(value, indent=None), sep="\n", end="")
        before = ","
    print("[]" if before == "[" else "\n]")


def wide(text: str) -> int:
    """Columns that a text takes: East Asian wide characters take two, combining ones none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in {"W", "F"} else 1 for c in text)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns by their widest cell. Cells are cleaned here."""
    cells = [[clean(cell) for cell in row] for row in [head, *rows]]
    widths = [max(wide(row[i]) for row in cells) for i in range(len(head))]
    lines = ["  ".join(cell + " " * (w - wide(cell)) for cell, w in zip(row, widths, strict=True)).rstrip() for row in cells]
    lines.insert(1, "  ".join("-" * w for w in widths))
    return "\n".join(lines)


def percent(probability: float) -> str:
    """`31 %`, and `< 1 %` for what would look like nothing."""
    return "< 1 %" if 0 < probability < 0.01 else f"{probability:.0%}".replace("%", " %")


def _said(progress: Progress) -> str:
    match progress.stage:
        case "looking":
            return "looking through it"
        case "relating":
            return f"{progress.rows:,} rows read; working out people and ties"
    left = progress.seconds_remaining
    end = f", {left:.0f} s left" if left else ""
    return f"{progress.rows:,} rows, {progress.rows_per_second:,.0f}/s{end}"


class Bar:
    """Progress of one file on standard error; silent where that is no terminal."""

    def __init__(self, name: str) -> None:
        self._name = clean(name, 40)
        self._shown = sys.stderr.isatty()

    def __call__(self, progress: Progress) -> None:
        if not self._shown:
            return
        share = progress.bytes_read / progress.bytes_total if progress.bytes_total else 0.0
        _write(f"{self._name} {_filled(share)} {_said(progress)}")

    def end(self) -> None:
        """Clears the line."""
        if self._shown:
            _write("")


class Count:
    """Progress of work on so many people, as `Bar`."""

    def __init__(self, name: str, total: int) -> None:
        self._name, self._total = name, total
        self._began = monotonic()
        self._shown = sys.stderr.isatty()

    def __call__(self, done: int) -> None:
        if self._shown and done:
            left = (monotonic() - self._began) / done * (self._total - done)
            _write(f"{self._name} {_filled(done / self._total)} {done:,} of {self._total:,} people, {left:.0f} s left")

    def end(self) -> None:
        """Clears the line."""
        if self._shown:
            _write("")


def _filled(share: float) -> str:
    filled = round(20 * min(share, 1.0))
    return f"[{'#' * filled}{'.' * (20 - filled)}]"


def _write(line: str) -> None:
    sys.stderr.write(f"\r\x1b[K{line[: shutil.get_terminal_size().columns - 1]}")
    sys.stderr.flush()
