"""What joins one person to several others, as one reason: what is said of a circle, with the rows behind all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from graph.dating import days_of
from graph.model import Encounter, Person
from graph.store.base import Employment, View
from graph.strength.reasons import MOST_ROWS, Proof, Prover, Reason, Said, ties_between
from graph.strength.stays import ordinal
from graph.values import is_school

_NAMED = 3


def reason_of_ties(view: View, text: str, kind: str, pairs: Iterable[tuple[str, str]], as_of: date) -> Reason:
    """One reason that rests on the ties of all these pairs of people, by id: their rows by `as_of`, each once."""
    others: dict[str, set[str]] = {}
    for one, other in pairs:
        others.setdefault(one, set()).add(other)
    rows: dict[str, Encounter] = {}
    proofs: dict[tuple[str, str, int], Proof] = {}
    apart: list[tuple[str, str]] = []
    for one, some in sorted(others.items()):
        found, joined = rows_among(view, one, some, as_of)
        rows.update({e.id: e for e in found})
        apart += [(one, other) for other in some - joined]
    # Nobody met: what they have in common is an employer or a school, which rows say of each of them alone.
    for tie in ties_between(view, apart, as_of).values():
        proofs.update({(p.source, p.file, p.line): p for reason in tie.why for p in reason.rows})
    prover = Prover(view, list(rows.values()))
    met = prover(text, kind, list(rows.values()))
    listed = sorted((*met.rows, *proofs.values()), key=lambda p: (p.day or date.min, p.source, p.file, p.line), reverse=True)
    return Reason(text, kind, tuple(listed[:MOST_ROWS]), met.total + len(proofs))


def news(view: View, person: Person, who: str, fresh: Sequence[str], as_of: date) -> Reason:
    """Whom somebody knows that this person does not, in the order given: at least one."""
    text = f"knows {named(view, fresh)}, whom {person.name} does not know as far as files say"
    return reason_of_ties(view, text, "new", [(who, f) for f in fresh], as_of)


def at_events(view: View, one: str, other: str, as_of: date) -> list[Reason]:
    """The events at which both were, the newest first, whatever their size: only small ones make a tie."""
    found, _ = rows_among(view, one, {other}, as_of)
    came: dict[str, list[Encounter]] = {}
    for e in found:
        if e.event:
            came.setdefault(e.event, []).append(e)
    names = {e.uid: e.name for e in view.events(came)}
    people = {uid: len(set(view.people_of({e.a for e in view.attendance([uid])}).values())) for uid in came}
    prove = Prover(view, found)
    days = {uid: max((e.day for e in rows if e.day), default=date.min) for uid, rows in came.items()}
    return [
        prove(f"both were at {names.get(uid) or 'an event'}, with {people[uid]} known attendees", "attended", came[uid])
        for uid in sorted(came, key=lambda uid: (days[uid], uid), reverse=True)
    ]


def at_employers(view: View, one: str, other: str, as_of: date) -> list[Reason]:
    """The employers and schools that records of both name by then, whatever their size: only small ones make a tie."""
    newest = days_of(view)
    said: dict[str, list[tuple[int, Employment]]] = {}
    for e in view.employments([one, other]):
        day = ordinal(e.began or e.ended) or newest.get(e.part, 0)
        if day <= as_of.toordinal():
            said.setdefault(e.organisation, []).append((day, e))
    reasons = []
    for organisation, found in sorted(said.items()):
        if {e.person for _, e in found} == {one, other}:
            rows = [Said(e.part, e.line, date.fromordinal(day) if day else None) for day, e in found]
            kind, text = ("schooled", "both studied at") if is_school(organisation) else ("worked", "both are or were with")
            reasons.append(Prover(view, rows)(f"{text} {min(e.company for _, e in found)}", kind, rows))
    return reasons


def named(view: View, people: Sequence[str]) -> str:
    """`Ada, Bo, Cy and 4 more`, in the order given."""
    known = {p.id: p.name for p in view.people(people[:_NAMED])}
    names = [known[p] for p in people[:_NAMED] if p in known]
    more = len(people) - len(names)
    if more:
        return f"{', '.join(names)} and {more} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def rows_among(view: View, one: str, others: Collection[str], as_of: date) -> tuple[list[Encounter], set[str]]:
    """The encounters of a person with these others and at events with them, and whom of them they join."""
    records = view.records_of([one, *others])
    person = {r: uid for uid, ids in records.items() for r in ids}
    mine = records.get(one, [])
    theirs = [r for uid in sorted(others) for r in records.get(uid, ())]
    direct = [e for e in view.encounters_between(mine, theirs) if e.day is None or e.day <= as_of]
    ours = [e for e in view.attended_by(mine) if e.day is None or e.day <= as_of]
    events = {e.event for e in ours}
    along = [e for e in view.attended_by(theirs) if e.event in events and (e.day is None or e.day <= as_of)]
    shared = {e.event for e in along}
    joined = {person[end] for e in direct for end in (e.a, e.b)} | {person[e.a] for e in along}
    return [*direct, *along, *(e for e in ours if e.event in shared)], joined & set(others)
