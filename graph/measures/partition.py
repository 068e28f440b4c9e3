"""The communities of a whole network, and how much they depend on chance.

Leiden visits people in a random order, so that another seed may draw another line. `modal` draws it several times, keeps the
partition that agrees best with all the others, and says how well they agree (mean normalised mutual information, 1: every
seed draws the same line). Lancichinetti and Fortunato 2012, doi:10.1038/srep00336, on why one run is not an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from graph.measures.communities import SEED, leiden
from graph.whole.snapshot import Nodes

SEEDS, FEWEST = 10, 2
"""Runs of a network, and of one that is too large for so many."""
_TIES = 3_000_000
"""Ties that all runs together may look at: some fifteen seconds."""

Labels = NDArray[np.int64]
"""Community of each node, -1 for none."""


@dataclass(frozen=True, slots=True)
class Partition:
    """`label` as `communities.leiden` numbers it: 0 is the largest. `stability` in [0, 1] over `seeds` runs."""

    label: Labels
    stability: float
    seeds: int
    steady: NDArray[np.float64]
    """For each node in [0, 1], how much of its community the other runs agree on: of all who are in it here or there, the share
    who are in it here and there, in the mean of the other runs. 0 for nodes in none."""


def modal(n: int, u: Nodes, v: Nodes, weight: NDArray[np.float64]) -> Partition:
    """Of `n` nodes, by ties with weights above 0 whose logarithm counts. Without ties everybody is alone, surely."""
    seeds = int(np.clip(_TIES // max(len(u), 1), FEWEST, SEEDS))
    return most_typical([leiden(n, u, v, weight, seed=SEED + i) for i in range(seeds)])


def most_typical(runs: Sequence[Labels]) -> Partition:
    """Of partitions of the same nodes the one that agrees best with the others."""
    seeds = len(runs)
    likeness = np.eye(seeds)
    for i, j in combinations(range(seeds), 2):
        likeness[i, j] = likeness[j, i] = agreement(runs[i], runs[j])
    best = int(np.argmax(likeness.sum(axis=1)))
    steady = np.mean([shared(runs[best], other) for i, other in enumerate(runs) if i != best], axis=0)
    return Partition(runs[best], float(likeness[np.triu_indices(seeds, 1)].mean()), seeds, steady)


def shared(one: Labels, other: Labels) -> NDArray[np.float64]:
    """For each node, the Jaccard index of its communities in two partitions; 0 where it is in none in one of them."""
    both = (one >= 0) & (other >= 0)
    found = np.zeros(len(one))
    width = int(other.max(initial=-1)) + 1
    _, inverse, common = np.unique(one[both] * width + other[both], return_inverse=True, return_counts=True)
    here, there = (np.bincount(some[some >= 0])[some[both]] for some in (one, other))
    found[both] = common[inverse] / (here + there - common[inverse])
    return found


def agreement(one: Labels, other: Labels) -> float:
    """Normalised mutual information of two partitions of the same nodes in [0, 1], by the mean of their entropies; 1 where
    both put everybody together. Nodes in none of the communities of either are left out."""
    both = (one >= 0) & (other >= 0)
    if not both.any():
        return 1.0
    size = int(other.max()) + 1
    joint = np.bincount(one[both] * size + other[both], minlength=(int(one.max()) + 1) * size).reshape(-1, size) / both.sum()
    a, b = joint.sum(axis=1), joint.sum(axis=0)
    mean = (_entropy(a) + _entropy(b)) / 2.0
    return 1.0 if mean == 0.0 else float((_entropy(a) + _entropy(b) - _entropy(joint.ravel())) / mean)


def _entropy(share: NDArray[np.float64]) -> float:
    some = share[share > 0.0]
    return float(-(some * np.log(some)).sum())
