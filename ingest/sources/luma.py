"""Luma guest list of one event. Only a guest who was checked in attended; the others are people without a tie."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from msgspec.structs import replace

from graph.model import Encounter, Event, Record
from graph.values import LONGEST_NAME, email_of, slug_of, uid
from ingest.meaning.titles import title_of
from ingest.reading.columns import Columns, clean
from ingest.reading.dates import moment
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Aside, Named, Nameless, RowReader, TableImporter

FIELDS = {
    "guest": ("api_id",),
    "name": ("name",),
    "given": ("first_name",),
    "family": ("last_name",),
    "email": ("email",),
    "phone": ("phone_number",),
    "status": ("approval_status",),
    "checked_in": ("checked_in_at",),
    "ticket": ("qr_code_url",),
}
_STATUSES = frozenset(("approved", "invited", "pending_approval", "declined", "waitlist", "rejected"))
_EVENT = re.compile(r"\bevt-[\w-]+")
_NOT_THE_TITLE = re.compile(r"\b(guests?|luma|export|list)\b", re.IGNORECASE)


class Guests(TableImporter):
    """People, and attendance of those who were checked in."""

    name = "luma-guests"
    accepts = "Luma guests (api_id, approval_status)"
    units = "guests"

    def is_header(self, row: HeadRow) -> bool:
        """Luma's own key of a guest and its approval status."""
        return Columns(row.cells, FIELDS).has("guest", "status")

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """One record for each guest; the event itself comes last, when its day is known.

        Luma's key of the event stands in the tickets of approved guests; where it does not, the list is its own key.
        """
        columns = Columns(header.cells, FIELDS)
        at = columns.at("ticket")
        tickets = (_EVENT.search(r.cells[at]) for r in document.rows(header) if not r.fault and at >= 0)
        ticket = next((t[0] for t in tickets if t), "")
        event = Event(uid("v", "luma", ticket) if ticket else uid("v", document.part), document.part, _title(document.name))
        return _List(columns, event)


class _List(RowReader):
    def __init__(self, columns: Columns, event: Event) -> None:
        super().__init__(columns)
        self._event = event
        self._profile = next((i for i, h in enumerate(columns.headings) if "linkedin" in h), -1)
        self._days: Counter[date] = Counter()

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        guest, name, given, family, email, phone, status, checked_in, _ = cells
        answer = clean(row.cells[self._profile])[:LONGEST_NAME] if self._profile >= 0 else ""
        name, email, slug = name or f"{given} {family}".strip(), email_of(email), slug_of(answer)
        if not (name or email or slug):
            return Nameless(row.line)
        record = Record(
            id=uid("r", self._event.part, str(row.line), "0"), part=self._event.part, line=row.line, row=row.number, name=name,
            given=given, family=family, slug=slug, emails=(email,) if email else (), phones=(phone,) if phone else (),
            accounts=(f"luma:{guest}",) if guest else (), url=answer if slug else "",
        )  # fmt: skip
        if status and status not in _STATUSES:
            warnings = (*warnings, f"the status {status[:40]!r} is not known: the person is kept, attendance is not counted")
        elif checked_in:
            return self._attended(row, record, checked_in, warnings)
        return Named(row.line, (record,), (), warnings)

    def _attended(self, row: Row, record: Record, checked_in: str, warnings: tuple[str, ...]) -> Named:
        when = moment(checked_in)
        if when is None:
            warnings = (*warnings, f"the check-in {checked_in[:40]!r} cannot be read: attended, on a day not known")
        else:
            self._days[when.day] += 1
        presence = Encounter(
            id=uid("e", record.part, str(row.line), "attended", record.id, self._event.uid), part=record.part, line=row.line,
            kind="attended", a=record.id, event=self._event.uid, day=when.day if when else None,
            start=when.second if when else None,
        )  # fmt: skip
        return Named(row.line, (record,), (presence,), warnings)

    def after(self) -> Aside:
        day = max(self._days, key=lambda d: (self._days[d], d), default=None)
        return Aside(events=(replace(self._event, day=day),))


def _title(file: str) -> str:
    return title_of(file, _NOT_THE_TITLE) or "Luma event"
