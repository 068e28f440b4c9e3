from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli import COMMANDS, main, parser
from api.cli.command import Command
from api.cli.terminal import clean, emit_each, encode, percent, table


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_every_command_has_help_and_an_example_that_parses(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.summary
    program, *arguments = shlex.split(command.example)
    assert program == "mutuals"
    args = parser().parse_args([*arguments, "--json", "--store", "sqlite:///x.db"])
    assert args.command is command
    with pytest.raises(SystemExit) as end:
        main([command.name, "--help"])
    assert end.value.code == 0
    assert command.example in capsys.readouterr().out


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nothing",
        "import",
        "path --from a",
        "path --from a --to b --k 0",
        "path --from a --to b --as-of yesterday",
        "people --limit x",
        "undo",
        "serve --port none",
    ],
)
def test_wrong_usage_ends_with_two(line: str) -> None:
    with pytest.raises(SystemExit) as end:
        main(line.split())
    assert end.value.code == 2


def test_a_store_that_is_none_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["people", "--store", "mysql://x"]) == 2
    assert "sqlite:///" in capsys.readouterr().err


def test_an_open_address_without_a_token_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", "serve", "--host", "0.0.0.0", "--store", f"sqlite:///{tmp_path / 'x.db'}"],  # noqa: S104 - refused
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={"PATH": ""},
    )
    assert done.returncode == 2
    assert "MUTUALS_TOKEN" in done.stderr
    assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize(
    "hostile", ["\x1b[31mred", "\x9b31mred", "a\rb", "a\x07b", "a\u202eb", "a\u2066b", "a\x00b", "a\nb", "\ud800x", "\x7f"]
)
def test_nothing_that_moves_a_terminal_is_printed(hostile: str) -> None:
    for text in (clean(hostile), encode({"name": hostile}), table(["name"], [[hostile]])):
        assert not set(text) & set("\x1b\x9b\r\x07\u202e\u2066\x00\x7f\ud800")
        text.encode()


def test_long_names_are_cut_with_an_ellipsis() -> None:
    assert clean("x" * 10_000) == "x" * 59 + "…"
    assert clean("Łucja 😀 עברית") == "Łucja 😀 עברית"


def test_tables_align_wide_letters() -> None:
    assert table(["a", "b"], [["王小明", "x"], ["ab", "y"]]).splitlines() == ["a       b", "------  -", "王小明  x", "ab      y"]


def test_lists_are_printed_as_they_come(capsys: pytest.CaptureFixture[str]) -> None:
    emit_each([])
    emit_each([{"a": 1}, {"b": 2}])
    assert capsys.readouterr().out == '[]\n[\n{"a": 1},\n{"b": 2}\n]\n'


@pytest.mark.parametrize(("value", "said"), [(0.0, "0 %"), (0.004, "< 1 %"), (0.314, "31 %"), (1.0, "100 %")])
def test_percentages(value: float, said: str) -> None:
    assert percent(value) == said
