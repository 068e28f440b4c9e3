"""Comparisons: how alike two values are, as one of a few levels, and how often people are alike by chance."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graph.identity.features import Employer
from graph.identity.naming import NOTHING, Compared, addressed, alike, family, given

_CACHED = 1 << 18


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that two of something are compared by. Symmetric."""

    name: str
    levels: tuple[str, ...]
    """What each level from 1 on is called, the most alike first; the last one speaks against."""
    value: Callable[[Any], Hashable]
    """What of one of them is compared."""
    compare: Callable[[Any, Any], Compared]
    speaks_for: bool = True
    """Whether being alike speaks for one person; not where another comparison says so already."""
    group: str = ""
    """Comparisons of one group together speak for one person no more than `Model.by_chance` of the group allows."""


def middle(one: tuple[str, ...], other: tuple[str, ...]) -> Compared:
    if not one or not other:
        return NOTHING
    return Compared(1 if one[0][0] == other[0][0] else 2)


_Addresses = tuple[frozenset[str], frozenset[str]]
"""E-mails, and the names of mailboxes and accounts."""


def address(one: _Addresses, other: _Addresses) -> Compared:
    if one[0] & other[0]:
        return Compared(1)
    if one[1] & other[1]:
        return Compared(2)
    return Compared(3) if one[0] and other[0] else NOTHING


def same_or_not(one: str, other: str) -> Compared:
    if not one or not other:
        return NOTHING
    return Compared(1 if one == other else 2)


def shared_or_not(one: frozenset[str], other: frozenset[str]) -> Compared:
    if not one or not other:
        return NOTHING
    return Compared(1 if one & other else 2)


@lru_cache(_CACHED)
def _employer(one: Employer, other: Employer) -> int:
    short, long = sorted((one.name, other.name), key=lambda n: (len("".join(n)), n))
    said, full = "".join(short), "".join(long)
    if said == full or (one.key and one.key == other.key):
        return 1
    cut = len(said) > 3 and full.startswith(said)
    initials = len(said) > 1 and said == "".join(w[0] for w in long)
    return 2 if cut or initials or set(short) <= set(long) or alike(said, full) else 3


def employer(one: frozenset[Employer], other: frozenset[Employer]) -> Compared:
    levels = [_employer(a, b) for a in one for b in other]
    return Compared(min(levels)) if levels else NOTHING


_Work = tuple[frozenset[str], frozenset[Employer]]
"""Words of positions, and employers."""


def position(one: _Work, other: _Work) -> Compared:
    """A new job brings a new title, so that titles differ says nothing where employers do."""
    found = overlap(one[0], other[0])
    differs = found.level == 3 and employer(one[1], other[1]).level == 3
    return NOTHING if differs else found


def overlap(one: frozenset[str], other: frozenset[str]) -> Compared:
    if not one or not other:
        return NOTHING
    return Compared(1 if one == other else 2 if one & other else 3)


PERSON = (
    Comparison(
        "given",
        ("same given name", "one given name is short for the other", "given names alike", "same initial",
         "different given names"),
        lambda f: f.names,
        given,
        group="name",
    ),
    Comparison(
        "family",
        ("same family name", "family names share a part", "family names alike", "same initial of the family name",
         "different family names"),
        lambda f: f.names,
        family,
        group="name",
    ),
    Comparison(
        "addressed",
        ("addresses name one person", "addresses name two people"),
        lambda f: f.addressed,
        addressed,
        speaks_for=False,
    ),
    Comparison("middle", ("same middle initial", "different middle initials"), lambda f: f.middle, middle),
    Comparison(
        "address",
        ("same e-mail", "same mailbox or account name", "different e-mails"),
        lambda f: (f.emails, f.handles),
        address,
    ),
    Comparison("slug", ("same profile", "different profiles"), lambda f: f.slug, same_or_not),
    Comparison("phone", ("same telephone number", "different telephone numbers"), lambda f: f.phones, shared_or_not),
    Comparison("employer", ("same employer", "employers alike", "different employers"), lambda f: f.employers, employer),
    Comparison(
        "position",
        ("same position", "positions alike", "different positions"),
        lambda f: (f.position, f.employers),
        position,
    ),
    Comparison("place", ("same place", "places alike", "different places"), lambda f: f.place, overlap),
)  # fmt: skip
"""What two records are compared by."""
