"""How probable it is that two spellings are of one organisation, and why: parts in bits that add up, as with persons.

    bits = prior + name + mail + people          probability = 1 / (1 + 2 ** -bits)

Fellegi and Sunter's sum of log-likelihood ratios (1969). No labelled employers are at hand to estimate from, so the bits are
set by hand, from what each kind of evidence must not do alone: initials, beginnings and parts of a house never join by the
name; names that differ never join, whatever is shared.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.identity.model import probability
from graph.identity.reasons import Reason
from graph.organisations.facts import Facts
from graph.organisations.likeness import ORDER, Level, likeness
from graph.organisations.names import read

PRIOR = -5.0
"""Of two that meet by a block, a mail domain or a person."""
NAMES: dict[Level, tuple[float, str]] = {
    "letters": (10.0, "the same letters, only spaced differently"),
    "few letters": (6.0, "the same few letters, only spaced differently"),
    "rare slip": (9.5, "one letter apart, and one of the two is rare"),
    "slip": (5.5, "one letter apart"),
    "house": (7.0, "the same but for a word like Group or Holding"),
    "unit": (6.5, "one may be a part of the other"),
    "initials": (4.0, "one is the initials of the other"),
    "two initials": (2.0, "one is the two initials of the other"),
    "abbreviation": (2.0, "one may be short for the other"),
    "begins": (2.0, "one begins with the other"),
    "shares": (-3.0, "the names share words"),
    "differs": (-8.0, "the names differ"),
}
MOST: dict[Level, float] = {"unit": 4.0, "shares": -1.0, "differs": -1.0}
"""Bits in all that a likeness of names can come to: a part of a house is asked about (4 bits are 94 %), not joined."""
SAME_MAIL, READS_AS, OTHER_MAIL = 6.0, 5.0, -5.0
SOME_PEOPLE, MORE_PEOPLE = 4.0, 7.0
MANY = 3
"""People from whom on they count as many; and rows with an address, before different domains speak against."""
_COMMON_SLIP = 3
"""A slip is rare beside the right spelling: it has at most one row for so many of the other."""


@dataclass(frozen=True, slots=True)
class Likely:
    """How probable it is that two are one, with the reasons, the strongest first. The prior and the reasons make the bits, up to
    the most that the names allow."""

    level: Level
    """How alike the names are."""
    bits: float
    reasons: tuple[Reason, ...]

    @property
    def p(self) -> float:
        return probability(self.bits)


def score(one: Facts, other: Facts, people: int, *, shared_mail: bool) -> Likely:
    """The score of two organisations; symmetric.

    Args:
        one: What is known of the one.
        other: What is known of the other.
        people: How many people have records of both.
        shared_mail: Whether the mail domain of `one`, if it is that of `other` too, is of few organisations.
    """
    level = _level(one, other)
    said, words = NAMES[level]
    reasons = [Reason("name", words, said)]
    mail = _mail(one, other, shared=shared_mail)
    if mail:
        reasons.append(mail)
    if people:
        count = f"{people} people have" if people > 1 else "one person has"
        reasons.append(Reason("people", f"{count} records of both", MORE_PEOPLE if people >= MANY else SOME_PEOPLE))
    bits = min(PRIOR + sum(r.bits for r in reasons), MOST.get(level, 100.0))
    return Likely(level, bits, tuple(sorted(reasons, key=lambda r: (-abs(r.bits), r.what))))


def _level(one: Facts, other: Facts) -> Level:
    """The most alike of their spellings; a slip is only rare where its spelling is."""
    found = min((likeness(a, b) for a in one.names() for b in other.names()), key=ORDER.index)
    few, many = sorted((one.rows, other.rows))
    return "slip" if found == "rare slip" and few * _COMMON_SLIP > many else found


def _mail(one: Facts, other: Facts, *, shared: bool) -> Reason | None:
    (mine, rows), (theirs, more) = one.mail(), other.mail()
    if mine and mine == theirs and shared:
        return Reason("mail", f"the same mail domain, {mine}", SAME_MAIL)
    for domain, facts in ((mine, other), (theirs, one)):
        if domain and not facts.domains and _reads_as(domain, facts):
            return Reason("mail", f"the mail domain of one, {domain}, is the name of the other", READS_AS)
    if mine and theirs and mine != theirs and min(rows, more) >= MANY:
        return Reason("mail", f"different mail domains, {min(mine, theirs)} and {max(mine, theirs)}", OTHER_MAIL)
    return None


def _reads_as(domain: str, facts: Facts) -> bool:
    return any(read(name).letters == domain for name in facts.names())
