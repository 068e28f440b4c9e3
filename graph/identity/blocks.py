"""Blocking: few numbers by which records that may be one person meet, however their names are written."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from jellyfish import metaphone

from graph.identity.features import Employer, Features, employers_of, named, phones_of
from graph.identity.names import Reading, spelling, stands_for
from graph.model import Record
from graph.values import CACHED

LARGEST = 1_000
"""Records with one key, above which it says nothing: such pairs meet by another key or not at all."""


@lru_cache(CACHED)
def sound(word: str) -> str:
    """How a name sounds, in English ears; the word itself where that leaves nothing."""
    return metaphone(spelling(word)) or word


def _key(*parts: str) -> int:
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big", signed=True)


def _of_reading(reading: Reading) -> set[tuple[str, ...]]:
    first = reading.given[:1]
    last = reading.family or reading.given[-1:]
    keys: set[tuple[str, ...]] = set()
    for g in first:
        initials = {n[0] for n in stands_for(g)}
        for f in (last[0], last[-1]):
            if len(f) > 1:
                keys.update((sound(f), i) for i in initials)
            if len(g) > 1:
                keys.add((sound(g), f[0]))
    return keys


def _keys(
    names: Iterable[Reading], employers: Iterable[Employer], handles: Iterable[str], phones: Iterable[str]
) -> set[tuple[str, ...]]:
    """The sound of one name with the initial of the other, whichever comes first; the beginning of the given name with the
    employer, for whoever changed the family name; and what says more than a name."""
    places = ["".join(e.name) for e in employers]
    keys: set[tuple[str, ...]] = set()
    for reading in names:
        keys |= _of_reading(reading)
        for place in places:
            keys.update(("at", full[:2], place) for g in reading.given[:1] for full in stands_for(g) if len(g) > 1)
    keys.update(("handle", h) for h in handles)
    keys.update(("phone", p) for p in phones)
    return keys


def blocks(record: Record) -> tuple[int, ...]:
    """Signed 64-bit keys, sorted: two records are compared if they share one."""
    # What else is compared of a record takes as long again, and of most records nothing is ever compared.
    said = named(record)
    return _numbers(_keys(said.all, employers_of(record), said.handles, phones_of(record)))


def blocks_of(features: Features) -> tuple[int, ...]:
    """`blocks` of a record whose features are at hand."""
    return _numbers(_keys(features.names, features.employers, features.handles, features.phones))


def _numbers(keys: Iterable[tuple[str, ...]]) -> tuple[int, ...]:
    return tuple(sorted({_key(*k) for k in keys}))
