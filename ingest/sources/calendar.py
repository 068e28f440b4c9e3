"""Calendars (.ics) of Google, Outlook and others: who was asked to a meeting, and who said yes.

An answer is no presence, and says more than an invitation: people who said yes (or asked) to one small meeting are tied by
`scheduled` when they were two, else by `scheduled_group`; those who did not answer, or said maybe or no, are people
without a tie. A row is a line with an organiser or attendee. Titles and descriptions of meetings are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from icalendar.parser import Contentline

from graph.model import Encounter, Record
from graph.priors import SMALL_MEETING
from graph.values import email_of, tidy, uid
from ingest.meaning.parties import Parties
from ingest.meaning.presence import in_order
from ingest.reading.document import Document, HeadRow
from ingest.reading.events import Frame, Said, blocks
from ingest.reading.recurrence import Meeting, Unreadable, meetings
from ingest.source import Aside, Found, Named, Nameless, Owner, Reading, Unusable

_THINGS = frozenset(("RESOURCE", "ROOM", "GROUP"))
_NO_PERSON = re.compile(r"@(group|resource)\.calendar\.google\.com$|@import\.calendar\.google\.com$", re.IGNORECASE)
_ADDRESS_IN_NAME = re.compile(r"[(<\[][^()<>\[\]]*@[^()<>\[\]]*[)>\]]")
_COMMON_NAME = re.compile(r";CN=\\?\"?([^;:\"\\]*)", re.IGNORECASE)
_ANSWER = re.compile(r";PARTSTAT=\"?([A-Z-]+)", re.IGNORECASE)
_KIND = re.compile(r";CUTYPE=\"?([A-Z-]+)", re.IGNORECASE)


class Guest(NamedTuple):
    """What one line says of somebody."""

    text: str
    """Name and address, as `ingest.meaning.parties` reads them; empty when it names no person."""
    comes: bool


class Calendars:
    """People, and ties among those who agreed to meet."""

    name = "calendar"
    version = 2
    personal = False
    accepts = "a calendar (.ics: BEGIN:VCALENDAR)"

    def recognises(self, document: Document) -> bool:
        """Its first line, whatever the file is called."""
        return document.find(_is_calendar) is not None

    def owner(self, document: Document) -> Owner:  # noqa: ARG002 - whose it is makes no difference to what it says
        """Nobody."""
        return Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """The one part."""
        yield Reading(document, self.name, self.personal, self.found(document))

    def found(self, document: Document) -> Iterator[Found]:
        """What each line with a person says; an event that cannot be read is one problem."""
        frame = Frame.of(document)
        parties = Parties(document.part)
        number = 0
        for block in blocks(document):
            times = Unreadable(block.fault) if block.fault else meetings(block, frame)
            if isinstance(times, Unreadable):
                yield Unusable(block.line, times.reason)
                continue
            off = frame.cancels or block.value("STATUS").upper() == "CANCELLED"
            table = _Table(document.part, parties, [] if off else times[0], times[1])
            lines = block.all("ORGANIZER", "ATTENDEE")
            guests = [guest_of(one) for one in lines]
            table.size = len({g.text.rpartition("<")[2] for g in guests if g.comes and g.text})
            for one, guest in zip(lines, guests, strict=True):
                number += 1
                yield table.row(one.line, number, guest)
        if not number:
            yield Aside(warnings=("0 people: no event names an organiser or attendee",))


def _is_calendar(row: HeadRow) -> bool:
    return row.cells[0].strip().upper() == "BEGIN:VCALENDAR" and not any(row.cells[1:])


def guest_of(said: Said) -> Guest:
    """Who is meant by a line; lines that break the format's rules are read as far as they go."""
    try:
        _, parameters, value = Contentline(said.text).parts()  # type: ignore[no-untyped-call]
        name, answer, kind = (str(parameters.get(p, "")) for p in ("CN", "PARTSTAT", "CUTYPE"))
    except ValueError:  # quotation marks inside a name, or none around a colon
        found = (pattern.search(said.text) for pattern in (_COMMON_NAME, _ANSWER, _KIND))
        name, answer, kind = (f[1] if f else "" for f in found)
        value = said.value
    address = value.strip()
    email = email_of(address.rpartition(":")[2])
    if kind.upper() in _THINGS or _NO_PERSON.search(address):
        return Guest("", comes=False)
    name = in_order(tidy(_ADDRESS_IN_NAME.sub(" ", name)).strip("\"' "))[:1_000]
    name = "" if "@" in name else name.replace("<", " ").replace(">", " ")
    comes = said.name == "ORGANIZER" or answer.upper() == "ACCEPTED"
    return Guest(f"{name} <{email}>".strip() if email else name, comes)


class _Table:
    """The people of one event, each tied to those before."""

    def __init__(self, part: str, parties: Parties, times: list[Meeting], warning: str) -> None:
        self.size = 0
        self._part = part
        self._parties = parties
        self._times = times
        self._warning = (warning,) if warning else ()
        self._here: list[str] = []

    def row(self, line: int, number: int, guest: Guest) -> Named | Nameless:
        """One line, with the ties to everybody of an earlier line who comes too."""
        fresh: list[Record] = []
        record = self._parties.record(guest.text, line, number, fresh)
        if not record:
            return Nameless(line)
        warnings, self._warning = self._warning, ()
        if not guest.comes or record in self._here or self.size > SMALL_MEETING:
            return Named(line, tuple(fresh), (), warnings)
        ties = tuple(self._tie(line, other, record, time) for time in self._times for other in self._here)
        self._here.append(record)
        return Named(line, tuple(fresh), ties, warnings)

    def _tie(self, line: int, one: str, other: str, time: Meeting) -> Encounter:
        kind = "scheduled" if self.size == 2 else "scheduled_group"
        return Encounter(
            id=uid("e", self._part, str(line), kind, one, other, time.day.isoformat(), str(time.start)), part=self._part,
            line=line, kind=kind, a=one, b=other, day=time.day, start=time.start, end=time.end, size=self.size,
        )  # fmt: skip
