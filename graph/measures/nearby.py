"""The network around one person, of a store that is too large for this machine: read level by level, within an allowance.

What may tell two people who do not know each other that they should meet, and who stands between groups, lies within two
steps of the person: all ties are read of the person, of the contacts, and of their contacts, and of whoever shares an employer,
a school or an event with the person. On what was read, the same is computed as on the whole network (`measures.society`).

Who has how many ties is known before they are read (`View.degrees`), so that no hub takes all of the allowance: those who promise
most go first (by weighted resource allocation, as in `measures.proximity`), and who does not fit is passed over. Of people who
were not read, only the ties to those who were are known, and how many there are in all; the others are taken to be like these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph.introducing.question import pair
from graph.measures.common_ground import common_ground
from graph.measures.society import ALL, Reading, Society, of
from graph.store.base import View
from graph.strength.corridor import current
from graph.whole.network import gathered
from graph.whole.snapshot import Snapshot, drawn, take

WAY = "pushed down"
MOST = 30_000
"""Ties that one question reads at most, but for those of the person, who must not be told to meet a contact. With twice as many
the answers were no better (docs/decisions/0109-around-one-person.md)."""


def nearby(view: View, as_of: date, person: str, most: int = MOST) -> Society:
    """What a question about this person (by current id) needs of the network; all of it, where that is within the allowance: from
    both its ends, every tie is read twice."""
    if 2 * view.size().ties <= most:
        return of(view, take(view, as_of), Reading(WAY, ALL.complete))
    known = _Known(view, as_of, most)
    known.read([person])
    contacts = known.alters[person]
    short = known.read_best({p: worth / known.degrees[p] for p, worth in contacts.items()}, known.left // 2)
    beyond = dict.fromkeys(common_ground(view, person, as_of), 0.0) | known.promise(person)
    short |= known.read_best({p: worth for p, worth in beyond.items() if p not in known.alters}, known.left)
    if not short:
        return known.society("all ties of everyone within 2 steps")
    met = len({person, *contacts, *beyond})
    return known.society(
        f"all ties of {len(known.alters):,} of the {met:,} people who were met within 2 steps, the most promising first; of the "
        "others, how many they have, of whatever day"
    )


class _Known:
    """What was read for one question."""

    def __init__(self, view: View, as_of: date, most: int) -> None:
        self._view, self._as_of = view, as_of
        self.left = most
        """Ties that may still be read."""
        self.alters: dict[str, dict[str, float]] = {}
        """Of everyone who was read, the strengths of the ties that have one."""
        self.degrees: dict[str, int] = {}
        """How many ties there are in the store, of whatever day."""
        self._stats: dict[tuple[str, str], bytes] = {}
        self._worth: dict[tuple[str, str], float] = {}

    def read(self, people: Collection[str]) -> None:
        """All ties of these people, and how many those have whom they lead to."""
        rows, degrees = self._view.ties_and_degrees(people)
        self.left -= len(rows)
        self.degrees |= degrees
        self.alters |= {p: {} for p in people}
        for row, worth in zip(rows, current(self._view, rows, self._as_of), strict=True):
            tied = pair(row.ego, row.alter)
            self._stats[tied], self._worth[tied] = row.stats, worth
            if worth > 0.0:
                self.alters[row.ego][row.alter] = worth

    def read_best(self, promise: Mapping[str, float], most: int) -> bool:
        """Read those who promise most and have at most so many ties together; who has too many is passed over. Returns whether
        anybody was."""
        if new := [p for p in promise if p not in self.degrees]:
            self.degrees |= dict.fromkeys(new, 0) | self._view.degrees(new)
        some = []
        for person in sorted(promise, key=lambda p: (-promise[p], p)):
            if self.degrees[person] <= most:
                most -= self.degrees[person]
                some.append(person)
        if some:
            self.read(some)
        return len(some) < len(promise)

    def promise(self, person: str) -> dict[str, float]:
        """How much two steps from the person lead to whom: the share that each contact's tie has of all ties of that contact."""
        found: dict[str, float] = {}
        for contact, mine in self.alters[person].items():
            ties = self.alters.get(contact, {})
            total = sum(ties.values())
            for other, theirs in ties.items():
                found[other] = found.get(other, 0.0) + mine * theirs / total
        return found

    def society(self, complete: str) -> Society:
        """What follows from what was read."""
        ties = gathered(self._view.revision(), self._stats)
        taken = drawn(self._view, ties, np.array([self._worth[tied] for tied in sorted(self._worth)]), self._as_of)
        times = self._times(taken)
        taken = replace(taken, degree=np.rint(taken.degree * times).astype(np.int64))
        return of(self._view, taken, Reading(WAY, complete, times))

    def _times(self, taken: Snapshot) -> NDArray[np.float64]:
        """How many ties each person of the snapshot has for one that is in it. Of the ties that were not read, the same share is
        taken to be too faint, or of a later day, as of those that were."""
        seen = Counter(uid for tied in self._stats for uid in tied)
        share = len(taken.u) / max(len(self._stats), 1)
        times = np.ones(len(taken.ids))
        for i, (uid, degree) in enumerate(zip(taken.ids, taken.degree.tolist(), strict=True)):
            if degree and uid not in self.alters:
                times[i] += share * (self.degrees[uid] - seen[uid]) / degree
        return times
