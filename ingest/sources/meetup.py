"""Meetup lists: tables named .xls that are really text with tabs. Members of a group, or those who replied to one event.

A reply is no presence: only an `Attendance` column that says so is. Members share a group and nothing that two people did,
so they are people without ties.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.model import Event, Record
from graph.values import plain, uid
from ingest.meaning.guests import event_of, ordered, presence
from ingest.reading.columns import Columns
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Aside, Named, Nameless, RowReader, TableImporter
from ingest.sources.eventbrite import undated

FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "user": ("userid",),
    "place": ("location",),
    "profile": ("urlofmemberprofile",),
    "reply": ("rsvp",),
    "replied": ("rsvpedon",),
    "attendance": ("attendance",),
}
_NUMBER = re.compile(r"\d{1,12}$")
_MEMBER = re.compile(r"/members/(\d{1,12})/?$")
_CAME = frozenset("yes attended present 1 true x".split())
_AWAY = frozenset(("", "no", "0", "false", "absent", "did not attend", "no show", "no-show", "not attended"))


class Members(TableImporter):
    """People by their member number; attendance where the list of an event states it."""

    name = "meetup-members"
    accepts = "Meetup members or event attendees (User ID, URL of Member Profile)"
    units = "members"

    def is_header(self, row: HeadRow) -> bool:
        """The member's number and profile."""
        return Columns(row.cells, FIELDS).has("user", "profile")

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """One record for each member; an event only where replies are listed."""
        columns = Columns(header.cells, FIELDS)
        if not columns.has("reply"):
            return _List(columns, document.part, None)
        day = None
        if columns.has("attendance"):
            day = ordered(document, header, columns.at("replied")).newest
        return _List(columns, document.part, event_of(document, "Meetup event", day))


class _List(RowReader):
    def __init__(self, columns: Columns, part: str, event: Event | None) -> None:
        super().__init__(columns)
        self._part = part
        self._event = event

    def before(self) -> Aside:
        if self._event is None:
            return Aside()
        if self.columns.has("attendance"):
            return Aside(events=(self._event,), warnings=(undated(self._event.day),))
        return Aside(warnings=("the list has replies and no `Attendance` column: who came is not known, nobody is tied",))

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        name, user, place, profile, _, _, attendance = cells
        found = _NUMBER.search(user) or _MEMBER.search(profile)
        number = (found[1] if found.re is _MEMBER else found[0]) if found else ""
        if not (name or number):
            return Nameless(row.line)
        record = Record(
            id=uid("r", self._part, str(row.line), "0"), part=self._part, line=row.line, row=row.number, name=name,
            accounts=(f"meetup:{number}",) if number else (), place=place, url=profile,
        )  # fmt: skip
        said = plain(attendance)
        if said not in _CAME | _AWAY:
            warnings = (
                *warnings,
                f"the attendance {attendance[:40]!r} is not known: the person is kept, attendance is not counted",
            )
        came = (presence(record, self._event, None, self._event.day),) if self._event and said in _CAME else ()
        return Named(row.line, (record,), came, warnings)
