"""Communities of a network that is too large for this machine, found by the store itself."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.measures.communities import SEED, ranked
from graph.measures.partition import FEWEST, Partition, most_typical
from graph.store.base import View
from graph.whole.snapshot import Nodes


@dataclass(frozen=True, slots=True)
class Pushed:
    """As `measures.groups.Divided`."""

    people: list[str]
    reach: NDArray[np.float64]
    communities: Partition
    way: str

    def ids(self, nodes: Nodes) -> list[str]:
        return [self.people[i] for i in nodes.tolist()]

    def place(self, person: str) -> int:
        found = bisect_left(self.people, person)
        return found if found < len(self.people) and self.people[found] == person else -1


def pushed(view: View) -> Pushed | None:
    """Found once for each revision; None where the store cannot. Its strengths are those of each tie's last contact, whatever
    the day, so that a tie that is silent since counts as it did."""
    return view.kept("parted", lambda: _parted(view))


def _parted(view: View) -> Pushed | None:
    found = view.parted([SEED + i for i in range(FEWEST)])
    if found is None:
        return None
    runs = [ranked(np.array(labels, dtype=np.int64)) for labels in found.labels]
    return Pushed(
        found.people, np.array(found.reach), most_typical(runs), f"strengths of the last contact, by {found.by} in the store"
    )
