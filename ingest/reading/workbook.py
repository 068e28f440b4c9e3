"""Rows of an xlsx workbook as text, read row by row (openpyxl, read-only)."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from graph.errors import BrokenFile
from ingest.reading.blob import Blob
from ingest.reading.delimited import Line

LAST_ROW = 1_048_576
"""Excel's own limit; a row number beyond it is made up to keep us busy."""
_BLANK_ROWS = 20_000
_TOP = 1 << 16
"""Bytes of a part in which its document type would stand."""
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException,
    KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError, NotImplementedError, AssertionError,
)  # fmt: skip
"""What openpyxl was seen to raise on mutated workbooks; it has no error of its own for damage."""


def check_parts(blob: Blob, parts: Iterable[Blob]) -> None:
    """Refuses XML with a document type: no workbook has one, and entities that multiply or lead to other files need it.

    Raises `BrokenFile`. What stands behind its first bytes is left to the XML parser, which bounds what entities unfold to.
    """
    for part in parts:
        if part.name.endswith((".xml", ".rels")):
            with part.open() as stream:
                top = stream.read(_TOP).replace(b"\0", b"").upper()
            if b"<!DOCTYPE" in top or b"<!ENTITY" in top:
                raise BrokenFile(
                    f"{blob.name} is a damaged workbook: {part.name} declares entities, which no spreadsheet does. "
                    "Open it in the program that it came from and save it again"
                )


class Book:
    """An open workbook. Its shared strings are parsed once; its rows are read anew for each pass."""

    def __init__(self, blob: Blob) -> None:
        """Raises `BrokenFile`."""
        self._blob = blob
        # What openpyxl warns of (styles, validations, dates out of range) does not touch the text of a cell.
        warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
        with _damage(blob):
            self._book = load_workbook(blob.open(), read_only=True, data_only=True, keep_links=False)

    def rows(self, after: int, width: int) -> Iterator[Line]:
        """Rows with any content below sheet row `after` of the first sheet that has some, each of exactly `width` cells.

        Sheets behind the first one that holds anything are left alone. Raises `BrokenFile`.
        """
        warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
        with _damage(self._blob):
            for sheet in self._book.worksheets:
                sheet.reset_dimensions()
                blank, empty = 0, True
                for number, values in enumerate(sheet.iter_rows(max_col=width, values_only=True), start=1):
                    cells = [_text(v) for v in values]
                    size = max(map(len, cells), default=0)
                    blank = 0 if size else blank + 1
                    if number > LAST_ROW or blank > _BLANK_ROWS:
                        break
                    empty = empty and not size
                    if size and number > after:
                        yield Line(number, number + 1, cells, "", size)
                if not empty:
                    return


@contextmanager
def _damage(blob: Blob) -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        raise BrokenFile(f"{blob.name} is a damaged workbook and cannot be read: {error}") from error


def _text(value: object) -> str:
    """A cell as text: dates in ISO form, whole numbers without a fraction."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
