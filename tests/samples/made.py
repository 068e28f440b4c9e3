"""What the samples were made to hold, as the tables of README.md beside this file state it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

POOL = Path(__file__).parent / "pool"
GOLDEN = Path(__file__).parents[1] / "golden"
_ROW = re.compile(r"\| ([^|]+) \| ([^|]+) \| (\d+) \| (\d+) \| (\d+) \|")


class Made(NamedTuple):
    """One line of a table."""

    name: str
    """The file below the folder of its section."""
    counts: tuple[int, int, int]
    """People, nameless and problems."""
    refused: bool
    counted: str
    """The only kind of its parts that is counted; empty: all are."""


def made() -> dict[Path, Made]:
    """The line of each sample. A file that is not there is under its bare name."""
    found: dict[Path, Made] = {}
    section = ""
    for line in (POOL.parent / "README.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line
        elif row := _ROW.fullmatch(line):
            name, what, *counts = row.groups()
            people, nameless, problems = map(int, counts)
            counted = "linkedin-messages" if what.endswith("counted: messages") else ""
            found[_place(name, section)] = Made(name, (people, nameless, problems), what.startswith("refuse"), counted)
    return found


def _place(name: str, section: str) -> Path:
    if section.startswith("## Pool"):
        return POOL / name
    return next(iter(GOLDEN.glob(f"*/{name}")), Path(name))
