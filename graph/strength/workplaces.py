"""Who worked or studied where at the same time, as far as records say, and what that is worth: a weak, inferred tie.

A record says that a person was with an employer on the day that its part is of (`Part.newest`). That holds until a later
record of the person names another one. Where records say from when to when, that counts instead (`strength.stays`). Two people
with one employer at one time are tied, with the number of people known there, unless that is more than
`priors.LARGEST_ORGANISATION`; so are two of one school. What was said later changes nothing about an earlier day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations, islice

from msgspec.structs import replace

from graph import priors
from graph.dating import days_of
from graph.model import Tie
from graph.organisations.groups import Joined
from graph.store.base import View, Writer
from graph.strength.evidence import Evidence, Pair, tie_of
from graph.strength.stays import Spell, Spells, Word, spells, word
from graph.strength.ties import RESIZED, SCHOOLED, STATED, STATES, WORKED, Day, distinct, unpack_history
from graph.values import is_school

CACHED = 1 << 12
"""Results kept for pairs of people on the same lists."""

CHUNK = 2_000
"""Organisations whose ties are computed at a time: bounds memory."""


def size_class(people: int) -> int:
    """What a number of people counts as."""
    return next(size for size in priors.ORGANISATION_SIZES if people <= size)


@lru_cache(CACHED)
def together(one: tuple[Spell, ...], other: tuple[Spell, ...], known: tuple[int, ...], code: int = WORKED) -> tuple[Day, ...]:
    """The days of a history that two people's spells at one organisation make, of the kind `code`.

    `known` is, for everyone known there, the first day on which he was there, sorted. A `STATED` day is one on which either
    was said to be there while the other was; a `RESIZED` one is a later day on which more people became known.
    """
    days: dict[int, Day] = {}
    for mine in one:
        for theirs in other:
            start, end = max(mine.stated[0], theirs.stated[0]), min(mine.until, theirs.until)
            for day in {*mine.stated, *theirs.stated}:
                if start <= day < end:
                    days[day] = Day(day, code, STATED, size_class(bisect_right(known, day)))
    if not days:
        return ()
    size = days[min(days)].size
    for day in sorted(set(known)):
        if day > min(days) and (now := size_class(bisect_right(known, day))) > size:
            days.setdefault(day, Day(day, code, RESIZED, now))
            size = now
    return tuple(sorted(days.values()))


@lru_cache(CACHED)
def _only_colleagues(days: tuple[Day, ...]) -> Tie | None:
    """The tie of two people whom nothing else ties, but for their ids: those of one list have the same."""
    return tie_of(("", ""), Evidence(list(days)))


@dataclass(frozen=True, slots=True)
class Staff:
    """What is said of the people of some organisations."""

    known: Mapping[str, tuple[int, ...]]
    """organisation -> the first day (ordinal) on which each of its people was there, sorted; large organisations are left
    out."""
    people: Mapping[str, Sequence[str]]
    """organisation -> who they are."""
    spells: Mapping[str, Spells]
    """By person."""
    newest: Mapping[str, int]
    """part -> the day that it is of (ordinal), where that is known."""

    def days(self, one: str, other: str) -> tuple[Day, ...]:
        """What a history holds of two people's having worked or studied at one place."""
        found = [days for o in self.shared(one, other) if (days := self.together(one, other, o))]
        return found[0] if len(found) == 1 else tuple(distinct(chain.from_iterable(found)))

    def together(self, one: str, other: str, organisation: str) -> tuple[Day, ...]:
        """The same of one organisation."""
        code = SCHOOLED if is_school(organisation) else WORKED
        return together(self.spells[one][organisation], self.spells[other][organisation], self.known[organisation], code)

    def still(self, one: str, other: str, organisation: str, day: int) -> bool:
        """Whether nothing said has either of them elsewhere by that day (an ordinal)."""
        return all(any(s.stated[0] <= day < s.until for s in self.spells[p][organisation]) for p in (one, other))

    def shared(self, one: str, other: str) -> list[str]:
        """Organisations that both were ever said to be with, but for large ones, sorted."""
        both = self.spells.get(one, {}).keys() & self.spells.get(other, {}).keys()
        return sorted(both & self.people.keys())


def staff_of(view: View, organisations: Collection[str], others: Collection[str] = ()) -> Staff:
    """Everyone of these joined organisations (`graph.organisations.groups`), these other people, and everyone of the
    organisations that two of all these have in common, but for large organisations."""
    newest = days_of(view)
    joined = Joined(view)
    people = _small(joined.employees(organisations, priors.LARGEST_ORGANISATION))
    said = joined.employments({*others, *(p for some in people.values() for p in some)})
    met: dict[str, set[str]] = {}
    for e in said:
        met.setdefault(e.organisation, set()).add(e.person)
    common = [o for o, some in met.items() if len(some) > 1 and o not in people and o not in organisations]
    more = _small(joined.employees(common, priors.LARGEST_ORGANISATION))
    said += joined.employments({p for some in more.values() for p in some} - {e.person for e in said})
    by_person: dict[str, list[Word]] = {}
    for e in said:
        by_person.setdefault(e.person, []).append(word(e, newest))
    held = {p: spells(days) for p, days in by_person.items()}
    known = {o: tuple(sorted(held[p][o][0].stated[0] for p in some)) for o, some in {**people, **more}.items()}
    return Staff(known, {**people, **more}, held, newest)


def organisations_of(w: Writer, people: Collection[str]) -> set[str]:
    """The organisations that records of these people name, each spelling's for itself."""
    return {e.organisation for e in w.employments(people)}


def tie_colleagues(w: Writer, organisations: Collection[str], before: Mapping[str, Sequence[str]]) -> int:
    """Make the ties of all who were (`before`, by organisation) or are now known at these joined organisations what the records
    say, and return how many changed. Organisations are those of everyone whose records changed, before and after."""
    changed, waiting = 0, iter(sorted(organisations))
    while some := set(islice(waiting, CHUNK)):
        were = {o: before[o] for o in some & before.keys() if len(before[o]) <= priors.LARGEST_ORGANISATION}
        staff = staff_of(w, some, {p for people in were.values() for p in people})
        pairs = {pair for known in (were, staff.people) for o in some & known.keys() for pair in combinations(known[o], 2)}
        changed += _retie(w, staff, pairs)
    return changed


def _retie(w: Writer, staff: Staff, pairs: Collection[Pair]) -> int:
    """Ties whose evidence of this kind changed; all other evidence of theirs stands in their histories."""
    stored = w.histories(pairs)
    put, drop = [], []
    for pair in sorted(pairs):
        history = unpack_history(stored.get(pair, b""))
        now = staff.days(*pair)
        if now == tuple(d for d in history if d.code in STATES):
            continue
        others = [d for d in history if d.code not in STATES]
        if others and (tie := w.tie(*pair)):
            found = tie_of(pair, Evidence([*others, *now], dict(tie.kinds)))
        elif found := _only_colleagues(now):
            found = replace(found, a=pair[0], b=pair[1])
        if found:
            put.append(found)
        else:
            drop.append(pair)
    w.put_ties(put)
    w.drop_ties(drop)
    return len(put)


def _small(employees: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {o: people for o, people in employees.items() if len(people) <= priors.LARGEST_ORGANISATION}
