"""Invented lists of who works where, for tests of shared employers: staff lists that a store can take in and forget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from graph.derive import settle
from graph.model import Encounter, Part, Record, Source
from graph.store.base import Store
from graph.values import uid

START = date(2024, 1, 1)


class Job(NamedTuple):
    """Who, by number, works or studied where, and from when to when if that is said."""

    who: int
    place: str
    began: str = ""
    ended: str = ""
    school: bool = False
    mail: str = ""
    """The name of a mail domain of an address beside the one by which the person is known."""


@dataclass(frozen=True)
class Staff:
    """One file of day `day` after `START` (None: undated): who works where. People who are `tied` met whoever is
    in the line above theirs."""

    number: int
    day: int | None
    rows: tuple[Job, ...]
    tied: bool = False

    @property
    def source(self) -> str:
        return f"s{self.number:02d}"


def at(company: str, *people: int) -> tuple[Job, ...]:
    """Rows of people with one employer."""
    return tuple(Job(who, company) for who in people)


def email(who: int) -> str:
    """By which a person is known in every file."""
    return f"p{who}@example.org"


def meet(store: Store, number: int, of: Staff) -> str:
    """Import a file that only says that the first two people of a list met, by the list's own records. Returns its source."""
    part, one, other = f"t{number:02d}", *(uid("r", f"t{of.number:02d}", str(n)) for n in (1, 2))
    held = (Part(part, "met.csv", "ties", newest=START),)
    source = Source(f"s{number:02d}", "met.csv", part, "ties", "", datetime(2026, 1, 1, tzinfo=UTC), "ties", 1, parts=held)
    with store.writer() as writer:
        writer.add_source(source)
        writer.add_encounters([Encounter(uid("e", part), part, 2, "met", one, other, day=START)])
        writer.finish_source(source)
        settle(writer, [part])
    return source.uid


def take_in(store: Store, staff: Staff) -> None:
    """Import a list as one visible change."""
    part = f"t{staff.number:02d}"
    newest = None if staff.day is None else START + timedelta(days=staff.day)
    records = [
        Record(
            uid("r", part, str(n)), part, n + 1, n, name=f"Person {job.who}",
            emails=(email(job.who), *((f"p{job.who}@{job.mail}.test",) if job.mail else ())), began=job.began,
            ended=job.ended, company="" if job.school else job.place, school=job.place if job.school else "",
        )
        for n, job in enumerate(staff.rows, 1)
    ]  # fmt: skip
    said = newest or START
    met = [
        Encounter(uid("e", part, one.id), part, one.line, "met", one.id, other.id, day=said)
        for one, other in pairwise(records)
        if staff.tied
    ]
    held = (Part(part, "staff.csv", "people", len(records), len(records), newest=newest),)
    when = datetime(2026, 1, 1, tzinfo=UTC)
    source = Source(staff.source, "staff.csv", part, "people", "", when, "people", 1, parts=held)
    with store.writer() as writer:
        writer.add_source(source)
        writer.add_records(records)
        writer.add_encounters(met)
        writer.finish_source(source)
        settle(writer, [part])
