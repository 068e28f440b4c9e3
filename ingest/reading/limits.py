"""What an import may cost at most. Every bound is stated here with its reason; over one of them is `TooLarge`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one import. The defaults are far above any real export and far below what would hurt a small machine."""

    file_bytes: int = 64 << 30
    """Size of the file as given. Mail of many years in one file is the largest:
    only its time grows, as it is read in a stream."""
    unpacked_bytes: int = 2 << 30
    """What all members of a ZIP claim to unpack to; a member never yields more than it claims."""
    workbook_bytes: int = 256 << 20
    """The same for a workbook, whose shared strings are held in memory."""
    unpack_ratio: int = 250
    """Unpacked over packed size of a ZIP; contact lists stay below 30, deflate's own limit is 1,032."""
    members: int = 100_000
    """Members of a ZIP: a chat's export has a file for each day and channel, a social archive one for each picture.
    Archives inside archives are never opened."""
    columns: int = 1_000
    """Cells of a row; further ones make the row a problem."""
    line_chars: int = 4 << 20
    """Characters of one row; a longer one is a problem, so that memory does not grow with it."""
    header_lines: int = 40
    """Lines within which the header of a table is looked for."""
    listed: int = 10_000
    """Problems and warnings that a report lists each; all are counted, and all are kept in the store."""
