"""The communities of a network, with names."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from graph.errors import TooLargeHere
from graph.measures.naming import TYPICAL, names
from graph.measures.partition import Partition
from graph.measures.society import Societies
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


class Divided(Protocol):
    """People by number, and which community each of them is in."""

    @property
    def communities(self) -> Partition: ...
    @property
    def reach(self) -> NDArray[np.float64]:
        """Sum of the strengths of each person's ties."""
        ...

    @property
    def way(self) -> str:
        """How the communities were found, in words."""
        ...

    def ids(self, nodes: Nodes) -> list[str]: ...
    def place(self, person: str) -> int:
        """The number of a person, or -1."""
        ...


def groups(view: View, society: Divided, as_of: date) -> list[Group]:
    """All communities of at least two people, largest first."""
    label = society.communities.label
    order = np.lexsort((np.arange(len(label)), -society.reach, label))
    order = order[label[order] >= 0]
    crowds = [c for c in np.split(order, np.flatnonzero(np.diff(label[order])) + 1) if len(c) > 1]
    called = names(view, [society.ids(c[:TYPICAL]) for c in crowds], as_of)
    return [
        Group(society.ids(crowd[:1])[0], number, name, because, crowd)
        for number, (crowd, (name, because)) in enumerate(zip(crowds, called, strict=True))
    ]


class Membership(NamedTuple):
    """The community that a person is in."""

    group: Group
    sure: float
    """`Partition.steady` of the person."""


class Communities:
    """The named communities of one store, kept for the revision and day that were asked for last. Thread-safe."""

    def __init__(
        self, societies: Societies, elsewhere: Callable[[View, date], Divided | None] = lambda _view, _day: None
    ) -> None:
        """`elsewhere` finds the communities of a network that is too large for this machine."""
        self._societies, self._elsewhere = societies, elsewhere
        self._lock = Lock()
        self._kept: tuple[Divided, list[Group]] | None = None
        self._of: tuple[int, date] | None = None
        """The revision and the day of what is kept."""

    def named(self, view: View, as_of: date) -> tuple[Divided, list[Group]]:
        """The network and its communities; a network of a million ties is waited for, half a minute. Raises `TooLargeHere`."""
        society = self._elsewhere(view, as_of) or self._societies.society(view, as_of)
        with self._lock:
            if self._kept is None or self._kept[0] is not society:
                self._kept, self._of = (society, groups(view, society, as_of)), (view.revision(), as_of)
            return self._kept

    def at_hand(self, view: View, person: str, as_of: date) -> Membership | None:
        """The community of a person where nobody has to wait for it: of a small network, or of one that was asked for already.
        None too for who is in none."""
        with self._lock:
            kept = self._kept if self._of == (view.revision(), as_of) else None
        if kept is None and view.size().ties <= AT_ONCE:
            with suppress(TooLargeHere):  # whose bound is less than that
                kept = self.named(view, as_of)
        return membership(*kept, person) if kept else None


def membership(society: Divided, named: list[Group], person: str) -> Membership | None:
    """The one of these communities that a person is in; None where it is none."""
    node = society.place(person)
    number = int(society.communities.label[node]) if node >= 0 else -1
    group = next((g for g in named if g.number == number >= 0), None)
    return Membership(group, float(society.communities.steady[node])) if group else None
