"""What somebody shares with people whom he may not know: employers, schools and events, also those too large to tie anyone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import islice

from graph.dating import days_of
from graph.store.base import Employment, View
from graph.strength.stays import ordinal
from graph.values import is_school

MOST_COLLEAGUES = 200
"""People of one employer, event or school; with more, it says too little of any two of them."""
MOST_EVENTS = 20
"""Events, the newest."""


def common_ground(view: View, person: str, as_of: date) -> dict[str, list[str]]:
    """Current person id -> in words what was shared by `as_of`, employers and schools first, then events, the newest first."""
    found: dict[str, list[str]] = {}
    for who, text in (*_employers(view, person, as_of), *_events(view, person, as_of)):
        if text not in found.setdefault(who, []):
            found[who].append(text)
    found.pop(person, None)
    return found


def _employers(view: View, person: str, as_of: date) -> list[tuple[str, str]]:
    mine = _said(view, [person], as_of)
    names = {e.organisation: e.company for e in mine}
    staff = view.employees(names, MOST_COLLEAGUES)
    people = {p for some in staff.values() if len(some) <= MOST_COLLEAGUES for p in some} - {person}
    theirs = [e for e in _said(view, people, as_of) if e.organisation in names] if people else []
    return [(e.person, _named(e.organisation, names[e.organisation])) for e in theirs]


def _said(view: View, people: Collection[str], as_of: date) -> list[Employment]:
    """What was known of their employers: a row without times is of the day of its part, one without any day counts always."""
    said = view.employments(people)
    days = days_of(view)
    return [e for e in said if (ordinal(e.began or e.ended) or days.get(e.part, 0)) <= as_of.toordinal()]


def _named(organisation: str, name: str) -> str:
    return f"both studied at {name}" if is_school(organisation) else f"both are or were with {name}"


def _events(view: View, person: str, as_of: date) -> list[tuple[str, str]]:
    mine = [e for e in view.attended_by(view.records_of([person]).get(person, [])) if e.day is None or e.day <= as_of]
    newest = sorted({(e.day or date.min, e.event) for e in mine}, reverse=True)[:MOST_EVENTS]
    names = {e.uid: e for e in view.events([uid for _, uid in newest])}
    rows = [e for e in view.attendance([uid for _, uid in newest]) if e.day is None or e.day <= as_of]
    owner = view.people_of({e.a for e in rows})
    there: dict[str, set[str]] = {}
    for e in rows:
        if e.a in owner:
            there.setdefault(e.event, set()).add(owner[e.a])
    found = []
    for day, uid in newest:
        people = there.get(uid, set())
        if len(people) <= MOST_COLLEAGUES:
            name = names[uid].name if uid in names and names[uid].name else "an event"
            when = f", {day.day} {day:%b %Y}" if day > date.min else ""
            found += [(p, f"both were at {name}{when} ({len(people)} known to have been there)") for p in sorted(people)]
    return found


class Grounds:
    """Whom everybody shares something with by a day, read once: the same people as `common_ground` of each, without words."""

    def __init__(self, view: View, as_of: date) -> None:
        self._of: dict[str, set[str]] = {}
        """person -> what the person was at."""
        self._at: dict[str, set[str]] = {}
        """The other way round."""
        for people in _portions(p.id for p in view.everyone()):
            for e in _said(view, people, as_of):
                self._note(e.person, e.organisation)
            self._note_events(view, people, as_of)
        full = {uid for some in _portions(self._at) for uid in self._too_many(view, some)}
        self._at = {uid: people for uid, people in self._at.items() if uid not in full}

    def __call__(self, person: str) -> set[str]:
        """Current ids."""
        return {p for uid in self._of.get(person, ()) for p in self._at.get(uid, ())} - {person}

    def places(self, place: Mapping[str, int]) -> tuple[list[list[int]], list[list[int]]]:
        """The same as numbers: where the person at each place was, and the places of who was there."""
        number = {uid: i for i, uid in enumerate(self._at)}
        was: list[list[int]] = [[] for _ in place]
        for person, at in place.items():
            was[at] = [number[uid] for uid in sorted(self._of.get(person, ())) if uid in number]
        return was, [[place[p] for p in sorted(people) if p in place] for people in self._at.values()]

    def _note(self, person: str, place: str) -> None:
        self._of.setdefault(person, set()).add(place)
        self._at.setdefault(place, set()).add(person)

    def _note_events(self, view: View, people: Collection[str], as_of: date) -> None:
        owner = {r: p for p, records in view.records_of(people).items() for r in records}
        came: dict[str, set[tuple[date, str]]] = {}
        for e in view.attended_by(sorted(owner)):
            if e.day is None or e.day <= as_of:
                self._at.setdefault(e.event, set()).add(owner[e.a])
                came.setdefault(owner[e.a], set()).add((e.day or date.min, e.event))
        for person, events in came.items():
            self._of.setdefault(person, set()).update(uid for _, uid in sorted(events, reverse=True)[:MOST_EVENTS])

    def _too_many(self, view: View, places: Collection[str]) -> set[str]:
        staff = view.employees(places, MOST_COLLEAGUES)
        return {uid for uid in places if max(len(staff.get(uid, ())), len(self._at[uid])) > MOST_COLLEAGUES}


def _portions(some: Iterable[str], size: int = 5_000) -> Iterable[list[str]]:
    rest = iter(some)
    while portion := list(islice(rest, size)):
        yield portion
