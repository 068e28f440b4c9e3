"""Readings of a name: which words are given names and which are family names, in plain Latin letters."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from anyascii import anyascii

from graph.identity.tables import UNLISTED_FAMILY, UNLISTED_GIVEN, family_names, full_names, given_names
from graph.values import CACHED, name_key, words

_PARTICLES = frozenset(
    "al ap ben bin bint da dal de del della den der di do dos du el ibn la las le los st ter van vom von y zu zum zur".split()
)
"""Words that begin a family name and identify nobody by themselves."""
_MOST_WORDS = 8
"""Words of one name that are compared; more are a sentence."""
_SPELLINGS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("sch", "sh"), ("ph", "f"), ("y", "i"), ("ii", "i"))
"""Ways to write one sound that exports differ in (`Müller`, `Mueller`; `Dmitry`, `Dmitrii`)."""


class Reading(NamedTuple):
    """One way to read a name. Words are plain, in Latin letters."""

    given: tuple[str, ...]
    """Given names and what stands between them and the family name; empty if unknown."""
    family: tuple[str, ...]
    """Family name, part by part without particles; empty if unknown."""

    @property
    def all(self) -> tuple[str, ...]:
        """Every word, given names first."""
        return self.given + self.family


@lru_cache(CACHED)
def latin(text: str) -> tuple[str, ...]:
    """The plain words of a text, in Latin letters: `Лев Толстой` gives `lev`, `tolstoy`."""
    return words(text) if text.isascii() else words(anyascii(" ".join(words(text))))


@lru_cache(CACHED)
def spelling(word: str) -> str:
    """A name as its spellings agree on: `mueller` and `muller` give one."""
    for one, other in _SPELLINGS:
        word = word.replace(one, other)
    return word


def of_parts(given: str, family: str) -> Reading:
    """The reading of a name whose parts a file keeps in columns. Credentials and titles are left out."""
    if given.isascii() and given.isalpha() and family.isascii() and family.isalpha():
        # One plain word each, as most people have: nothing to strip, and a quarter of the time.
        return Reading((given.lower(),), (family.lower(),))
    first = latin(name_key(given))
    last = latin(name_key(f"x x {family}".strip()))[2:] if family else ()
    return Reading(first[:_MOST_WORDS], _bare(last))


@lru_cache(CACHED)
def of_name(name: str) -> Reading:
    """The reading of a full name: the last word with the particles before it is the family name.

    `Family, Given` is read as such where what follows the comma is no credential.
    """
    before, comma, after = name.partition(",")
    key = name_key(name)
    if comma and len(latin(name_key(before))) == 1 and after and (follows := latin(name_key(f"x x {after}"))[2:]):
        return Reading(follows[:_MOST_WORDS], latin(name_key(before)))
    bare = latin(key)[:_MOST_WORDS]
    if len(bare) < 2:
        return Reading((), bare)
    hyphened = [parts for token in before.split() if "-" in token and (parts := latin(token))]
    double = next((parts for parts in hyphened if bare[-len(parts) :] == parts), bare[-1:])
    start = max(1, len(bare) - len(double))
    while start > 1 and bare[start - 1] in _PARTICLES:
        start -= 1
    return Reading(bare[:start], _bare(bare[start:]))


@lru_cache(CACHED)
def of_address(local: str) -> Reading | None:
    """The reading of a profile slug or of what stands before the @: two or three words set apart, numbers left out.

    The order is only a guess: names are compared in both orders.
    """
    tokens = local.replace("_", " ").replace(".", " ").replace("-", " ").split()
    if len(tokens) > 2:
        tokens = [t for t in tokens if t.isalpha()]
    bare = [t.rstrip("0123456789") for t in tokens]
    if len(bare) <= 2 and local.isascii() and all(map(str.isalpha, bare)):
        kept = tuple(map(str.lower, bare))  # what the key leaves out of a name stands beside two words at least
    else:
        kept = latin(name_key(" ".join(bare)))
    if not 2 <= len(kept) <= 4 or max(map(len, kept)) < 3 or not all(w.isalpha() for w in kept):
        return None
    return Reading(kept[:-1], (kept[-1],))


def _bare(family: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(w for w in family if w not in _PARTICLES)
    return (kept or family)[:_MOST_WORDS]


@lru_cache(CACHED)
def stands_for(given: str) -> frozenset[str]:
    """The full given names that a given name may stand for, itself among them, as their spellings agree on."""
    return _full_names().get(spelling(given)) or frozenset((spelling(given),))


@cache
def _full_names() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for short, full in full_names().items():
        found[spelling(short)] = found.get(spelling(short), frozenset()) | {spelling(name) for name in full}
    return found


def given_share(word: str) -> float:
    """Of people, how many have this given name where it is most common."""
    return given_names().get(word, UNLISTED_GIVEN)


def family_share(word: str) -> float:
    """Of people, how many have this family name where it is most common."""
    return family_names().get(word, UNLISTED_FAMILY)
