"""Names as people have them: how common each is, and what its bearers are called. Read once, when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

UNLISTED_FAMILY, UNLISTED_GIVEN = 15e-6, 30e-6
"""The share of people taken to have a name that the tables do not list: about that of the rarest listed ones."""


HOME = 0.5
"""The tables tell how common a name is where it is most common; about half of the people of a network are from one such
place. Of the profiles of one pool, 3,888 pairs had one given name (twice as many were to be expected without this), 2,603
one family name (three times as many)."""


def _lines(name: str) -> Iterator[str]:
    text = files(__name__).joinpath(name).read_text("utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))


def _shares(name: str) -> dict[str, float]:
    shares: dict[str, float] = {}
    for line in _lines(name):
        per_million, *names = line.split()
        shares.update(dict.fromkeys(names, HOME * int(per_million) / 1e6))
    return shares


@cache
def given_names() -> Mapping[str, float]:
    """Given name, plain and in Latin letters -> the share of people of a network who have it, where it is common."""
    return _shares("given.txt")


@cache
def family_names() -> Mapping[str, float]:
    """Family name, plain and in Latin letters -> the share of people of a network who have it, where it is common."""
    return _shares("family.txt")


@cache
def full_names() -> Mapping[str, frozenset[str]]:
    """What people are called -> the full given names that it may stand for (`bob` -> bob, robert). Only listed ones."""
    found: dict[str, set[str]] = {}
    for line in _lines("nicknames.txt"):
        full, _, short = line.partition(":")
        for name in short.split():
            found.setdefault(name, {name}).add(full)
    return {name: frozenset(full) for name, full in found.items()}
