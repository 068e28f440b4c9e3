"""From when to when somebody was somewhere, as two cells of a row say it."""

from __future__ import annotations

from typing import NamedTuple

from graph.values import plain
from ingest.reading.dates import Order, period

_STILL = frozenset(
    "present current currently now today ongoing heute aktuell jetzt laufend present aujourdhui actuel actualidad actualmente "
    "presente attuale atualmente oggi hoje obecnie".split()
)
"""What is written for an end that has not come."""


class Times(NamedTuple):
    """ISO years, months or days, as in `graph.model.Record`."""

    began: str = ""
    ended: str = ""
    trouble: str = ""
    """Why they cannot be used; empty when they can."""


def times(began: str, ended: str, order: Order = "mdy") -> Times:
    """What the two cells say; an empty end, and a word like `present`, means that it has not come."""
    if not (word := "".join(c for c in plain(ended) if c.isalnum())) or word in _STILL:
        ended = ""
    first, last = period(began, order), period(ended, order)
    for cell, read in ((began, first), (ended, last)):
        if cell and not read:
            return Times(trouble=f"the time {cell[:40]!r} cannot be read (2020, Jan 2020 and 2020-01-31 can)")
    if first and last and last < first[: len(last)]:
        return Times(trouble=f"it ends ({ended[:40]}) before it begins ({began[:40]})")
    return Times(first, last)
