"""What a writer has derived and not yet committed: people, their records and their ties, kept here until the commit.

Pure bookkeeping: what each call replaces or takes away is laid over what the store answers (`graph.store.bolt.overlay`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from graph.model import Person, Tie

Pair = tuple[str, str]


class Changes:
    """None stands for "taken away"."""

    def __init__(self) -> None:
        self.members: dict[str, str | None] = {}
        """record id -> person id"""
        self.joined: dict[str, set[str]] = {}
        """person id -> the records that were assigned to it"""
        self.people: dict[str, Person | None] = {}
        self.ties: dict[Pair, Tie | None] = {}
        self.cut: set[str] = set()
        """People whose stored ties are gone, for they were dropped at some moment of this change."""
        self._beside: dict[str, set[Pair]] = {}

    def assign(self, members: Mapping[str, str | None]) -> None:
        for record, person in members.items():
            if before := self.members.get(record):
                self.joined[before].discard(record)
            self.members[record] = person
            if person is not None:
                self.joined.setdefault(person, set()).add(record)

    def put_people(self, people: Iterable[Person]) -> None:
        self.people.update((p.id, p) for p in people)

    def drop_people(self, ids: Collection[str]) -> None:
        for uid in ids:
            self.people[uid] = None
            self.cut.add(uid)
            for pair in self._beside.pop(uid, ()):
                self.ties.pop(pair, None)

    def put_ties(self, ties: Iterable[Tie]) -> None:
        for tie in ties:
            pair = tie.a, tie.b
            self.ties[pair] = tie
            for end in pair:
                self._beside.setdefault(end, set()).add(pair)

    def drop_ties(self, pairs: Collection[Pair]) -> None:
        for pair in pairs:
            self.ties[pair] = None

    def dropped(self, person: str) -> bool:
        return person in self.people and self.people[person] is None

    def replaces_tie(self, a: str, b: str) -> bool:
        """Whether the stored tie of these two (in whatever order) no longer counts."""
        return a in self.cut or b in self.cut or (min(a, b), max(a, b)) in self.ties

    def ties_of(self, person: str) -> list[Tie]:
        """The new ties of a person."""
        return [tie for pair in self._beside.get(person, ()) if (tie := self.ties.get(pair)) is not None]

    def standing_ties(self) -> list[Tie]:
        return [t for t in self.ties.values() if t is not None]

    def standing_people(self) -> list[Person]:
        return [p for p in self.people.values() if p is not None]
