"""Doubts: pairs of people who may be one, to be put before a person, those first whose answer would change most.

Until somebody answers, the two stand apart. A doubt is therefore worth the chance that this is wrong times what it keeps
from being seen: the contacts that are counted twice, and the introductions that no one of the two can make alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from graph.identity.features import Features, features_of, together
from graph.identity.learned import model_of
from graph.identity.reasons import Reason, score_features
from graph.model import Person, Twins
from graph.store.base import View
from graph.values import name_key, organisation_id, plain, words
from graph.words import meant

LATER = "later"
"""Kind of the word by which a doubt, about its two people, was put off."""


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

    @property
    def worth(self) -> int:
        """What is lost if the two are one and nobody says so."""
        return 1 + self.common + self.introductions


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
    put_off: str
    """The word that put it off last, by uid; empty where nobody did."""


def doubts(view: View, limit: int) -> tuple[list[Doubt], int]:
    """The pairs that may be one, at most `limit` of those whose answer is worth most, and how many there are. What was put off
    comes after all others, the longest ago first."""
    twins = view.twins()
    alters: dict[str, set[str]] = {uid: set() for t in twins for uid in (t.a, t.b)}
    for row in view.ties(alters.keys()):
        alters[row.ego].add(row.alter)
    effects = {t: effect(alters[t.a] - {t.b}, alters[t.b] - {t.a}) for t in twins}
    later = _put_off(view)
    turn = {uid: n for n, uid in enumerate(later.values(), 1)}

    def place(t: Twins) -> tuple[float, ...]:
        return turn.get(later.get((t.a, t.b), ""), 0), -t.p * effects[t].worth, -t.p

    first = sorted(twins, key=lambda t: (place(t), t.a, t.b))[:limit]
    people = {p.id: p for p in view.people({uid for t in first for uid in (t.a, t.b)})}
    members = view.records_of(people)
    records = {r.id: r for r in view.records([r for ids in members.values() for r in ids])}

    def features(person: str) -> Features:
        return together([features_of(records[r]) for r in members[person]])

    found, model = [], model_of(view)
    for twin in first:
        a, b = people[twin.a], people[twin.b]
        facts = list(_facts(a, b))
        agrees, differs = (tuple(fact for fact, alike in facts if alike is wanted) for wanted in (True, False))
        reasons = score_features(features(twin.a), features(twin.b), model).reasons
        found.append(Doubt(a, b, twin.p, reasons, agrees, differs, effects[twin], later.get((twin.a, twin.b), "")))
    return found, len(twins)


def _put_off(view: View) -> dict[tuple[str, str], str]:
    """Two people -> the uid of the last word by which the doubt about them was put off; in the order of these words."""
    told = view.words(LATER)
    sides = meant(view, told)
    last: dict[tuple[str, str], str] = {}
    for word in told:
        a, b = sorted(sides[word.uid])
        last.pop((a, b), None)
        last[a, b] = word.uid
    return last


def effect(one: Collection[str], other: Collection[str]) -> Effect:
    """By the contacts of the two, each other left out."""
    common = len(set(one) & set(other))
    return Effect(len(one), len(other), common, (len(one) - common) * (len(other) - common))


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
