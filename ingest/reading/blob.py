"""Bytes with a name that can be read again from the start: a file, or one member of an archive."""

from __future__ import annotations

import codecs
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from graph.errors import BrokenFile

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 1 << 18
# Polish letters of cp1250 inside a word; what cp1252 makes of them (superscripts, a turned question mark) stands in none.
_POLISH = re.compile(rb"[a-z][\xb3\xb9\xbf][a-z]")
_ZEROS = {"utf-32-le": "x000", "utf-32-be": "000x", "utf-16-le": "x0", "utf-16-be": "0x"}
"""Where the zeros of ASCII stand in each."""
UNPACKING = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, NotImplementedError, OSError)
"""Everything that `zipfile` raises on damaged bytes."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What one pass over the bytes tells."""

    digest: str
    """SHA-256, hexadecimal."""
    size: int
    encoding: str
    """Codec that reads the bytes as text: by byte-order mark or the places of zeros, else UTF-8 where all of it is, else
    cp1250 or cp1252."""
    head: bytes
    """The first 64 bytes."""


class Blob:
    """Named bytes. `opener` gives a fresh stream at the first byte each time; `position` is how far the last one was read.

    `look` is told the position at every piece that is read; what it raises ends the reading, and passes through.
    """

    def __init__(self, name: str, opener: Callable[[], BinaryIO], look: Callable[[int], object] = lambda _: None) -> None:
        self.name = name
        self.position = 0
        self.look = look
        self._opener = opener

    def open(self) -> io.BufferedReader:
        """A fresh stream. Damage met while reading it is `BrokenFile`."""
        self.position = 0
        try:
            return io.BufferedReader(_Counted(self._opener(), self), CHUNK)
        except UNPACKING as error:
            raise self.broken(error) from error

    def text(self) -> io.TextIOWrapper:
        """A fresh stream of text whose lines keep their ends; bytes that are no text become U+FFFD."""
        return io.TextIOWrapper(self.open(), encoding=self.survey.encoding, errors="replace", newline="")

    def broken(self, why: object) -> BrokenFile:
        """The error that says that these bytes cannot be read."""
        return BrokenFile(f"{self.name} is damaged and cannot be read: {why}")

    @cached_property
    def survey(self) -> Survey:
        """Hash, size and encoding, from one pass over the bytes."""
        digest, size, head = sha256(), 0, b""
        utf8 = codecs.getincrementaldecoder("utf-8")()
        valid, polish = True, False
        with self.open() as stream:
            while chunk := stream.read(CHUNK):
                head = head or chunk[:64]
                digest.update(chunk)
                size += len(chunk)
                valid = valid and _decodes(utf8, chunk, final=False)
                polish = polish or (not valid and _POLISH.search(chunk) is not None)
        valid = valid and _decodes(utf8, b"", final=True)
        return Survey(digest.hexdigest(), size, _encoding(head, valid=valid, polish=polish), head)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _encoding(head: bytes, *, valid: bool, polish: bool) -> str:
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):  # the former begins like UTF-16
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if wide := _without_mark(head):
        return wide
    return "utf-8" if valid else "cp1250" if polish else "cp1252"


def _without_mark(head: bytes) -> str:
    """UTF-16 or UTF-32 whose byte-order mark is missing: exports begin in ASCII, so zeros fall on the same places."""
    zeros = "".join("0" if b == 0 else "x" for b in head[: len(head) // 4 * 4])
    for codec, place in _ZEROS.items():
        if len(zeros) >= 2 * len("xx00") and zeros == place * (len(zeros) // len(place)):
            return codec
    return ""


class _Counted(io.RawIOBase):
    """Counts what is read for progress, and turns an unpacker's complaints into our own error."""

    def __init__(self, source: BinaryIO, blob: Blob) -> None:
        self._source = source
        self._blob = blob

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            data = self._source.read(len(view))
        except UNPACKING as error:
            raise self._blob.broken(error) from error
        view[: len(data)] = data
        self._blob.position += len(data)
        self._blob.look(self._blob.position)
        return len(data)

    def seekable(self) -> bool:
        return self._source.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._source.seek(offset, whence)

    def tell(self) -> int:
        return self._source.tell()

    def close(self) -> None:
        self._source.close()
        super().close()


class Shared(io.RawIOBase):
    """A reader of a seekable stream with a place of its own, so that several can read one open file in turns.

    Closing it leaves the stream open.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if whence == io.SEEK_CUR:
            offset, whence = offset + self._at, io.SEEK_SET
        self._at = self._stream.seek(offset, whence)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        self._stream.seek(self._at)
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)
