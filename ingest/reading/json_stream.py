"""Values out of a JSON text of any size, one at a time, with the line where each starts (the standard decoder on a window).

`["messages", EACH]` is every element of the array `messages` of the object at the top. What stands elsewhere is passed
over without being kept. Damage ends the reading with one item that says so, and takes nothing of what stood before it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple, TextIO

from graph.errors import BrokenFile
from graph.values import LONGEST_NAME
from ingest.reading.columns import clean

EACH = "*"
"""In a path, every element of an array."""
Path = tuple[str, ...]
_WINDOW = 1 << 16
_DEEPEST = 64
_BLANK = re.compile(r"[\s,;]*")
_COLON = re.compile(r"\s*:\s*")
_AFTER_NUMBER = re.compile(r"[\s,;\]}]")
"""What ends a number, whose beginning is a number too."""
_IN_STRING = re.compile(r'["\\]')
_decode = json.JSONDecoder().raw_decode


class Item(NamedTuple):
    """One value that was asked for. `fault` says why there is none; its path is then empty when reading ends there."""

    path: Path
    line: int
    value: Any
    fault: str = ""


def items(stream: TextIO, paths: Collection[Path], longest: int) -> Iterator[Item]:
    """Every value at one of `paths`, in the order of the text; one of more than `longest` characters is a fault.

    A text that starts with a name and `=` (a script that assigns) is read behind the sign.
    """
    above = frozenset(p[:n] for p in paths for n in range(len(p)))
    return _Walk(stream, frozenset(paths).__contains__, above.__contains__, longest).all()


def shape(stream: TextIO, longest: int) -> dict[str, frozenset[str]]:
    """The names in the object at the top, and for those that hold an array of objects the names in its first object."""
    found: dict[str, frozenset[str]] = {}

    def is_first(path: Path) -> bool:
        if path:
            found.setdefault(path[0], frozenset())
        return path[1:] == (EACH,) and not found[path[0]]

    for item in _Walk(stream, is_first, lambda path: len(path) < len(("name", EACH)), longest).all():
        if isinstance(item.value, dict):
            found[item.path[0]] = frozenset(item.value)
    return found


def dig(value: Any, *keys: str) -> Any:
    """What stands in nested objects; None where something else does."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text(value: Any, *keys: str) -> str:
    """The same for a text, clean and no longer than any cell; empty for what is none."""
    found = dig(value, *keys)
    return clean(found)[:LONGEST_NAME] if isinstance(found, str) else ""


def listed(value: Any, *keys: str) -> list[Any]:
    """The same for an array; empty for what is none."""
    found = dig(value, *keys)
    return found if isinstance(found, list) else []


class _Walk:
    def __init__(self, stream: TextIO, wants: Callable[[Path], bool], leads: Callable[[Path], bool], longest: int) -> None:
        self._stream = stream
        self._wants = wants
        self._leads = leads
        self._longest = longest
        self._text = ""
        self._at = 0
        self._ended = False
        self.line = 1

    def all(self) -> Iterator[Item]:
        """Every value that is wanted, and the damage that ends the text early."""
        try:
            self._past_assignment()
            yield from self._value(())
        except BrokenFile as error:
            yield Item((), self.line, None, str(error))

    def _past_assignment(self) -> None:
        """`window.YTD.tweets.part0 = [` leaves `[`."""
        self._more()
        sign = self._text.find("=", 0, 1_000)
        start = self._text[:sign].lstrip("\ufeff \r\n\t") if sign > 0 else ""
        if start and start[0] not in '{["':
            self._move(sign + 1)

    def _value(self, path: Path) -> Iterator[Item]:
        """What is wanted of the value that starts here, which ends up behind it."""
        if len(path) > _DEEPEST:
            raise BrokenFile("the text is nested too deeply")
        first, line, wanted = self._peek(), self.line, self._wants(path)
        inner = first in "[{" and not wanted and self._leads(path)
        if not inner:
            whole, value = self._decoded(self._longest if wanted else _WINDOW)
            if whole:
                if wanted:
                    yield Item(path, line, value)
                return
        if first in "[{":
            below = self._inside(path, first)
            if inner:
                yield from below
            else:
                for _ in below:
                    pass
        elif first == '"':
            self._past_string()
        else:
            raise BrokenFile("there is no value where one is expected: the file is cut off or damaged")
        if wanted:
            yield Item(path, line, None, f"longer than {self._longest:,} characters")

    def _inside(self, path: Path, bracket: str) -> Iterator[Item]:
        """What is wanted of the members of a container."""
        self._move(self._at + 1)
        while (here := self._peek()) not in "]}":
            name = EACH
            if bracket == "{":
                whole, name = self._decoded(self._longest) if here == '"' else (False, "")
                if not whole:
                    raise BrokenFile("a name is expected: the file is cut off or damaged")
                self._peek(_COLON)
            yield from self._value((*path, name))
        self._move(self._at + 1)

    def _decoded(self, most: int) -> tuple[bool, Any]:
        """Whether the value that starts here is whole within so many characters, and the value."""
        size = min(_WINDOW, most)
        while True:
            while len(self._text) - self._at < size and not self._ended:
                self._more()
            try:
                value, end = _decode(self._text, self._at)
            except (ValueError, RecursionError):  # also a number of thousands of digits
                end = len(self._text) + 1
                value = None
            if end - self._at <= most and (end < len(self._text) or (self._ended and end == len(self._text))):
                self._move(end)
                if isinstance(value, int | float) and not _AFTER_NUMBER.match(self._text, end):
                    raise BrokenFile("a number has no end: the file is cut off or damaged")
                return True, value
            if self._ended or size >= most:
                return False, None
            size = min(size * 4, most + 1)

    def _past_string(self) -> None:
        """Behind a string of any length."""
        self._move(self._at + 1)
        while True:
            if found := _IN_STRING.search(self._text, self._at):
                escape = found[0] == "\\"
                while escape and found.end() >= len(self._text) and not self._ended:
                    self._more()
                self._move(min(found.end() + escape, len(self._text)))
                if not escape:
                    return
            elif self._ended:
                raise BrokenFile("a text is opened and never closed: the file is cut off or damaged")
            else:
                self._move(len(self._text))
                self._more()

    def _peek(self, blank: re.Pattern[str] = _BLANK) -> str:
        """The next character that is neither blank nor a separator, without taking it."""
        while True:
            found = blank.match(self._text, self._at)
            self._move(found.end() if found else self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                raise BrokenFile("the file ends in the middle of a value: it is cut off")
            self._more()

    def _move(self, to: int) -> None:
        self.line += self._text.count("\n", self._at, to)
        self._at = to

    def _more(self) -> None:
        """Reads on, and lets go of what was passed."""
        piece = self._stream.read(_WINDOW)
        self._ended = not piece
        self._text = self._text[self._at :] + piece
        self._at = 0
