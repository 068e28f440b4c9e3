"""Rows of delimited text, one at a time, with the physical line where each starts.

A damaged row never takes its neighbours with it: a row over several lines counts only when it is well-formed and as wide
as the header; otherwise its first line alone is the problem, and reading goes on at the second. That stays linear in the
size of the file: a line that leaves a quote open also closes one that an earlier line left open, so no line is tried as
the inside of more than one damaged row.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple, TextIO

DELIMITERS = ",;\t"
_QUOTED = re.compile(r'"[^"]*"?')
_MOST_LINES = 5_000
_ENDS = ("\n", "\r")


class Line(NamedTuple):
    """One logical row: the physical line where it starts and the one after it, its cells as written, what is wrong."""

    start: int
    after: int
    cells: list[str]
    fault: str
    size: int
    """Characters of the row: tells whether any cell of it can be over-long."""


def delimiter_of(line: str) -> str:
    """The delimiter that occurs most in a line outside quotes; a comma when none does."""
    bare = _QUOTED.sub("", line)
    return max(DELIMITERS, key=bare.count)


class Physical:
    """The physical lines of a text, which can be handed back."""

    def __init__(self, stream: TextIO, longest: int) -> None:
        self.number = 0
        self.longest = longest
        csv.field_size_limit(max(longest * 2, csv.field_size_limit()))
        self._read: Callable[[int], str] = stream.readline
        self._held: deque[str] = deque()

    def take(self) -> str:
        """The next line with its end; of one longer than `longest` the beginning, the rest is passed over. Empty at the end."""
        if self._held:
            line = self._held.popleft()
        elif len(line := self._read(self.longest)) >= self.longest and self.is_cut(line):
            while (piece := self._read(self.longest)) and not piece.endswith(_ENDS):
                pass
        if line:
            self.number += 1
        return line

    def is_cut(self, line: str) -> bool:
        """Whether a line that was taken is only the beginning of a longer one."""
        return len(line) >= self.longest and not line.endswith(_ENDS)

    def give_back(self, lines: list[str]) -> None:
        """Puts lines, in their order, before the next one."""
        self._held.extendleft(reversed(lines))
        self.number -= len(lines)


def logical(first: str, lines: Physical, delimiter: str, width: int) -> tuple[list[str], str]:
    """Cells and fault of the row that starts with line `first`, which holds a quote.

    `width` is how many cells a row over several lines must have to count as one; 0 for any.
    """
    taken: list[str] = []

    def feed() -> Iterator[str]:
        yield first
        size = len(first)
        while size < lines.longest and len(taken) < _MOST_LINES and (line := lines.take()):
            taken.append(line)
            size += len(line)
            yield line.replace("\0", "")

    try:
        cells = next(csv.reader(feed(), delimiter=delimiter, strict=True, skipinitialspace=True))
        if not taken or not width or len(cells) == width:
            return cells, ""
    except csv.Error:
        pass
    lines.give_back(taken)
    if _opens(first, delimiter):
        return [], "a quotation mark is opened and never closed"
    return next(csv.reader((first,), delimiter=delimiter, skipinitialspace=True)), ""


def _opens(line: str, delimiter: str) -> bool:
    """Whether the line ends inside a quoted cell: then, and only then, one more quote makes a broken line whole."""
    bare = line.rstrip("\r\n")
    for text, whole in ((bare, False), (bare + '"', True)):
        try:
            next(csv.reader((text,), delimiter=delimiter, strict=True, skipinitialspace=True))
        except csv.Error:
            if whole:
                return False
        else:
            return whole
    return False


def rows(lines: Physical, delimiter: str, *, width: int, columns: int) -> Iterator[Line]:
    """Every row that is not blank, from the next physical line on."""
    while line := lines.take():
        start = lines.number
        if len(line) >= lines.longest and lines.is_cut(line):
            yield Line(start, start + 1, [], f"the line is longer than {lines.longest:,} characters", 0)
            continue
        if "\0" in line:
            line = line.replace("\0", "")  # seen in Zoom reports; they mean nothing
        if '"' not in line:
            bare = line.rstrip("\r\n")
            if bare and not bare.isspace():
                yield Line(start, start + 1, bare.split(delimiter, columns), "", len(bare))
        else:
            cells, fault = logical(line, lines, delimiter, width)
            yield Line(start, lines.number + 1, cells, fault, max(len(line), sum(map(len, cells))))
