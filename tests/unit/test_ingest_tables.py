"""Bytes to rows: encodings, delimiters, damage, memory."""

from __future__ import annotations

import codecs
import io
import tracemalloc
from datetime import date

import pytest
from openpyxl import Workbook

from graph.errors import NotUnderstood
from graph.values import LONGEST_NAME
from ingest.reading.document import Document
from ingest.reading.limits import Limits
from ingest.recognise import recognise
from ingest.source import Named, Nameless, Unusable
from ingest.sources import SOURCES
from ingest.sources.linkedin_connections import Connections
from tests.golden.rendered import document

HEADER = "First Name,Last Name,Company,Connected On"


def contacts(given: Document) -> list[tuple[int, str]]:
    """Line and name (or kind of trouble) of each row."""
    found = []
    for f in Connections().found(given):
        if isinstance(f, Named):
            found.append((f.line, f.records[0].name))
        elif isinstance(f, Nameless | Unusable):
            found.append((f.line, type(f).__name__))
    return found


def table(*lines: str) -> Document:
    return document("\n".join((HEADER, *lines)).encode(), "Connections.csv")


@pytest.mark.parametrize(
    "data",
    [
        f"{HEADER}\nZoë,Ünal,Acme,01 Aug 2024\n".encode(),
        codecs.BOM_UTF8 + f"{HEADER}\r\nZoë,Ünal,Acme,01 Aug 2024\r\n".encode(),
        f"{HEADER}\nZoë,Ünal,Acme,01 Aug 2024\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + f"{HEADER}\nZoë,Ünal,Acme,01 Aug 2024\n".replace(",", "\t").encode("utf-16-be"),
        f"{HEADER}\nZoë,Ünal,Acme,01 Aug 2024\n".replace(",", ";").encode("cp1252"),
        f"{HEADER}\rZoë,Ünal,Acme,01 Aug 2024\r".encode(),
        f"sep=;\n\n{HEADER}\nZoë,Ünal,Acme,01 Aug 2024\n".replace(",", ";").encode(),
        f"{HEADER}\nZo\0ë,Ün\0al,Acme,01 Aug 2024\n".encode(),
    ],
)
def test_bytes_decide_the_encoding_and_the_header_the_delimiter(data: bytes) -> None:
    assert [name for _, name in contacts(document(data, "x"))] == ["Zoë Ünal"]


def test_a_name_over_two_lines_keeps_the_lines_of_what_follows() -> None:
    assert contacts(table('"Ada\nMaria",Testerson,"a ""b"", c",', "Bo,K.,,")) == [(2, "Ada Maria Testerson"), (4, "Bo K.")]


def test_an_open_quote_is_one_problem_even_when_a_later_row_closes_it() -> None:
    lines = ('Robin,Doe,"Acme,01 Aug 2024', "Bo,K.,,", 'Grace,Sample,"Northgale, Inc.",', "Max,M,,")
    assert contacts(table(*lines)) == [(2, "Unusable"), (3, "Bo K."), (4, "Grace Sample"), (5, "Max M")]


def test_a_quote_inside_a_cell_is_kept() -> None:
    assert contacts(table('Sam "Sammy",O\'Fixture,,', '"Sam" Smith,X,,')) == [(2, 'Sam "Sammy" O\'Fixture'), (3, "Sam Smith X")]


def test_padding_is_no_damage() -> None:
    assert contacts(table("Bo,K.,,,,,", ",,,", "", "   ", "Ada,T,,")) == [(2, "Bo K."), (3, "Nameless"), (6, "Ada T")]


def test_a_line_beyond_the_limit_is_a_problem_and_its_neighbours_are_not() -> None:
    given = table("Bo,K.,,", "x" * 50_000, "Ada,T,,")
    given.limits = Limits(line_chars=10_000)
    assert contacts(given) == [(2, "Bo K."), (3, "Unusable"), (4, "Ada T")]


def test_a_long_preamble_hides_no_row() -> None:
    given = document(("x" * 700_000 + f"\n{HEADER}\nAda,T,,\nBo,K.,,\n").encode(), "Connections.csv")
    assert contacts(given) == [(3, "Ada T"), (4, "Bo K.")]


def test_a_cell_beyond_the_limit_is_cut_with_a_warning() -> None:
    (_, row, _) = Connections().found(table("B" * (LONGEST_NAME + 5) + ",K.,,"))
    assert isinstance(row, Named)
    assert len(row.records[0].given) == LONGEST_NAME
    assert row.warnings == (f"first has {LONGEST_NAME + 5:,} characters: cut to {LONGEST_NAME:,}",)


def test_memory_does_not_grow_with_the_file() -> None:
    peaks = []
    for rows in (2_000, 20_000):
        given = table(*(f"Ada{i},Testerson,Company {i},01 Aug 2024" for i in range(rows)))
        assert given.blob.survey.size
        tracemalloc.start()
        assert sum(1 for _ in Connections().found(given)) == rows + 2
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5


def test_a_workbook_is_known_by_its_bytes_and_dates_are_dates() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    book.create_sheet("Empty", 0)
    for row in (
        ["Notes:"],
        [],
        ["First Name", "Last Name", "Connected On"],
        ["Ada", "Testerson", date(2024, 8, 1)],
        [],
        [7, None],
    ):
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    given = document(buffer.getvalue(), "Connections.csv")
    assert recognise(given, SOURCES).name == "linkedin-connections"
    assert contacts(given) == [(4, "Ada Testerson"), (6, "7")]
    named = [f for f in Connections().found(given) if isinstance(f, Named)]
    assert [str(f.encounters[0].day) for f in named] == ["2024-08-01", "None"]


def test_an_old_workbook_is_refused_with_a_way_out() -> None:
    with pytest.raises(NotUnderstood, match=r"save it as \.xlsx"):
        recognise(document(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "Connections.xls"), SOURCES)


@pytest.mark.parametrize(
    "header",
    [
        "Order number,Ticket number,First Name,Last Name,Email,Twitter,Company,Title",
        "Order #,First Name,Last Name,Email,Company,Job Title",
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
        "Name",
        "Name,Description,Position,Started On,Finished On",
    ],
)
def test_the_files_of_others_are_not_taken(header: str) -> None:
    given = document(f"{header}\n{',' * header.count(',')}\n".encode(), "x.csv")
    assert [s.name for s in SOURCES if s.recognises(given)] == []


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("First Name,Middle Name,Last Name,Title,Suffix,Nickname,E-mail Address,Company,Job Title", "outlook-contacts"),
        ("Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,E-mail Address", "outlook-contacts"),
        ("Title,First Name,Middle Name,Last Name,Suffix,E-mail Address,Company,Job Title", "linkedin-connections"),
        ("First Name,Middle Name,Last Name,Nickname,File As,Organization Name,Organization Title,Labels", "google-contacts"),
        ("First Name,Last Name,Companies,Title,Email Address,Phone Numbers,Created At", "linkedin-contacts"),
        ("From,To,Sent At,Message,Direction", "linkedin-invitations"),
        ("Date,Status,FullName", "linkedin-follows"),
        ("Date,Link,OptionText", "linkedin-activity"),
    ],
)
def test_headers_that_are_alike_have_one_reader_each(header: str, kind: str) -> None:
    given = document(f"{header}\n{',' * header.count(',')}\n".encode(), "x.csv")
    assert [s.name for s in SOURCES if s.recognises(given)] == [kind]
