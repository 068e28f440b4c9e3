"""What a writer has derived and not yet committed: people, their records and their ties, kept here until the commit.

Pure bookkeeping: what each call replaces or takes away is laid over what the store answers (`graph.store.bolt.overlay`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from graph.model import Person, Tie, Twins

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
        self.twins: dict[Pair, float | None] = {}
        """Pairs that may be one person, and how probably."""
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
        gone = set(ids)
        for pair in [pair for pair in self.twins if not gone.isdisjoint(pair)]:
            self.twins[pair] = None

    def put_ties(self, ties: Iterable[Tie]) -> None:
        for tie in ties:
            pair = tie.a, tie.b
            self.ties[pair] = tie
            for end in pair:
                self._beside.setdefault(end, set()).add(pair)

    def drop_ties(self, pairs: Collection[Pair]) -> None:
        for pair in pairs:
            self.ties[pair] = None

    def put_twins(self, twins: Iterable[Twins]) -> None:
        self.twins.update(((t.a, t.b), t.p) for t in twins)

    def drop_twins(self, pairs: Collection[Pair]) -> None:
        self.twins.update((pair, None) for pair in pairs)

    def followed(self) -> set[str]:
        """Whom this changes: as `View.changed_since` will say."""
        return self.people.keys() | {end for pair in self.ties for end in pair}

    def dropped(self, person: str) -> bool:
        return person in self.people and self.people[person] is None

    def replaces_tie(self, a: str, b: str) -> bool:
        """Whether the stored tie of these two (in whatever order) no longer counts."""
        return a in self.cut or b in self.cut or (min(a, b), max(a, b)) in self.ties

    def replaces_twins(self, a: str, b: str) -> bool:
        """Whether what is stored of these two, who may be one, no longer counts."""
        return a in self.cut or b in self.cut or (a, b) in self.twins

    def standing_twins(self) -> list[Twins]:
        return [Twins(a, b, p) for (a, b), p in self.twins.items() if p is not None]

    def ties_of(self, person: str) -> list[Tie]:
        """The new ties of a person."""
        return [tie for pair in self._beside.get(person, ()) if (tie := self.ties.get(pair)) is not None]

    def standing_ties(self) -> list[Tie]:
        return [t for t in self.ties.values() if t is not None]

    def standing_people(self) -> list[Person]:
        return [p for p in self.people.values() if p is not None]
