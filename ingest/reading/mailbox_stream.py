"""Messages of an mbox one at a time: the headers that are asked for, and the line where each starts. Bodies are passed over.

The standard library's `mailbox` first looks for every message in the file and then keeps its place; here nothing is kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from email.message import Message
from email.parser import HeaderParser
from typing import BinaryIO, NamedTuple

_START = re.compile(
    rb"From .*\b[A-Z][a-z]{2} +[A-Z][a-z]{2} +\d{1,2} +\d{1,2}:\d{2}(:\d{2})?( +[\w+-]+){0,2} +\d{4}( +[+-]\d{4})?\s*$"
)
_NAME = re.compile(rb"([!-9;-~]+)[ \t]*:")
_PIECE = 1 << 16
_MOST = 1 << 18
"""Bytes kept of the headers of one message; real ones stay below a tenth of it."""


class Mail(NamedTuple):
    """The headers of one message."""

    line: int
    headers: Message


def is_start(line: bytes) -> bool:
    """Whether a line separates messages: `From `, somebody, and `Mon Jan 06 04:49:45 +0000 2020`."""
    return line.startswith(b"From ") and bool(_START.match(line))


def mails(stream: BinaryIO, wanted: Collection[str]) -> Iterator[Mail]:
    """Every message with those of its headers that are `wanted` (lower-case names)."""
    names = {n.encode() for n in wanted}
    number, started, inside, taking = 0, 0, False, False
    blank, whole = True, True
    head: list[bytes] = []
    size = 0
    while line := stream.readline(_PIECE):
        first, whole = whole, line.endswith(b"\n")
        number += first
        if first and blank and is_start(line):
            if started:
                yield _mail(started, head)
            started, inside, taking, head, size = number, True, False, [], 0
        elif inside and started:
            if first and not line.strip():
                inside = False
            elif size < _MOST:
                if first and line[:1] not in b" \t":
                    name = _NAME.match(line)
                    taking = bool(name and name[1].lower() in names)
                if taking:
                    head.append(line)
                    size += len(line)
        blank = first and not line.strip()
    if started:
        yield _mail(started, head)


def mail_of(stream: BinaryIO, wanted: Collection[str], line: int) -> Mail:
    """The one message of a file of its own, as maildir folders and `.eml` hold them; `line` is where it counts as standing."""
    names = {n.encode() for n in wanted}
    head: list[bytes] = []
    taking, size, whole = False, 0, True
    while (piece := stream.readline(_PIECE)) and (not whole or piece.strip()):
        if whole and piece[:1] not in b" \t":
            name = _NAME.match(piece)
            taking = bool(name and name[1].lower() in names)
        if taking and size < _MOST:
            head.append(piece)
            size += len(piece)
        whole = piece.endswith(b"\n")
    return _mail(line, head)


def is_message(start: bytes) -> bool:
    """Whether a file begins like one message: nothing but headers up to the first empty line, and who sent it when among them.
    Of a `start` that holds no empty line, the last line may be cut."""
    head, _, rest = start.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf").partition(b"\n\n")
    lines = head.split(b"\n")
    if not rest and len(lines) > 1:
        lines.pop()
    names = [found[1].lower() for line in lines if (found := _NAME.match(line))]
    folded = sum(line[:1] in (b" ", b"\t") for line in lines[1:])
    return len(names) + folded == len(lines) and b"from" in names and bool({b"date", b"message-id"} & {*names})


def _mail(line: int, head: list[bytes]) -> Mail:
    data = b"".join(head)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return Mail(line, HeaderParser().parsestr(text))
