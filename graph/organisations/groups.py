"""Which organisations are one at present, as the store's cards say: `house:ID` leads to the card of the component that an
organisation lies in, and `joined:ID` holds that component's groups and doubts.

An id of `graph.values.organisation_id` stands for one set of words. A *joined* organisation is a group of such ids, and goes
by the least of them; nearly all are groups of one, of which no card tells.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.store.base import Employment, View
from graph.values import is_school, organisation_id, uid

HOUSE, JOINED = "house:", "joined:"


def id_of(key: str) -> str:
    """The id of an organisation by its `graph.values.organisation_key`."""
    return uid("o", key)


@dataclass(frozen=True, slots=True)
class Component:
    """Organisations, by key, that are or may be one, however indirectly."""

    groups: tuple[tuple[str, ...], ...]
    """Those of one organisation each, sorted."""
    doubts: tuple[tuple[int, int, float], ...] = ()
    """Two groups, by their places, that may be one, and how probable that is."""

    @property
    def name(self) -> str:
        """The id by which its card is found."""
        return min(id_of(key) for group in self.groups for key in group)

    @property
    def keys(self) -> list[str]:
        return [key for group in self.groups for key in group]

    def to_json(self) -> str:
        """As `from_json` reads it."""
        return json.dumps({"groups": self.groups, "doubts": self.doubts}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Component:
        said = json.loads(text)
        return cls(tuple(tuple(group) for group in said["groups"]), tuple((a, b, p) for a, b, p in said["doubts"]))


def group_id(group: Iterable[str]) -> str:
    """The id that a joined organisation goes by, from the keys of its members."""
    return min(id_of(key) for key in group)


def components_of(view: View, organisations: Collection[str]) -> dict[str, Component]:
    """organisation id -> the component that it lies in; those that are alone are absent."""
    houses = view.cards([HOUSE + o for o in organisations if not is_school(o)])
    found = view.cards([JOINED + name for name in sorted(set(houses.values()))])
    read = {key.removeprefix(JOINED): Component.from_json(text) for key, text in found.items()}
    return {key.removeprefix(HOUSE): read[name] for key, name in houses.items()}


def all_components(view: View) -> list[Component]:
    """All of more than one organisation."""
    return [Component.from_json(text) for _, text in view.cards_under(JOINED)]


def members_of(view: View, organisations: Collection[str]) -> dict[str, tuple[str, ...]]:
    """organisation id -> the ids of all that are one with it, itself included, sorted: the least is the joined one's id."""
    found = components_of(view, organisations)
    return {o: _members(o, found[o]) if o in found else (o,) for o in organisations}


def _members(organisation: str, component: Component) -> tuple[str, ...]:
    groups = (sorted(map(id_of, group)) for group in component.groups)
    return tuple(next(ids for ids in groups if organisation in ids))


class Joined:
    """Joined organisations in place of single ones: what `graph.strength.workplaces` knows organisations by."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._members: dict[str, tuple[str, ...]] = {}

    def members(self, organisations: Collection[str]) -> dict[str, tuple[str, ...]]:
        """As `members_of`, each asked for once."""
        unknown = [o for o in organisations if o not in self._members]
        for ids in members_of(self._view, unknown).values():
            self._members.update(dict.fromkeys(ids, ids))
        return {o: self._members[o] for o in organisations}

    def one(self, organisations: Collection[str]) -> dict[str, str]:
        """organisation id -> the joined one's."""
        return {o: ids[0] for o, ids in self.members(organisations).items()}

    def employees(self, organisations: Collection[str], most: int) -> dict[str, list[str]]:
        """`View.employees` of joined organisations, by their ids; an id that is a member of another one has nobody."""
        groups = {o: ids for o, ids in self.members(organisations).items() if ids[0] == o}
        found = self._view.employees({i for ids in groups.values() for i in ids}, most)
        people = {o: sorted({p for i in ids for p in found.get(i, ())})[: most + 1] for o, ids in groups.items()}
        return {o: some for o, some in people.items() if some}

    def employments(self, people: Collection[str]) -> list[Employment]:
        """`View.employments` with the joined organisation in place of each, sorted."""
        said = self._view.employments(people)
        one = self.one({e.organisation for e in said})
        return sorted(e._replace(organisation=one[e.organisation]) for e in said)


def compared(view: View, companies: Iterable[str]) -> dict[str, str]:
    """Employer as written -> what to compare it by: the joined organisation's id; empty where it names none."""
    ids = {company: organisation_id(company) for company in companies}
    one = Joined(view).one({i for i in ids.values() if i})
    return {company: one.get(i, "") for company, i in ids.items()}
