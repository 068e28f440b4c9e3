"""What crowds are called: what many of their people have in common, and few of the others have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from graph.store.base import View
from graph.values import organisation_key, plain

TYPICAL = 60
"""Best connected members of a crowd that its name is taken from."""
_ENOUGH = 0.2
"""Share of them that must have in common what it is called after."""


class Called(NamedTuple):
    """A crowd's name."""

    name: str
    because: str
    """What the name says, in words: how many of the people that were looked at have it."""


@dataclass(frozen=True, slots=True)
class _Trait:
    """Something that people can have in common: an employer, an event or a skill, by how it is compared."""

    kind: str
    key: str


_Traits = dict[_Trait, dict[str, str]]
"""trait -> who has it, and how it is written there."""
_SAID = {"employer": "are at {}", "event": "were at {}", "skill": "know {}"}


def names(view: View, crowds: Sequence[Sequence[str]], as_of: date) -> list[Called]:
    """What each crowd is called beside the others.

    Args:
        view: what to read from.
        crowds: for each the ids of its people, best connected first; at least one of them, and nobody in two crowds.
        as_of: nothing that happened later counts.
    """
    looked = [crowd[:TYPICAL] for crowd in crowds]
    of = {uid: number for number, crowd in enumerate(looked) for uid in crowd}
    told: list[_Traits] = [{} for _ in crowds]
    for trait, person, written in _stated(view, list(of), as_of):
        told[of[person]].setdefault(trait, {}).setdefault(person, written)
    usual: Counter[_Trait] = Counter()
    for traits, crowd in zip(told, looked, strict=True):
        usual.update({trait: len(who) / len(crowd) for trait, who in traits.items()})
    found = _chosen(told, usual, [len(crowd) for crowd in looked])
    first = {p.id: p.name for p in view.people([c[0] for c, name in zip(looked, found, strict=True) if name is None])}
    nothing = "nothing that many of them have in common is on record"
    return [name or Called(f"Around {first[c[0]]}", nothing) for c, name in zip(looked, found, strict=True)]


def _stated(view: View, people: list[str], as_of: date) -> Iterator[tuple[_Trait, str, str]]:
    for person in view.people(people):
        if key := organisation_key(person.company):
            yield _Trait("employer", key), person.id, person.company
    owner = {r: p for p, ids in view.records_of(people).items() for r in ids}
    came = [e for e in view.attended_by(sorted(owner)) if e.day is None or e.day <= as_of]
    titles = {e.uid: e.name for e in view.events({e.event for e in came})}
    for e in came:
        if titles.get(e.event):
            yield _Trait("event", e.event), owner[e.a], titles[e.event]
    for record in view.records(sorted(owner)):
        for skill in record.skills:
            yield _Trait("skill", plain(skill)), owner[record.id], skill


def _chosen(told: Sequence[_Traits], usual: Counter[_Trait], looked: Sequence[int]) -> list[Called | None]:
    """What most of a crowd have and few of the others, an employer before an event before a skill; nothing twice, for two
    crowds of one name could not be told apart."""
    order, others = tuple(_SAID), max(len(told) - 1, 1)
    special = [
        (len(who) / looked[i] - (usual[t] - len(who) / looked[i]) / others, -order.index(t.kind), t.key, -i, t)
        for i, traits in enumerate(told)
        for t, who in traits.items()
        if len(who) > 1 and len(who) / looked[i] >= _ENOUGH
    ]
    called: list[Called | None] = [None] * len(told)
    used: set[_Trait] = set()
    for *_, place, trait in sorted(special, key=lambda s: s[:4], reverse=True):
        if called[-place] is None and trait not in used:
            used.add(trait)
            who = told[-place][trait]
            written = Counter(who.values()).most_common(1)[0][0]
            called[-place] = Called(written, f"{len(who)} of {looked[-place]} {_SAID[trait.kind].format(written)}")
    return called
