from __future__ import annotations

from pathlib import Path

import pytest

from api.cli import COMMANDS
from api.cli.command import Command
from api.problems import TABLE, Kind
from tests.unit.api_site import site

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_every_command_is_documented(command: Command) -> None:
    line = next(line for line in (DOCS / "commands.md").read_text().splitlines() if line.startswith(f"| `{command.name}`"))
    assert command.summary in line
    assert f"`{command.example}`" in line


@pytest.mark.parametrize("kind", TABLE.values(), ids=lambda k: k.slug)
def test_every_problem_is_documented(kind: Kind) -> None:
    assert f"| `{kind.slug}` | {kind.status} | {kind.title}" in (DOCS / "api.md").read_text()


def test_every_operation_is_documented_and_no_other(tmp_path: Path) -> None:
    with site(tmp_path) as here:
        document = here.get("/openapi.json")
    real = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    said = {
        line.split("`")[1]
        for line in (DOCS / "api.md").read_text().splitlines()
        if line.startswith(("| `GET", "| `POST", "| `DEL"))
    }
    assert said == real
