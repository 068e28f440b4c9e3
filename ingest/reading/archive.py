"""Members of a ZIP as blobs, within stated bounds. Members are read one at a time and never written to disk."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import BinaryIO, cast

from graph.errors import BrokenFile, TooLarge
from ingest.reading.blob import UNPACKING, Blob
from ingest.reading.limits import Limits

_ENCRYPTED = 0x1
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SMALL = 1 << 20
_TAIL = 1 << 17
"""Bytes in which the end of the list of members stands; its comment has 64 KiB at most."""
_END, _WIDE_END = struct.Struct("<10sHL"), struct.Struct("<32sQQ")
"""What stands before them, how many members there are, and the bytes of their list; the latter for more than 65,535."""
_ENTRY = 400
"""Bytes of the list that a member may take on average; with a long path and times it is about 200."""


def is_zip(head: bytes) -> bool:
    """Whether the first bytes are those of a ZIP (an xlsx workbook is one too), whatever the file is called."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members(blob: Blob, limits: Limits) -> list[Blob]:
    """The files in a ZIP, in its order, by their full names.

    Raises `TooLarge` on too many of them or on a bomb, `BrokenFile` on damage, encryption or an unknown compression.
    """
    _check_directory(blob, limits)
    try:
        # Opened once for all members: reading the list of a chat's ten thousand files again for each took minutes.
        archive = zipfile.ZipFile(blob.open())
        found = [i for i in archive.infolist() if i.filename and not i.is_dir()]
    except UNPACKING as error:
        raise blob.broken(error) from error
    if len(found) > limits.members:
        raise TooLarge(f"{blob.name} holds {len(found):,} files; at most {limits.members:,} are read")
    unpacked, packed = sum(i.file_size for i in found), sum(i.compress_size for i in found)
    if unpacked > limits.unpacked_bytes:
        raise TooLarge(f"{blob.name} unpacks to {unpacked:,} bytes; at most {limits.unpacked_bytes:,} are read")
    # Members may share their packed bytes, so the archive's own size is the honest divisor.
    if unpacked > _SMALL and unpacked > limits.unpack_ratio * max(1, min(packed, blob.survey.size)):
        raise TooLarge(f"{blob.name} unpacks to more than {limits.unpack_ratio} times its size: that is no export")
    return [_member(blob, archive, i) for i in found]


def _check_directory(blob: Blob, limits: Limits) -> None:
    """Refuses a list of members that is too long before it is read: as read, it takes many times its bytes."""
    with blob.open() as stream:
        end = stream.seek(0, io.SEEK_END)
        stream.seek(max(0, end - _TAIL))
        tail = stream.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + _END.size:
        return  # cut off: reading it will say so
    _, count, size = _END.unpack_from(tail, at)
    if (wide := tail.rfind(b"PK\6\6", 0, at)) >= 0 and at - wide >= _WIDE_END.size:
        _, count, size = _WIDE_END.unpack_from(tail, wide)
    if count > limits.members or size > limits.members * _ENTRY:
        raise TooLarge(f"{blob.name} holds {max(count, size // _ENTRY):,} files; at most {limits.members:,} are read")


def _member(blob: Blob, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Blob:
    def opener() -> BinaryIO:
        if info.flag_bits & _ENCRYPTED:
            raise BrokenFile(f"{info.filename} in {blob.name} is encrypted: unpack it and import the files")
        if info.compress_type not in _READABLE:
            raise BrokenFile(f"{info.filename} in {blob.name} is packed in an unusual way: repack it as a plain ZIP")
        return cast("BinaryIO", archive.open(info))

    # A small packed member may unpack for long, so it asks by itself whether to go on.
    return Blob(info.filename, opener, lambda _: blob.look(blob.position))
