from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.cli import main
from tests.unit.api_site import ADA, ADA_KNOWS, BO, BO_KNOWS, connections

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command with `--json` on a store of its own: (exit code, what it printed)."""

    def command(*arguments: str | Path) -> tuple[int, Any]:
        capsys.readouterr()
        code = main([*map(str, arguments), "--json", "--store", f"sqlite:///{tmp_path / 'graph.db'}"])
        return code, json.loads(capsys.readouterr().out)

    return command


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Runs a command as a person does: (exit code, what it printed)."""

    def command(*arguments: str | Path) -> tuple[int, str]:
        capsys.readouterr()
        code = main([*map(str, arguments), "--store", f"sqlite:///{tmp_path / 'graph.db'}"])
        return code, capsys.readouterr().out

    return command


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    ada, bo = tmp_path / "ada.csv", tmp_path / "bo.csv"
    ada.write_bytes(connections(ADA_KNOWS))
    bo.write_bytes(connections(BO_KNOWS))
    return ada, bo


@pytest.fixture
def pool(run: Run, files: tuple[Path, Path]) -> tuple[Path, Path]:
    for file, owner in zip(files, (ADA, BO), strict=True):
        assert run("import", file, "--owner", owner)[0] == 0
    return files


def test_import_reports_each_file(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "odd.bin").write_bytes(b"\x00\x01")
    code, found = run("import", files[0], tmp_path / "odd.bin", tmp_path / "none.csv", tmp_path, "--owner", "Ada Testerson")
    assert code == 1
    good, odd, missing, folder = found
    assert good["rows"] == good["people"] + good["nameless"] + len(good["problems"]) == 2
    assert {
        "file",
        "kind",
        "source",
        "rows",
        "people",
        "nameless",
        "problems",
        "warnings",
        "encounters",
        "new_people",
        "unchanged",
    } <= set(good)
    assert (odd["file"], odd["error"]["status"]) == ("odd.bin", 415)
    assert "There is no file" in missing["error"]["detail"]
    assert "is no file" in folder["error"]["detail"]


def test_a_row_with_a_problem_ends_with_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_bytes(connections(ADA_KNOWS, "Too,short"))
    code, (found,) = run("import", tmp_path / "c.csv", "--owner", "Ada")
    assert code == 1
    assert [p["line"] for p in found["problems"]] == [4]


def test_a_dry_run_keeps_nothing(run: Run, files: tuple[Path, Path]) -> None:
    code, (found,) = run("import", files[0], "--owner", ADA, "--dry-run")
    assert (code, found["people"]) == (0, 2)
    assert run("people") == (0, [])


def test_path_tells_the_way_and_its_rows(run: Run, pool: tuple[Path, Path]) -> None:
    assert len(pool) == 2
    code, found = run("path", "--from", ADA, "--to", "Cy Example", "--as-of", "2026-02-01")
    assert code == 0
    (path,) = found["paths"]
    assert [p["name"] for p in path["people"]] == ["Ada Testerson", "Bo Fixture", "Cy Example"]
    assert [t["why"][0]["rows"][0]["line"] for t in path["ties"]]
    assert path["weakest"] in {0, 1}


def test_path_for_a_person_names_files_and_lines(say: Callable[..., tuple[int, str]], pool: tuple[Path, Path]) -> None:
    assert len(pool) == 2
    code, text = say("path", "--from", ADA, "--to", "Cy Example", "--as-of", "2026-02-01")
    assert code == 0
    assert "Ada Testerson → Bo Fixture → Cy Example" in text
    assert "bo.csv:3" in text
    assert "weakest" in text


def test_no_path_ends_with_one(run: Run, say: Callable[..., tuple[int, str]], files: tuple[Path, Path]) -> None:
    run("import", files[0], "--owner", ADA)
    (files[0].parent / "p.csv").write_text("name,email\nEve Invented,eve@example.com\n")
    assert run("import", files[0].parent / "p.csv")[0] == 0
    code, found = run("path", "--from", ADA, "--to", "eve@example.com")
    assert (code, found["paths"]) == (1, [])
    assert found["none_because"]["reason"]
    assert found["none_because"]["reason"][:20] in say("path", "--from", ADA, "--to", "eve@example.com")[1]


def test_somebody_unknown_is_an_error_in_json_too(run: Run, pool: tuple[Path, Path]) -> None:
    assert len(pool) == 2
    code, found = run("path", "--from", "Zed Nobody", "--to", ADA)
    assert (code, found["error"]["status"]) == (1, 404)


def test_people_and_their_records(run: Run, say: Callable[..., tuple[int, str]], pool: tuple[Path, Path]) -> None:
    assert len(pool) == 2
    assert [p["name"] for p in run("people", "--limit", "2")[1]] == ["Ada Testerson", "Bo Fixture"]
    assert [p["name"] for p in run("people", "--query", "quay")[1]] == ["Bo Fixture"]
    (file,) = pool[0].parent.glob("bo.csv")
    file.with_name("r.csv").write_text("name,ref\nGil Pretend,0042\n")
    run("import", file.with_name("r.csv"))
    _, records = run("people", "--records")
    assert {"source", "file", "line", "row", "person", "name", "ref"} <= set(records[0])
    (gil,) = [r for r in records if r["name"] == "Gil Pretend"]
    assert (gil["file"], gil["line"], gil["row"], gil["ref"]) == ("r.csv", 2, 1, "0042")
    assert run("people", "--query", "gil", "--records")[1] == [gil]
    assert "Gil Pretend" in say("people")[1]


def test_duplicates(run: Run, say: Callable[..., tuple[int, str]], pool: tuple[Path, Path]) -> None:
    assert say("duplicates")[1].startswith("Nobody")
    for name, text in (
        ("d.csv", "name,email\nMary Smith,mary@example.org\n"),
        ("e.csv", "name,company\nMary Smith,Harbor Labs\n"),
    ):
        pool[0].with_name(name).write_text(text)
        run("import", pool[0].with_name(name))
    code, (group,) = run("duplicates")
    assert code == 0
    assert len(group["people"]) == 2


def test_undo_by_name_or_id(run: Run, pool: tuple[Path, Path]) -> None:
    code, found = run("undo", "bo.csv")
    assert (code, found["undone"]["file"], found["left"]["sources"]) == (0, "bo.csv", 1)
    assert run("undo", "bo.csv")[0] == 1
    (left,) = run("import", pool[0], "--owner", ADA)[1]
    assert run("undo", left["source"])[1]["left"]["people"] == 0


def test_doctor_looks_at_everything(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run("doctor")
    assert (code, found["ok"]) == (0, True)
    assert {c["name"] for c in found["checks"]} == {"mutuals", "settings", "address", "uploads", "store"}
    (tmp_path / "bad.db").write_text("no database at all, but long enough to be looked at\n" * 100)
    assert main(["doctor", "--store", f"sqlite:///{tmp_path / 'bad.db'}"]) == 1
    assert "BAD" in capsys.readouterr().out


def test_the_demo_loads_once(run: Run) -> None:
    code, first = run("demo", "--load-only")
    assert (code, len(first["questions"])) == (0, 3)
    assert len(first["files"]) >= 8
    assert not [f for f in first["files"] if "error" in f]
    assert run("demo", "--load-only")[1]["files"] == []
    for question in first["questions"]:
        code, found = run("path", "--from", question["from"], "--to", question["to"])
        assert code == 0, question
        assert found["paths"]


def test_an_unknown_table_is_looked_at_mapped_remembered_and_forgotten(
    run: Run, say: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Full name,Mail\nAda Testerson,ada@example.org\n", encoding="utf-8")
    refused = run("import", table)
    assert (refused[0], refused[1][0]["error"]["table"]["columns"]) == (1, ["Full name", "Mail"])
    assert run("import", table, "--map", "name=Name")[1][0]["error"]["detail"].startswith("t.csv has no column 'Name'")
    code, shown = say("import", table, "--dry-run", "--map", 'name="Full name"', "--map", "email=Mail")
    assert code == 0
    assert "nothing was kept" in shown
    assert "Ada Testerson ada@example.org" in shown
    assert run("people")[1] == run("mappings")[1] == []
    assert run("import", table, "--map", 'name="Full name",email=Mail')[0] == 0
    (known,) = run("mappings")[1]
    assert (known["kind"], known["map"]) == ("mapped-people", "name=Full name,email=Mail")
    assert known["id"] in say("mappings")[1]
    assert run("mappings", "--forget", known["id"])[1] == []
    assert run("mappings", "--forget", known["id"])[0] == 1
    assert say("mappings")[1] == "No table is remembered.\n"
