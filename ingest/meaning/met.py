"""The people of one part that know each other by keys of the file (accounts, names of a chat), and what passes between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.model import Direction, Encounter, Record
from graph.values import uid
from ingest.reading.dates import Moment


class Met:
    """One record for each distinct key, at the line that mentions it first; memory grows with distinct people only."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._ids: dict[str, str] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._ids

    def known(self, key: str) -> str:
        """Record id of a key; empty when it was not met."""
        return self._ids.get(key, "")

    def record(self, key: str, line: int, number: int, fresh: list[Record], **said: Any) -> str:
        """Record id of a key, who joins `fresh` with what is said of him when met for the first time."""
        if key not in self._ids:
            self._ids[key] = uid("r", self._part, key)
            fresh.append(Record(self._ids[key], self._part, line, number, **said))
        return self._ids[key]


@dataclass(frozen=True, slots=True)
class Said:
    """What one line says about people who write to each other: its place, and when it happened."""

    part: str
    line: int
    place: str
    """What tells it from other things on the same line: numbers count within the part."""
    when: Moment | None = None
    note: str = ""

    def ties(self, kind: str, a: str, others: Collection[str], size: int = 0, way: Direction = "forward") -> Iterator[Encounter]:
        """One encounter of `a` with each of the others, himself left out; `size` people shared it, by default all of them."""
        different = [b for b in dict.fromkeys(others) if b and b != a]
        day: date | None = self.when.day if self.when else None
        for b in different if a else ():
            yield Encounter(
                id=uid("e", self.part, str(self.line), self.place, kind, a, b), part=self.part, line=self.line, kind=kind,
                a=a, b=b, direction=way, day=day, start=self.when.second if self.when else None, size=size or len(different) + 1,
                note=self.note,
            )  # fmt: skip


def wrote(said: Said, writer: str, readers: Collection[str]) -> tuple[Encounter, ...]:
    """A message to one or to several."""
    others = {r for r in readers if r and r != writer}
    return tuple(said.ties("message" if len(others) == 1 else "group_message", writer, sorted(others)))
