r"""Facebook and Messenger in JSON, as ZIP or file by file: friends with the day, and who wrote to whom in each conversation.

Older and newer downloads write each byte of a name's UTF-8 as a character of its own (`Jos\u00c3\u00a9`); the end-to-end
encrypted ones do not. People are known by name only, so a name is one person within a conversation, and the one friend of that
name within a download. Texts are never kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from graph.model import Record
from graph.values import name_key, uid
from ingest.beside import beside
from ingest.meaning.met import Met, Said, wrote
from ingest.reading.dates import Moment, epoch
from ingest.reading.document import Document
from ingest.reading.json_stream import EACH, Item, dig, listed, text
from ingest.source import Aside, Found, Named, Nameless, Owner, Reading, Unusable

_GONE = frozenset(("facebook user", "facebook-nutzer", "utilisateur de facebook", ""))
_FRIENDS = re.compile(r"(?:.*/)?(?:your_)?friends\.json")
_CONVERSATION = re.compile(r"(?:.*/)?(?:message_\d+|[^/]*_\d+)\.json")
_MESSENGER = re.compile(r"(?:.*/)?(?:(?:your_)?friends|message_\d+)\.json")
_LISTS = ("friends_v2", "friends")


class Friends:
    """The owner's friends; one record and one tie a row."""

    name = "facebook-friends"
    version = 1
    personal = True
    accepts = "Facebook your_friends.json (friends_v2) or friends.json of 2018"

    def recognises(self, document: Document) -> bool:
        """An array of names with times under one of the two names it had."""
        return any({"name", "timestamp"} <= document.shape.get(key, frozenset()) for key in _LISTS)

    def owner(self, document: Document) -> Owner:  # noqa: ARG002 - the list does not say
        """Nobody."""
        return Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """The one part."""
        part = document.part
        me = Record(uid("r", "owner", part), part, 0, 0, owner_of=(part,))
        yield Reading(document, self.name, True, chain([Aside(records=(me,))], self._found(document, me.id)))

    def _found(self, document: Document, me: str) -> Iterator[Found]:
        names = Counter(name_key(_friend(i.value)[0]) for i in self._rows(document))
        for number, item in enumerate(self._rows(document), start=1):
            if item.fault:
                yield Unusable(item.line, item.fault)
                continue
            name, when = _friend(item.value)
            if name.lower() in _GONE:
                yield Nameless(item.line)
                continue
            # What a conversation beside the list repeats, so that it points at nobody who goes when the list is undone.
            only = names[name_key(name)] == 1
            record = Record(
                uid("r", document.part, str(item.line), str(number)), document.part, item.line, number, name=name,
                accounts=(f"facebook-{document.part}:{name}",) if only else (), since=when.day.isoformat() if when else "",
            )  # fmt: skip
            said = Said(document.part, item.line, str(number), when._replace(second=None) if when else None)
            yield Named(item.line, (record,), tuple(said.ties("friends", me, [record.id], way="both")))

    def _rows(self, document: Document) -> Iterator[Item]:
        return document.items((EACH,), *((key, EACH) for key in _LISTS))


class Messages:
    """One conversation: one record for each who takes part, one encounter for each message and reader."""

    name = "facebook-messages"
    version = 1
    personal = False
    accepts = "Facebook or Messenger message_N.json (participants, messages)"

    def recognises(self, document: Document) -> bool:
        """Participants, and messages with a sender in either spelling."""
        sender = document.shape.get("messages", frozenset()) & {"sender_name", "senderName"}
        return "participants" in document.shape and (bool(sender) or "thread_path" in document.shape)

    def owner(self, document: Document) -> Owner:  # noqa: ARG002 - all who take part are named alike
        """Nobody."""
        return Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """The one part."""
        yield Reading(document, self.name, False, self.found(document, "", {}))

    def found(self, document: Document, owner: str, friends: Mapping[str, str]) -> Iterator[Found]:
        """What each message says. Of an archive the owner is known, and the account of each friend by the key of his name."""
        everybody = participants(document)
        thread = next((text(i.value) for i in document.items(("thread_path",)) if not i.fault), "")
        met, number = Met(document.part), 0

        def accounts(name: str) -> tuple[str, ...]:
            known = friends.get(name_key(name), "")
            return tuple(filter(None, (f"facebook-{thread}:{name}" if thread else "", known)))

        if owner:
            me: list[Record] = []
            met.record(name_key(owner), 0, 0, me, owner_of=(document.part,))
            yield Aside(records=tuple(me))
        for item in document.items(("messages", EACH)):
            number += 1
            if item.fault:
                yield Unusable(item.line, item.fault)
                continue
            sender = _name(item.value, "sender_name") or text(item.value, "senderName")
            if sender.lower() in _GONE:
                yield Nameless(item.line)
                continue
            fresh: list[Record] = []
            people = {
                n: met.record(name_key(n) or n, item.line, number, fresh, name=n, accounts=accounts(n))
                for n in [sender, *everybody]
            }
            when = _moment(dig(item.value, "timestamp_ms") or dig(item.value, "timestamp"), 1000)
            ties = list(wrote(Said(document.part, item.line, str(number), when), people[sender], list(people.values())))
            for at, reaction in enumerate(listed(item.value, "reactions")):
                said = Said(document.part, item.line, f"{number} {at}", when)
                actor = people.get(text(reaction, "actor")) or people.get(_name(reaction, "actor"), "")
                ties += said.ties("reacted", actor, [people[sender]])
            warnings = () if when else ("the message has no time that can be read: counted without its day",)
            yield Named(item.line, tuple(fresh), tuple(ties), warnings)


class Archive:
    """Friends and conversations, each as if it stood alone; everything else is left alone."""

    name = "facebook-archive"
    version = 2
    personal = True
    accepts = "a Facebook or Messenger download in JSON as ZIP (with your_friends.json or message_1.json inside)"

    def recognises(self, document: Document) -> bool:
        """A list of friends or a conversation by its name; the download as HTML has none."""
        return any(_MESSENGER.fullmatch(m.name) for m in document.members)

    def owner(self, document: Document) -> Owner:
        """Whoever takes part in more conversations than anybody else, and in more than one."""
        threads: dict[str, set[str]] = {}
        for member in _conversations(document):
            for name in participants(member):
                threads.setdefault(name, set()).add(member.name.rpartition("/")[0])
        ranked = sorted(((len(t), n) for n, t in threads.items()), reverse=True)[:2]
        alone = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][0] > ranked[1][0])
        return Owner(ranked[0][1]) if alone and ranked[0][0] > 1 else Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """Friends first, as conversations name people like them."""
        friends: dict[str, set[str]] = {}
        for member in _named(document, _FRIENDS):
            if Friends().recognises(member) or _is_labelled(member):
                yield from Friends().read(member)
                for reading in Friends().read(member):
                    for found in reading.found:
                        for record in found.records if isinstance(found, Named) else ():
                            friends.setdefault(name_key(record.name), set()).update(record.accounts)
        known = {name: next(iter(accounts)) for name, accounts in friends.items() if name and len(accounts) == 1}
        owner = self.owner(document).name
        known.pop(name_key(owner), None)
        for member in _conversations(document):
            here = {name_key(n): known[name_key(n)] for n in participants(member) if name_key(n) in known}
            part = beside(member, *filter(None, (owner, *(f"{n}={a}" for n, a in sorted(here.items())))))
            yield Reading(part, Messages.name, bool(owner), Messages().found(part, owner, here))


def _named(document: Document, pattern: re.Pattern[str]) -> Iterator[Document]:
    return (m for m in document.members if pattern.fullmatch(m.name))


def _conversations(document: Document) -> Iterator[Document]:
    return (m for m in _named(document, _CONVERSATION) if Messages().recognises(m))


def _is_labelled(document: Document) -> bool:
    """Whether a list is of the newest layout. All lists of a download have it, with labels in the language of its owner, so
    that only a file's name in the download tells friends from people who were removed."""
    return isinstance(dig(next((i.value for i in document.items((EACH,))), None), "label_values"), list)


def _friend(row: Any) -> tuple[str, Moment | None]:
    """The name and the day of a friend; in the newest layout the first text and the first time among the labels."""
    labels = listed(row, "label_values")
    if not labels:
        return _name(row, "name"), _moment(dig(row, "timestamp"), 1)
    names = (n for label in labels if (n := _name(label, "value")) and "://" not in n)
    times = (m for label in labels if (m := _moment(dig(label, "timestamp_value"), 1)))
    return next(names, ""), next(times, None) or _moment(dig(row, "timestamp"), 1)


def participants(document: Document) -> list[str]:
    """The names of those who take part; encrypted conversations give plain texts, which need no decoding."""
    found = (text(i.value) or _name(i.value, "name") for i in document.items(("participants", EACH)))
    return [n for n in found if n.lower() not in _GONE]


def decoded(name: str) -> str:
    """A name whose UTF-8 bytes were written as characters; any other stays as it is. Once only: twice would be a guess."""
    try:
        return name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name


def _name(value: Any, *keys: str) -> str:
    """A decoded name. Cleaning comes after: some bytes of letters look like blanks before."""
    found = dig(value, *keys)
    return text(decoded(found)) if isinstance(found, str) else ""


def _moment(value: Any, of_a_second: int) -> Moment | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return epoch(value / of_a_second) if number and 0 < value < 1e14 else None
