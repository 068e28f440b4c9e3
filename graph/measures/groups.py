"""The communities of a network, with names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import NamedTuple

import numpy as np

from graph.measures.naming import TYPICAL, names
from graph.measures.society import Societies, Society
from graph.store.base import View
from graph.whole.snapshot import Nodes

AT_ONCE = 5_000
"""Ties of a network whose communities are found while somebody waits for something else: some tenths of a second."""


@dataclass(frozen=True, slots=True)
class Group:
    """One community: `uid` is its best connected member's, so that it stays the same when others come and go."""

    uid: str
    number: int
    """From 0, the largest."""
    name: str
    because: str
    """What the name says, in words."""
    members: Nodes
    """The best connected first."""


def groups(view: View, society: Society, as_of: date) -> list[Group]:
    """All communities of at least two people, largest first."""
    label, taken = society.communities.label, society.taken
    order = np.lexsort((np.arange(len(label)), -taken.reach, label))
    order = order[label[order] >= 0]
    crowds = [c for c in np.split(order, np.flatnonzero(np.diff(label[order])) + 1) if len(c) > 1]
    called = names(view, [society.ids(c[:TYPICAL]) for c in crowds], as_of)
    return [
        Group(taken.ids[crowd[0]], number, name, because, crowd)
        for number, (crowd, (name, because)) in enumerate(zip(crowds, called, strict=True))
    ]


class Membership(NamedTuple):
    """The community that a person is in."""

    group: Group
    sure: float
    """`Partition.steady` of the person."""


class Communities:
    """The named communities of one store, kept for the revision and day that were asked for last. Thread-safe."""

    def __init__(self, societies: Societies) -> None:
        self._societies = societies
        self._lock = Lock()
        self._kept: tuple[Society, list[Group]] | None = None

    def named(self, view: View, as_of: date) -> tuple[Society, list[Group]]:
        """The network and its communities; a network of a million ties is waited for, half a minute."""
        society = self._societies.society(view, as_of)
        with self._lock:
            if self._kept is None or self._kept[0] is not society:
                self._kept = society, groups(view, society, as_of)
            return self._kept

    def at_hand(self, view: View, person: str, as_of: date) -> Membership | None:
        """The community of a person where nobody has to wait for it: of a small network, or of one that was asked for already.
        None too for who is in none."""
        kept = self._kept
        if kept is None or (kept[0].taken.revision, kept[0].taken.as_of) != (view.revision(), as_of):
            kept = self.named(view, as_of) if view.size().ties <= AT_ONCE else None
        return membership(*kept, person) if kept else None


def membership(society: Society, named: list[Group], person: str) -> Membership | None:
    """The one of these communities that a person is in; None where it is none."""
    node = society.place(person)
    number = int(society.communities.label[node]) if node >= 0 else -1
    group = next((g for g in named if g.number == number >= 0), None)
    return Membership(group, float(society.communities.steady[node])) if group else None
