"""Of which day a part is: the day on which what it states without a date of its own was so.

A list of contacts rarely says when it was exported. The newest date in it is the best guess, and a late one when its owner last
met somebody years ago; so all parts of one export are of the newest day that any of them states.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import Source
from graph.store.base import View

OWNER_KIND = "owner"
"""Kind of the part that an export of somebody's own has for what it says of him."""


def days_of(view: View) -> dict[str, int]:
    """part -> the day (ordinal) that it is of, where one is known."""
    return days_in(view.sources())


def days_in(sources: Iterable[Source]) -> dict[str, int]:
    """The same by these sources alone; of a part that several hold, the latest day."""
    days: dict[str, int] = {}
    for source in sources:
        stated = {p.uid: p.newest.toordinal() for p in source.parts if p.newest}
        whole = max(stated.values(), default=0) if any(p.kind == OWNER_KIND for p in source.parts) else 0
        for part in source.parts:
            if day := max(stated.get(part.uid, 0), whole):
                days[part.uid] = max(days.get(part.uid, 0), day)
    return days


def redated_in(before: Iterable[Source], after: Iterable[Source]) -> set[str]:
    """Parts that are of another day after a change of sources than before it, and are there at both times."""
    then, now = list(before), list(after)
    were, are = days_in(then), days_in(now)
    there = {p.uid for s in now for p in s.parts}
    return {p.uid for s in then for p in s.parts if p.uid in there and were.get(p.uid) != are.get(p.uid)}
