"""What an import says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from graph.model import Part, Problem
from ingest.preview import Shown

Stage = Literal["looking", "reading", "relating"]
"""Passes over the bytes before the first row (hash, encoding, who writes as whom), the rows, what is derived of them."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come. Bytes count the pass of its stage; while it reads, the total is that of all parts."""

    rows: int
    bytes_read: int
    bytes_total: int
    stage: Stage = "reading"
    seconds: float = 0.0
    """Since the stage began."""

    @property
    def rows_per_second(self) -> float:
        """0 where no rows are read."""
        return self.rows / self.seconds if self.seconds and self.stage == "reading" else 0.0

    @property
    def seconds_remaining(self) -> float | None:
        """Of reading, at the rate so far; None where that is not known."""
        if self.stage != "reading" or not self.bytes_read:
            return None
        return max(0, self.bytes_total - self.bytes_read) * self.seconds / self.bytes_read


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one file: rows = people + nameless + len of all problems (of which at most `Limits.listed` are listed)."""

    file: str
    kind: str
    source: str
    """Uid of the source in the ledger."""
    rows: int
    people: int
    """Rows that name or identify somebody."""
    nameless: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    """Rows that were used with a caveat; line 0 is about the whole file."""
    encounters: int
    new_people: int
    """People whom no earlier import had; 0 for a dry run, which derives nobody."""
    unchanged: int
    """Of `people`, those in parts that were already in the store."""
    parts: tuple[Part, ...] = ()
    owner: str = ""
    columns: str = ""
    """The mapping by which its table was read, as a person writes it; empty for a kind that is recognised."""
    preview: tuple[Shown, ...] = ()
    """What its first rows would become; only of a dry run, which keeps nothing."""

    def to_json(self) -> dict[str, Any]:
        """The object that the command and the interface print. `file` of a problem tells parts of an archive apart."""
        return {
            "file": self.file,
            "kind": self.kind,
            "source": self.source,
            "owner": self.owner,
            "rows": self.rows,
            "people": self.people,
            "nameless": self.nameless,
            "problems": [_line(p) for p in self.problems],
            "warnings": [_line(w) for w in self.warnings],
            "encounters": self.encounters,
            "new_people": self.new_people,
            "unchanged": self.unchanged,
            "parts": [{f: getattr(p, f) for f in ("name", "kind", "rows", "people", "nameless", "problems")} for p in self.parts],
            "map": self.columns,
            "preview": [s.to_json() for s in self.preview],
        }


def _line(problem: Problem) -> dict[str, str | int]:
    return {"file": problem.file, "line": problem.line, "reason": problem.reason}
