"""How alike two spellings of employers are, as one of a few levels."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from graph.identity.tables import family_names, given_names
from graph.organisations.names import Reading, read
from graph.values import CACHED

Level = Literal["letters", "few letters", "rare slip", "slip", "initials", "two initials", "abbreviation", "house", "unit",
                "begins", "shares", "differs"]  # fmt: skip
ORDER: tuple[Level, ...] = (
    "letters", "rare slip", "house", "few letters", "unit", "slip", "initials", "two initials", "abbreviation", "begins",
    "shares", "differs",
)  # fmt: skip
"""The most alike first."""
_ENOUGH, _LONG, _RARE = 7, 8, 10
"""Letters from which words run together are one name, a slip makes no other name, and it is hardly ever another name."""
_SHORT = 6
"""Letters of the longest abbreviation."""


def likeness(one: str, other: str) -> Level:
    """The level of two spellings; symmetric. Two different numbers are two organisations."""
    return _likeness(min(one, other), max(one, other))


@lru_cache(CACHED)
def _likeness(one: str, other: str) -> Level:
    a, b = sorted((read(one), read(other)), key=lambda r: (len(r.letters), r.letters))
    if not a.words or a.numbers != b.numbers:
        return "differs"
    if a.letters == b.letters:
        return "letters" if len(a.letters) >= _ENOUGH else "few letters"
    if a.core == b.core and (a.units != b.units or a.house != b.house):
        return "unit" if a.units != b.units else "house"
    if len(a.letters) >= _LONG and one_slip(a.letters, b.letters) and not _two_names(a, b):
        return "rare slip" if len(a.letters) >= _RARE else "slip"
    return _short_for(a, b)


def _short_for(a: Reading, b: Reading) -> Level:
    """How the shorter name may stand for the longer one."""
    if len(a.words) == 1 and a.letters in b.initials:
        return "initials" if len(a.letters) > 2 else "two initials" if len(a.letters) == 2 else "differs"
    rest = b.words[len(a.words) :] if b.words[: len(a.words)] == a.words else ()
    if len(a.letters) > 2 and any(len(word) > 1 for word in rest):  # Plan A is not Plan
        return "begins"
    if (
        len(a.words) == 1
        and 3 <= len(a.letters) <= _SHORT
        and 3 * len(a.letters) <= len(b.letters)
        and _within(a.letters, b.letters)
    ):
        return "abbreviation"
    return "shares" if set(a.words) & set(b.words) else "differs"


def may_fit(one: str, other: str) -> bool:
    """Whether two spellings may be of one organisation, so that people with both say something of it."""
    return likeness(one, other) not in ("shares", "differs")


def one_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter that is wrong, missing, added or exchanged with the next."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    start = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    exchanged = short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    return exchanged or short[start + 1 :] == long[start + 1 :]


def _two_names(a: Reading, b: Reading) -> bool:
    """Whether they differ in words that are both names of people: Davis and Davies are two founders."""
    if len(a.words) != len(b.words):
        return False
    pairs = [(v, w) for v, w in zip(a.words, b.words, strict=True) if v != w]
    return all(_a_name(v) and _a_name(w) for v, w in pairs)


def _a_name(word: str) -> bool:
    return word in family_names() or word in given_names()


def _within(short: str, long: str) -> bool:
    """Whether the letters of the one occur in the other in their order, and both begin with the same one."""
    rest = iter(long)
    return short[0] == long[0] and all(letter in rest for letter in short)
