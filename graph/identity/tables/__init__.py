"""Names as people have them: how common each is, and what its bearers are called. Read once, when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

UNLISTED_FAMILY, UNLISTED_GIVEN = 15e-6, 30e-6
"""The share of people taken to have a name that the tables do not list: about that of the rarest listed ones."""


def _lines(name: str) -> Iterator[str]:
    text = files(__name__).joinpath(name).read_text("utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))


def _shares(name: str) -> dict[str, float]:
    shares: dict[str, float] = {}
    for line in _lines(name):
        per_million, *names = line.split()
        shares.update(dict.fromkeys(names, int(per_million) / 1e6))
    return shares


@cache
def given_names() -> Mapping[str, float]:
    """Given name, plain and in Latin letters -> the share of people who have it where it is most common."""
    return _shares("given.txt")


@cache
def family_names() -> Mapping[str, float]:
    """Family name, plain and in Latin letters -> the share of people who have it where it is most common."""
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
