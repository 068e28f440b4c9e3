"""One meeting whose list has a row for each time that somebody came: people, and from when to when they were there."""

from __future__ import annotations

from msgspec.structs import replace

from graph.model import Event, Record
from graph.values import email_of, uid
from ingest.meaning.guests import presence
from ingest.meaning.presence import Seats, is_device, spoken_name
from ingest.reading.dates import Moment
from ingest.source import Named, Nameless


class Sitting:
    """Keeps who sat where, and on which day the meeting was when its rows say so."""

    def __init__(self, event: Event, scope: str, *, dated: bool = True) -> None:
        """`scope` is that of the accounts which the rows of one person share. Where the rows are not `dated`, their moments
        are times of some day, and are compared with each other only."""
        self.event = event
        self._dated = dated
        self._scope = scope
        self._seats = Seats()

    def row(
        self,
        line: int,
        number: int,
        shown: str,
        address: str,
        came: Moment | None,
        left: Moment | None,
        warnings: tuple[str, ...] = (),
    ) -> Named | Nameless:
        """What one row says. A device or a telephone number without an e-mail is nobody; whoever left before coming was
        there at a time not known."""
        email, name = email_of(address), spoken_name(shown)
        name = "" if is_device(name) else name
        if not (name or email):
            return Nameless(line)
        start, end = came.second if came else None, left.second if left else None
        end = None if start is None or end is None or end < start else end
        part = self.event.part
        record = Record(
            id=uid("r", part, str(line), "0"), part=part, line=line, row=number, name=name, emails=(email,) if email else (),
            accounts=(f"{self._scope}-{part}:{self._seats.of(shown, email, start, end)}",),
        )  # fmt: skip
        there = presence(record, self.event, came, self.event.day, end)
        if not self._dated:
            there = replace(there, day=None)
        elif came and (self.event.day is None or came.day < self.event.day):
            self.event = replace(self.event, day=came.day)
        return Named(line, (record,), (there,), warnings)
