"""Receives multipart uploads straight into spool files, and counts while it reads: nothing over a limit is kept.

The framework's own form parsing keeps no limit on files, so the parts are parsed here as they arrive.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, cast

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from api.jobs import Upload
from api.present import safe_name
from api.settings import Settings
from graph.errors import BadInput, StoreError, TooLarge
from graph.values import tidy
from ingest.reading.dates import order_said

LONGEST_FIELD = 16_000
"""Bytes of one text field (an owner, a kind, an order of dates, a mapping of columns)."""
MOST_FIELDS = 400
DRAINED = 64 * 1024 * 1024
"""Bytes read and thrown away after a refusal: a browser that is still sending shows our answer only when it could finish."""


@dataclass(slots=True)
class _Part:
    name: str
    file: str | None
    size: int = 0
    text: bytearray = field(default_factory=bytearray)
    out: BinaryIO | None = None


@dataclass(slots=True)
class Receiver:
    """One request being received: `feed` it all bytes, then take `uploads`. Raises `BadInput` and `TooLarge`."""

    settings: Settings
    received: int = 0
    uploads: list[Upload] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    _part: _Part | None = None
    _header: bytearray = field(default_factory=bytearray)
    _value: bytearray = field(default_factory=bytearray)
    _headers: dict[str, bytes] = field(default_factory=dict)
    _ended: bool = False

    def parser(self, content_type: str) -> MultipartParser:
        """The parser that calls back here. `content_type` is the request's header."""
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or not options.get(b"boundary"):
            raise BadInput("Send the files as multipart/form-data, in fields named files")
        return MultipartParser(
            options[b"boundary"],
            {
                "on_part_begin": self._headers.clear,
                "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
                "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
                "on_header_end": self._end_header,
                "on_headers_finished": self._open_part,
                "on_part_data": self._take,
                "on_part_end": self._close_part,
                "on_end": self._end,
            },
        )

    def feed(self, parser: MultipartParser, chunk: bytes) -> None:
        self.received += len(chunk)
        if self.received > self.settings.max_request_bytes:
            raise TooLarge(f"One upload may have {self.settings.max_request_bytes:,} bytes; send the files one by one")
        try:
            parser.write(chunk)
        except MultipartParseError as error:
            raise BadInput("The upload is not well-formed multipart/form-data") from error
        except OSError as error:
            raise StoreError(f"An upload cannot be kept in the spool folder: {error.strerror}") from error

    def finish(self) -> list[Upload]:
        """The files with what was said of each."""
        if not self._ended:
            raise BadInput("The upload ended too early")
        if not self.uploads:
            raise BadInput("No file was sent: put each into a field named files")
        owners, kinds = self._for_each("owner"), self._for_each("kind")
        orders = map(order_said, self._for_each("date_order"))
        said = zip(self.uploads, owners, kinds, orders, self._for_each("map"), strict=True)
        self.uploads = [replace(u, owner=o, kind=k, date_order=d, columns=m) for u, o, k, d, m in said]
        return self.uploads

    def discard(self) -> None:
        """Closes what was spooled, and with that removes it."""
        if self._part and self._part.out:
            self._part.out.close()
        for upload in self.uploads:
            upload.file.close()

    def _for_each(self, name: str) -> list[str]:
        said = self.texts.get(name, [])
        if len(said) in {0, 1}:
            return (said or [""]) * len(self.uploads)
        if len(said) != len(self.uploads):
            raise BadInput(f"{len(self.uploads)} files and {len(said)} {name} fields: send none, one for all, or one for each")
        return said

    def _end_header(self) -> None:
        self._headers[bytes(self._header).decode("latin-1").lower()] = bytes(self._value)
        self._header.clear()
        self._value.clear()

    def _open_part(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition", b""))
        name = options.get(b"name", b"").decode("utf-8", "replace")
        file = options.get(b"filename")
        self._part = _Part(name, None if file is None else safe_name(file.decode("utf-8", "replace")))
        if file is None:
            if sum(map(len, self.texts.values())) >= MOST_FIELDS:
                raise TooLarge(f"One upload may have {MOST_FIELDS} text fields")
            return
        if name != "files":
            raise BadInput(f"Files belong into fields named files, not {name[:40]!r}")
        if len(self.uploads) >= self.settings.max_files:
            raise TooLarge(f"One upload may have {self.settings.max_files} files; send the rest in another")
        spooled = tempfile.TemporaryFile(dir=self.settings.spool or None)  # noqa: SIM115 - whoever imports it closes it
        self._part.out = cast("BinaryIO", spooled)

    def _take(self, data: bytes, start: int, end: int) -> None:
        part = self._part
        if part is None:
            return
        part.size += end - start
        if part.out is None:
            if part.size > LONGEST_FIELD:
                raise TooLarge(f"The field {part.name[:40]!r} may have {LONGEST_FIELD} bytes")
            part.text += data[start:end]
            return
        if part.size > self.settings.max_file_bytes:
            raise TooLarge(f"{part.file} is over the limit of {self.settings.max_file_bytes:,} bytes for one file")
        part.out.write(data[start:end])

    def _close_part(self) -> None:
        part = self._part
        if part is None:
            return
        if part.out is None:
            self.texts.setdefault(part.name, []).append(tidy(part.text.decode("utf-8", "replace")))
        else:
            self.uploads.append(Upload(part.file or "unnamed", part.out))
        self._part = None

    def _end(self) -> None:
        self._ended = True


async def receive(content_type: str, body: AsyncIterator[bytes], settings: Settings) -> list[Upload]:
    """Spools every file of a request. Nothing is left of them when it raises (`BadInput`, `TooLarge`)."""
    receiver = Receiver(settings)
    kept = False
    try:
        parser = receiver.parser(content_type)
        async for chunk in body:
            await asyncio.to_thread(receiver.feed, parser, chunk)
        uploads = receiver.finish()
        kept = True
    except TooLarge:
        await _drain(body)
        raise
    finally:
        if not kept:
            receiver.discard()
    return uploads


async def _drain(body: AsyncIterator[bytes]) -> None:
    thrown = 0
    async for chunk in body:
        thrown += len(chunk)
        if thrown > DRAINED:
            return
