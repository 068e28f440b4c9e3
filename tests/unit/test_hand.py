"""Another process makes the keys of records, and nobody can tell but by the time it takes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from graph.keys import filed_numbers
from graph.model import Record, Source
from graph.store.coding import record_text
from graph.store.hand import Hand, hand
from graph.store.sqlite_filing import Filing
from graph.store.sqlite_store import SqliteStore

SOME = [
    Record(
        id="r1",
        part="t1",
        line=2,
        row=1,
        name="Ada Invented",
        given="Ada",
        family="Invented",
        slug="ada-invented",
        company="Plan A",
    ),
    Record(id="r2", part="t1", line=3, row=2),
    Record(id="r3", part="t1", line=4, row=3, name="Zoë\u2028Línea 李", emails=("zoe@plan-a.example",), skills=("Going far",)),
]
MANY = [
    Record(
        id=f"r{n:020x}",
        part="t1",
        line=n,
        row=n,
        name=f"Given{n % 97} Family{n}",
        slug=f"family-{n}",
        company=f"Company {n % 31}",
    )
    for n in range(9_500)
]


def entries(records: list[Record]) -> dict[str, list[int]]:
    return {r.id: sorted(set(filed_numbers(r))) for r in records}


def test_it_makes_the_same_numbers() -> None:
    with hand() as other:
        for records in (SOME, SOME[1:2], MANY[:1_500]):
            made = other.numbers([record_text(r) for r in records])
            assert made is not None
            assert made.many.tolist() == [len(filed_numbers(r)) for r in records]
            assert made.keys.tolist() == [number for r in records for number in filed_numbers(r)]


def test_what_is_gone_answers_nothing() -> None:
    gone = subprocess.Popen(["sleep", "60"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with gone:
        gone.kill()
        gone.wait()
        assert Hand(gone).numbers([record_text(MANY[0])] * 9_000) is None
    assert Hand(None).numbers([record_text(MANY[0])]) is None


def test_all_records_are_filed_whoever_made_their_keys(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "some.db", "")
    with store.writer() as writer:
        for some in (MANY[:3_000], MANY[3_000:9_000], MANY[9_000:]):
            writer.add_records(some)
        # What the writer itself asks for is there before its end.
        assert writer.records_with(["li:family-8999", "li:family-9499"]) == {
            "li:family-8999": [MANY[8_999].id],
            "li:family-9499": [MANY[9_499].id],
        }
        writer.finish_source(
            Source(
                uid="s1",
                file="a.csv",
                hash="",
                kind="connections",
                owner="",
                imported=datetime.now(UTC),
                importer="connections",
                version=1,
            )
        )
    store.close()
    found: dict[str, list[int]] = {r.id: [] for r in MANY}
    for record, number in sqlite3.connect(tmp_path / "some.db").execute(
        "SELECT id, key FROM filed JOIN record ON n = filed.record ORDER BY key"
    ):
        found[record].append(number)
    assert found == entries(MANY)


def test_what_was_there_before_is_filed_by_its_own_row(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "some.db", "")
    for portions in ([MANY[100:200]], [MANY[:150], MANY[100:200]], [MANY[200:400]]):
        with store.writer() as writer:
            for some in portions:
                writer.add_records(some)
    with store.view() as view:
        found = view.records_with([f"li:{record.slug}" for record in MANY[:400]])
    store.close()
    assert found == {f"li:{record.slug}": [record.id] for record in MANY[:400]}


def hands() -> list[str]:
    """The processes of this one that make keys."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it may end while it is looked at
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            if parent == str(os.getpid()) and b"graph.store.hand" in (process / "cmdline").read_bytes():
                found.append(process.name)
    return found


def test_no_process_outlives_its_change() -> None:
    filing = Filing(lambda _: None)
    filing.add(MANY, 1, [record_text(r) for r in MANY])
    filing.end()
    assert hands() == []
    with hand():
        assert len(hands()) == 1
    assert hands() == []
