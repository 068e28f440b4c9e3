"""Direct messages of an X archive, with or without their texts, to one or in a group: account ids, seconds and reactions."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Encounter, Record
from ingest.meaning.met import Met, Said, wrote
from ingest.reading.dates import moment
from ingest.reading.document import Document
from ingest.reading.json_stream import EACH, dig, listed, text
from ingest.source import Found, Named, Nameless, Unusable

_CONVERSATION = (EACH, "dmConversation", "conversationId")
_MESSAGE = (EACH, "dmConversation", "messages", EACH)


def messages(document: Document) -> Iterator[Found]:
    """One message a row; joining and leaving a group are none. Of two accounts in a pair the writer is told, no owner needed."""
    met, groups = Met(document.part), _groups(document)
    conversation, number = "", 0
    for item in document.items(_CONVERSATION, _MESSAGE):
        if item.path == _CONVERSATION:
            conversation = text(item.value)
            continue
        number += 1
        message = dig(item.value, "messageCreate")
        if item.fault or (message is None and not isinstance(item.value, dict)):
            yield Unusable(item.line, item.fault or "this is no message")
        if message is None:
            continue
        fresh: list[Record] = []

        def account(key: str, line: int = item.line, row: int = number, fresh: list[Record] = fresh) -> str:
            return met.record(key, line, row, fresh, accounts=(f"x:{key}",)) if key.isdecimal() else ""

        writer, to = text(message, "senderId"), text(message, "recipientId")
        readers = [to] if to else sorted(groups.get(conversation, set()) - {writer})
        sender, others = account(writer), [account(r) for r in readers]
        if not sender or not any(others):
            yield Named(item.line, tuple(fresh)) if sender or any(others) else Nameless(item.line)
            continue
        written = text(message, "createdAt")
        when = moment(written)
        ties: list[Encounter] = [*wrote(Said(document.part, item.line, str(number), when), sender, others)]
        for at, reaction in enumerate(listed(message, "reactions")):
            said = Said(document.part, item.line, f"{number} {at}", moment(text(reaction, "createdAt")))
            ties += said.ties("reacted", account(text(reaction, "senderId")), [sender])
        warnings = () if when else (f"the date {written[:40]!r} cannot be read: the message is counted without its day",)
        yield Named(item.line, tuple(fresh), tuple(ties), warnings)


def _groups(document: Document) -> dict[str, set[str]]:
    """Who is in a group, from a first pass: messages stand before the joining that names their readers."""
    found: dict[str, set[str]] = {}
    members: set[str] = set()
    for item in document.items(_CONVERSATION, _MESSAGE):
        if item.path == _CONVERSATION:
            members = found.setdefault(text(item.value), set())
        elif isinstance(item.value, dict):
            for kind, event in item.value.items():
                if kind == "messageCreate" and text(event, "recipientId"):
                    continue
                said = {text(event, "senderId"), text(event, "initiatingUserId")}
                said.update(u for u in listed(event, "participantsSnapshot") + listed(event, "userIds") if isinstance(u, str))
                members.update(u for u in said if u.isdecimal())
    return {conversation: people for conversation, people in found.items() if people}
