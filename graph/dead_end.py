"""Why there is no path, and what would open one: whose export, which event, whose word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.corridor import current
from graph.model import Person, Record
from graph.store.base import TieRow, View
from graph.values import company_key

LOOK_AHEAD = 6
"""Ties within which a longer chain is looked for."""

MOST_READ = 50_000
"""Ties read for it at most."""

MOST_WAYS = 3


@dataclass(frozen=True, slots=True)
class NoneBecause:
    """One sentence why, and what would open a path, cheapest first."""

    reason: str
    ways: tuple[str, ...]


def none_because(view: View, start: Person, goal: Person, max_hops: int, as_of: date) -> NoneBecause:
    """What to say when no path of at most `max_hops` ties exists at `as_of`."""
    ours, theirs = _alters(view, [start.id], as_of), _alters(view, [goal.id], as_of)
    if not ours:
        return NoneBecause(
            f"nothing that was imported ties {start.name} to anyone",
            (f"import {start.name}'s own export (LinkedIn: Settings, Data privacy, Get a copy of your data)",),
        )
    ways: list[str] = []
    if theirs:
        hops = _hops(view, start.id, goal.id, as_of)
        if hops is not None and hops > max_hops:
            reason = f"the shortest chain from {start.name} to {goal.name} has {hops} ties, more than the {max_hops} asked for"
            ways.append(f"ask with up to {hops} ties")
        else:
            reason = f"no chain of known ties joins {start.name} and {goal.name}"
        by_name = sorted((p.name, p.id) for p in view.people(theirs))
        exported = _exporters(view, theirs)
        ways += [f"the export of {n}, who knows {goal.name}" for n, uid in by_name if uid not in exported]
    else:
        where = _mentions(view, goal)
        reason = f"nobody's contacts, messages or attended events mention {goal.name}: known only from {where}"
        ways.append(f"the export of {goal.name}, or of anyone who knows {goal.name}")
    colleagues = _colleagues(view, goal, ours)
    ways += [f"the export of {p.name}, a contact of {start.name} at {goal.company}" for p in colleagues]
    ways.append(f"the attendance list of an event that {goal.name} went to")
    ways.append(f"a line in a ties file from somebody who knows {goal.name}")
    return NoneBecause(reason, tuple(dict.fromkeys(ways))[:MOST_WAYS])


def _alters(view: View, people: list[str], as_of: date) -> set[str]:
    rows = view.ties(people)
    return {r.alter for r, s in zip(rows, current(view, rows, as_of), strict=True) if s > 0.0}


def _hops(view: View, start: str, goal: str, as_of: date) -> int | None:
    """Ties on the shortest chain, if it is within `LOOK_AHEAD` and can be told from `MOST_READ` ties."""
    met, frontier, read = {start}, [start], 0
    for hops in range(1, LOOK_AHEAD + 1):
        rows: list[TieRow] = view.ties(frontier)
        read += len(rows)
        found = {r.alter for r, s in zip(rows, current(view, rows, as_of), strict=True) if s > 0.0} - met
        if goal in found:
            return hops
        if not found or read > MOST_READ:
            return None
        met |= found
        frontier = sorted(found)
    return None


def _records(view: View, people: set[str]) -> list[Record]:
    return view.records({r for ids in view.records_of(people).values() for r in ids})


def _exporters(view: View, people: set[str]) -> set[str]:
    """Those of these people whose own export is here."""
    owners = [r.id for r in _records(view, people) if r.owner_of]
    return set(view.people_of(owners).values())


def _mentions(view: View, person: Person) -> str:
    rows = sorted({(s.file, s.record.line) for s in view.statements([person.id])})
    listed = ", ".join(f"{file} line {line}" for file, line in rows[:3])
    return listed + (f" and {len(rows) - 3} more rows" if len(rows) > 3 else "")


def _colleagues(view: View, goal: Person, alters: set[str]) -> list[Person]:
    """Contacts who work where the goal works and whose export is not here."""
    company = company_key(goal.company)
    if not company:
        return []
    there = [p for p in view.people(alters) if company_key(p.company) == company and p.id != goal.id]
    exported = _exporters(view, {p.id for p in there})
    return sorted((p for p in there if p.id not in exported), key=lambda p: (p.name, p.id))
