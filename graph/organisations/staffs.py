"""Who was at which joined organisation before a change, and which of them have to be looked at again after it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from graph.organisations.groups import Joined
from graph.organisations.join import Regrouped
from graph.priors import LARGEST_ORGANISATION
from graph.store.base import View


@dataclass(frozen=True, slots=True)
class Staffs:
    """What is known from before a change, of each spelling's organisation for itself."""

    concerned: Collection[str] = ()
    """Ids of organisations whose people may have changed."""
    people: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Who was at each of them, up to one more than count; those with nobody may be absent."""

    def joined(self, view: View, regrouped: Regrouped) -> tuple[set[str], dict[str, list[str]]]:
        """The joined organisations to be looked at, those from before the change included, and who was at each of these then.

        `view` shows them as they are now; of an organisation that is not concerned the people are the same as before.
        """
        concerned = {*self.concerned, *regrouped.before}
        now = Joined(view).members(concerned)
        was = {o: regrouped.before.get(o, ids) for o, ids in now.items()}
        others = {i for ids in was.values() for i in ids if i not in self.concerned}
        people = {**view.employees(others, LARGEST_ORGANISATION), **self.people}
        before = {
            ids[0]: sorted({p for i in ids for p in people.get(i, ())}) for ids in was.values() if any(i in people for i in ids)
        }
        return {ids[0] for some in (now, was) for ids in some.values()}, before
