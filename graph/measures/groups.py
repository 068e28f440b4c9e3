"""Communities with names: what their people have in common that others have not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.measures.society import Society
from graph.store.base import View
from graph.values import organisation_key, plain
from graph.whole.snapshot import Nodes

TYPICAL = 60
"""Best connected members of a community that its name is taken from."""
_ENOUGH = 0.2
"""Share of them that must have in common what it is called after."""


@dataclass(frozen=True, slots=True)
class Group:
    """One community: `uid` is its best connected member's, so that it stays the same when others come and go."""

    uid: str
    number: int
    """From 0, the largest."""
    name: str
    because: str
    """What the name says, in words: how many of the people that were looked at have it."""
    members: Nodes
    """The best connected first."""


def groups(view: View, society: Society, as_of: date) -> list[Group]:
    """All communities of at least two people, largest first."""
    label, taken = society.communities.label, society.taken
    order = np.lexsort((np.arange(len(label)), -taken.reach, label))
    order = order[label[order] >= 0]
    crowds = [c for c in np.split(order, np.flatnonzero(np.diff(label[order])) + 1) if len(c) > 1]
    told = [_traits(view, society.ids(c[:TYPICAL]), as_of) for c in crowds]
    usual: Counter[_Trait] = Counter()
    for traits, crowd in zip(told, crowds, strict=True):
        usual.update({trait: len(who) / min(len(crowd), TYPICAL) for trait, who in traits.items()})
    found = []
    for number, (crowd, traits) in enumerate(zip(crowds, told, strict=True)):
        uid = taken.ids[crowd[0]]
        found.append(Group(uid, number, *_name(view, uid, traits, usual, min(len(crowd), TYPICAL), len(crowds)), crowd))
    return found


@dataclass(frozen=True, slots=True)
class _Trait:
    """Something that people can have in common: an employer, an event or a skill, by how it is compared."""

    kind: str
    key: str


_Traits = dict[_Trait, dict[str, str]]
"""trait -> who has it, and how it is written there."""
_SAID = {"employer": "are at {}", "event": "were at {}", "skill": "know {}"}


def _traits(view: View, people: list[str], as_of: date) -> _Traits:
    found: _Traits = {}
    for trait, person, written in _stated(view, people, as_of):
        found.setdefault(trait, {}).setdefault(person, written)
    return found


def _stated(view: View, people: list[str], as_of: date) -> Iterator[tuple[_Trait, str, str]]:
    for person in view.people(people):
        if key := organisation_key(person.company):
            yield _Trait("employer", key), person.id, person.company
    owner = {r: p for p, ids in view.records_of(people).items() for r in ids}
    came = [e for e in view.attended_by(sorted(owner)) if e.day is None or e.day <= as_of]
    names = {e.uid: e.name for e in view.events({e.event for e in came})}
    for e in came:
        if names.get(e.event):
            yield _Trait("event", e.event), owner[e.a], names[e.event]
    for record in view.records(sorted(owner)):
        for skill in record.skills:
            yield _Trait("skill", plain(skill)), owner[record.id], skill


def _name(view: View, first: str, traits: _Traits, usual: Counter[_Trait], looked: int, crowds: int) -> tuple[str, str]:
    """What most of a community have and few of the others; an employer before an event before a skill; else its first person."""
    order = tuple(_SAID)
    special = [
        (len(who) / looked - (usual[t] - len(who) / looked) / max(crowds - 1, 1), -order.index(t.kind), t)
        for t, who in traits.items()
        if len(who) > 1 and len(who) / looked >= _ENOUGH
    ]
    if special:
        *_, trait = max(special, key=lambda s: (s[0], s[1], s[2].key))
        who = traits[trait]
        written = Counter(who.values()).most_common(1)[0][0]
        return written, f"{len(who)} of {looked} {_SAID[trait.kind].format(written)}"
    (person,) = view.people([first])
    return f"the circle of {person.name}", "nothing that many of them have in common is on record"
