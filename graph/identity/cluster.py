"""From pairs to people: which records are one person, when what must be together and apart is known.

Constrained average link: what is sure makes *atoms*; the two groups that fit best are joined, again and again, as long as
their average says so and no wall is between them. Who fits several people that are known to be different is no surer
of one of them than the others allow: the alternatives share the probability, and where they fit equally well he joins none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import exp2, fsum

from graph.identity.model import probability
from graph.identity.walls import Kept, Mark, Walls

MERGE, REVIEW = 0.95, 0.5
"""Probabilities from which two groups are one person, and from which a person is asked."""
UNLINKED = -5.0
"""Bits of two records that no link joins: they were never compared, or hardly alike."""
SUREST = 20.0
"""Bits that one link counts at most, for or against, so that no single one outweighs all others."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two clusters that a person should look at, named by the first record of each."""

    one: str
    other: str
    p: float


@dataclass(frozen=True, slots=True)
class Clustering:
    """What was decided: `clusters` are sorted lists of sorted record ids, `doubts` come with the most probable first."""

    clusters: list[list[str]]
    doubts: list[Doubt]


class _Group:
    """Atoms that are one person so far. Only `number` changes when it grows, so that what was said of it before is known."""

    __slots__ = ("atoms", "first", "kept", "links", "number")

    def __init__(self, number: int, first: str, atoms: list[str], kept: Kept) -> None:
        self.number = number
        self.first = first
        self.atoms = atoms
        self.kept = kept
        self.links: dict[int, tuple[float, int]] = {}
        """By number of the other group: bits of the links between their atoms, and how many there are."""


def atoms_of(ids: Iterable[str], musts: Iterable[Pair], apart: Collection[Pair] = ()) -> dict[str, str]:
    """Record id -> the smallest id of those that are surely one person with it.

    Nothing goes over `apart`, a person's word: of the musts, in their order, one that would is left out.
    """
    members = {i: [i] for i in ids}
    of = {i: i for i in members}
    foes: dict[str, set[str]] = {}
    for one, other in apart:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    for one, other in musts:
        kept, moved = sorted((of[one], of[other]))
        if kept == moved or any(not foes.get(i, set()).isdisjoint(members[moved]) for i in members[kept]):
            continue
        members[kept] += members.pop(moved)
        for i in members[kept]:
            of[i] = kept
    return of


def cluster(
    atoms: Mapping[str, str], links: Mapping[Pair, float], walls: Walls, apart: Collection[Pair] = (), merge: float = MERGE
) -> Clustering:
    """People, from atoms and the bits that link them.

    Args:
        atoms: Record id -> id of its atom (`atoms_of`).
        links: Bits for two atoms, by their ids, in either order, each once.
        walls: Marks of records: atoms that these keep apart are never joined.
        apart: Pairs of records that a person said are two people.
        merge: The probability from which two groups are joined.
    """
    work = _Work(atoms, walls, apart, merge)
    work.link(links)
    work.join_all()
    return work.result(atoms)


class _Work:
    def __init__(self, atoms: Mapping[str, str], walls: Walls, apart: Collection[Pair], merge: float) -> None:
        self.merge = merge
        marks: dict[str, list[Mark]] = {}
        for record, atom in atoms.items():
            marks.setdefault(atom, []).extend(walls.get(record, ()))
        for one, other in apart:
            kind = f"said {min(one, other)} {max(one, other)}"
            marks[atoms[one]].append(Mark(kind, one))
            marks[atoms[other]].append(Mark(kind, other))
        self.groups = {n: _Group(n, a, [a], Kept(marks[a])) for n, a in enumerate(sorted(marks))}
        self.next = len(self.groups)
        self.heap: list[tuple[float, str, str, int, int]] = []

    def link(self, links: Mapping[Pair, float]) -> None:
        number = {g.first: n for n, g in self.groups.items()}
        for (one, other), bits in links.items():
            a, b = self.groups[number[one]], self.groups[number[other]]
            a.links[b.number] = b.links[a.number] = (max(-SUREST, min(SUREST, bits)), 1)

    def _bits(self, a: _Group, b: _Group) -> float:
        """The average over their atoms."""
        said, linked = a.links[b.number]
        pairs = len(a.atoms) * len(b.atoms)
        return (said + UNLINKED * (pairs - linked)) / pairs

    def _entry(self, a: _Group, b: _Group) -> tuple[float, str, str, int, int] | None:
        p = probability(self._bits(a, b))
        if p < self.merge or a.kept.apart(b.kept):
            return None
        first, second = sorted((a, b), key=lambda g: g.first)
        return (-p, first.first, second.first, first.number, second.number)

    def surely(self, a: _Group, b: _Group) -> float:
        """The probability that two groups are one person and neither is one with somebody whom the other cannot be."""
        odds = exp2(self._bits(a, b))
        rivals = []
        for x, y in ((a, b), (b, a)):
            for n in x.links:
                rival = self.groups[n]
                if rival is not y and y.kept.apart(rival.kept) and not x.kept.apart(rival.kept):
                    rivals.append(exp2(self._bits(x, rival)))
        return odds / (1 + odds + fsum(rivals))

    def join_all(self) -> None:
        """Joins until nothing fits any more. A rival who joins somebody else may free a pair that was passed over."""
        before = -1
        while before != len(self.groups):
            before = len(self.groups)
            entries = (self._entry(a, self.groups[n]) for a in self.groups.values() for n in a.links if a.number < n)
            self.heap = [entry for entry in entries if entry]
            heapify(self.heap)
            self._join_best()

    def _join_best(self) -> None:
        while self.heap:
            p, first, second, n, m = heappop(self.heap)
            if n not in self.groups or m not in self.groups:
                continue
            surely = self.surely(self.groups[n], self.groups[m])
            if surely >= -p - 1e-12:
                self._join(self.groups.pop(n), self.groups.pop(m))
            elif surely >= self.merge:
                heappush(self.heap, (-surely, first, second, n, m))

    def _join(self, a: _Group, b: _Group) -> None:
        both = _Group(self.next, min(a.first, b.first), a.atoms + b.atoms, a.kept.with_(b.kept))
        self.next += 1
        for n in sorted(a.links.keys() | b.links.keys()):
            if n in (a.number, b.number):
                continue
            other = self.groups[n]
            one, two = a.links.get(n, (0.0, 0)), b.links.get(n, (0.0, 0))
            both.links[n] = other.links[both.number] = (one[0] + two[0], one[1] + two[1])
            other.links.pop(a.number, None)
            other.links.pop(b.number, None)
        self.groups[both.number] = both
        for n in both.links:
            if entry := self._entry(both, self.groups[n]):
                heappush(self.heap, entry)

    def result(self, atoms: Mapping[str, str]) -> Clustering:
        members: dict[str, list[str]] = {}
        for record, atom in atoms.items():
            members.setdefault(atom, []).append(record)
        records = {g.number: sorted(r for a in g.atoms for r in members[a]) for g in self.groups.values()}
        doubts = []
        for a in self.groups.values():
            for n in a.links:
                b = self.groups[n]
                if a.number < n and not a.kept.apart(b.kept) and (p := self.surely(a, b)) >= REVIEW:
                    one, other = sorted((records[a.number][0], records[n][0]))
                    doubts.append(Doubt(one, other, p))
        return Clustering(sorted(records.values()), sorted(doubts, key=lambda d: (-d.p, d.one, d.other)))
