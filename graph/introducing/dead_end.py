"""Why there is no path, and what would open one: whose export, which event, whose word."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from graph.introducing.question import all_of
from graph.introducing.targets import Target
from graph.model import Person, Record
from graph.store.base import View
from graph.strength.corridor import current
from graph.values import company_key

LOOK_AHEAD = 6
"""Ties within which a longer chain is looked for."""

MOST_PEOPLE = 2_000
"""People whose ties are read at a time for it: behind more of them, the answer would not be worth the wait."""

MOST_NAMED = 50
"""Contacts of the goal, or colleagues, that are looked at for a way."""

MOST_WAYS = 3


@dataclass(frozen=True, slots=True)
class NoneBecause:
    """One sentence why, and what would open a path, cheapest first."""

    reason: str
    ways: tuple[str, ...]


def none_because(
    view: View,
    start: Person,
    target: Target,
    goals: Sequence[Person],
    max_hops: int,
    as_of: date,
    barred: Sequence[Person] = (),
    floor: float = 0.0,
) -> NoneBecause:
    """What to say when no path of at most `max_hops` ties with a chance above `floor` leads from `start` to any of the goals at
    `as_of`; `barred` are those who could introduce and must not be asked."""
    ours = _alters(view, [start.id], as_of)
    if not ours:
        return NoneBecause(
            f"nothing that was imported ties {start.name} to anyone",
            (f"import {start.name}'s own export (LinkedIn: Settings, Data privacy, Get a copy of your data)",),
        )
    ids = {p.id for p in goals}
    theirs = _alters(view, ids, as_of) - ids
    if barred:
        names = " and ".join(p.name for p in barred[:MOST_WAYS])
        reason = f"who could introduce {start.name} to {target.somebody} is not to be asked now: {names}"
        ways = [f"lift the limit on {p.name}, or wait for answers" for p in barred]
    elif theirs:
        search = _shortest(view, start.id, ids, as_of)
        if search.joined and search.ties > max_hops:
            reason = (
                f"the shortest chain from {start.name} to {target.somebody} has {search.ties} ties,"
                f" more than the {max_hops} asked for"
            )
            ways = [f"ask with up to {search.ties} ties"]
        elif floor > 0.0 and not search.exhausted:
            reason = f"{all_of(max_hops, floor)} from {start.name} were looked for, and none leads to {target.anybody}"
            ways = []
        else:
            known = "known ties" if search.exhausted else f"at most {max(search.ties, max_hops)} known ties"
            reason = f"no chain of {known} joins {start.name} and {target.anybody}"
            ways = []
        by_name = sorted((p.name, p.id) for p in view.people(sorted(theirs)[:MOST_NAMED]))
        exported = _exporters(view, {uid for _, uid in by_name})
        ways += [f"the export of {n}, who knows {target.somebody}" for n, uid in by_name if uid not in exported]
    else:
        where = _mentions(view, goals[:MOST_NAMED])
        reason = f"nobody's contacts, messages or attended events mention {target.anybody}: known only from {where}"
        ways = [f"the export of {target.somebody}, or of anyone who knows {target.somebody}"]
    company = goals[0].company if target.kind == "person" else target.name if target.kind == "company" else ""
    ways += [
        f"the export of {p.name}, a contact of {start.name} at {company}"
        for p in _colleagues(view, company, ours)
        if p.id not in ids
    ]
    ways.append(f"the attendance list of an event that {target.somebody} went to")
    ways.append(f"a line in a ties file about somebody who knows {target.somebody}, both by e-mail or profile URL")
    return NoneBecause(reason, tuple(dict.fromkeys(ways))[:MOST_WAYS])


def _alters(view: View, people: Collection[str], as_of: date) -> set[str]:
    rows = view.ties(people)
    return {r.alter for r, s in zip(rows, current(view, rows, as_of), strict=True) if s > 0.0}


class _Search(NamedTuple):
    """The shortest chain has `ties` ties, or there is none at all, or else none of at most `ties`."""

    ties: int
    joined: bool
    exhausted: bool


def _shortest(view: View, start: str, goals: set[str], as_of: date) -> _Search:
    """The shortest chain within `LOOK_AHEAD`, level by level from both ends, always the smaller frontier next."""
    met, frontiers = ({start}, set(goals)), [{start}, set(goals)]
    for ties in range(1, LOOK_AHEAD + 1):
        side = 0 if len(frontiers[0]) <= len(frontiers[1]) else 1
        if len(frontiers[side]) > MOST_PEOPLE:
            return _Search(ties - 1, joined=False, exhausted=False)
        frontiers[side] = _alters(view, frontiers[side], as_of) - met[side]
        met[side].update(frontiers[side])
        if frontiers[0] & frontiers[1]:
            return _Search(ties, joined=True, exhausted=False)
        if not frontiers[side]:
            return _Search(ties, joined=False, exhausted=True)
    return _Search(LOOK_AHEAD, joined=False, exhausted=False)


def _records(view: View, people: set[str]) -> list[Record]:
    return view.records({r for ids in view.records_of(people).values() for r in ids})


def _exporters(view: View, people: set[str]) -> set[str]:
    """Those of these people whose own export is here."""
    owners = [r.id for r in _records(view, people) if r.owner_of]
    return set(view.people_of(owners).values())


def _mentions(view: View, people: Sequence[Person]) -> str:
    rows = sorted({(s.file, s.record.line) for s in view.statements([p.id for p in people])})
    listed = ", ".join(f"{file} line {line}" for file, line in rows[:3])
    return listed + (f" and {len(rows) - 3} more rows" if len(rows) > 3 else "")


def _colleagues(view: View, company: str, alters: set[str]) -> list[Person]:
    """Contacts who work at a company and whose export is not here."""
    key = company_key(company)
    if not key:
        return []
    named = view.search(company, MOST_NAMED)
    there = [p for p in named if p.id in alters and company_key(p.company) == key]
    exported = _exporters(view, {p.id for p in there})
    return sorted((p for p in there if p.id not in exported), key=lambda p: (p.name, p.id))
