"""One table in every encoding gives the same people; what is no text at all is refused in words that help."""

from __future__ import annotations

import codecs
import gzip
import io
import zipfile

import pytest

from graph.errors import BrokenFile, NotUnderstood
from graph.model import Record
from ingest.reading.document import Document
from ingest.recognise import recognise
from ingest.source import Named, Unusable
from ingest.sources import SOURCES
from ingest.sources.linkedin_connections import Connections
from tests.golden.rendered import document

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
TABLE = HEADER + "José,Müller,,,Café Ñandú,Ingénieur,01 Aug 2024\nAda,Testerson,,,Plan A,,02 Aug 2024\n"
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def people(given: Document) -> list[Record]:
    return [r for f in Connections().found(given) if isinstance(f, Named) for r in f.records]


def said(given: Document) -> list[tuple[str, str, str]]:
    return [(r.name, r.company, r.position) for r in people(given)]


EXPECTED = [("José Müller", "Café Ñandú", "Ingénieur"), ("Ada Testerson", "Plan A", "")]


@pytest.mark.parametrize("mark", [True, False], ids=["with mark", "without mark"])
@pytest.mark.parametrize("encoding", MARKS)
def test_every_unicode(encoding: str, mark: bool) -> None:  # noqa: FBT001 - a parameter of the test
    data = (MARKS[encoding] if mark else b"") + TABLE.encode(encoding)
    assert said(document(data, "Connections.csv")) == EXPECTED


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_one_byte_a_letter(encoding: str) -> None:
    assert said(document(TABLE.encode(encoding), "Connections.csv")) == EXPECTED


def test_two_encodings_in_one_file() -> None:
    mixed = TABLE.encode() + "Zoé,Bücher,,,Straße GmbH,,03 Aug 2024\n".encode("cp1252")
    assert said(document(mixed, "Connections.csv")) == [*EXPECTED, ("Zoé Bücher", "Straße GmbH", "")]


def test_zeros_among_the_letters_mean_nothing() -> None:
    data = TABLE.encode().replace(b"Ada", b"A\0d\0a").replace(b"Plan", b"\0Plan")
    assert said(document(data, "Connections.csv")) == EXPECTED


@pytest.mark.parametrize("name", ["Connections.xlsx", "Connections.zip", "Connections.vcf", "Connections", "Connections.exe"])
def test_the_name_of_a_file_does_not_count(name: str) -> None:
    assert said(document(TABLE.encode(), name)) == EXPECTED


def packed() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", TABLE * 50)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF: import the table"),
        (gzip.compress(TABLE.encode()), "gzip: unpack it"),
        (b"7z\xbc\xaf'\x1c" + bytes(40), "7-Zip"),
        (b"Rar!\x1a\x07\x01", "RAR"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "picture"),
        (b"!BDN" + bytes(60), "mbox"),
        (b"SQLite format 3\0" + bytes(84), "database"),
        (b"\xd0\xcf\x11\xe0" + bytes(60), "save it as .xlsx or as CSV"),
        (bytes(5_000), "not understood"),
        (b"\xff\xfe", "not understood"),
        (bytes(range(256)) * 40, "not understood"),
    ],
)
def test_what_is_no_export_is_refused_in_words_that_help(data: bytes, says: str) -> None:
    with pytest.raises(NotUnderstood, match=says):
        recognise(document(data, "Connections.csv"), SOURCES)


@pytest.mark.parametrize("left", [4, 30, 0.3, 0.9])
def test_an_archive_that_is_cut_off_is_refused(left: float) -> None:
    data = packed()
    with pytest.raises(BrokenFile, match="damaged"):
        recognise(document(data[: left if isinstance(left, int) else int(len(data) * left)], "export.zip"), SOURCES)


def test_a_table_that_is_cut_off_loses_only_its_last_row() -> None:
    found = list(Connections().found(document(TABLE.encode()[:-14], "Connections.csv")))
    assert [type(f) for f in found if isinstance(f, Named | Unusable)] == [Named, Unusable]
    assert [f.line for f in found if isinstance(f, Unusable)] == [3]
