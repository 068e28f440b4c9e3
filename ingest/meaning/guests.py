"""What the guest lists of event platforms have in common: one event a file, and proof of presence that is more than a ticket."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from graph.model import Encounter, Event, Record
from graph.values import email_of, name_key, uid
from ingest.meaning.titles import title_of
from ingest.reading.dates import Moment, Order, moment, told_order_of
from ingest.reading.document import Document, HeadRow

_NOT_THE_TITLE = re.compile(r"\b(guests?|attendees?|bevy|gdg|eventbrite|meetup|us|uk|export|list|report|event)\b", re.IGNORECASE)


class Ordered(NamedTuple):
    """What a column of order or reply dates tells of an event whose own day is not stated."""

    order: Order
    newest: date | None
    """The last of them: the event was not before it."""


def ordered(document: Document, header: HeadRow, at: int) -> Ordered:
    """A first pass over the dates in column `at`. Raises `OrderNeeded` where they fit both orders and nobody said which."""
    order = told_order_of(_cells(document, header, at), document.date_order, document.name)
    days = (m.day for text in _cells(document, header, at) if (m := moment(text, order)))
    return Ordered(order, max(days, default=None))


def _cells(document: Document, header: HeadRow, at: int) -> Iterable[str]:
    return (r.cells[at] for r in document.rows(header) if not r.fault and at >= 0)


def event_of(document: Document, fallback: str, day: date | None = None) -> Event:
    """The event of a list that does not name it: the list is its own key, the file's name is its title."""
    return Event(uid("v", document.part), document.part, title_of(document.name, _NOT_THE_TITLE) or fallback, day)


def presence(record: Record, event: Event, when: Moment | None, day: date | None = None, end: int | None = None) -> Encounter:
    """That somebody was there; `day` is what is known of the day where the row itself does not say when."""
    return Encounter(
        id=uid("e", record.part, str(record.line), "attended", record.id, event.uid), part=record.part, line=record.line,
        kind="attended", a=record.id, event=event.uid, day=when.day if when else day, start=when.second if when else None,
        end=end,
    )  # fmt: skip


def shared_addresses(rows: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Of (name, e-mail) pairs, the addresses that stand beside several names: a buyer's, which identify none of them."""
    holder: dict[str, str] = {}
    shared = set()
    for name, text in rows:
        if (email := email_of(text)) and holder.setdefault(email, name_key(name)) != name_key(name):
            shared.add(email)
    return frozenset(shared)
