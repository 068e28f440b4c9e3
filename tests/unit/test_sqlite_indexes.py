from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph.model import Encounter
from graph.store import sqlite_indexes
from graph.store.open import open_store
from graph.store.sqlite_store import SqliteStore
from ingest.run import import_file

TABLE = "name,email,contact\n" + "".join(f"Person Test{n:02d},p{n:02d}@example.org,Ada Testerson\n" for n in range(60))


@pytest.fixture(autouse=True)
def early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_indexes, "MANY", 10)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(tmp_path / "graph.db", "sqlite:///graph.db")) as made:
        yield made


def indexes(path: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as db:
        return set(
            db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'encounter' AND sql IS NOT NULL")
        )


def encounters(start: int, end: int) -> list[Encounter]:
    return [Encounter(f"e{n:03d}", "part", n, "contact", f"r{n}", "owner") for n in range(start, end)]


def asked(writer: object) -> set[str]:
    writer._aside.wait()  # type: ignore[attr-defined]
    connection = writer._connection  # type: ignore[attr-defined]  # what it has is nobody else's to ask
    return {n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE tbl_name = 'encounter' AND sql IS NOT NULL")}


def test_a_large_change_lays_indexes_aside_and_makes_them_anew(store: SqliteStore, tmp_path: Path) -> None:
    before = indexes(tmp_path / "graph.db")
    assert len(before) == 4
    with store.writer() as w:
        w.add_encounters(encounters(0, 10))
        few = asked(w)
        w.add_encounters(encounters(10, 20))
        many = asked(w)
        w.add_encounters(encounters(20, 30))
    assert (len(few), len(many)) == (5, 1), "the table, with and without them"
    assert indexes(tmp_path / "graph.db") == before
    with store.view() as view:
        assert {e.id for e in view.encounters_of(["r5", "r15", "r25"])} == {"e005", "e015", "e025"}


def test_what_is_asked_in_between_finds_all(store: SqliteStore) -> None:
    with store.writer() as w:
        w.add_encounters(encounters(0, 20))
        assert {e.id for e in w.encounters_of(["owner"])} == {e.id for e in encounters(0, 20)}
        assert len(asked(w)) == 5, "asked of an index, not of every row"
        w.add_encounters(encounters(20, 40))
        assert len(asked(w)) == 1, "and laid aside again"
        w.assign({})
        assert len(asked(w)) == 5, "made beside what is computed next"
        assert len(list(w.encounters_in(["part"]))) == 40


def test_a_change_that_fails_leaves_them_as_they_were(store: SqliteStore, tmp_path: Path) -> None:
    before = indexes(tmp_path / "graph.db")

    def fail() -> None:
        with store.writer() as w:
            w.add_encounters(encounters(0, 20))
            assert len(asked(w)) == 1
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    assert indexes(tmp_path / "graph.db") == before


def test_few_rows_beside_many_leave_them_in_place(store: SqliteStore) -> None:
    with store.writer() as w:
        w.add_encounters(encounters(0, 100))
    with store.writer() as w:
        w.add_encounters(encounters(100, 125))
        assert len(asked(w)) == 5
        w.add_encounters(encounters(125, 126))
        assert len(asked(w)) == 1, "now they are a quarter"


def test_an_import_is_the_same_with_and_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "people.csv"
    table.write_text(TABLE, encoding="utf-8")

    def imported(name: str) -> list[str]:
        with closing(open_store(f"sqlite:///{tmp_path / name}")) as made:
            import_file(made, table, name=table.name)
        with closing(sqlite3.connect(tmp_path / name)) as db:
            return [line for line in db.iterdump() if "meta" not in line and '"change"' not in line and '"source"' not in line]

    aside = imported("aside.db")
    monkeypatch.setattr(sqlite_indexes, "MANY", 1_000)
    assert sorted(aside) == sorted(imported("in-place.db"))
