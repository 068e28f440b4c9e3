"""A seeded network of the size and shape that the path benchmark asks about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from graph.keys import SLUG, person_id
from graph.model import Encounter, Part, Person, Record, Source, Tie
from graph.priors import KINDS
from graph.store.base import Store
from graph.strength.evidence import Evidence, tie_of
from graph.strength.ties import BACKWARD, FORWARD, Day, fold, pack_stats
from graph.values import uid

TODAY = date(2026, 6, 1)
SEED = 414
PART = "bench-part"
BATCH = 50_000

Pairs = NDArray[np.int64]
"""Numbers of people, shape (ties, 2)."""


def preferential_pairs(people: int, ties: int, seed: int = SEED) -> Pairs:
    """`ties` distinct pairs of `people`, shape (ties, 2), with a power-law degree (Barabási and Albert 1999).

    Batagelj and Brandes (2005): every newcomer's tie goes to an end of an earlier tie drawn at random; the ends are
    followed for all ties at once until they lead to a person.
    """
    each = -(-ties // people) + 1
    count = people * each
    source = np.arange(count) // each
    slot = (np.random.default_rng(seed).random(count) * (2 * np.arange(count) + 1)).astype(np.int64)
    unknown = slot % 2 == 1
    while unknown.any():
        slot[unknown] = slot[slot[unknown] // 2]
        unknown = slot % 2 == 1
    pairs = np.sort(np.stack([source, source[slot // 2]], axis=1), axis=1)
    pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    kept = np.random.default_rng(seed).permutation(len(pairs))[:ties]
    return pairs[np.sort(kept)]


@dataclass(frozen=True, slots=True)
class Habit:
    """How two people are in touch: days since they connected, and since each message (positive: from the first to the second)."""

    connected: int
    messages: tuple[int, ...]

    def days(self) -> list[Day]:
        found = [Day((TODAY - timedelta(days=self.connected)).toordinal(), KINDS["connected"].code, 0, 2)]
        return found + [
            Day((TODAY - timedelta(days=abs(m))).toordinal(), KINDS["message"].code, FORWARD if m > 0 else BACKWARD, 2)
            for m in self.messages
        ]


def stats_of(habit: Habit) -> bytes:
    stats = fold(habit.days())
    assert stats is not None
    return pack_stats(stats)


def habits(seed: int = SEED, kinds: int = 500) -> list[Habit]:
    """Seven of ten only connected once; the others wrote on one to six days, and some of those both ways."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(kinds):
        connected = int(rng.integers(30, 3_600))
        days = rng.integers(1, connected, size=rng.integers(1, 7) if rng.random() < 0.3 else 0)
        found.append(Habit(connected, tuple(int(d) * (1 if rng.random() < 0.6 else -1) for d in days)))
    return found


@dataclass(frozen=True, slots=True)
class Network:
    """People by number; ties as pairs of numbers, and each tie's habit."""

    ids: list[str]
    records: list[str]
    pairs: NDArray[np.int64]
    habit: NDArray[np.int64]
    habits: list[Habit]

    def ties(self) -> Iterator[Tie]:
        """In the order of their ids, as a store writes them best."""
        for n in np.lexsort((self._rank(1), self._rank(0))):
            a, b = sorted((self.ids[self.pairs[n, 0]], self.ids[self.pairs[n, 1]]))
            yield self.tie(a, b, self.habits[self.habit[n]])

    def _rank(self, side: int) -> NDArray[np.int64]:
        """Place of each tie's lesser (0) or greater (1) person in the order of ids."""
        place = np.empty(len(self.ids), dtype=np.int64)
        place[np.argsort(np.array(self.ids))] = np.arange(len(self.ids))
        ends = np.sort(place[self.pairs], axis=1)
        return ends[:, side]

    @staticmethod
    def tie(a: str, b: str, habit: Habit) -> Tie:
        """Of two people in the order of their ids."""
        tie = tie_of((a, b), Evidence(habit.days(), {"connected": 1, "message": len(habit.messages)}))
        assert tie is not None
        return tie

    def encounters(self) -> Iterator[Encounter]:
        """The rows behind the ties: one for each connection and for each message."""
        for n, (i, j) in enumerate(self.pairs.tolist()):
            a, b = sorted((i, j), key=lambda p: self.ids[p])
            habit = self.habits[self.habit[n]]
            for m, ago in enumerate((habit.connected, *habit.messages)):
                day, kind = TODAY - timedelta(days=abs(ago)), "message" if m else "connected"
                sender, receiver = (a, b) if ago > 0 else (b, a)
                yield Encounter(
                    f"e{n:07d}{m}", PART, n + 2, kind, self.records[sender], self.records[receiver],
                    direction="forward" if m else "both", day=day,
                )  # fmt: skip


def network(people: int, pairs: Pairs) -> Network:
    """The same network for the same pairs."""
    kinds = habits()
    habit = np.random.default_rng(SEED).integers(0, len(kinds), size=len(pairs))
    ids = [person_id(f"{SLUG}bench-{n}") for n in range(people)]
    return Network(ids, [uid("r", PART, str(n)) for n in range(people)], pairs, habit, kinds)


def fill(store: Store, net: Network) -> None:
    """Writes the people, their records, the ties and the rows behind them, in one visible change."""
    part = Part(PART, "bench.csv", "ties", rows=len(net.pairs), people=len(net.pairs), encounters=len(net.pairs))
    source = Source("bench", "bench.csv", "bench", "ties", "", datetime(2026, 6, 1, tzinfo=UTC), "bench", 1, (part,))
    with store.writer() as writer:
        writer.add_source(source)
        for start in range(0, len(net.ids), BATCH):
            numbers = range(start, min(start + BATCH, len(net.ids)))
            writer.add_records([record_of(net, n) for n in numbers])
            writer.assign({net.records[n]: net.ids[n] for n in numbers})
            writer.put_people([Person(net.ids[n], f"Person {n}", f"Firm {n % 997}", slug=f"bench-{n}") for n in numbers])
        batch: list[Encounter] = []
        for encounter in net.encounters():
            batch.append(encounter)
            if len(batch) == BATCH:
                writer.add_encounters(batch)
                batch = []
        writer.add_encounters(batch)
        ties: list[Tie] = []
        for tie in net.ties():
            ties.append(tie)
            if len(ties) == BATCH:
                writer.put_ties(ties)
                ties = []
        writer.put_ties(ties)
        writer.finish_source(source)


def fill_in_portions(store: Store, net: Network, portion: int = 25_000) -> None:
    """Writes people, their records and ties, without the rows behind the ties, as one visible change for each portion: what a
    server with little memory for transactions takes."""
    for start in range(0, len(net.ids), portion):
        numbers = range(start, min(start + portion, len(net.ids)))
        with store.writer() as writer:
            writer.add_records([record_of(net, n) for n in numbers])
            writer.assign({net.records[n]: net.ids[n] for n in numbers})
            writer.put_people([Person(net.ids[n], f"Person {n}", slug=f"bench-{n}") for n in numbers])
    ties = net.ties()
    while some := list(islice(ties, portion)):
        with store.writer() as writer:
            writer.put_ties(some)


def record_of(net: Network, n: int) -> Record:
    """The row that names somebody."""
    return Record(net.records[n], PART, n + 2, n + 1, name=f"Person {n}", slug=f"bench-{n}", company=f"Firm {n % 997}")
