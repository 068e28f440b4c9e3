"""What a newer export of somebody's contacts says that the one before did not: who is new, who left, who changed jobs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from graph.errors import NotFound
from graph.keys import EXPORT
from graph.model import Encounter, Part, Person, Record, Source
from graph.organisations.groups import compared
from graph.store.base import View
from graph.values import words

WHOLE_LISTS = frozenset(
    ("linkedin-connections", "linkedin-contacts", "google-contacts", "outlook-contacts", "vcard", "facebook-friends",
     "x-following")
)  # fmt: skip
"""Kinds of parts that list all of their owner's contacts, so that who is not in a newer one is no longer a contact there."""


class Job(NamedTuple):
    """What a row says of somebody's work."""

    company: str
    position: str
    line: int


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody who is in both lists, with another employer or title."""

    person: Person
    before: Job
    after: Job


@dataclass(frozen=True, slots=True)
class Listed:
    """One list of contacts: which file it is of, and the newest day that it states."""

    source: str
    file: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What one list of an import changed, against the one before it of the same owner and kind; people by name."""

    name: str
    kind: str
    day: date | None
    before: Listed | None
    """None for the first list of its kind and owner: nothing can be said then."""
    new: tuple[Person, ...] = ()
    left: tuple[Person, ...] = ()
    moved: tuple[Move, ...] = ()


def changes_of(view: View, source: str) -> tuple[Changes, ...]:
    """One entry for each list of contacts in an import, in the order of its parts. Raises `NotFound`.

    Lists of one owner follow one another by the newest day that they state, then by when they were first imported. People
    are compared as the store now knows them, so that somebody who changed name or address is still one person.
    """
    found = view.source(source)
    if found is None:
        raise NotFound(f"There is no import {source!r}")
    ledger = view.sources()
    return tuple(_changes(view, part, _before(view, part, ledger)) for part in found.parts if part.kind in WHOLE_LISTS)


def _before(view: View, part: Part, ledger: list[Source]) -> tuple[Source, Part] | None:
    """The list of the same owner and kind that comes just before this one, with the first source that brought it."""
    first: dict[str, tuple[Source, Part]] = {}
    for source in reversed(ledger):  # the oldest import first
        for other in source.parts:
            if other.kind == part.kind:
                first.setdefault(other.uid, (source, other))
    owner = _owners(view, first)
    place = _place(*first[part.uid])
    earlier = [
        entry
        for uid, entry in first.items()
        if uid in owner and owner[uid] == owner.get(part.uid) and _place(*entry) < place
    ]  # fmt: skip
    return max(earlier, key=lambda entry: _place(*entry), default=None)


def _owners(view: View, parts: Iterable[str]) -> dict[str, str]:
    """part -> the person whose export it is."""
    said = view.records_with([EXPORT + p for p in parts])
    person = view.people_of({r for ids in said.values() for r in ids})
    return {key.removeprefix(EXPORT): person[ids[0]] for key, ids in said.items() if ids[0] in person}


def unlisted_since(view: View, rows: Iterable[Encounter], as_of: date) -> date | None:
    """The day of the first later list of the same owners and kinds, up to `as_of`, when these rows, which are all that lists
    somebody, are of older lists; else None. Old evidence still stands: somebody was listed then."""
    ledger = {p.uid: p for s in view.sources() for p in s.parts if p.kind in WHOLE_LISTS and p.newest}
    parts = [ledger[uid] for uid in {e.part for e in rows} if uid in ledger]
    kinds, last = {p.kind for p in parts}, max((p.newest for p in parts if p.newest), default=date.max)
    later = {uid: p.newest for uid, p in ledger.items() if p.kind in kinds and p.newest and last < p.newest <= as_of}
    if not later:
        return None
    owner = _owners(view, {p.uid for p in parts} | later.keys())
    owners = {owner[p.uid] for p in parts if p.uid in owner}
    return min((day for uid, day in later.items() if owner.get(uid) in owners), default=None)


def _place(source: Source, part: Part) -> tuple[date, datetime, str]:
    return part.newest or date.min, source.imported, part.uid


def _changes(view: View, part: Part, before: tuple[Source, Part] | None) -> Changes:
    if before is None:
        return Changes(part.name, part.kind, part.newest, None)
    source, older = before
    was, now = _jobs(view, older.uid), _jobs(view, part.uid)
    people = {p.id: p for p in view.people(was.keys() | now.keys())}
    named = sorted(people, key=lambda uid: (people[uid].name, uid))
    employer = compared(view, {job.company for jobs in (was, now) for job in jobs.values()})
    return Changes(
        name=part.name,
        kind=part.kind,
        day=part.newest,
        before=Listed(source.uid, source.file, older.newest),
        new=tuple(people[p] for p in named if p not in was),
        left=tuple(people[p] for p in named if p not in now),
        moved=tuple(
            Move(people[p], was[p], now[p]) for p in named if p in was and p in now and _differ(was[p], now[p], employer)
        ),
    )  # fmt: skip


def _jobs(view: View, part: str) -> dict[str, Job]:
    """person -> what the first row of a part that names an employer or title says, by line; people without any have none."""
    records = [r for r in view.records(view.records_in([part])) if r.line]
    person = view.people_of([r.id for r in records])
    found: dict[str, Job] = {}
    for r in sorted(records, key=_first):
        if r.id in person:
            found.setdefault(person[r.id], Job(r.company, r.position, r.line))
    return found


def _first(record: Record) -> tuple[bool, int, str]:
    return not (record.company or record.position), record.line, record.id


def _differ(was: Job, now: Job, employer: Mapping[str, str]) -> bool:
    """Whether employer or title is another one; what a list leaves out is not known to have changed. `employer` tells what each
    name of one is compared by."""
    employers = [employer[job.company] or " ".join(words(job.company)) for job in (was, now)]
    titles = [words(job.position) for job in (was, now)]
    return (all(employers) and employers[0] != employers[1]) or (all(titles) and titles[0] != titles[1])
