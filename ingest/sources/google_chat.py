"""Google Chat of a Takeout, as ZIP or messages.json by messages.json: who wrote in which topic, and when. Texts are never kept.

A message goes to those who wrote in the same topic before it. Bots are nameless.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator

from graph.model import Record
from graph.values import email_of, name_key
from ingest.meaning.met import Met, Said, wrote
from ingest.reading.dates import Moment, moment
from ingest.reading.document import Document
from ingest.reading.json_stream import EACH, text
from ingest.source import Found, Named, Nameless, Owner, Reading, Unusable

_FILE = re.compile(r"(?:.*/)?Google Chat/Groups/[^/]+/messages\.json")
_DATE = re.compile(r"(?:[^\W\d_]+, )?(?P<day>[^\W\d_]+ \d{1,2}, \d{4})(?: at|,)? (?P<time>\d{1,2}:\d{2}(?::\d{2})? ?[AP]M) UTC")
_OPEN_TOPICS = 10_000
_MOST_WRITERS = 200


class Messages:
    """One record for each who writes."""

    name = "google-chat"
    version = 1
    personal = False
    accepts = "Google Chat messages.json (messages with creator and created_date), or a Takeout ZIP that holds it"

    def recognises(self, document: Document) -> bool:
        """Messages with a creator, or an archive with such files where Takeout puts them."""
        return document.shape.get("messages", frozenset()) >= {"creator", "message_id"} or any(_files(document))

    def owner(self, document: Document) -> Owner:  # noqa: ARG002 - all who write are named alike
        """Nobody."""
        return Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """One part for each conversation."""
        for part in _files(document) if document.members else (document,):
            yield Reading(part, self.name, False, _found(part))


def _files(document: Document) -> Iterator[Document]:
    return (m for m in document.members if _FILE.fullmatch(m.name))


def _found(document: Document) -> Iterator[Found]:
    met, topics = Met(document.part), OrderedDict[str, dict[str, None]]()
    for number, item in enumerate(document.items(("messages", EACH)), start=1):
        if item.fault:
            yield Unusable(item.line, item.fault)
            continue
        name, email = text(item.value, "creator", "name"), email_of(text(item.value, "creator", "email"))
        if text(item.value, "creator", "user_type").lower() == "bot" or not (name or email):
            yield Nameless(item.line)
            continue
        fresh: list[Record] = []
        writer = met.record(
            email or name_key(name) or name, item.line, number, fresh, name=name, emails=(email,) if email else ()
        )
        topic = text(item.value, "topic_id") or "the only one"
        readers = topics.setdefault(topic, {})
        topics.move_to_end(topic)
        if len(topics) > _OPEN_TOPICS:
            topics.popitem(last=False)
        written = text(item.value, "created_date")
        when = _moment(written)
        ties = wrote(Said(document.part, item.line, str(number), when), writer, list(readers))
        if len(readers) < _MOST_WRITERS:
            readers[writer] = None
        warnings = () if when else (f"the date {written[:40]!r} is in a language that is not read: counted without its day",)
        yield Named(item.line, tuple(fresh), ties, warnings)


def _moment(written: str) -> Moment | None:
    """`Tuesday, January 6, 2026 at 9:00:00 AM UTC`, its narrow blanks made plain by cleaning."""
    found = _DATE.fullmatch(written)
    return moment(f"{found['day']} {found['time']}") if found else moment(written)
