"""A request to the first introducer of a path, with a paragraph to forward, from facts that the graph holds and from no others.

Of the ties between other people it tells only what those do in the open: that they are connected, were at one event, have one
employer. What they wrote to each other came from one of their exports, and is nobody else's to tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from graph.model import Person
from graph.organisations.groups import compared
from graph.store.base import View
from graph.strength.reasons import PathTie, evidence_between


@dataclass(frozen=True, slots=True)
class Draft:
    """Plain text."""

    to: str
    """Name of the introducer."""
    subject: str
    mail: str
    forward: str
    """The paragraph that he can forward."""


def draft(view: View, people: Sequence[Person], ties: Sequence[PathTie], as_of: date) -> Draft:
    """For a path with at least one introducer."""
    me, asked, goal = people[0], people[1], people[-1]
    lines = [f"Hello {asked.name},", ""]
    since = _facts(view, me, asked, as_of)
    last = ties[0].last_contact
    if since or last:
        met = [f"we {' and '.join(since)}"] if since else []
        met += [f"we were last in touch on {_day(last)}"] if last else []
        lines += [_sentence("; ".join(met))]
    lines += [f"I would like to get to know {_who(goal)}."]
    for a, b in pairwise(people[1:]):
        who = "You and" if a is asked else f"{a.name} and"
        facts = _facts(view, a, b, as_of)
        lines += [f"{who} {b.name} {' and '.join(facts)}." if facts else f"I think that {_knows(a, b, asked)}."]
    last_step = "introduce us" if len(people) == 3 else f"ask {people[2].name} for an introduction"
    lines += ["", f"Would you {last_step}? If you would rather not, that is fine. Here is a paragraph that you can forward:"]
    common = _facts(view, me, goal, as_of)
    forward = f"{_who(me)} would like to get to know {_who(goal)}."
    forward += f" They {' and '.join(common)}." if common else ""
    return Draft(asked.name, f"Introduction to {goal.name}?", "\n".join([*lines, "", forward, "", me.name]), forward)


def _knows(a: Person, b: Person, asked: Person) -> str:
    return f"you know {b.name}" if a is asked else f"{a.name} knows {b.name}"


def _facts(view: View, a: Person, b: Person, as_of: date) -> list[str]:
    """What two people have in common in the open, as the end of a sentence whose subject are both of them."""
    direct, shared = evidence_between(view, a.id, b.id, as_of)
    connected = min((e.day for e in direct if e.kind == "connected" and e.day), default=None)
    facts = [f"have been connected on LinkedIn since {_day(connected)}"] if connected else []
    named = [e for e in view.events(shared) if e.name]
    if named:
        newest = max(named, key=lambda e: (e.day or date.min, e.uid))
        facts.append(f"were both at {newest.name}" + (f" on {_day(newest.day)}" if newest.day else ""))
    employer = compared(view, (a.company, b.company))
    if employer[a.company] and employer[a.company] == employer[b.company]:
        facts.append(f"are both at {b.company}")
    return facts


def _who(person: Person) -> str:
    about = " at ".join(part for part in (person.position, person.company) if part)
    return f"{person.name} ({about})" if about else person.name


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
