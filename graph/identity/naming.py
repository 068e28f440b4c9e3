"""How alike two names are: given names and family names, in any order, however a file writes them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from jellyfish import damerau_levenshtein_distance, jaro_winkler_similarity

from graph.identity.names import Reading, family_share, given_share, spelling, stands_for

CLOSE = 0.92
"""Jaro-Winkler similarity from which two names are one name written differently."""
_SHORTEST, _LONGEST = 4, 60
"""Letters of words that may be alike without being the same: in a shorter one a slip makes another name."""
_CACHED = 1 << 18


class Compared(NamedTuple):
    """The outcome of one comparison."""

    level: int
    """0: nothing to compare; 1 the most alike; the last one different."""
    share: float = 0.0
    """The part of all people who are as alike to one of the two by chance; 0: what the model holds for the level."""


NOTHING = Compared(0)


def alike(one: str, other: str) -> bool:
    """Whether two words are one with a slip of the pen: one letter wrong, missing, added or exchanged with the next. In a
    number every digit tells people apart (`Guest 100`, `Guest 101`)."""
    if not (one.isalpha() and other.isalpha()):
        return False
    if abs(len(one) - len(other)) > 2 or not _SHORTEST <= max(len(one), len(other)) <= _LONGEST:
        return False
    return damerau_levenshtein_distance(one, other) <= 1 or jaro_winkler_similarity(one, other) >= CLOSE


def _initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


class _Pair(NamedTuple):
    given: Compared
    family: Compared
    rank: float


_SAME, _NICK, _ALIKE, INITIAL, _DIFFERENT = 1, 2, 3, 4, 5
_PART = 2
_GIVEN_RANK = (0.0, 8.0, 6.0, 5.0, 3.0, -4.0)
_FAMILY_RANK = (0.0, 9.0, 7.0, 6.0, 3.0, -5.0)
"""About what each level is worth, in bits: only to choose between readings of one name."""


@lru_cache(_CACHED)
def _given(one: tuple[str, ...], other: tuple[str, ...]) -> Compared:
    if not one or not other:
        return NOTHING
    a, b = one[0], other[0]
    if spelling(a) == spelling(b) or "".join(one) == "".join(other):
        return Compared(INITIAL) if len(a) == 1 else Compared(_SAME, max(given_share(a), given_share(b)))
    if _initial(a) or _initial(b):
        initials = {n[0] for n in stands_for(a)} & {n[0] for n in stands_for(b)}
        return Compared(INITIAL if initials else _DIFFERENT)
    if common := stands_for(a) & stands_for(b):
        return Compared(_NICK, max(map(given_share, (a, b, *common))))
    return _given_alike(one, other)


def _given_alike(one: tuple[str, ...], other: tuple[str, ...]) -> Compared:
    pairs = [(v, w) for v in stands_for(one[0]) for w in stands_for(other[0]) if alike(v, w)]
    if pairs:
        return Compared(_ALIKE, max(given_share(n) for pair in pairs for n in pair))
    short, long = sorted(("".join(one), "".join(other)), key=len)
    cut = len(short) > 2 and long.isalpha() and long.startswith(short)
    shared = {w for w in one if len(w) > 2} & {w for w in other if len(w) > 2}
    return Compared(_ALIKE if cut or shared else _DIFFERENT)


@lru_cache(_CACHED)
def _family(one: tuple[str, ...], other: tuple[str, ...]) -> Compared:
    if not one or not other:
        return NOTHING
    a, b = "".join(one), "".join(other)
    if _initial(a) or _initial(b):
        return Compared(INITIAL if a[0] == b[0] else _DIFFERENT)
    if spelling(a) == spelling(b):
        return Compared(_SAME, max(min(map(family_share, words)) for words in (one, other)))
    if parts := {spelling(w) for w in one if len(w) > 2} & {spelling(w) for w in other if len(w) > 2}:
        return Compared(_PART, min(map(family_share, parts)))
    if slips := [max(family_share(v), family_share(w)) for v in (a, *one) for w in (b, *other) if alike(v, w)]:
        return Compared(_ALIKE, min(slips))
    return Compared(_DIFFERENT)


def _numbers(reading: Reading) -> set[str]:
    return {w for w in reading.all if w.isdigit()}


def _read(one: Reading, other: Reading) -> _Pair:
    """Two readings in the order that fits better: a file may have put the family name first. Two different numbers are two
    people, whatever word is before them."""
    numbers = _numbers(one), _numbers(other)
    if all(numbers) and numbers[0].isdisjoint(numbers[1]):
        return _Pair(Compared(_DIFFERENT), Compared(_DIFFERENT), _GIVEN_RANK[_DIFFERENT] + _FAMILY_RANK[_DIFFERENT])
    first, last = _given(one.given, other.given), _family(one.family, other.family)
    rank = _GIVEN_RANK[first.level] + _FAMILY_RANK[last.level]
    turned_first, turned_last = _given(one.given, other.family), _family(one.family, other.given)
    turned = _GIVEN_RANK[turned_first.level] + _FAMILY_RANK[turned_last.level]
    if turned <= rank or _DIFFERENT in (turned_first.level, turned_last.level):
        return _Pair(first, last, rank)
    # Turned round, a word is as common as it is in the role in which it is more so.
    as_family, as_given = _family(one.given, other.family), _given(one.family, other.given)
    return _Pair(
        Compared(turned_first.level, turned_first.share and max(turned_first.share, as_family.share)),
        Compared(turned_last.level, turned_last.share and max(turned_last.share, as_given.share)),
        turned,
    )


@lru_cache(_CACHED)
def _names(one: tuple[Reading, ...], other: tuple[Reading, ...]) -> _Pair:
    """The two readings, one of each, that fit best."""
    pairs = [_read(a, b) for a in one for b in other]
    return max(pairs, key=lambda p: (p.rank, p.given.share + p.family.share, p), default=_Pair(NOTHING, NOTHING, 0.0))


def _names_either_way(one: tuple[Reading, ...], other: tuple[Reading, ...]) -> _Pair:
    return _names(one, other) if one <= other else _names(other, one)


def given(one: tuple[Reading, ...], other: tuple[Reading, ...]) -> Compared:
    """Levels: same, short for the other, alike, same initial, different."""
    return _names_either_way(one, other).given


def family(one: tuple[Reading, ...], other: tuple[Reading, ...]) -> Compared:
    """Levels: same, a part in common, alike, same initial, different."""
    return _names_either_way(one, other).family


def addressed(one: tuple[Reading, ...], other: tuple[Reading, ...]) -> Compared:
    """Levels: what addresses say of the name agrees, or not."""
    if not one or not other:
        return NOTHING
    best = _names_either_way(one, other)
    return Compared(2 if _DIFFERENT in (best.given.level, best.family.level) else 1)
