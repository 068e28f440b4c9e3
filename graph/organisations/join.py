"""Which organisations are one, derived anew for those that a change concerns and for all that hang together with them.

Two that meet (by a block of letters, a mail domain, a person with records of both, or a person's word) are compared; what
then hangs together is a component, and average link within its walls makes groups of it, as with persons
(`graph.identity.cluster`). All of it is a function of what the cards count, so that the order of imports does not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from graph.identity.cluster import MERGE, REVIEW, atoms_of, cluster
from graph.identity.walls import Mark
from graph.model import Record
from graph.organisations.book import Book
from graph.organisations.facts import Facts, tell
from graph.organisations.groups import HOUSE, JOINED, Component, components_of, id_of
from graph.organisations.score import Likely, score
from graph.organisations.words import Rules, told
from graph.store.base import View, Writer

BEGUN = "organisations"
"""The card that says that everything in the store was taken in; a store of an earlier version has none."""
_ALL = 60
"""Organisations of one component of which each two are compared, also those that do not meet."""
_EXACT = 6
"""Decimals of a stored probability."""
_AT_A_TIME = 1_000
"""People whose records are read together."""
People = Sequence[Sequence[Record]]
"""The records of some people."""


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What a change did."""

    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """organisation id -> the ids that were one with it, for those of which this is no longer so or was not before."""
    after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same as it is now."""


def likely(book: Book, one: Collection[str], other: Collection[str]) -> Likely:
    """How probable it is that two organisations, each of these keys, are one."""
    a, b = pooled(book, one), pooled(book, other)
    domain = a.mail()[0]
    shared = bool(domain) and domain == b.mail()[0] and bool(book.sharing(domain))
    return score(a, b, max(book.facts(v).people[u] for v in one for u in other), shared_mail=shared)


def pooled(book: Book, keys: Collection[str]) -> Facts:
    """What is known of an organisation of these keys."""
    if len(keys) == 1:
        return book.facts(*keys)
    facts = Facts()
    for key in keys:
        facts.add(book.facts(key), 1)
    return facts


def regroup(w: Writer, came: People, went: People, concerned: Iterable[str] = (), *, whole: bool = False) -> Regrouped:
    """Take in that people have these records now and had those, and put what follows into the cards. `concerned` are keys to
    be looked at again in any case; `whole` says that `came` is everybody."""
    delta: dict[str, Facts] = {}
    if whole or w.cards([BEGUN]):
        tell(delta, went, -1)
        tell(delta, came, 1)
    else:
        tell(delta, _everybody(w), 1)
    book = Book(w)
    cards, changed = book.change(delta)
    w.put_cards({**cards, BEGUN: "1"})
    return _settle(w, book, {*changed, *concerned})


def _everybody(view: View) -> Iterator[list[Record]]:
    people = [p.id for p in view.everyone()]
    for start in range(0, len(people), _AT_A_TIME):
        yield from records_of_each(view, people[start : start + _AT_A_TIME])


def records_of_each(view: View, people: Collection[str]) -> list[list[Record]]:
    """The records of each of these people, by ids."""
    members = view.records_of(people)
    records = {r.id: r for r in view.records([r for ids in members.values() for r in ids])}
    return [[records[r] for r in ids] for ids in members.values()]


def _settle(w: Writer, book: Book, concerned: set[str]) -> Regrouped:
    """Derive anew the components of these organisations, those that they were in and those that they are in."""
    rules = Rules(told(w))
    stored = components_of(w, [id_of(key) for key in concerned])
    seeds = concerned.union(*(c.keys for c in stored.values()))
    old = {c.name: c for c in stored.values()}
    found, met = _closure(book, rules, seeds)
    reached = {key for component in found for key in component}
    if beyond := reached - seeds:
        more = components_of(w, [id_of(key) for key in beyond])
        old |= {c.name: c for c in more.values()}
    new = {c.name: c for c in (_component(book, rules, keys, met) for keys in found)}
    before, after = _membership(old.values()), _membership(new.values())
    cards = {JOINED + name: "" for name in old.keys() - new.keys()}
    cards |= {JOINED + name: c.to_json() for name, c in new.items() if old.get(name) != c}
    lies = {id_of(key): name for name, c in new.items() for key in c.keys}
    lay = {id_of(key): name for name, c in old.items() for key in c.keys}
    cards |= {HOUSE + o: lies.get(o, "") for o in lies.keys() | lay.keys() if lies.get(o) != lay.get(o)}
    w.put_cards(cards)
    moved = {o for o in before.keys() | after.keys() if before.get(o, (o,)) != after.get(o, (o,))}
    return Regrouped({o: before.get(o, (o,)) for o in moved}, {o: after.get(o, (o,)) for o in moved})


def _membership(components: Iterable[Component]) -> dict[str, tuple[str, ...]]:
    found = {}
    for component in components:
        for group in component.groups:
            ids = tuple(sorted(map(id_of, group)))
            found.update(dict.fromkeys(ids, ids))
    return found


Met = dict[tuple[str, str], Likely]
"""Of every two that met, by their keys in order, how probable it is that they are one."""


def _closure(book: Book, rules: Rules, seeds: set[str]) -> tuple[list[list[str]], Met]:
    """The components in which the seeds lie, as far as somebody names their organisations, and what is said of who met."""
    book.open(seeds)
    waiting = sorted(key for key in seeds if book.known(key))
    met: Met = {}
    joined: list[tuple[str, str]] = []
    seen = set(waiting)
    while waiting:
        mates = {key: _mates(book, rules, key) for key in waiting}
        book.open({mate for some in mates.values() for mate in some})
        fresh = set[str]()
        for key, some in mates.items():
            for mate in sorted(some):
                pair = min(key, mate), max(key, mate)
                if pair not in met and book.known(mate):
                    met[pair] = likely(book, pair[:1], pair[1:])
                if pair in met and (met[pair].p >= REVIEW or mate in rules.beside(key)):
                    joined.append(pair)
                    fresh.add(mate)
        waiting = sorted(fresh - seen)
        seen |= fresh
    components: dict[str, list[str]] = {}
    for key, first in atoms_of(sorted(seen), joined).items():
        components.setdefault(first, []).append(key)
    return [sorted(keys) for keys in components.values() if len(keys) > 1], met


def _mates(book: Book, rules: Rules, key: str) -> set[str]:
    """Those that an organisation meets."""
    facts = book.facts(key)
    mates = book.beside(key) | set(facts.people) | rules.beside(key)
    if domain := facts.mail()[0]:
        mates |= {mate for mate in book.sharing(domain) if book.facts(mate).mail()[0] == domain}
    return mates - {key}


def _component(book: Book, rules: Rules, keys: Sequence[str], met: Met) -> Component:
    """The groups of some organisations that hang together, and which of these may be one."""
    inside = set(keys)
    musts = [(a, b) for a, b in rules.musts if a in inside and b in inside]
    walls = [(a, b) for a, b in rules.walls if a in inside and b in inside]
    every = list(combinations(keys, 2)) if len(keys) <= _ALL else sorted(pair for pair in met if inside.issuperset(pair))
    said = {pair: met[pair] if pair in met else likely(book, pair[:1], pair[1:]) for pair in every}
    sure = [pair for pair, found in said.items() if found.level == "letters" and found.p >= MERGE]
    # What is surely one speaks with one voice: all of its spellings, people and addresses.
    atoms = atoms_of(keys, [*musts, *sure], walls)
    members: dict[str, list[str]] = {}
    for key in keys:
        members.setdefault(atoms[key], []).append(key)
    pairs = sorted({(min(a, b), max(a, b)) for v, u in every if (a := atoms[v]) != (b := atoms[u])})
    links = {
        (a, b): said[a, b].bits if len(members[a]) == len(members[b]) == 1 else likely(book, members[a], members[b]).bits
        for a, b in pairs
    }
    done = cluster(atoms, links, dict[str, list[Mark]](), walls)
    place = {group[0]: n for n, group in enumerate(done.clusters)}
    doubts = sorted((place[d.one], place[d.other], round(d.p, _EXACT)) for d in done.doubts)
    return Component(tuple(map(tuple, done.clusters)), tuple(doubts))
