"""Whom a question for introductions may be about: a person, or anybody of a company, with a skill, of an event, of a list.

A target is a set of people with how well each fits: it multiplies the chance that the introduction does what it is for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Literal

from graph import priors
from graph.dating import days_of
from graph.errors import Ambiguous, BadInput, NotFound
from graph.introducing.who import find_person
from graph.keys import skill_key
from graph.model import Encounter, Person, Record
from graph.organisations.groups import Joined
from graph.store.base import View
from graph.strength.stays import Word, spells, word
from graph.values import organisation_id, organisation_key, plain, words

Kind = Literal["person", "company", "skill", "event", "names"]

MOST_GOALS = 5_000
"""People that one question may be about; of more, some."""

MOST_NAMES = 1_000
"""Lines of a pasted list."""

NEAR = 5
"""Names listed that are like one which nobody has."""


Row = tuple[str, int, date | None]
"""A part, a line of it, and a day."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well somebody does, in (0, 1], and why."""

    fit: float
    why: str
    rows: tuple[Row, ...] = ()
    """What says so."""


@dataclass(frozen=True, slots=True)
class Target:
    """Whom it is about, by current id."""

    kind: Kind
    name: str
    """As known here: the person, the company as most spell it, the skill, the event; `12 names`."""
    fits: Mapping[str, Fit]
    """Never empty."""
    unknown: tuple[str, ...] = ()
    """Lines of a list that name nobody here."""
    ambiguous: tuple[Ambiguous, ...] = field(default=())
    """Lines that several people fit."""

    @property
    def per_goal(self) -> int:
        """Most paths to one of these people: many for a person alone, else one, so that paths lead to different ones."""
        return 0 if self.kind == "person" else 1

    @property
    def somebody(self) -> str:
        """One of them, within a sentence."""
        said = {"company": f"somebody of {self.name}", "skill": f"somebody with the skill {self.name}"}
        said |= {"event": f"somebody who was at {self.name}", "names": "somebody on the list", "person": self.name}
        return said[self.kind]

    @property
    def anybody(self) -> str:
        """All of them, within a sentence that denies something."""
        known = f" ({len(self.fits):,} known)"
        return self.name if self.kind == "person" else f"any{self.somebody.removeprefix('some')}{known}"


def to_person(person: Person) -> Target:
    """The one person."""
    return Target("person", person.name, {person.id: Fit(1.0, "the person asked for")})


def to_company(view: View, name: str, as_of: date) -> Target:
    """Everyone who works or worked there, by an employer's id or any spelling, also one that was joined with it. Raises
    `NotFound` with near spellings."""
    joined = Joined(view)
    found = joined.employees(set(joined.one([uid for uid in (name, organisation_id(name)) if uid]).values()), MOST_GOALS)
    if not found:
        near = _near_companies(view, name)
        raise NotFound(f"nobody here works or worked at {name!r}" + (f": did you mean {_listed(near)}?" if near else ""))
    organisation = min(found)
    people = found[organisation][:MOST_GOALS]
    newest = days_of(view)
    said: dict[str, list[Word]] = {}
    spellings: Counter[str] = Counter()
    naming: dict[str, list[Row]] = {}
    for e in joined.employments(people):
        said.setdefault(e.person, []).append(word(e, newest))
        if e.organisation == organisation:
            spellings[e.company] += 1
            naming.setdefault(e.person, []).append((e.part, e.line, None))
    shown = max(sorted(spellings), key=spellings.__getitem__)
    fits = {}
    for person, told in said.items():
        there = [s for s in spells(told).get(organisation, ()) if s.stated[0] <= as_of.toordinal()]
        if there:
            now = any(as_of.toordinal() < s.until for s in there)
            why = f"{'works' if now else 'worked'} at {shown}"
            fits[person] = Fit(priors.CURRENT_FIT if now else priors.PAST_FIT, why, tuple(naming[person]))
    if not fits:
        raise NotFound(f"nobody is known to have worked at {shown!r} by {as_of}")
    return Target("company", shown, fits)


def to_skill(view: View, name: str) -> Target:
    """Everyone who states a skill, and those whose position has all its words. Raises `NotFound`."""
    asked = frozenset(words(name))
    if not asked:
        raise BadInput("name a skill or topic")
    key = skill_key(name)
    titled = [p.id for p in view.search(name, MOST_GOALS) if asked <= {*words(p.position)}]
    position = {p.id: p.position for p in view.people(titled)}
    fits: dict[str, Fit] = {
        person: Fit(priors.TITLE_FIT, f"is {position[person]}", rows)
        for person, rows in _rows_of(view, titled, lambda r: asked <= {*words(r.position)}).items()
    }
    stating = view.people_of(view.records_with([key]).get(key, ()))
    stated: dict[str, list[Row]] = {}
    for r in view.records(stating):
        stated.setdefault(stating[r.id], []).append((r.part, r.line, None))
    fits |= {person: Fit(priors.STATED_FIT, f"states the skill {name}", tuple(rows)) for person, rows in stated.items()}
    if not fits:
        raise NotFound(f"nobody here states the skill {name!r} or has it in a position")
    return Target("skill", name, dict(sorted(fits.items())[:MOST_GOALS]))


def to_event(view: View, name: str, as_of: date) -> Target:
    """Everyone who was at an event, or at any of a series of one name. Raises `NotFound`, or lists the events that fit."""
    asked = frozenset(words(name))
    every = [e for e in view.events() if e.name]
    found = [e for e in every if plain(e.name) == plain(name)] or [e for e in every if asked and asked <= {*words(e.name)}]
    names = sorted({e.name for e in found})
    if not found:
        near = _closest(plain(name), {plain(e.name): e.name for e in every})
        raise NotFound(f"no event here is called {name!r}" + (f": did you mean {_listed(near)}?" if near else ""))
    if len({plain(n) for n in names}) > 1:
        raise BadInput(f"{len(names)} events fit {name!r}, say which: {_listed(names[:NEAR])}")
    by_event = {e.uid: e for e in found}
    came = [e for e in view.attendance(by_event) if e.day is None or e.day <= as_of]
    person_of = view.people_of({e.a for e in came})
    attended: dict[str, list[Encounter]] = {}
    for e in came:
        if e.a in person_of:
            attended.setdefault(person_of[e.a], []).append(e)
    fits = {}
    for person, some in sorted(attended.items())[:MOST_GOALS]:
        event = max((by_event[e.event] for e in some), key=lambda e: (e.day or date.min, e.uid))
        day = f", {event.day.day} {event.day:%b %Y}" if event.day else ""
        fits[person] = Fit(1.0, f"was at {event.name}{day}", tuple((e.part, e.line, e.day) for e in some))
    if not fits:
        raise NotFound(f"nobody is known to have been at {names[0]!r} by {as_of}")
    return Target("event", names[0], fits)


def to_names(view: View, lines: Iterable[str]) -> Target:
    """Everyone on a list of WHOs. Raises `NotFound` where none of them is known, `BadInput` for an empty or too long list."""
    asked = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if not 0 < len(asked) <= MOST_NAMES:
        raise BadInput(f"give a list of 1 to {MOST_NAMES:,} people, one a line (got {len(asked):,})")
    fits: dict[str, Fit] = {}
    unknown: list[str] = []
    ambiguous: list[Ambiguous] = []
    for said in asked:
        try:
            fits[find_person(view, said, tied=True).id] = Fit(1.0, f"on the list as {said}")
        except NotFound:
            unknown.append(said)
        except Ambiguous as error:
            ambiguous.append(error)
    if not fits:
        raise NotFound(f"nobody on the list is one known person: {_listed([*unknown, *(a.said for a in ambiguous)][:NEAR])}")
    return Target("names", f"{len(asked):,} names", fits, tuple(unknown), tuple(ambiguous))


def without(target: Target, start: Person) -> Target:
    """The same without who asks. Raises `BadInput` where nobody is left."""
    fits = {p: fit for p, fit in target.fits.items() if p != start.id}
    if not fits and target.kind == "person":
        raise BadInput("from and to are the same person: name two different people")
    if not fits:
        raise BadInput(f"nobody but {start.name} is meant: name somebody else")
    return Target(target.kind, target.name, fits, target.unknown, target.ambiguous)


def _rows_of(view: View, people: Collection[str], says: Callable[[Record], bool]) -> dict[str, tuple[Row, ...]]:
    """Of each person, by id, the rows of those records that say it."""
    ids = view.records_of(people)
    rows = {r.id: (r.part, r.line, None) for r in view.records([r for some in ids.values() for r in some]) if says(r)}
    return {person: tuple(rows[r] for r in ids.get(person, ()) if r in rows) for person in sorted(people)}


def _near_companies(view: View, name: str) -> list[str]:
    """Employers whose names are like this one."""
    key = organisation_key(name)
    starts = {w[:3] for w in key.split()}
    near: dict[str, str] = {}
    for organisation in view.organisations():
        other = organisation_key(organisation.spellings[0])
        if starts & {w[:3] for w in other.split()}:
            near[other] = organisation.spellings[0]
    return _closest(key, near)


def _closest(key: str, names: Mapping[str, str]) -> list[str]:
    """The values whose keys are most alike."""
    alike = ((SequenceMatcher(None, key, other).ratio(), other) for other in names)
    return [names[other] for _, other in nlargest(NEAR, (one for one in alike if one[0] > 0.5))]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(repr(n) for n in names)
