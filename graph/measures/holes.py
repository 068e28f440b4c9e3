"""Structural holes: how much of a person's circle would not be reached without them, and how far their own circle encloses them.

Effective size is the number of contacts less what they have of one another (Burt 1992, in the form of Borgatti 1997,
"Structural holes: unpacking Burt's redundancy measures"): n - 2t/n for n contacts with t ties among them. Constraint is
Burt's own. Both agree with NetworkX wherever every tie was seen (`tests/unit/test_holes.py`).

In pooled exports not every tie was seen: two contacts of an exporter are known to be tied only if one of them exported too, so
that every exporter looks like a broker. `open_size` therefore takes the share of tied pairs from the pairs with an exporter,
drawn towards the share in all circles where there are few, and reckons with it for the other pairs: a missing tie is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from graph.whole.snapshot import Nodes, Snapshot

_ENTRIES = 4_000_000
"""Products of two rows that are in memory at a time."""
_DOUBT = 10.0
"""Pairs by which the share among all people counts beside a person's own."""

Numbers = NDArray[np.float64]


def adjacency(snapshot: Snapshot) -> csr_array:
    """Strengths both ways, one row a person."""
    ends = np.concatenate([snapshot.u, snapshot.v]), np.concatenate([snapshot.v, snapshot.u])
    n = len(snapshot.ids)
    return csr_array(coo_array((np.concatenate([snapshot.weight, snapshot.weight]), ends), shape=(n, n)))


@dataclass(frozen=True, slots=True)
class Circles:
    """What was counted around each of some people."""

    contacts: Numbers
    tied: Numbers
    """Pairs of contacts with a tie."""
    asked: Numbers
    """Pairs of contacts of whom one exported, so that a tie would be known."""
    found: Numbers
    """Pairs of those with a tie."""


def circles(ties: csr_array, nodes: Nodes, exported: NDArray[np.bool_], left_out: Nodes | None = None) -> Circles:
    """Counts around `nodes`, without the people that are `left_out` of their circles."""
    known = _pattern(ties)
    inside = np.ones(known.shape[0])
    if left_out is not None:
        inside[left_out] = 0.0
    telling = inside * exported
    found = []
    for some in _batches(known, nodes):
        around = known[some].multiply(inside[None, :]).tocsr()
        sure = known[some].multiply(telling[None, :]).tocsr()
        n, m = around.sum(axis=1), sure.sum(axis=1)
        tied = (around @ known).multiply(around).sum(axis=1) / 2.0
        told = sure @ known
        # Ties of two exporters are told of by both of them.
        seen = told.multiply(around).sum(axis=1) - told.multiply(sure).sum(axis=1) / 2.0
        found.append(np.stack([n, tied, _pairs(n) - _pairs(n - m), seen]))
    table = np.concatenate(found, axis=1) if found else np.zeros((4, 0))
    return Circles(table[0], table[1], table[2], table[3])


def effective_size(around: Circles) -> Numbers:
    """n - 2t/n, as if every tie had been seen; 0 without contacts."""
    return _effective(around.contacts, around.tied)


def open_size(around: Circles) -> Numbers:
    """Effective size with the ties that are known, and of pairs that nobody could tell of as many as of the others."""
    usual = around.found.sum() / max(around.asked.sum(), 1.0)
    share = (around.found + _DOUBT * usual) / (around.asked + _DOUBT)
    unasked = _pairs(around.contacts) - around.asked
    return _effective(around.contacts, around.found + np.maximum(around.tied - around.found, unasked * share))


def _effective(contacts: Numbers, tied: Numbers) -> Numbers:
    size: Numbers = np.where(contacts > 0.0, contacts - 2.0 * tied / np.maximum(contacts, 1.0), 0.0)
    return size


def _pairs(people: Numbers) -> Numbers:
    return people * (people - 1.0) / 2.0


def constraint(ties: csr_array, nodes: Nodes) -> Numbers:
    """Burt's constraint by strength: low for who stands between groups, NaN for who has no contacts."""
    total = ties.sum(axis=1)
    share = ties.multiply((1.0 / np.where(total > 0.0, total, 1.0))[:, None]).tocsr()
    known = _pattern(ties)
    found = [np.empty(0)]
    for some in _batches(known, nodes):
        spent = (share[some] + (share[some] @ share).multiply(known[some])).power(2).sum(axis=1)
        found.append(np.where(total[some] > 0.0, spent, np.nan))
    return np.concatenate(found)


def _pattern(ties: csr_array) -> csr_array:
    known = ties.copy()
    known.data = np.ones(len(known.data))
    return known


def _batches(known: csr_array, nodes: Nodes) -> Iterator[Nodes]:
    """The nodes in turn, as many at a time as keep the products small."""
    degree = np.diff(known.indptr)
    cost = known[nodes] @ degree if len(nodes) else np.empty(0)
    bounds = np.flatnonzero(np.diff(np.cumsum(cost) // _ENTRIES)) + 1
    for some in np.split(nodes, bounds):
        if len(some):
            yield some
