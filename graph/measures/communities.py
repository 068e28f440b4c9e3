"""Groups of people: communities by Leiden, and how a crowd too large to draw is split into bubbles that open.

Leiden (Traag, Waltman, van Eck 2019, doi:10.1038/s41598-019-41695-z) maximises modularity on log1p(strength) and
guarantees connected communities. Why this implementation: docs/decisions/0010-communities-by-leiden.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import graspologic_native
import numpy as np
from numpy.typing import NDArray

from graph.whole.snapshot import Nodes, Snapshot

SEED = 20_260_101
_UNSPLIT = 0.9
"""A part that keeps more than this share of the crowd has not split it."""
_FINE_TO_COARSE = (32.0, 16.0, 8.0, 4.0, 2.0, 1.0, 0.5, 0.1)
"""Resolutions at which communities of communities are tried."""
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


def leiden(
    n: int, u: Nodes, v: Nodes, weight: NDArray[np.float64], resolution: float = 1.0, *, seed: int = SEED
) -> NDArray[np.int64]:
    """Community of each of `n` nodes, numbered by size (then by least node); -1 for nodes without ties."""
    label = np.full(n, -1, dtype=np.int64)
    if not len(u):
        return label
    edges = list(zip(map(str, u.tolist()), map(str, v.tolist()), np.log1p(weight).tolist(), strict=True))
    _, found = graspologic_native.leiden(edges, resolution=resolution, seed=seed)
    label[np.fromiter(map(int, found), np.int64, len(found))] = np.fromiter(found.values(), np.int64, len(found))
    return ranked(label)


def ranked(label: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same partition, numbered by size, then by least node; -1 stays."""
    met = label >= 0
    _, first, raw, size = np.unique(label[met], return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(size), dtype=np.int64)
    rank[np.lexsort((first, -size))] = np.arange(len(size))
    ranked = label.copy()
    ranked[met] = rank[raw]
    return ranked


def coarser(label: NDArray[np.int64], u: Nodes, v: Nodes, weight: NDArray[np.float64], most: int) -> NDArray[np.int64]:
    """Communities joined with those they have most ties to: just so many that at most `most` with such ties are left."""
    n = int(label.max(initial=-1)) + 1
    if n <= most:
        return label
    a, b = label[u], label[v]
    across = a != b
    key, which = np.unique(np.minimum(a, b)[across] * n + np.maximum(a, b)[across], return_inverse=True)
    pull = np.bincount(which, weights=weight[across], minlength=len(key)).astype(np.float64)
    for resolution in _FINE_TO_COARSE:
        above = leiden(n, key // n, key % n, pull, resolution)
        if above.max(initial=-1) < most:
            break
    lone = above < 0
    above[lone] = above.max(initial=-1) + 1 + np.arange(int(lone.sum()))
    return ranked(np.where(label >= 0, above[label], -1))


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
    groups = _communities(snapshot, crowd, most // 2)
    if len(groups) < 2 or len(groups[0].members) > _UNSPLIT * len(crowd):
        groups = _communities(snapshot, np.setdiff1d(crowd, apart), most // 2)
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


def _communities(snapshot: Snapshot, crowd: Nodes, most: int) -> list[Group]:
    u, v, weight = snapshot.inside(crowd)
    label = coarser(leiden(len(crowd), u, v, weight), u, v, weight, most)
    order = np.argsort(label, kind="stable")
    cuts = np.searchsorted(label[order], np.arange(int(label.max(initial=-1)) + 2))
    return [Group(crowd[order[a:b]]) for a, b in pairwise(cuts.tolist())]


def _colleagues(people: Nodes, employers: Sequence[str]) -> list[Group]:
    names, which = np.unique(np.array(employers, dtype=np.str_), return_inverse=True)
    return [Group(people[which == k]) for k, name in enumerate(names.tolist()) if name]
