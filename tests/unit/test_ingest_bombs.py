"""Files that are made to hurt: each ends quickly in one of our errors or in a report."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from graph.errors import BrokenFile, NotUnderstood, TooLarge
from ingest.reading.limits import Limits
from ingest.recognise import recognise
from ingest.source import Named, Unusable
from ingest.sources import SOURCES
from ingest.sources.linkedin_connections import Connections
from tests.golden.rendered import document

ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{ENTITIES}]><worksheet>&l9;</worksheet>'
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="str"><v>First Name</v></c><c r="B1" t="str"><v>Last Name</v></c>'
    '<c r="C1" t="str"><v>Connected On</v></c></row>%s</sheetData></worksheet>'
)


def workbook(**parts: str | bytes) -> bytes:
    """A workbook with some of its XML replaced."""
    plain, changed = io.BytesIO(), io.BytesIO()
    book = Workbook()
    book.worksheets[0].append(["First Name", "Last Name", "Connected On"])
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            stem = info.filename.rsplit("/", 1)[-1].removesuffix(".xml")
            new.writestr(info.filename, parts.get(stem, old.read(info)))
    return changed.getvalue()


def test_entities_that_multiply_are_not_unfolded() -> None:
    with pytest.raises(BrokenFile, match="damaged workbook"):
        recognise(document(workbook(sheet1=LAUGHS), "laughs.xlsx"), SOURCES)


def test_a_made_up_row_number_does_not_keep_us_busy() -> None:
    given = document(workbook(sheet1=SHEET % '<row r="999999999"><c r="A999999999" t="str"><v>Ada</v></c></row>'), "rows.xlsx")
    assert not [f for f in Connections().found(given) if isinstance(f, Named)]


def test_a_cell_in_the_last_column_costs_nothing() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><v>Ada</v></c><c r="XFD{n}" t="str"><v>x</v></c></row>' for n in range(2, 500)
    )
    given = document(workbook(sheet1=SHEET % rows), "columns.xlsx")
    assert len([f for f in Connections().found(given) if isinstance(f, Named)]) == 498


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    given = document(workbook(sheet1=SHEET % (" " * 100_000)), "big.xlsx")
    given.limits = Limits(workbook_bytes=50_000)
    with pytest.raises(TooLarge):
        recognise(given, SOURCES)


def test_a_bomb_of_zeros_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", b"\0" * 50_000_000)
    with pytest.raises(TooLarge, match="more than 250 times its size"):
        recognise(document(buffer.getvalue(), "zeros.zip"), SOURCES)


def test_an_encrypted_member_says_what_to_do() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("Connections.csv", "First Name,Last Name,Connected On\n")
    data = bytearray(buffer.getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    given = document(bytes(data), "locked.zip")
    with pytest.raises(BrokenFile, match="encrypted: unpack it"):
        [list(r.found) for r in recognise(given, SOURCES).read(given)]


def test_archives_inside_archives_stay_closed() -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("Connections.csv", "First Name,Last Name,Connected On\nAda,T,\n")
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    with pytest.raises(NotUnderstood, match=r"Files seen: inner\.zip"):
        recognise(document(outer.getvalue(), "outer.zip"), SOURCES)


@pytest.mark.parametrize("line", ['"', '"' * 99_999, '",' * 50_000, "," * 90_000, '"a' * 40_000, "a" * 90_000 + '"'])
def test_one_bad_line_is_one_problem_however_long(line: str) -> None:
    given = document(f"First Name,Last Name,Connected On\n{line}\nAda,T,\n".encode(), "Connections.csv")
    found = [f for f in Connections().found(given) if isinstance(f, Named | Unusable)]
    assert found[-1].line == 3
    assert len(found) == 2


def test_many_open_quotes_are_read_in_linear_time() -> None:
    lines = ['Ada,"T,', *['b""b,c,'] * 3_000] * 5
    given = document("\n".join(["First Name,Last Name,Connected On", *lines]).encode(), "Connections.csv")
    assert sum(isinstance(f, Named | Unusable) for f in Connections().found(given)) == len(lines)
