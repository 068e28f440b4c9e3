"""Groups of people: communities by Leiden, and how a crowd too large to draw is split into bubbles that open.

Leiden (Traag, Waltman, van Eck 2019, doi:10.1038/s41598-019-41695-z) maximises modularity on log1p(strength) and
guarantees connected communities. Why this implementation: docs/decisions/0010-communities-by-leiden.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import graspologic_native
import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Nodes, Snapshot

SEED = 20_260_101
_UNSPLIT = 0.9
"""A part that keeps more than this share of the crowd has not split it."""
_LEAST = 3
"""Smaller groups are drawn together."""

Employers = Callable[[Nodes], Sequence[str]]
"""Compared name of the employer of each of these people, empty when not known."""


@dataclass(frozen=True, slots=True)
class Group:
    """People drawn as one bubble."""

    members: Nodes
    loose: bool = False
    """They share nothing but being left over."""


def leiden(n: int, u: Nodes, v: Nodes, weight: NDArray[np.float64]) -> NDArray[np.int64]:
    """Community of each of `n` nodes, numbered by size (then by least node); -1 for nodes without ties."""
    label = np.full(n, -1, dtype=np.int64)
    if not len(u):
        return label
    edges = list(zip(map(str, u.tolist()), map(str, v.tolist()), np.log1p(weight).tolist(), strict=True))
    _, found = graspologic_native.leiden(edges, seed=SEED)
    label[np.fromiter(map(int, found), np.int64, len(found))] = np.fromiter(found.values(), np.int64, len(found))
    met = label >= 0
    _, first, raw, size = np.unique(label[met], return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(size), dtype=np.int64)
    rank[np.lexsort((first, -size))] = np.arange(len(size))
    label[met] = rank[raw]
    return label


def split(snapshot: Snapshot, crowd: Nodes, apart: Nodes, limit: int, most: int, employers: Employers) -> list[Group]:
    """At most `most` bubbles for a crowd, largest first; every bubble is smaller than the crowd.

    Args:
        snapshot: the network.
        crowd: the people to be split; more than `limit`.
        apart: those of them that are drawn by name. Where the ties of a few hold the whole crowd together (one
            person's contacts are a star), communities are sought without them, and people left without ties are
            grouped by employer.
        limit: people that can be drawn by name; groups of leftovers aim at it.
        most: bubbles.
        employers: looks employers up.
    """
    groups = _communities(snapshot, crowd)
    if len(groups) < 2 or len(groups[0].members) > _UNSPLIT * len(crowd):
        groups = _communities(snapshot, np.setdiff1d(crowd, apart))
    grouped = np.concatenate([g.members for g in groups]) if groups else np.empty(0, np.int64)
    alone = np.setdiff1d(crowd, np.union1d(grouped, apart))
    groups = sorted(groups + _colleagues(alone, employers(alone)), key=lambda g: (-len(g.members), int(g.members[0])))
    whole = [g for g in groups if _LEAST <= len(g.members) <= _UNSPLIT * len(crowd)][: most // 2]
    drawn = np.concatenate([g.members for g in whole]) if whole else np.empty(0, np.int64)
    rest = np.setdiff1d(np.setdiff1d(crowd, apart), drawn)
    if not len(rest):
        return whole
    rest = rest[np.lexsort((rest, -snapshot.reach[rest]))]
    bins = min(most - len(whole), -(-len(rest) // int(limit * _UNSPLIT)))
    bins = max(bins, 2) if len(rest) > _UNSPLIT * len(crowd) else bins
    return whole + [Group(np.sort(part), loose=True) for part in np.array_split(rest, bins)]


def _communities(snapshot: Snapshot, crowd: Nodes) -> list[Group]:
    label = leiden(len(crowd), *snapshot.inside(crowd))
    return [Group(crowd[label == k]) for k in range(int(label.max(initial=-1)) + 1)]


def _colleagues(people: Nodes, employers: Sequence[str]) -> list[Group]:
    names, which = np.unique(np.array(employers, dtype=np.str_), return_inverse=True)
    return [Group(people[which == k]) for k, name in enumerate(names.tolist()) if name]
