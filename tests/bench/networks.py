"""Three seeded networks of different shapes and sizes, as arrays; what a person is asked about in each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.strength.ties import STATS, strengths, table
from graph.whole.network import Ids, Network, Ties, in_rows
from tests.bench.network import SEED, TODAY, Habit, Pairs, habits, preferential_pairs, stats_of

EXPORTERS, LONGEST_LIST = 1_000, 4_000
POOLED = (414_000, 955_000)
DENSE = (100_000, 1_000_000)
LARGE = (1_000_000, 10_000_000)
MET_TWICE = 1.1
"""How many more contacts are drawn than there are to be pairs: some are drawn twice for one list."""
CONNECTED = 1_000
"""The well-connected are drawn from this many people with the most ties, or from a hundredth of all, if that is fewer."""


def pooled_pairs(people: int, ties: int, exporters: int = EXPORTERS, longest: int = LONGEST_LIST, seed: int = SEED) -> Pairs:
    """`ties` pairs (or a few less): the contact lists of `exporters`, whose lengths follow a power law up to `longest`.

    Everybody else is on one list, some on many (by a power law too), and exporters are on each other's.
    """
    rng = np.random.default_rng(seed)
    rank = np.arange(1, exporters + 1)
    low, high = 0.0, 3.0
    for _ in range(60):  # the exponent at which the lists add up to the number of ties
        exponent = (low + high) / 2
        low, high = (exponent, high) if (longest * rank**-exponent).sum() > ties * MET_TWICE else (low, exponent)
    lengths = np.maximum(np.rint(longest * rank**-low), 1).astype(np.int64)
    owner = np.repeat(np.arange(exporters), lengths)
    rng.shuffle(owner)
    others = people - exporters
    known = np.concatenate([np.arange(others), (others * rng.random(max(len(owner) - others, 0)) ** 3).astype(np.int64)])
    contact = exporters + rng.permutation(others)[known[: len(owner)]]
    among = rng.random(len(owner)) < 0.02  # two in a hundred contacts of an exporter are exporters
    among[: min(others, len(owner))] = False
    contact[among] = rng.integers(0, exporters, among.sum())
    pairs = np.sort(np.stack([owner, contact], axis=1), axis=1)
    pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    return pairs[np.sort(rng.permutation(len(pairs))[:ties])]


def arrays(people: int, pairs: Pairs, kinds: list[Habit] | None = None, seed: int = SEED) -> Network:
    """A network that was never in a store: people are called by numbers, and have their ties in no order of age."""
    rng = np.random.default_rng(seed)
    named = np.sort(rng.permutation(people)[pairs], axis=1)
    order = np.argsort(named[:, 0] * people + named[:, 1])
    known = table([stats_of(habit) for habit in kinds or habits()])
    habit = rng.integers(0, len(known), size=len(pairs))
    ids = Ids(np.char.encode(np.char.zfill(np.arange(people).astype(np.str_), len(str(people)))))
    u, v = (named[order, end].astype(np.int32) for end in (0, 1))
    ties = Ties(1, ids, u, v, known[habit].astype(STATS))
    return in_rows(ties, TODAY, strengths(known, TODAY)[habit])


def degrees(network: Network) -> NDArray[np.int64]:
    return np.diff(network.begins)


def questions(network: Network, count: int, *, connected: bool, seed: int = SEED + 1) -> list[tuple[str, str]]:
    """Pairs of different people who have ties, drawn from all of them or from the well-connected."""
    degree = degrees(network)
    most = min(CONNECTED, len(degree) // 100)
    among = np.argsort(-degree, kind="stable")[:most] if connected else np.flatnonzero(degree)
    drawn = np.random.default_rng(seed).choice(among, size=(2 * count, 2))
    ids = network.ties.ids
    return [(ids[a], ids[b]) for a, b in drawn.tolist() if a != b][:count]


def sizes() -> list[tuple[int, int]]:
    """Growing power-law networks, for the cost against size: ten ties a person."""
    return [(n, 10 * n) for n in (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)]


def power_law(people: int, ties: int) -> Network:
    return arrays(people, preferential_pairs(people, ties))
