"""Doubts: pairs of people who may be one, to be put before a person, those first whose answer would change most.

Until somebody answers, the two stand apart. A doubt is therefore worth the chance that this is wrong times what it keeps
from being seen: the contacts that are counted twice, and the introductions that no one of the two can make alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2
from typing import NamedTuple

from graph.judgements import Said, across
from graph.model import Person, Record
from graph.store.base import View
from graph.values import name_key, organisation_id, plain, words

MOST_GROUPS = 5_000
"""Names of one employer that are looked at: bounds the time that a list takes."""

MOST_ALIKE = 20
"""People of one name and employer who are compared with each other: of more, the name says little."""

TWIN_CHANCE = 0.9
"""That two people of one name and employer are one: all nine such pairs of the six-owner pool are; large firms have namesakes."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of what speaks for (bits above 0) or against it, the binary logarithm of its likelihood ratio."""

    what: str
    words: str
    bits: float


@dataclass(frozen=True, slots=True)
class Fact:
    """What both people state."""

    what: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What taking the two for one would change in the network."""

    ties_a: int
    ties_b: int
    common: int
    """Contacts that both have, and who would have one tie instead of two."""
    introductions: int
    """Pairs of contacts, one of each, whom only the one person could introduce to each other."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Whether two people are one, as far as it is known."""

    a: Person
    b: Person
    p: float
    reasons: tuple[Reason, ...]
    agrees: tuple[Fact, ...]
    differs: tuple[Fact, ...]
    effect: Effect

    @property
    def worth(self) -> float:
        """What is lost on average while nobody answers."""
        return self.p * (1 + self.effect.common + self.effect.introductions)


class Candidate(NamedTuple):
    """Two person ids that may be one person's."""

    a: str
    b: str
    p: float
    reasons: tuple[Reason, ...]


def twins(view: View) -> list[Candidate]:
    """Everyone who shares name and employer with somebody, but for two who have profiles."""
    groups = [(key, ids[:MOST_ALIKE]) for key, ids in view.twins(MOST_GROUPS)]
    profiled = {p.id for p in view.people({uid for _, ids in groups for uid in ids}) if p.slug}
    why = (Reason("name and employer", "the same name and the same employer", log2(TWIN_CHANCE / (1 - TWIN_CHANCE))),)
    found = {pair for _, ids in groups for pair in combinations(ids, 2) if not profiled.issuperset(pair)}
    return [Candidate(a, b, TWIN_CHANCE, why) for a, b in sorted(found)]


def doubts(view: View, candidates: Collection[Candidate]) -> list[Doubt]:
    """The candidates that nobody has judged, those first whose answer is worth most."""
    people = {p.id: p for p in view.people({uid for c in candidates for uid in (c.a, c.b)})}
    standing = [c for c in unjudged(view, candidates) if c.a in people and c.b in people]
    alters: dict[str, set[str]] = {uid: set() for c in standing for uid in (c.a, c.b)}
    for row in view.ties(alters.keys()):
        alters[row.ego].add(row.alter)
    found = [_doubt(people[c.a], people[c.b], c, effect(alters[c.a] - {c.b}, alters[c.b] - {c.a})) for c in standing]
    return sorted(found, key=lambda d: (-d.worth, -d.p, d.a.id, d.b.id))


def unjudged(view: View, candidates: Collection[Candidate]) -> list[Candidate]:
    """Those that nobody said to be two people."""
    said = Said(view.judgements())
    if not said:
        return list(candidates)
    members = view.records_of({uid for c in candidates for uid in (c.a, c.b)})
    records = {r.id: r for r in view.records([r for ids in members.values() for r in ids])}
    walls = said.ruling(records.values()).walls

    def rows(person: str) -> list[Record]:
        return [records[r] for r in members.get(person, ())]

    return [c for c in candidates if not any(across(walls, rows(c.a), rows(c.b)))]


def effect(one: Collection[str], other: Collection[str]) -> Effect:
    """By the contacts of the two, each other left out."""
    common = len(set(one) & set(other))
    return Effect(len(one), len(other), common, (len(one) - common) * (len(other) - common))


def _doubt(a: Person, b: Person, candidate: Candidate, change: Effect) -> Doubt:
    facts = list(_facts(a, b))
    agrees = tuple(fact for fact, alike in facts if alike)
    return Doubt(a, b, candidate.p, candidate.reasons, agrees, tuple(f for f, alike in facts if not alike), change)


def _facts(a: Person, b: Person) -> Iterable[tuple[Fact, bool]]:
    """What both state, and whether they state the same."""
    names: list[Sequence[str]] = [(p.name, *p.other_names) for p in (a, b)]
    keys = [{name_key(n) for n in some} for some in names]
    yield Fact("name", a.name, b.name), bool(keys[0] & keys[1])
    if a.slug and b.slug:
        yield Fact("profile", a.slug, b.slug), a.slug == b.slug
    if a.emails and b.emails:
        yield Fact("e-mail", ", ".join(a.emails), ", ".join(b.emails)), not set(a.emails).isdisjoint(b.emails)
    if a.company and b.company:
        yield Fact("employer", a.company, b.company), organisation_id(a.company) == organisation_id(b.company)
    if a.position and b.position:
        yield Fact("position", a.position, b.position), set(words(a.position)) == set(words(b.position))
    if a.place and b.place:
        yield Fact("place", a.place, b.place), plain(a.place) == plain(b.place)
