"""What people said of who is whom, brought to bear on records: above all keys, and again on every later file.

A judgement names each of its two sides, which is one person each, by keys that nobody else held when it was made
(`graph.identity.judging`). Which side a record is on, its strongest key decides: the record itself, its profile, account, e-mail.
One without any of these (or with such as both sides hold) is met by what it is called: as an export's owner, with its
employer, or by its bare name, which keeps people apart but never joins them. Who carries keys of both sides in the same
strength, or only what both sides hold, is on the side that stayed what it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.keys import ACCOUNT, EMAIL, NAME, OWNER, SLUG, TWIN, keys_of, naming_keys
from graph.model import Judgement, Record

RECORD = "re:"
"""Kind of the key that stands for one record by its id: for those that nothing else names."""

NAMING = (SLUG, ACCOUNT, EMAIL)
"""Kinds of keys that name a person, the strongest first."""

_CALLED = (OWNER, TWIN, NAME)
_STRENGTH = {kind: n for n, kind in enumerate((RECORD, *NAMING, *_CALLED))}
ONE, OTHER = 1, -1


def called(record: Record) -> str:
    """The key by which a record that nothing names is met in a later file, or empty."""
    kinds = {k[:3]: k for k in keys_of(record)}
    return next((kinds[kind] for kind in _CALLED if kind in kinds), "")


class _Place(NamedTuple):
    """Where a record stands in a judgement: on which side, and whether it is surely that person."""

    side: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    """What all judgements mean for some records."""

    walls: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """record id -> n on the one side of a "different", -n on the other: two records with n and -n are two people."""
    links: Sequence[Sequence[Record]] = ()
    """Records that are one person each, by the newest word first: a wall is above them."""
    kept: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """identifier that both sides of a split hold -> their n."""


class Said:
    """All judgements of a store, found by their keys."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._all = sorted(judgements, key=lambda j: (j.made, j.uid))
        self._by_key: dict[str, list[tuple[int, int]]] = {}
        self._kept: dict[str, set[int]] = {}
        for n, judgement in enumerate(self._all, 1):
            for side, keys in ((ONE, judgement.one), (OTHER, judgement.other)):
                for key in keys:
                    self._by_key.setdefault(key, []).append((n, side))
            for key in judgement.kept:
                self._kept.setdefault(key, set()).add(n)

    def __bool__(self) -> bool:
        return bool(self._all)

    def reach(self, record: Record) -> set[str]:
        """All keys of every judgement that this record stands in."""
        return {k for n in self._places(record) for k in (*self._all[n - 1].one, *self._all[n - 1].other)}

    def about(self, records: Iterable[Record]) -> list[Judgement]:
        """Those in which any of these records stands, the newest first."""
        met = {n for record in records for n in self._places(record)}
        return [self._all[n - 1] for n in sorted(met, reverse=True)]

    def sides(self, judgement: Judgement, records: Iterable[Record]) -> tuple[list[Record], list[Record]]:
        """Which of these records stand on its sides."""
        sides: dict[int, list[Record]] = {ONE: [], OTHER: []}
        for record in records:
            for n, place in self._places(record).items():
                if self._all[n - 1].uid == judgement.uid:
                    sides[place.side].append(record)
        return sides[ONE], sides[OTHER]

    def spoken(self, records: Iterable[Record]) -> Iterator[tuple[Judgement, list[Record], list[Record]]]:
        """The judgements of which both sides are among these records, the oldest first, with who surely stands on either."""
        sides: dict[int, dict[int, list[Record]]] = {}
        for record in records:
            for n, place in self._places(record).items():
                if place.sure:
                    sides.setdefault(n, {}).setdefault(place.side, []).append(record)
        for n in sorted(n for n, found in sides.items() if len(found) == 2):
            yield self._all[n - 1], sides[n][ONE], sides[n][OTHER]

    def ruling(self, records: Iterable[Record]) -> Ruling:
        """What holds among these records, which are whole components. A judgement of which one side is nowhere among them
        means nothing."""
        if not self._all:
            return Ruling()
        standing: dict[int, list[tuple[Record, _Place]]] = {}
        for record in sorted(records, key=lambda r: r.id):
            for n, place in self._places(record).items():
                standing.setdefault(n, []).append((record, place))
        walls: dict[str, set[int]] = {}
        links: list[list[Record]] = []
        for n in sorted(standing, reverse=True):
            if {place.side for _, place in standing[n]} != {ONE, OTHER}:
                continue
            sure = [(record, place.side) for record, place in standing[n] if place.sure]
            if self._all[n - 1].verdict == "same":
                links.append([record for record, _ in sure])
            else:
                links += [[record for record, side in sure if side == this] for this in (ONE, OTHER)]
                for record, place in standing[n]:
                    walls.setdefault(record.id, set()).add(n * place.side)
        kept = {key: frozenset(found) for key, ns in self._kept.items() if (found := ns & standing.keys())}
        return Ruling({r: frozenset(ns) for r, ns in walls.items()}, links, kept)

    def _places(self, record: Record) -> dict[int, _Place]:
        """judgement, by number -> where the record stands in it."""
        itself = RECORD + record.id
        if self._by_key.keys().isdisjoint((itself, *keys_of(record))) and self._kept.keys().isdisjoint(keys_of(record)):
            return {}
        naming = naming_keys(record)
        hits: dict[int, list[tuple[int, int]]] = {}
        for key in (itself, *naming):
            for n, side in self._by_key.get(key, ()):
                hits.setdefault(n, []).append((_STRENGTH[key[:3]], side))
        key = called(record)
        for n, side in self._by_key.get(key, ()):
            if all(n in self._kept.get(k, ()) for k in naming):
                hits.setdefault(n, []).append((_STRENGTH[key[:3]], side))
        found = {n: _strongest(some) for n, some in hits.items()}
        for n in {n for k in naming for n in self._kept.get(k, ())} - found.keys():
            found[n] = _Place(ONE, sure=False)
        return found


def _strongest(hits: Sequence[tuple[int, int]]) -> _Place:
    """The place that the strongest kind of key gives which does not speak for both sides."""
    sure = min(strength for strength, _ in hits) < _STRENGTH[NAME]
    for strength in sorted({strength for strength, _ in hits}):
        sides = {side for at, side in hits if at == strength}
        if len(sides) == 1:
            return _Place(sides.pop(), sure)
    return _Place(ONE, sure)


def across(walls: Mapping[str, frozenset[int]], one: Iterable[Record], other: Iterable[Record]) -> Iterator[int]:
    """The numbers of the judgements by which these records are of two people."""
    mine = {n for r in one for n in walls.get(r.id, ())}
    yield from sorted({abs(n) for r in other for n in walls.get(r.id, ()) if -n in mine})
