"""When a person was with an employer or school, as his records say it: some from when to when, most of one day only.

Where the times of a stay are stated they count, and what else is said of that employer counts within them only. A beginning
or an end that is known by its year or month counts from its first day on, so that two people of whom one left in the month in
which the other came are not known to have met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from graph.model import Record
from graph.store.base import Employment
from graph.values import is_school

FOREVER = date.max.toordinal()
YEAR = 365
"""Days between two days of one stay that a history holds, so that it has not faded while it lasted."""


class Word(NamedTuple):
    """What one record says: that a person was with an organisation on a day (ordinals, 0 unknown), or from when to when."""

    organisation: str
    day: int
    began: int = 0
    ended: int = 0


class Spell(NamedTuple):
    """The days (ordinals, 0 unknown) on which a person is known to have been with one organisation, sorted, and the first day
    on which that is no longer known: `FOREVER` if nothing says so."""

    stated: tuple[int, ...]
    until: int


Spells = Mapping[str, tuple[Spell, ...]]
"""Of one person, by organisation."""


def told(record: Record) -> list[str]:
    """What a record says beside the facts of a person, in words."""
    school = (f"school: {record.school}",) if record.school else ()
    times = " ".join(f"{word} {day}" for word, day in (("from", record.began), ("to", record.ended)) if day)
    return [*record.about, *school, *((times,) if times else ())]


def ordinal(text: str) -> int:
    """The first day of an ISO year, month or day; 0 for an empty text."""
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :]).toordinal() if text else 0


def word(said: Employment, newest: Mapping[str, int]) -> Word:
    """`newest`: part -> the day that it is of."""
    return Word(said.organisation, newest.get(said.part, 0), ordinal(said.began), ordinal(said.ended))


def spells(said: Iterable[Word]) -> dict[str, tuple[Spell, ...]]:
    """Of all that is said of one person. Two employers on one day are both his."""
    running: list[Word] = []
    timed: dict[str, list[Word]] = {}
    for w in said:
        if w.began or w.ended or is_school(w.organisation):
            timed.setdefault(w.organisation, []).append(w)
        else:
            running.append(w)
    if not timed:
        return _following(running)
    found: dict[str, list[Spell]] = {}
    since: dict[str, int] = {}
    kept = [w for w in running if w.organisation not in timed]
    for organisation, words in timed.items():
        closed = [w for w in words if w.ended or is_school(organisation)]
        begun = {w.began for w in closed}
        # The same stay, told again when it was over, is over.
        lasting = [w for w in words if w not in closed and w.began not in begun]
        found[organisation] = [_closed(w) for w in closed]
        if lasting:
            since[organisation] = min(w.began for w in lasting)
            kept += [Word(organisation, max(w.day, w.began)) for w in lasting]
            kept += [w for w in running if w.organisation == organisation and w.day >= since[organisation]]
    for organisation, some in _following(kept).items():
        first = since.get(organisation, 0)
        found.setdefault(organisation, []).extend(
            Spell((*_yearly(first, s.stated[0]), *s.stated), s.until) if first else s for s in some
        )
    return {organisation: tuple(sorted(some)) for organisation, some in found.items()}


def _following(said: Sequence[Word]) -> dict[str, tuple[Spell, ...]]:
    """Of words of one day each: an employer lasts until another one is said."""
    by_day: dict[int, set[str]] = {}
    for w in said:
        by_day.setdefault(w.day, set()).add(w.organisation)
    found: dict[str, list[Spell]] = {}
    running: dict[str, list[int]] = {}
    for day in sorted(by_day):
        for organisation in sorted(running.keys() - by_day[day]):
            found.setdefault(organisation, []).append(Spell(tuple(running.pop(organisation)), day))
        for organisation in by_day[day]:
            running.setdefault(organisation, []).append(day)
    for organisation, days in running.items():
        found.setdefault(organisation, []).append(Spell(tuple(days), FOREVER))
    return {organisation: tuple(some) for organisation, some in found.items()}


def _closed(said: Word) -> Spell:
    """A stay that is over; of a school without an end the days to which it is known, as nobody stays there."""
    first = said.began or said.ended or said.day
    until = max(said.ended or said.day, first + 1)
    return Spell((*_yearly(first, until - 1), until - 1), until)


def _yearly(first: int, last: int) -> range:
    """The days a year apart from the first one to before the last one."""
    return range(first, last, YEAR)
