"""Making a judgement: which keys name the sides that a person spoke of, so that the word holds for later files too.

A side is named by its profiles, accounts and e-mails, as far as nobody else has them. A record that has none of those is
named by itself and, for a row like it in a later file, by what it is called, as far as no other such record is called so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from graph.errors import BadInput, Conflict
from graph.identity.judgements import RECORD, Said, across, called
from graph.keys import naming_keys
from graph.model import Judgement, Person, Record, Verdict
from graph.store.base import View
from graph.values import uid


def same(view: View, a: Person, b: Person, *, made: datetime, note: str = "") -> Judgement:
    """These two are one person. Raises `Conflict` when they are already, or somebody said that they are not."""
    if a.id == b.id:
        raise Conflict(f"{a.name} is one person already")
    one, other = _rows(view, a), _rows(view, b)
    if standing := walls_between(view, one, other):
        said = standing[-1]
        raise Conflict(f"it was said on {said.made:%Y-%m-%d} that these are two people: take that back first ({said.uid})")
    both = {r.id for r in (*one, *other)}
    return _judgement("same", _side(view, one, both, ()), _side(view, other, both, ()), made, note, ())


def different(view: View, a: Person, b: Person, *, made: datetime, note: str = "") -> Judgement:
    """These two are two people, whatever comes. Raises `Conflict` when they are one, or this was said before."""
    if a.id == b.id:
        raise Conflict(f"{a.name} is one person here: say which rows are somebody else's")
    one, other = _rows(view, a), _rows(view, b)
    if standing := walls_between(view, one, other):
        raise Conflict(f"that was said already, on {standing[-1].made:%Y-%m-%d}")
    ours, theirs = (_side(view, rows, {r.id for r in rows}, ()) for rows in (one, other))
    return _judgement("different", ours, theirs, made, note, ())


def split(view: View, person: Person, rows: Collection[str], *, made: datetime, note: str = "") -> Judgement:
    """These records of a person, by id, are somebody else's. Raises `BadInput` unless they are some of the person's, not all."""
    held = _rows(view, person)
    other = [r for r in held if r.id in rows]
    one = [r for r in held if r.id not in rows]
    if len(other) < len(set(rows)) or not other:
        raise BadInput(f"name rows of {person.name} to split off, and only such")
    if not one:
        raise BadInput(f"these are all rows of {person.name}: at least one has to stay")
    shared = {k for r in one for k in naming_keys(r)} & {k for r in other for k in naming_keys(r)}
    mine = {r.id for r in held}
    kept = tuple(sorted(k for k, ids in view.records_with(shared).items() if mine.issuperset(ids)))
    ours, theirs = (_side(view, some, {r.id for r in some}, kept) for some in (one, other))
    return _judgement("different", ours, theirs, made, note, kept)


def naming(view: View, person: Person) -> tuple[str, ...]:
    """The keys that name a person and nobody else, sorted: what a word about him holds on to."""
    rows = _rows(view, person)
    return _side(view, rows, {r.id for r in rows}, ())


def walls_between(view: View, one: Sequence[Record], other: Sequence[Record]) -> list[Judgement]:
    """The judgements by which these records are of two people, the oldest first."""
    judgements = view.judgements()
    ruling = Said(judgements).ruling((*one, *other))
    return [judgements[n - 1] for n in across(ruling.walls, one, other)]


def spoken_of(view: View, judgements: Iterable[Judgement]) -> set[str]:
    """Ids of all records that these may be about; `Said.sides` tells on which side of one they are, if on any."""
    keys = {k for j in judgements for k in (*j.one, *j.other, *j.kept)}
    named = [k.removeprefix(RECORD) for k in keys if k.startswith(RECORD)]
    met = view.records_with({k for k in keys if not k.startswith(RECORD)})
    return {r.id for r in view.records(named)}.union(*met.values())


def _judgement(
    verdict: Verdict, one: tuple[str, ...], other: tuple[str, ...], made: datetime, note: str, kept: tuple[str, ...]
) -> Judgement:
    return Judgement(uid("j", verdict, *one, "", *other, made.isoformat()), verdict, one, other, made, note, kept)


def _rows(view: View, person: Person) -> list[Record]:
    return view.records(view.records_of([person.id]).get(person.id, []))


def _side(view: View, records: Sequence[Record], own: Collection[str], kept: Collection[str]) -> tuple[str, ...]:
    """The keys that name these records and nothing outside of `own`; `kept` ones name nothing."""
    naming = {k for r in records for k in naming_keys(r)}.difference(kept)
    telling = {k for k, ids in view.records_with(naming).items() if all(i in own for i in ids)}
    nameless = [r for r in records if telling.isdisjoint(naming_keys(r))]
    keys = telling | {RECORD + r.id for r in nameless}
    calls = {called(r) for r in nameless if naming.isdisjoint(naming_keys(r))} - {""}
    for call, ids in view.records_with(calls).items():
        others = view.records([i for i in ids if i not in own])
        if not any(called(r) == call and all(k in kept for k in naming_keys(r)) for r in others):
            keys.add(call)
    return tuple(sorted(keys))
