"""How well records were told apart: what is counted, and the plainest way of making people of pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quality:
    """Pairs of records in one cluster, beside pairs of one person."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision else 0.0

    def __str__(self) -> str:
        return f"{self.f1:.3f} ({self.precision:.3f} / {self.recall:.3f})"


def pairs_within(labels: Iterable[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def quality(clusters: Sequence[Hashable], truth: Sequence[Hashable]) -> Quality:
    """Pairwise, of two labellings of the same records."""
    both = pairs_within(zip(clusters, truth, strict=True))
    return Quality(both / max(1, pairs_within(clusters)), both / max(1, pairs_within(truth)))


def labels_of(clusters: Iterable[Iterable[str]], ids: Sequence[str]) -> list[int]:
    """For each id the number of its cluster."""
    number = {i: n for n, cluster in enumerate(clusters) for i in cluster}
    return [number[i] for i in ids]


def blocked(pairs: Iterable[Sequence[int]], truth: Sequence[Hashable]) -> float:
    """Of the pairs of one person, how many are among the candidates, which name positions."""
    return sum(truth[a] == truth[b] for a, b in pairs) / max(1, pairs_within(truth))


def connected(ids: Sequence[str], pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Connected components: for each id the first one that any chain of pairs leads to."""
    parent = {i: i for i in ids}

    def root(i: str) -> str:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b in pairs:
        first, second = sorted((root(a), root(b)))
        parent[second] = first
    return [root(i) for i in ids]
