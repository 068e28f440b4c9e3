"""What the first rows of a file would become, for a person to look at before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from graph.model import Encounter, Record
from graph.strength.stays import told
from ingest.source import Aside, Found, Named, Nameless, Unusable

SHOWN = 20
"""Rows of one file that are shown, or of each part of an archive a quarter of them."""
_MOST_NAMES = 20_000
"""People that are kept by name, as a row may tie somebody whom an earlier one named."""


@dataclass(frozen=True, slots=True)
class Told:
    """One tie as a preview tells it; `event` in place of `other` for attendance."""

    kind: str
    one: str
    other: str
    event: str
    """Its title."""
    day: str
    direction: str
    count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What one row would become; `reason` for a problem."""

    file: str
    line: int
    became: Literal["people", "nameless", "problem"]
    people: tuple[Record, ...] = ()
    ties: tuple[Told, ...] = ()
    reason: str = ""
    new: frozenset[str] = frozenset()
    """Ids of the records of people whom the store would not know."""

    def to_json(self) -> dict[str, Any]:
        """The object of the interface."""
        people = [
            {
                "name": r.name, "emails": list(r.emails), "company": r.company, "position": r.position, "place": r.place,
                "url": r.url, "skills": list(r.skills), "about": told(r),
                "new": r.id in self.new,
            }
            for r in self.people
        ]  # fmt: skip
        ties = [
            {
                "kind": t.kind, "one": t.one, "other": t.other, "event": t.event, "day": t.day or None,
                "direction": t.direction, "count": t.count,
            }
            for t in self.ties
        ]  # fmt: skip
        return {
            "file": self.file, "line": self.line, "became": self.became, "people": people, "ties": ties, "reason": self.reason,
        }  # fmt: skip


@dataclass(slots=True)
class Preview:
    """Collects the first rows as they are read."""

    _rows: list[Shown] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)
    """Of the events that are shown; a table names them at its end."""
    _in_part: int = 0

    def rows(self) -> tuple[Shown, ...]:
        """What was collected, when all is read."""
        return tuple(replace(r, ties=tuple(replace(t, event=self._titles.get(t.event, "")) for t in r.ties)) for r in self._rows)

    def known_new(self, records: Iterable[str]) -> None:
        """Which records are of people whom the store does not know yet."""
        new = frozenset(records)
        self._rows = [replace(row, new=new.intersection(r.id for r in row.people)) for row in self._rows]

    def begin_part(self) -> None:
        """Another part of the file follows."""
        self._in_part = 0

    def add(self, file: str, found: Found, *, many_parts: bool) -> None:
        """Looks at what one row became, while there is room."""
        if isinstance(found, Aside):
            known = self._titles if self._in_part else {e.uid: "" for e in found.events[:SHOWN]}
            self._titles |= {e.uid: e.name for e in found.events if e.uid in known}
        if len(self._rows) >= SHOWN or self._in_part >= (SHOWN // 4 if many_parts else SHOWN):
            return
        match found:
            case Aside():
                self._meet(found.records)
                return
            case Named():
                self._meet(found.records)
                ties = tuple(self._told(e) for e in found.encounters[:SHOWN])
                said = Shown(file, found.line, "people", found.records[:SHOWN], ties, "; ".join(found.warnings))
            case Nameless():
                said = Shown(file, found.line, "nameless")
            case Unusable():
                said = Shown(file, found.line, "problem", reason=found.reason)
        self._in_part += 1
        self._rows.append(said)

    def _meet(self, records: tuple[Record, ...]) -> None:
        for r in records:
            if len(self._names) < _MOST_NAMES:
                self._names[r.id] = r.name or next(iter(r.emails), "") or r.slug or ("the owner" if r.owner_of else "")

    def _told(self, tie: Encounter) -> Told:
        day = tie.day.isoformat() if tie.day else ""
        one, other = self._names.get(tie.a, ""), self._names.get(tie.b, "")
        if tie.event:
            self._titles.setdefault(tie.event, "")
        return Told(tie.kind, one, other, tie.event, day, tie.direction, tie.count)
