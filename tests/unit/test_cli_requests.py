"""Requests, limits and targets on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.cli import main
from tests.unit.api_site import ADA, ADA_KNOWS, BO, BO_KNOWS, connections

CY = "Cy Example"
Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs a command on a store with two exports: (exit code, what it printed)."""

    def command(*arguments: str | Path) -> tuple[int, str]:
        capsys.readouterr()
        code = main([*map(str, arguments), "--store", f"sqlite:///{tmp_path / 'graph.db'}"])
        return code, capsys.readouterr().out

    for name, people, owner in (("ada.csv", ADA_KNOWS, ADA), ("bo.csv", BO_KNOWS, BO)):
        (tmp_path / name).write_bytes(connections(people))
        command("import", tmp_path / name, "--owner", owner)
    return command


def as_json(said: tuple[int, str]) -> Any:
    assert said[0] == 0, said[1]
    return json.loads(said[1])


def test_a_request_and_what_became_of_it(say: Say) -> None:
    assert say("asks") == (0, "No request is on record.\n")
    asked = as_json(say("ask", "--from", ADA, "--through", BO, "--to", CY, "--day", "2026-02-01", "--json"))
    code, text = say("outcome", asked["id"], "introduced")
    assert code == 0
    assert text.splitlines() == [
        f"{asked['id']}  2026-02-01  introduced  Ada Testerson asked Bo Fixture for Cy Example",
        "willing to introduce: 73 % (asked once, introduced 1)",
    ]
    (listed,) = as_json(say("asks", "--json"))
    assert listed["state"] == "introduced"
    assert "Bo Fixture" in say("asks")[1]
    code, text = say("path", "--from", ADA, "--to", CY)
    assert "Bo Fixture introduces: 73 % (asked once, introduced 1)" in text
    assert say("asks", "--forget", asked["id"]) == (0, "No request is on record.\n")
    assert say("outcome", "w0", "met")[0] == 1


def test_limits(say: Say) -> None:
    assert say("limit") == (0, "Nobody's requests are limited.\n")
    assert as_json(say("limit", BO, "--per-month", "2", "--json"))[0]["per_month"] == 2
    assert "never" in say("limit", BO, "--never")[1]
    code, text = say("path", "--from", ADA, "--to", CY)
    assert code == 1
    assert "not to be asked now: Bo Fixture" in text
    assert say("limit", BO, "--lift") == (0, "Nobody's requests are limited.\n")
    assert say("limit", BO, "--lift")[0] == 1
    assert say("limit", BO)[0] == say("limit", "--never")[0] == 2


def test_a_list_of_names_from_a_file(say: Say, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Cy Example\nZed Nobody\n", encoding="utf-8")
    code, text = say("path", "--from", ADA, "--names", names)
    assert code == 1, "there is something to read"
    assert "Ada Testerson → 2 names (names, known people: 1)" in text
    assert "Not known here: Zed Nobody" in text
    assert "Ada Testerson → Bo Fixture → Cy Example" in text
    names.write_text("\n", encoding="utf-8")
    assert say("path", "--from", ADA, "--names", names)[0] == 2
    assert say("path", "--from", ADA, "--names", tmp_path / "none.txt")[0] == 2


def test_a_path_tells_all_that_its_probability_is_made_of(say: Say) -> None:
    code, text = say(
        "path", "--from", ADA, "--company", "North Pier", "--draft", "--as-of", "2026-02-01", "--per-introducer", "0"
    )
    assert code == 0
    assert "Ada Testerson → North Pier (company, known people: 1)" in text
    assert "Bo Fixture introduces: 70 % (no request on record)" in text
    assert "Cy Example accepts: 45 % (no request on record)" in text
    assert "Cy Example fits: 100 % (works at North Pier)  [bo.csv:3]" in text
    assert "| Hello Bo Fixture," in text
    assert re.search(r"one of these works: (< 1|\d+) % \((< 1|\d+) % to (< 1|\d+) %\)\n", text)
    assert " to " in text.splitlines()[4 if "No path above" in text else 3]
    plain = as_json(say("path", "--from", ADA, "--to", CY, "--no-intervals", "--json"))
    assert "low" not in plain["paths"][0]
    assert "reach_low" not in plain


@pytest.mark.parametrize("wrong", [("--to", CY, "--company", "Mill"), (), ("--to", CY, "--per-introducer", "-1")])
def test_wrong_usage_is_told(say: Say, wrong: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        say("path", "--from", ADA, *wrong)
    assert ended.value.code == 2
