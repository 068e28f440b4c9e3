"""Trello board in JSON: who is on it, who put whom on a card, mentioned whom in a comment, and shares a card with whom.

The board keeps the newest thousand actions only, so its history is incomplete. Texts are never kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from graph.model import Record
from ingest.meaning.met import Met, Said
from ingest.reading.dates import moment
from ingest.reading.document import Document
from ingest.reading.json_stream import EACH, listed, text
from ingest.source import Aside, Found, Named, Nameless, Owner, Reading, Unusable

_BOARD = frozenset(("cards", "lists", "members", "actions"))
_AT = re.compile(r"(?<![\w@])@([a-z0-9_]{3,100})\b")
_LARGEST_CARD = 60
"""A card with more people says nothing about two of them, as with events."""


class Board:
    """One record a member; the rows are the members."""

    name = "trello"
    version = 1
    personal = False
    accepts = "a Trello board as JSON (cards, lists, members, actions); a single card has no members"

    def recognises(self, document: Document) -> bool:
        """The four lists of a board."""
        return document.shape.keys() >= _BOARD

    def owner(self, document: Document) -> Owner:  # noqa: ARG002 - a board belongs to all of its members
        """Nobody."""
        return Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """The one part."""
        yield Reading(document, self.name, False, self._found(document))

    def _found(self, document: Document) -> Iterator[Found]:
        met, by_username = Met(document.part), dict[str, str]()
        for number, item in enumerate(document.items(("members", EACH)), start=1):
            key, username = text(item.value, "id"), text(item.value, "username")
            if item.fault or not key:
                yield Unusable(item.line, item.fault or "a member without an id")
                continue
            fresh: list[Record] = []
            known = met.record(
                key, item.line, number, fresh, name=text(item.value, "fullName") or username, accounts=(f"trello:{key}",),
                url=text(item.value, "url"),
            )  # fmt: skip
            by_username[username.lower()] = known
            yield Named(item.line, tuple(fresh)) if text(item.value, "fullName") or username else Nameless(item.line)
        yield from _cards(document, met)
        yield from _actions(document, met, by_username)


def _cards(document: Document, met: Met) -> Iterator[Found]:
    """Every two who are on a card, on the day on which it was last touched; a member who is not on the board is a problem."""
    missing: set[str] = set()
    for number, item in enumerate(document.items(("cards", EACH)), start=1):
        here = [m for m in listed(item.value, "idMembers") if isinstance(m, str)]
        for member in here:
            if member not in met and member not in missing:
                missing.add(member)
                yield Unusable(item.line, f"the card member {member[:40]!r} is not among the members of the board")
        people = sorted({met.known(m) for m in here} - {""})
        if 1 < len(people) <= _LARGEST_CARD:
            said = Said(document.part, item.line, f"card {number}", moment(text(item.value, "dateLastActivity")))
            shared = [e for a, b in combinations(people, 2) for e in said.ties("shared_card", a, [b], len(people), "both")]
            yield Aside(encounters=tuple(shared))


def _actions(document: Document, met: Met, by_username: dict[str, str]) -> Iterator[Found]:
    for number, item in enumerate(document.items(("actions", EACH)), start=1):
        actor = met.known(text(item.value, "idMemberCreator"))
        said = Said(document.part, item.line, f"action {number}", moment(text(item.value, "date")))
        kind = text(item.value, "type")
        if kind == "addMemberToCard":
            added = text(item.value, "data", "idMember") or text(item.value, "member", "id")
            yield Aside(encounters=tuple(said.ties("added_to_card", actor, [met.known(added)])))
        elif kind == "commentCard":
            called = [by_username.get(n, "") for n in _AT.findall(text(item.value, "data", "text").lower())]
            yield Aside(encounters=tuple(said.ties("mentioned", actor, called)))
