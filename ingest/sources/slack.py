"""Slack export as a ZIP: users.json, channels.json and one file a day in a folder for each channel.

Who answered, mentioned or reacted to whom, and in direct messages (corporate exports) who wrote to whom. Bots, joining and
leaving are left out; sharing a channel is no tie. The whole export is one part, whose rows are its users.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from graph.model import Encounter
from graph.values import email_of
from ingest.meaning.met import Met, Said, wrote
from ingest.reading.dates import epoch
from ingest.reading.document import Document
from ingest.reading.json_stream import EACH, dig, listed, text
from ingest.source import Aside, Found, Named, Nameless, Owner, Reading, Unusable

_MARKS = frozenset(("users.json", "channels.json"))
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\.json")
_MENTION = re.compile(r"<@([UW]\w+)(?:\|[^>]*)?>")
_SPOKEN = frozenset(("", "thread_broadcast", "me_message", "file_share"))
_ROBOT = "USLACKBOT"


class Export:
    """One record a user, one encounter for each reply, mention and reaction."""

    name = "slack"
    version = 1
    personal = False
    accepts = "a Slack export ZIP (with users.json and channels.json inside)"

    def recognises(self, document: Document) -> bool:
        """Both lists, at the root or in one folder."""
        return bool(_folder(document))

    def owner(self, document: Document) -> Owner:  # noqa: ARG002 - a workspace belongs to many
        """Nobody."""
        return Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """The one part."""
        yield Reading(document, self.name, False, self._found(document))

    def _found(self, document: Document) -> Iterator[Found]:
        (root,) = _folder(document)
        files = {m.name.removeprefix(root): m for m in document.members if m.name.startswith(root)}
        reading = _Workspace(document.part)
        yield from reading.users(files["users.json"])
        for group in ("dms.json", "mpims.json"):
            yield from reading.rooms(files.get(group))
        for name in sorted(n for n in files if n.count("/") == 1 and _DAY.fullmatch(n.rpartition("/")[2])):
            yield from reading.day(name, files[name])


def _folder(document: Document) -> list[str]:
    """The folder in which both lists stand, as a list of one; empty when there is none."""
    folders: dict[str, set[str]] = {}
    for member in document.members:
        folder, slash, name = member.name.rpartition("/")
        folders.setdefault(folder + slash, set()).add(name)
    return sorted((f for f, names in folders.items() if names >= _MARKS and f.count("/") < 2), key=len)[:1]


class _Workspace:
    def __init__(self, part: str) -> None:
        self._part = part
        self._met = Met(part)
        self._robots = {_ROBOT}
        self._rooms: dict[str, list[str]] = {}
        self._unknown: set[str] = set()
        self._channel = ""
        self._starters: dict[str, str] = {}
        self._said = 0

    def users(self, document: Document) -> Iterator[Found]:
        """One row a user."""
        for number, item in enumerate(document.items((EACH,)), start=1):
            user, key = item.value, text(item.value, "id")
            if item.fault or not key:
                yield Unusable(item.line, f"{document.name}: {item.fault or 'a user without an id'}")
                continue
            if dig(user, "is_bot") is True or key == _ROBOT:
                self._robots.add(key)
                yield Nameless(item.line)
                continue
            fresh: list[Any] = []
            email, phone = email_of(text(user, "profile", "email")), text(user, "profile", "phone")
            self._met.record(
                key, item.line, number, fresh,
                name=text(user, "profile", "real_name") or text(user, "real_name") or text(user, "name"),
                given=text(user, "profile", "first_name"), family=text(user, "profile", "last_name"),
                emails=(email,) if email else (), phones=(phone,) if phone else (),
                position=text(user, "profile", "title"), accounts=(f"slack:{text(user, 'team_id') or self._part}/{key}",),
            )  # fmt: skip
            yield Named(item.line, tuple(fresh))

    def rooms(self, document: Document | None) -> Iterator[Found]:
        """Who shares a direct conversation, by the names that its folder may have."""
        for item in document.items((EACH,)) if document else ():
            if item.fault:
                yield Aside(warnings=(f"{document.name if document else ''}: {item.fault}",))
            members = [m for m in listed(item.value, "members") if isinstance(m, str)]
            for folder in (text(item.value, "id"), text(item.value, "name")):
                if folder:
                    self._rooms[folder] = members

    def day(self, name: str, document: Document) -> Iterator[Found]:
        """The messages of one channel on one day."""
        channel = name.partition("/")[0]
        if channel != self._channel:
            self._channel, self._starters = channel, {}
        for item in document.items((EACH,)):
            if item.fault:
                yield Unusable(item.line, f"{name}: {item.fault}")
                continue
            message, writer = item.value, text(item.value, "user")
            if text(message, "subtype") not in _SPOKEN or not writer or writer in self._robots:
                continue
            if writer not in self._met:
                if writer not in self._unknown:
                    self._unknown.add(writer)
                    yield Unusable(item.line, f"{name}: the author {writer[:40]!r} is not in users.json")
                continue
            self._said += 1
            said = Said(self._part, item.line, str(self._said), epoch(_seconds(text(message, "ts"))), name)
            if found := tuple(self._ties(said, message, writer)):
                yield Aside(encounters=found)

    def _ties(self, said: Said, message: Any, writer: str) -> Iterator[Encounter]:
        me, known = self._met.known(writer), self._met.known
        thread, moment = text(message, "thread_ts"), text(message, "ts")
        if dig(message, "reply_count") and thread == moment:
            self._starters[thread] = writer
        if self._channel in self._rooms:
            yield from wrote(said, me, [known(m) for m in self._rooms[self._channel]])
        elif thread and thread != moment:
            starter = text(message, "parent_user_id") or self._starters.get(thread, "")
            yield from said.ties("replied", me, [known(starter)])
        mentioned = _MENTION.findall(text(message, "text"))
        yield from said.ties("mentioned", me, [known(m) for m in mentioned])
        for reaction in listed(message, "reactions"):
            label = text(reaction, "name")
            for user in dict.fromkeys(u for u in listed(reaction, "users") if isinstance(u, str)):
                reacted = Said(said.part, said.line, f"{said.place} {label}", said.when, said.note)
                yield from reacted.ties("reacted", known(user), [me])


def _seconds(stamp: str) -> float:
    whole = stamp.partition(".")[0]
    return int(whole) if whole.isascii() and whole.isdecimal() and len(whole) < 12 else float("inf")
