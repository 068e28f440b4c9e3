"""The communities of a network, with names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.measures.naming import TYPICAL, names
from graph.measures.society import Society
from graph.store.base import View
from graph.whole.snapshot import Nodes


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
