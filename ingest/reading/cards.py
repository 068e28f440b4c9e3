"""The lines of a vCard file as cards: unfolded, decoded, and only those properties that say who somebody is.

    3.0, 4.0   a line that starts with a blank goes on with the one before it
    2.1        the same, and a quoted-printable value goes on below a line that ends with `=`

A card ends at `END:VCARD`; another `BEGIN:VCARD` before that means that the first one was cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from quopri import decodestring
from typing import TextIO

from ingest.reading.delimited import Physical

_KEPT = frozenset(("FN", "N", "NICKNAME", "EMAIL", "TEL", "ORG", "TITLE", "URL", "X-SOCIALPROFILE", "CATEGORIES"))
_HEAD = re.compile(r'((?:[^":]|"[^"]*")*):')
"""Name and parameters, up to the first colon that is in no quotes."""
_PARAMETER = re.compile(r';((?:[^";]|"[^"]*")*)')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_UNITS = {";": re.compile(r"(?<!\\);"), ",": re.compile(r"(?<!\\),")}
_CHARSETS = ("utf-8", "us-ascii", "iso-8859-", "windows-125", "cp125", "koi8-", "gb", "big5", "shift_jis", "euc-", "iso-2022-")
_MOST_PROPERTIES = 500


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its name in upper case without its group, and its value with its escapes."""

    name: str
    value: str

    @property
    def text(self) -> str:
        """The value as one text."""
        return _unescaped(self.value)

    @property
    def components(self) -> list[str]:
        """The parts between semicolons: family, given, ... name; organisation and its units."""
        return [_unescaped(v) for v in _UNITS[";"].split(self.value)]

    @property
    def listed(self) -> list[str]:
        """The parts between commas."""
        return [_unescaped(v) for v in _UNITS[","].split(self.value)]


@dataclass(slots=True)
class Card:
    """One card: the line where it begins, what it says, and why it cannot be used (empty when it can)."""

    line: int
    properties: list[Property] = field(default_factory=list)
    fault: str = ""


def cards(stream: TextIO, longest: int) -> Iterator[Card]:
    """Every card of a text, one at a time. `longest` bounds the characters that are kept of one."""
    card: Card | None = None
    size = 0
    lines = _Unfolded(Physical(stream, longest))
    while (line := lines.take()) is not None:
        mark = line[:20].strip().upper()
        if mark == "BEGIN:VCARD":
            if card:
                yield Card(card.line, fault="the card has no END: another begins before it")
            card, size = Card(lines.number), 0
        elif mark == "END:VCARD":
            yield card or Card(lines.number, fault="a card ends here that never began")
            card = None
        elif card and not card.fault and (found := _property(line)):
            card.properties.append(found)
            size += len(line)
            if size >= longest or len(card.properties) > _MOST_PROPERTIES:
                card = Card(card.line, fault=f"the card has more than {longest:,} characters or {_MOST_PROPERTIES} properties")
    if card:
        yield Card(card.line, fault=card.fault or "the card has no END: the file ends before it")


class _Unfolded:
    """Logical lines; `number` is the physical line where the last one starts. Of a property that is not kept only the head
    is held, so that a picture costs nothing."""

    def __init__(self, lines: Physical) -> None:
        self._lines = lines
        self.number = 0

    def take(self) -> str | None:
        """The next logical line without its end; None after the last."""
        if not (first := self._lines.take()):
            return None
        self.number = self._lines.number
        bare = first.rstrip("\r\n")
        kept = _name_of(bare) in _KEPT
        pieces, size, quoted = [bare], len(bare), "QUOTED-PRINTABLE" in bare.upper()
        while line := self._lines.take():
            soft = quoted and bare.endswith("=")
            if not soft and line[0] not in " \t":
                self._lines.give_back([line])
                break
            bare = line.rstrip("\r\n")
            if kept and size < self._lines.longest:
                # A soft break of quoted-printable stays one, for the decoder; a fold is the end of line and the blank.
                pieces.append("\n" + bare if soft else bare[1:])
                size += len(line)
        return "".join(pieces)


def _name_of(line: str) -> str:
    """`EMAIL` of `item1.EMAIL;type=pref:...`."""
    end = min((i for c in ":;" if (i := line.find(c)) >= 0), default=0)
    return line[:end].rpartition(".")[2].strip().upper()


def _property(line: str) -> Property | None:
    """A line as a property; None for one that is not kept or is none at all."""
    name = _name_of(line)
    if name not in _KEPT:
        return None
    found = _HEAD.match(line)
    # Apple has written lone quotes into parameters.
    head, _, value = (found[1], "", line[found.end() :]) if found else line.partition(":")
    parameters = [p.strip().strip('"').upper() for p in _PARAMETER.findall(head)]
    if any(p.removeprefix("ENCODING=") == "QUOTED-PRINTABLE" for p in parameters):
        charset = next((p.removeprefix("CHARSET=") for p in parameters if p.startswith("CHARSET=")), "UTF-8")
        value = _decoded(value, charset.strip('"').lower())
    return Property(name, value)


def _decoded(value: str, charset: str) -> str:
    data = decodestring(value.encode("utf-8", "replace"))
    if charset.startswith(_CHARSETS):
        try:
            return data.decode(charset)
        except (LookupError, ValueError):  # no such charset, other bytes than its own, or a NUL in its name
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda m: " " if m[1] in "nN" else m[1], value)
