"""What an import has just stated, held while it fits in memory, so that it need not be read back from the store."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import Encounter, Record

MOST = 300_000
"""Records and encounters that are held: some 300 MB. Of a larger import nothing is held, and all is read back."""


class Stated:
    """The evidence of parts that were never in the store before; of what is stated twice under one id, the first stays."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.encounters: dict[str, Encounter] = {}
        self.complete = True
        """Whether everything that was stated is here."""

    def add(self, records: Iterable[Record], encounters: Iterable[Encounter]) -> None:
        """Hold these too, or let go of everything when it becomes too much."""
        if not self.complete:
            return
        for record in records:
            self.records.setdefault(record.id, record)
        for encounter in encounters:
            self.encounters.setdefault(encounter.id, encounter)
        if len(self.records) + len(self.encounters) > MOST:
            self.complete = False
            self.records, self.encounters = {}, {}
