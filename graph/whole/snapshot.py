"""All ties of one moment as arrays: what whole-network work (communities, brokers, the picture) runs on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph import priors
from graph.store.base import View
from graph.whole.network import Ids, Network, Ties, read, weights

SMALL = 600
"""Networks of at most this many people also list the people without ties."""

Nodes = NDArray[np.int64]
"""Indices into `Snapshot.ids`, sorted."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The ties with a strength of at least `priors.FAINT` at `as_of`, and everyone's strongest, however faint; `u[i]`, `v[i]`
    index `ids` and `weight[i]` is in (0, 1]."""

    revision: int
    as_of: date
    ids: tuple[str, ...]
    """Person ids, sorted: everyone in a small network, else the people with ties."""
    people: int
    """How many people the store holds."""
    u: Nodes
    v: Nodes
    weight: NDArray[np.float64]
    degree: NDArray[np.int64]
    """Ties of each person."""
    reach: NDArray[np.float64]
    """Sum of the strengths of each person's ties."""

    def find(self, ids: Sequence[str]) -> Nodes:
        """Indices of those of these people that are in the snapshot."""
        found = {i for uid in ids if (i := bisect_left(self.ids, uid)) < len(self.ids) and self.ids[i] == uid}
        return np.array(sorted(found), dtype=np.int64)

    def inside(self, nodes: Nodes) -> tuple[Nodes, Nodes, NDArray[np.float64]]:
        """The ties among these people, as indices into `nodes`."""
        place = np.full(len(self.ids), -1, dtype=np.int64)
        place[nodes] = np.arange(len(nodes))
        a, b = place[self.u], place[self.v]
        kept = (a >= 0) & (b >= 0)
        return a[kept], b[kept], self.weight[kept]

    def around(self, node: int) -> tuple[Nodes, NDArray[np.float64]]:
        """A person's alters and the strengths of those ties, strongest first."""
        mine, theirs = self.u == node, self.v == node
        alters = np.concatenate([self.v[mine], self.u[theirs]])
        strength = np.concatenate([self.weight[mine], self.weight[theirs]])
        order = np.lexsort((alters, -strength))
        return alters[order], strength[order]


def take(view: View, as_of: date) -> Snapshot:
    """Read every tie once and keep numbers only."""
    ties = read(view)
    return drawn(view, ties, weights(ties, view, as_of), as_of)


def taking(at_hand: Callable[[View, date], Network | None]) -> Callable[[View, date], Snapshot]:
    """`take`, but of a network that was read already (`graph.whole.keeper`) where `at_hand` gives one."""

    def taken(view: View, as_of: date) -> Snapshot:
        network = at_hand(view, as_of)
        return take(view, as_of) if network is None else drawn(view, network.ties, network.weight, as_of)

    return taken


def drawn(view: View, ties: Ties, weight: NDArray[np.float64], as_of: date) -> Snapshot:
    """The snapshot of ties that were read and weighed already, at the view's revision."""
    size = view.size().people
    u, v = ties.u.astype(np.int64), ties.v.astype(np.int64)
    alive = _worth_drawing(u, v, weight, len(ties.ids))
    u, v, weight = u[alive], v[alive], weight[alive]
    tied = np.flatnonzero(np.bincount(np.concatenate([u, v]), minlength=len(ties.ids)))
    if size <= SMALL:
        ids = tuple(sorted(p.id for p in view.everyone()))
        rank = {uid: i for i, uid in enumerate(ids)}
        place = np.array([rank[uid] for uid in ties.ids], dtype=np.int64)
    else:
        ids = tuple(Ids(ties.ids.codes[tied]))
        place = np.zeros(len(ties.ids), dtype=np.int64)
        place[tied] = np.arange(len(tied))
    u, v = place[u], place[v]
    both, twice = np.concatenate([u, v]), np.concatenate([weight, weight])
    return Snapshot(
        revision=ties.revision,
        as_of=as_of,
        ids=ids,
        people=size,
        u=u,
        v=v,
        weight=weight,
        degree=np.bincount(both, minlength=len(ids)),
        reach=np.bincount(both, weights=twice, minlength=len(ids)).astype(np.float64),
    )


def _worth_drawing(u: Nodes, v: Nodes, weight: NDArray[np.float64], people: int) -> NDArray[np.bool_]:
    """Which ties are not faint, or are the strongest that one of the two has: nobody is left out for having only faint ones."""
    best = np.zeros(people)
    for ends in (u, v):
        np.maximum.at(best, ends, weight)
    worth: NDArray[np.bool_] = (weight > 0.0) & ((weight >= priors.FAINT) | (weight >= best[u]) | (weight >= best[v]))
    return worth
