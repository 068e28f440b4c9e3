"""Huge cells, rows, lists and archives cost bounded memory, and every bound is a setting."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from api.settings import Settings, from_environment, variable
from graph.errors import BrokenFile, NotUnderstood, TooLarge
from graph.store.open import open_store
from ingest.reading.archive import members
from ingest.reading.blob import Blob, Shared
from ingest.reading.document import Document
from ingest.reading.limits import Limits
from ingest.recognise import recognise
from ingest.run import import_file
from ingest.source import Aside, Nameless
from ingest.sources import SOURCES
from tests.golden.rendered import document
from tests.unit.test_ingest_bombs import workbook

ROOT = Path(__file__).resolve().parents[2]
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ROW = "Ada,Testerson,,,Plan A,,02 Aug 2024\n"
SIZE = 8_000_000
FEW = Limits(line_chars=1 << 14)

JSON = (
    '{"participants":[{"name":"Ada T"},{"name":"Bo K"}],"threadName":"x",'
    '"messages":[%s{"senderName":"Ada T","timestamp":1,"text":"a"}]}'
)
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:%s\nEND:VCARD\n"
EVENT = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240101T100000Z\n%s\nEND:VEVENT\nEND:VCALENDAR\n"
MAIL = "From a@b.example Mon Jan 06 04:49:45 +0000 2020\nFrom: Ada <ada@b.example>\nTo: Bo <bo@b.example>\n%s\n\nhello\n"
LONG: dict[str, Callable[[str], str]] = {
    "a cell": lambda x: f"{HEADER}{ROW}Bo,{x},,,,,\n{ROW}",
    "a cell in quotes": lambda x: f'{HEADER}{ROW}Bo,"{x}",,,,,\n{ROW}',
    "a cell of many lines": lambda x: (
        f'{HEADER}{ROW}Bo,"{"".join(x[i : i + 999] + chr(10) for i in range(0, len(x), 999))}",,,,,\n{ROW}'
    ),
    "a row of a million columns": lambda x: f"{HEADER}{ROW}{',' * len(x)}\n{ROW}",
    "a row of quoted columns": lambda x: HEADER + ROW + '"a",' * (len(x) // 4) + "\n" + ROW,
    "a name on a card": lambda x: CARD % "Ada T" + CARD % x + CARD % "Bo K",
    "a picture on a card": lambda x: CARD % f"Ada T\nPHOTO;ENCODING=b:{x}" + CARD % "Bo K",
    "a folded picture": lambda x: CARD % ("Ada T\nPHOTO:" + "".join(f"\n {x[i : i + 700]}" for i in range(0, len(x), 700))),
    "a title of a meeting": lambda x: EVENT % f"SUMMARY:{x}\nATTENDEE:mailto:ada@b.example",
    "a guest of a meeting": lambda x: EVENT % f"ATTENDEE;CN={x}:mailto:ada@b.example",
    "a header of mail": lambda x: MAIL % f"Cc: {x}",
    "a line of mail": lambda x: MAIL % "Subject: x\n" + x + "\n" + MAIL % "Subject: y",
    "a message of a chat": lambda x: JSON % f'{{"senderName":"Bo K","timestamp":2,"text":"{x}"}},',
}


def opened(data: bytes, limits: Limits = FEW) -> Document:
    return Document(Blob("file", lambda: io.BufferedReader(Shared(io.BytesIO(data)))), limits)


DEEP = {
    "comments in mail": MAIL.replace("From: Ada", "From: " + "(" * 5_000 + "Ada"),
    "lists in a chat": (JSON % "").replace('"a"}]', '"a"},' + "[" * 5_000 + "]" * 5_001),
    "brackets in a name": HEADER + "(" * 9_000 + ",T,,,,,\n",
}


@pytest.mark.parametrize("what", DEEP)
def test_what_is_nested_too_deeply_ends_in_a_report(what: str) -> None:
    _rows(opened((DEEP[what] % "x" if what.endswith("mail") else DEEP[what]).encode()))


@pytest.mark.parametrize("what", LONG)
def test_what_is_too_long_is_passed_over_and_takes_nothing_with_it(what: str) -> None:
    data, short = LONG[what]("a" * SIZE).encode(), LONG[what]("a" * 200).encode()
    # Of a cell that is too long over many lines each line is a row that cannot be used.
    assert _rows(opened(data)) >= _rows(opened(short)), "each row is accounted for"
    # The file itself is in memory before it is counted.
    tracemalloc.start()
    _rows(opened(data))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < SIZE / 2


def _rows(given: Document) -> int:
    readings = recognise(given, SOURCES).read(given)
    return sum(not isinstance(found, Aside | Nameless) for reading in readings for found in reading.found)


def test_a_wide_row_is_a_problem_and_a_wide_header_refuses_the_file() -> None:
    with pytest.raises(TooLarge, match="more than 1,000 columns"):
        recognise(opened(b"First Name,Last Name,Connected On" + b",x" * 100_000, Limits()), SOURCES)


def test_external_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Squeamish Ossifrage", "utf-8")
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="str"><v>&e;</v></c></row></sheetData></worksheet>'
    )
    for written in (sheet, sheet.encode("utf-16")):
        with pytest.raises(BrokenFile, match="declares entities"):
            recognise(document(workbook(sheet1=written), "book.xlsx"), SOURCES)


def archive(names: list[str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name in names:
            packed.writestr(name, HEADER + ROW)
    return buffer.getvalue()


def test_paths_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    file = folder / "Basic_LinkedInDataExport.zip"
    names = ["../../Connections.csv", "/Connections.csv", "..\\..\\messages.csv", "C:\\Profile.csv", "a/../../../x/Skills.csv"]
    file.write_bytes(archive(names))
    store = open_store(f"sqlite:///{folder / 'x.db'}")
    before = {p for p in tmp_path.rglob("*") if not p.name.startswith("x.db")}
    try:
        report = import_file(store, file, name=file.name, owner="Ada Testerson")
        assert {p.name for p in report.parts} <= {*names, "(owner)"}
    except NotUnderstood as error:
        assert "Files seen" in str(error)  # noqa: PT017 - both outcomes are right, and neither writes a file
    finally:
        store.close()
    assert {p for p in tmp_path.rglob("*") if not p.name.startswith("x.db")} == before


def test_a_list_of_members_is_counted_before_it_is_read() -> None:
    data = archive([f"{n}.csv" for n in range(60)])
    with pytest.raises(TooLarge, match="holds 60 files; at most 50"):
        members(opened(data).blob, Limits(members=50))
    # The same list that claims to hold one file only.
    at = data.rindex(b"PK\5\6")
    lies = data[:at] + data[at : at + 8] + struct.pack("<HH", 1, 1) + data[at + 12 :]
    # And that cannot be read: nobody tries.
    with pytest.raises(TooLarge, match="at most 5 are"):
        members(opened(lies.replace(b"PK\1\2", b"PK\1\3")).blob, Limits(members=5))


def test_every_limit_is_a_setting_with_its_default() -> None:
    assert Settings().limits == Limits()
    changed = from_environment({variable(f.name): "7" for f in fields(Settings) if f.name.startswith("max_")}).limits
    assert {getattr(changed, f.name) for f in fields(Limits)} == {7}


@pytest.mark.parametrize("zone", ["Europe", "Europe/" + "9" * 500])
def test_a_time_zone_that_is_no_file_is_no_zone(zone: str) -> None:
    text = (EVENT % "ATTENDEE:mailto:ada@b.example").replace("DTSTART:", f"DTSTART;TZID={zone}:").replace("0000Z", "0000")
    assert _rows(opened(text.encode())) == 1


def test_a_long_line_above_a_header_is_no_surprise_in_a_fresh_process() -> None:
    code = (
        "from tests.unit.test_ingest_limits import HEADER, ROW, _rows, opened\n"
        "from ingest.reading.limits import Limits\n"
        "print(_rows(opened(('x\"y' + 'a' * 200_000 + '\\n' + HEADER + ROW).encode(), Limits())))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "1"
