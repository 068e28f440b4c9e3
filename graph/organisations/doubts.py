"""Which organisations may be one, to be put before a person, and what was decided of others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.identity.reasons import Reason
from graph.organisations.book import Book
from graph.organisations.groups import all_components, group_id, id_of
from graph.organisations.join import likely, pooled
from graph.organisations.words import put_off
from graph.store.base import Organisation, View


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that may be one organisation."""

    id: str
    """The joined organisation's id."""
    spellings: tuple[str, ...]
    """Those of most rows first."""
    rows: int
    """Rows that name it."""
    domains: tuple[str, ...]
    """Words of mail domains that its rows have, those of most rows first."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two organisations that may be one."""

    a: Side
    b: Side
    p: float
    reasons: tuple[Reason, ...]
    put_off: str
    """The word that put it off last, by uid; empty where nobody did."""


SHOWN = 8
"""Spellings and mail domains of one side that are told."""


def doubts(view: View, limit: int) -> tuple[list[Doubt], int]:
    """At most `limit` of the pairs that may be one, and how many there are; those first whose answer concerns most rows, as
    people of the smaller side would be colleagues of those of the other. What was put off comes after all others, the longest ago
    first."""
    book = Book(view)
    found: list[tuple[int, float, tuple[str, ...], tuple[str, ...], float]] = []
    later = put_off(view)
    components = [c for c in all_components(view) if c.doubts]
    book.open({key for c in components for key in c.keys})
    for component in components:
        rows = [sum(book.facts(key).rows for key in group) for group in component.groups]
        for a, b, p in component.doubts:
            one, other = component.groups[a], component.groups[b]
            turn = max((n for n, put in enumerate(later, 1) if put.about(one, other)), default=0)
            found.append((turn, -p * min(rows[a], rows[b]), one, other, p))
    found.sort()
    return [_doubt(book, one, other, p, later[turn - 1].uid if turn else "") for turn, _, one, other, p in found[:limit]], len(
        found
    )


def _doubt(book: Book, one: Sequence[str], other: Sequence[str], p: float, later: str) -> Doubt:
    return Doubt(_side(book, one), _side(book, other), p, likely(book, one, other).reasons, later)


def _side(book: Book, group: Sequence[str]) -> Side:
    facts = pooled(book, group)
    spellings, domains = ([what for what, _ in sorted(some.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]]
                          for some in (facts.spellings, facts.domains))  # fmt: skip
    return Side(group_id(group), tuple(spellings), facts.rows, tuple(domains))


def listed(view: View) -> Iterable[Organisation]:
    """Every employer and school that a record names, as `View.organisations`, but joined: all spellings, and people once."""
    of: dict[str, str] = {}
    for component in all_components(view):
        for group in component.groups:
            of.update((id_of(key), group_id(group)) for key in group)
    parts: dict[str, list[Organisation]] = {}
    for organisation in view.organisations():
        parts.setdefault(of.get(organisation.id, organisation.id), []).append(organisation)
    for uid, some in sorted(parts.items()):
        yield Organisation(uid, tuple(sorted({s for o in some for s in o.spellings})), _people(view, some))


def _people(view: View, parts: Sequence[Organisation]) -> int:
    if len(parts) == 1:
        return parts[0].people
    met = view.employees([o.id for o in parts], max(o.people for o in parts))
    return len(set().union(*met.values()))
