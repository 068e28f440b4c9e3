"""Why a tie is there: its kinds of evidence in words, each with the rows that prove it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from graph.changes import unlisted_since
from graph.model import Basis, Encounter, Event, Person
from graph.organisations.groups import Joined
from graph.priors import ACTED, KINDS
from graph.store.base import Employment, TieRow, View
from graph.strength.corridor import current
from graph.strength.evidence import attended, pair_of
from graph.strength.labels import label_of, labels_between
from graph.strength.stays import ordinal
from graph.strength.ties import LABELLED, STATED, STATES, Day, basis_of, fold, pack_stats, unpack_history
from graph.strength.workplaces import staff_of
from graph.values import is_school
from graph.words import day_of

MOST_ROWS = 20
"""Rows listed for one reason; `Reason.total` counts them all."""


_LISTING = frozenset(("connected", "listed", "friends", "follows"))
"""Kinds that lists of contacts state, which somebody may be missing from later."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One row of one imported file."""

    source: str
    file: str
    line: int
    day: date | None


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of evidence of a tie, in words, with its newest rows."""

    text: str
    kind: str
    rows: tuple[Proof, ...]
    total: int
    word: str = ""
    """Of a label: the id of the word, which no row of a file states."""


@dataclass(frozen=True, slots=True)
class PathTie:
    """A tie as an answer shows it."""

    strength: float
    basis: Basis
    why: tuple[Reason, ...]
    last_contact: date | None
    days: int = 0
    """Distinct days of contact on record."""


def proofs(view: View, rows: Collection[tuple[str, int, date | None]]) -> tuple[Proof, ...]:
    """The newest of these rows, each a part, a line of it, and a day."""
    said = [Said(*row) for row in rows]
    return Prover(view, said)("", "", said).rows


def tie_between(view: View, a: str, b: str, as_of: date) -> PathTie | None:
    """The tie of two people at `as_of` with its reasons; None if they had none then."""
    return ties_between(view, [(a, b)], as_of).get(pair_of(a, b))


def ties_between(view: View, pairs: Collection[tuple[str, str]], as_of: date) -> dict[tuple[str, str], PathTie]:
    """The same for several pairs of people, by `pair_of`; those without a tie are absent. A store is asked no more often for many
    than for one."""
    histories = view.histories({pair_of(a, b) for a, b in pairs})
    known = {pair: [d for d in unpack_history(h) if d.day <= as_of.toordinal()] for pair, h in sorted(histories.items())}
    known = {pair: days for pair, days in known.items() if days}
    rows = [TieRow(*pair, pack_stats(stats)) for pair, days in known.items() if (stats := fold(days)) is not None]
    reasons = _Reasons(view, known, as_of)
    found = {}
    for ((a, b), days), strength in zip(known.items(), current(view, rows, as_of), strict=True):
        contact = days_of_contact(days)
        last = max(contact, default=0)
        why = reasons.of(a, b)
        if any(d.code in LABELLED for d in days):
            why = _labels(view, a, b, as_of) + why
        if any(d.code in STATES for d in days):
            why += _at_one_place(view, a, b, as_of)
        found[a, b] = PathTie(strength, basis_of(days), why, date.fromordinal(last) if last else None, len(contact))
    return found


def days_of_contact(days: Iterable[Day]) -> set[int]:
    """The ordinals of the distinct days on which two people had to do with each other: not of what records say of each alone,
    nor of what somebody said of the two."""
    return {d.day for d in days if d.day and d.code not in STATES | LABELLED}


def evidence_between(view: View, a: str, b: str, as_of: date) -> tuple[list[Encounter], dict[str, list[Encounter]]]:
    """The encounters that name both people, and those of the events that both attended, by event; none after `as_of`."""
    return _Evidence(view, [(a, b)], as_of).of(a, b)


class _Evidence:
    """What happened between people by a day, read for all of some pairs at once."""

    def __init__(self, view: View, pairs: Collection[tuple[str, str]], as_of: date) -> None:
        self.records = view.records_of({uid for pair in pairs for uid in pair})
        person = {record: uid for uid, records in self.records.items() for record in records}
        self._direct: dict[tuple[str, str], list[Encounter]] = {}
        for e in view.encounters_between(person, person):
            if _happened(e, as_of):
                self._direct.setdefault(pair_of(person[e.a], person[e.b]), []).append(e)
        self._came: dict[str, dict[str, list[Encounter]]] = {}
        for e in view.attended_by(person):
            if _happened(e, as_of):
                self._came.setdefault(person[e.a], {}).setdefault(e.event, []).append(e)

    def of(self, a: str, b: str) -> tuple[list[Encounter], dict[str, list[Encounter]]]:
        """As `evidence_between`."""
        mine, yours = (self._came.get(uid, {}) for uid in (a, b))
        shared = {uid: mine[uid] + yours[uid] for uid in sorted(mine.keys() & yours.keys())}
        return self._direct.get(pair_of(a, b), []), shared


def _happened(e: Encounter, as_of: date) -> bool:
    return e.day is None or e.day <= as_of


class _Reasons:
    """Why some pairs of people are tied, but for what was said of them or follows from their employers."""

    def __init__(self, view: View, pairs: Collection[tuple[str, str]], as_of: date) -> None:
        self._view, self._as_of = view, as_of
        self._evidence = _Evidence(view, pairs, as_of)
        told = [self._evidence.of(a, b) for a, b in pairs]
        self._prove = Prover(view, [e for direct, shared in told for rows in (direct, *shared.values()) for e in rows])
        self._events = {e.uid: e for e in view.events({uid for _, shared in told for uid in shared})}
        self._names = {p.id: p for p in view.people({uid for pair in pairs for uid in pair})}

    def of(self, a: str, b: str) -> tuple[Reason, ...]:
        direct, shared = self._evidence.of(a, b)
        by_kind: dict[str, list[Encounter]] = {}
        for e in direct:
            by_kind.setdefault(e.kind, []).append(e)
        both = {uid: self._names[uid] for uid in (a, b)}
        people = {uid: self._evidence.records.get(uid, []) for uid in (a, b)}
        reasons = [
            self._prove(_said(kind, rows, both, people) + _gone(self._view, kind, rows, self._as_of), kind, rows)
            for kind, rows in sorted(by_kind.items())
        ]
        for uid, rows in sorted(shared.items(), key=lambda item: _newest(item[1]), reverse=True):
            came = self._view.attendance([uid])
            person = self._view.people_of({e.a for e in came})
            shared_it = attended(came, person, {pair_of(a, b)}).get(pair_of(a, b))
            room = shared_it.days[0].size if shared_it else 0
            text = _at_event(self._events.get(uid), rows, len(set(person.values())), room)
            reasons.append(self._prove(text, "attended", rows))
        return tuple(reasons)


def _labels(view: View, a: str, b: str, as_of: date) -> tuple[Reason, ...]:
    """What a person said of the two by `as_of`, the newest first: the first is what counts."""
    said = [told for told in labels_between(view, a, b) if day_of(told) <= as_of]
    return tuple(
        Reason(f"{KINDS[label_of(told)].label}, {_when(day_of(told))}", label_of(told), (), 1, told.uid) for told in said
    )


def _gone(view: View, kind: str, rows: Sequence[Encounter], as_of: date) -> str:
    day = unlisted_since(view, rows, as_of) if kind in _LISTING else None
    return f", no longer listed since {_when(day)}" if day else ""


class Said(NamedTuple):
    """What one row of a part said, and when."""

    part: str
    line: int
    day: date | None


def _at_one_place(view: View, a: str, b: str, as_of: date) -> tuple[Reason, ...]:
    """The organisations that both were at by `as_of`, each with the newest row about either of them."""
    today = as_of.toordinal()
    said = Joined(view).employments([a, b])
    staff = staff_of(view, {e.organisation for e in said})
    reasons = []
    for organisation in staff.shared(a, b):
        days = [d for d in staff.together(a, b, organisation) if d.day <= today]
        if not days:
            continue
        here = [e for e in said if e.organisation == organisation]
        newest = {p: max(w for e in here if e.person == p and (w := _word(e, staff.newest))[0] <= today) for p in (a, b)}
        rows = [Said(part, line, date.fromordinal(day) if day else None) for day, _, part, line, _ in newest.values()]
        known = sum(1 for first in staff.known[organisation] if first <= today)
        kind, now, then = ("schooled", "study", "studied") if is_school(organisation) else ("worked", "work", "worked")
        verb = now if staff.still(a, b, organisation, today) else then
        times = _years(days) if {e.person for e in here if e.began or e.ended} == {a, b} else ""
        text = f"both {verb} at {max(newest.values())[-1]}{times} ({known} people known there), inferred"
        reasons.append(Prover(view, rows)(text, kind, rows))
    return tuple(reasons)


def _word(said: Employment, newest: Mapping[str, int]) -> tuple[int, bool, str, int, str]:
    """The day from which on a row counts (ordinal, 0 unknown), whether it is a row at all, where it stands, and how it writes
    the name."""
    since = ordinal(said.began or said.ended) or newest.get(said.part, 0)
    return since, bool(said.line), said.part, said.line, said.company


def _years(days: Sequence[Day]) -> str:
    """From when to when two people were somewhere together, where both say so."""
    known = [date.fromordinal(d.day).year for d in days if d.day and d.way == STATED]
    return f", {known[0]} to {known[-1]}" if known and known[0] < known[-1] else f", {known[0]}" if known else ""


class Prover:
    """Turns encounters into the rows of files that state them."""

    def __init__(self, view: View, encounters: Sequence[Encounter | Said]) -> None:
        holders = view.holders({e.part for e in encounters})
        self._sources: dict[str, tuple[str, str]] = {}
        for part, sources in holders.items():
            source = view.source(sources[0])
            if source is not None:
                name = next(p.name for p in source.parts if p.uid == part)
                self._sources[part] = (source.uid, source.file if name == source.file else f"{source.file}/{name}")

    def __call__(self, text: str, kind: str, rows: Sequence[Encounter | Said]) -> Reason:
        newest = sorted({(e.day or date.min, e.part, e.line) for e in rows}, reverse=True)
        proofs = [
            Proof(*self._sources[part], line, day if day > date.min else None)
            for day, part, line in newest
            if part in self._sources
        ]
        return Reason(text, kind, tuple(proofs[:MOST_ROWS]), len(proofs))


def _newest(rows: Sequence[Encounter]) -> date:
    return max((e.day for e in rows if e.day), default=date.min)


def _when(day: date) -> str:
    return f"{day.day} {day:%b %Y}" if day > date.min else "an unknown day"


def _said(kind: str, rows: Sequence[Encounter], names: dict[str, Person], records: dict[str, list[str]]) -> str:
    days = {e.day for e in rows if e.day}
    n = f"{len(days)} day{'s' * (len(days) != 1)}" if days else "unknown days"
    label = KINDS[kind].label.format(n=n)
    if kind == "connected":
        return f"{label} since {_when(min(days))}" if days else label
    actors = {p for p, ids in records.items() for e in rows for end in _acted(e) if end in ids}
    alone = kind in ACTED and len(actors) == 1
    if alone:
        one = names[actors.pop()]
        other = next(p for uid, p in names.items() if uid != one.id)
        label = ACTED[kind].format(one=one.name, other=other.name, n=n)
    last = f", last {_when(_newest(rows))}" if days else ""
    return f"{label}{last}{', without an answer on record' if alone and kind == 'message' else ''}"


def _acted(e: Encounter) -> tuple[str, ...]:
    return (e.a,) if e.direction == "forward" else (e.a, e.b)


def _at_event(event: Event | None, rows: Sequence[Encounter], attendees: int, room: int) -> str:
    """`room`: who was there while both were (`strength.evidence.crowds`), which is what it counts for; 0 if nobody knows."""
    name = event.name if event and event.name else "an event"
    text = f"both at {name}, {_when(_newest(rows))}, with {attendees} known attendees"
    return f"{text}, {room} in the room while both were" if 0 < room < attendees else text
