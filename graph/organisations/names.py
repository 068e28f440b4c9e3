"""How a spelling of an employer is read: its words, its initials, and which of them only name a part of a house."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from graph.identity.names import latin
from graph.values import CACHED, organisation_key, organisation_words

LONGEST = 120
"""Characters of a name that is compared with others; a longer one is a sentence."""
_HOUSE = frozenset("group gruppe groupe grupo gruppo holding holdings international global worldwide hq headquarters".split())
"""Words of a whole house: with or without them, it is often the same one."""
_UNITS = frozenset(
    "africa america americas apac asia australia austria belgium brasil brazil canada china dach denmark deutschland emea espana "
    "europe finland france germany hungary iberia india ireland israel italia italy japan kenya latam mexico nederland "
    "netherlands nigeria nordics norway osterreich pacific poland polska portugal romania schweiz scotland singapore spain "
    "suisse sverige sweden switzerland turkey uae uk usa us ventures foundation digital research academy services".split()
)
"""Words of parts of a house: countries, and what houses set up beside themselves. Such a part may be a firm of its own."""
_SMALL = frozenset("of for and the de der die du des und fur von et y e di da".split())
"""Words that initials often leave out."""
_VOWELS = frozenset("aeiou")


class Reading(NamedTuple):
    """One spelling as it is compared. Words are plain and in Latin letters, without legal forms and a leading `the`."""

    words: tuple[str, ...]
    letters: str
    """The words run together."""
    initials: frozenset[str]
    """With and without those of small words."""
    core: str
    """The words that name neither a whole house nor a part, run together; all of them where there are no others."""
    house: frozenset[str]
    units: frozenset[str]
    numbers: frozenset[str]


@lru_cache(CACHED)
def read(spelling: str) -> Reading:
    """The reading of a spelling."""
    found = organisation_words(spelling[:LONGEST])
    if not spelling.isascii():
        found = tuple(part for word in found for part in latin(word))
    words = found[1:] if len(found) > 1 and found[0] == "the" else found
    house, units = _HOUSE.intersection(words), _UNITS.intersection(words)
    core = [w for w in words if w not in house and w not in units] or words
    initials = {"".join(w[0] for w in words), "".join(w[0] for w in words if w not in _SMALL)} if len(words) > 1 else ()
    numbers = frozenset(digits for w in words if (digits := "".join(c for c in w if c.isdigit())))
    return Reading(words, "".join(words), frozenset(initials), "".join(core), house, units, numbers)


@lru_cache(CACHED)
def key_of(spelling: str) -> str:
    """The organisation that a spelling names as `graph.values.organisation_key` has it; empty where it is compared with none."""
    return organisation_key(spelling) if len(spelling) <= LONGEST else ""


@lru_cache(CACHED)
def block_of(key: str) -> str:
    """By what organisations meet, whatever the order of their words: the consonants and digits that occur in them, but for
    those of words of the house. A slip that exchanges, doubles or leaves out a vowel or a letter met elsewhere keeps it."""
    core = read(key).core
    return "".join(sorted({c for c in core if c not in _VOWELS})) or "".join(sorted(set(core)))
