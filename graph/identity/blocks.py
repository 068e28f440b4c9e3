"""Blocking: few numbers by which records that may be one person meet, however their names are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


@lru_cache(CACHED)
def _number(*parts: str) -> int:
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big", signed=True)


@lru_cache(CACHED)
def _beginnings(given: str, letters: int) -> frozenset[str]:
    """How the names begin that a given name may stand for."""
    return frozenset(name[:letters] for name in stands_for(given))


def _of_reading(reading: Reading) -> Iterator[int]:
    given = reading.given[0]
    last = reading.family or reading.given[-1:]
    for family in {last[0], last[-1]} if len(last) > 1 else last:
        if len(family) > 1:
            for initial in _beginnings(given, 1):
                yield _number(sound(family), initial)
        if len(given) > 1:
            yield _number(sound(given), family[0])


def _numbers(
    names: Iterable[Reading], employers: Iterable[Employer], handles: Iterable[str], phones: Iterable[str]
) -> tuple[int, ...]:
    """The sound of one name with the initial of the other, whichever comes first; the beginning of the given name with the
    employer, for whoever changed the family name; and what says more than a name."""
    places = ["".join(e.name) for e in employers]
    found: set[int] = set()
    for reading in names:
        if not reading.given:
            continue
        found.update(_of_reading(reading))
        given = reading.given[0]
        for place in places if len(given) > 1 else ():
            found.update(_number("at", beginning, place) for beginning in _beginnings(given, 2))
    for said, those in (("handle", handles), ("phone", phones)):
        if those:
            found.update(_number(said, one) for one in those)
    return tuple(sorted(found))


def blocks(record: Record) -> tuple[int, ...]:
    """Signed 64-bit keys, sorted: two records are compared if they share one."""
    # What else is compared of a record takes as long again, and of most records nothing is ever compared.
    said = named(record)
    return _numbers(said.all, employers_of(record), said.handles, phones_of(record))


def blocks_of(features: Features) -> tuple[int, ...]:
    """`blocks` of a record whose features are at hand."""
    return _numbers(features.names, features.employers, features.handles, features.phones)
