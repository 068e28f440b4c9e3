"""What the rows of one part have become: the counts, and the evidence that waits for the store."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph.model import Encounter, Event, Part, Problem, Record
from ingest.source import Aside, Found, Named, Nameless, Unusable


@dataclass(slots=True)
class Tally:
    """Counts of one part so far, and the evidence since the last `emptied`."""

    name: str
    people: int = 0
    nameless: int = 0
    problems: int = 0
    encounters: int = 0
    newest: date | None = None
    records: list[Record] = field(default_factory=list)
    ties: list[Encounter] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    """Problems and warnings."""

    @property
    def rows(self) -> int:
        """Rows read."""
        return self.people + self.nameless + self.problems

    @property
    def waiting(self) -> int:
        """How much evidence is held."""
        return len(self.records) + len(self.ties) + len(self.remarks)

    def add(self, found: Found) -> None:
        """Counts one value, and keeps what it says."""
        match found:
            case Named():
                self.people += 1
                self._add_records(found.records)
                self._add_ties(found.encounters)
                if found.warnings:
                    self._warn(found.line, found.warnings)
            case Nameless():
                self.nameless += 1
            case Unusable():
                self.problems += 1
                self.remarks.append(Problem(self.name, found.line, found.reason))
            case Aside():
                self._add_records(found.records)
                self.events += found.events
                self._add_ties(found.encounters)
                self._warn(0, found.warnings)

    def _add_records(self, records: tuple[Record, ...]) -> None:
        self.records += records
        for record in records:
            # Nobody is with an employer before he writes so, and a school may end in some years.
            if said := (record.ended if record.company else "") or record.began:
                day = date.fromisoformat(said + "-01-01"[len(said) - 4 :])
                self.newest = max(self.newest or day, day)

    def _add_ties(self, ties: tuple[Encounter, ...]) -> None:
        self.encounters += len(ties)
        self.ties += ties
        for tie in ties:
            if (day := tie.day) and (self.newest is None or day > self.newest):
                self.newest = day

    def _warn(self, line: int, warnings: tuple[str, ...]) -> None:
        self.remarks += [Problem(self.name, line, w, "warning") for w in warnings]

    def emptied(self) -> None:
        """Lets go of the evidence; the counts stay."""
        self.records, self.ties, self.events, self.remarks = [], [], [], []

    def part(self, uid: str, kind: str) -> Part:
        """The part with its counts."""
        return Part(uid, self.name, kind, self.rows, self.people, self.nameless, self.problems, self.encounters, self.newest)
