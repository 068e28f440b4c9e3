"""Whatever the bytes are, an import ends in a report or in one of our own errors, and its counts add up."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import MutualsError
from ingest.reading.document import Document
from ingest.recognise import recognise
from ingest.source import Aside, Named
from ingest.sources import SOURCES
from tests.golden.rendered import document, samples

TEXTS = [s for s in samples() if not s.read_bytes().startswith(b"PK") and s.stat().st_size]
PACKED = [s for s in samples() if s.read_bytes().startswith(b"PK")]
HEADER = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]


def read(given: Document) -> tuple[int, int, int] | None:
    """(rows, people, encounters) of all parts; None when the file was refused. Checks what holds for every file."""
    rows = people = encounters = 0
    try:
        for reading in recognise(given, SOURCES).read(given):
            ids: set[str] = set()
            for found in reading.found:
                if isinstance(found, Named | Aside):
                    fresh = [r.id for r in found.records]
                    assert not ids & set(fresh)
                    ids |= set(fresh)
                if isinstance(found, Named):
                    people += 1
                    encounters += len(found.encounters)
                    assert all(e.line == found.line > 0 for e in found.encounters)
                rows += not isinstance(found, Aside)
    except MutualsError:
        return None
    return rows, people, encounters


edits = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["cut", "flip", "insert", "swap"]), st.binary(min_size=1, max_size=6)),
    min_size=1,
    max_size=6,
)
noise = st.sampled_from([b'"', b"\n", b"\r", b",", b";", b"\t", b"\0", b"\xff\xfe", b"\xe2\x80\xaf", b'""', b"99999999999", b"'"])


def mutated(data: bytes, changes: list[tuple[float, str, bytes]]) -> bytes:
    for where, how, what in changes:
        at = int(where * len(data))
        if how == "cut":
            data = data[:at] + data[at + len(what) * 7 :]
        elif how == "flip" and at < len(data):
            data = data[:at] + bytes([data[at] ^ what[0]]) + data[at + 1 :]
        elif how == "insert":
            data = data[:at] + what + data[at:]
        else:
            data = data[at:] + data[:at] if what[0] % 4 == 0 else data[:at]
    return data


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(TEXTS),
    st.one_of(edits, st.lists(st.tuples(st.floats(0, 1), st.just("insert"), noise), min_size=1, max_size=8)),
)
def test_mutated_tables_never_surprise(sample: Path, changes: list[tuple[float, str, bytes]]) -> None:
    read(document(mutated(sample.read_bytes(), changes), sample.name))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PACKED), edits)
def test_mutated_archives_and_workbooks_never_surprise(sample: Path, changes: list[tuple[float, str, bytes]]) -> None:
    read(document(mutated(sample.read_bytes(), changes), sample.name))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PACKED), st.integers(0, 40), edits)
def test_archives_with_mutated_members_never_surprise(sample: Path, which: int, changes: list[tuple[float, str, bytes]]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(sample) as old, zipfile.ZipFile(buffer, "w") as new:
        for number, info in enumerate(old.infolist()):
            data = old.read(info)
            new.writestr(info.filename, mutated(data, changes) if number == which % len(old.infolist()) else data)
    read(document(buffer.getvalue(), sample.name))


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(cells, min_size=7, max_size=7), max_size=12))
def test_every_row_that_was_written_is_counted(delimiter: str, table: list[list[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([HEADER, *table])
    result = read(document(text.getvalue().encode(), "Connections.csv"))
    assert result is not None
    rows, people, encounters = result
    assert rows == len(table)
    assert people == encounters


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Ada,T,,,,,01 Aug 2024", "Bo,K.", 'Bo,"K.,,,,,', 'Bo,K.,,,"a ""b""\nc",,', ",,,,,,", '"x"y,b,,,,,']),
        max_size=30,
    )
)
def test_a_damaged_row_takes_none_with_it(lines: list[str]) -> None:
    data = "\n".join([",".join(HEADER), *lines]).encode()
    result = read(document(data, "Connections.csv"))
    assert result is not None
    # A quote left open may be closed by a later one and so swallow whole rows only if what results is as wide as the header.
    opened = sum(line.startswith('Bo,"K') for line in lines)
    if not opened:
        assert result[0] == len(lines)
        assert result[1] == sum(line[:2] in ("Ad", '"x') or line.startswith("Bo,K.,") for line in lines)
    if opened == len([line for line in lines if '"' in line]) == 1:
        assert result[0] == len(lines)
