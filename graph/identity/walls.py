"""What keeps people apart, however alike they are: marks, of which one person has no two of a kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from graph.model import Record
from graph.values import name_key


class Mark(NamedTuple):
    """Groups of records that have marks of one kind, but none in common, are two people."""

    kind: str
    value: str


Walls = Mapping[str, Collection[Mark]]
"""Record id -> its marks."""

CONTACT_LISTS = frozenset(
    ("linkedin-connections", "linkedin-contacts", "linkedin-invitations", "linkedin-endorsements", "linkedin-recommendations",
     "linkedin-follows", "google-contacts", "outlook-contacts", "vcard", "facebook-friends", "x-following")
)  # fmt: skip
"""Kinds of parts whose rows are the owner's contacts, and so not the owner for his name alone."""

ONE_ROW_EACH = frozenset(("linkedin-connections", "facebook-friends", "x-following"))
"""Kinds of parts that list each account once, so that no two rows are one person, whatever they are called."""


def walls_of(records: Iterable[Record], lists: Collection[str], accounts: Collection[str]) -> dict[str, list[Mark]]:
    """Two profiles are two people, and so are two rows of one contact list that are called differently, and its owner and
    anybody in it.

    Args:
        records: Those that may be one person.
        lists: Parts whose rows are somebody's contacts (`CONTACT_LISTS`).
        accounts: Those of them that list each account once (`ONE_ROW_EACH`): any two of their rows are two people.
    """
    return {r.id: marks for r in records if (marks := list(_marks(r, lists, accounts)))}


def _marks(record: Record, lists: Collection[str], accounts: Collection[str]) -> Iterable[Mark]:
    if record.slug:
        yield Mark("profile", record.slug)
    if record.line and record.part in accounts:
        yield Mark(record.part, record.id)
    elif record.line and record.part in lists and (name := name_key(record.name)):
        yield Mark(record.part, name)
    if record.line and record.part in lists:
        yield Mark(f"{record.part}, or whose it is", "contact")
    for part in record.owner_of:
        if part in lists:
            yield Mark(f"{part}, or whose it is", "owner")


class Kept:
    """The marks of one group of records."""

    __slots__ = ("_by_kind",)

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._by_kind: dict[str, set[str]] = {}
        for mark in marks:
            self._by_kind.setdefault(mark.kind, set()).add(mark.value)

    def apart(self, other: Kept) -> bool:
        """Whether the two groups must be two people."""
        small, large = sorted((self._by_kind, other._by_kind), key=len)
        return any(kind in large and values.isdisjoint(large[kind]) for kind, values in small.items())

    def with_(self, other: Kept) -> Kept:
        """The marks of both groups."""
        both = Kept()
        for kind in self._by_kind.keys() | other._by_kind.keys():
            both._by_kind[kind] = self._by_kind.get(kind, set()) | other._by_kind.get(kind, set())
        return both
