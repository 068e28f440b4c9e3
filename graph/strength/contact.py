"""When two people were in touch, as far as files show it: a narrower thing than a tie."""

from __future__ import annotations

from collections.abc import Sequence

from graph import priors
from graph.priors import KINDS, LABELS
from graph.strength.ties import STATES, Day, basis_of

_NAMES = {kind.code: name for name, kind in KINDS.items()}
_WORDS = frozenset(KINDS[name].code for name in LABELS)
_TOGETHER = frozenset(KINDS[name].code for name in ("attended", "studied", "worked_on", "shared_card"))
"""What people did at one place or on one thing, without turning to one another."""


def contacts(days: Sequence[Day], as_of: int) -> list[int]:
    """The distinct days (ordinals, sorted) up to `as_of` on which two people were in touch: anything with a date but a common
    employer or school, a person's word on the tie, and what more than `priors.SMALL_MEETING` people shared."""
    found = {d.day for d in days if 0 < d.day <= as_of and d.code not in STATES | _WORDS and _small(d)}
    return sorted(found)


def turned(days: Sequence[Day], since: int, as_of: int) -> bool:
    """Whether one turned to the other on any day from `since` to `as_of`: wrote, called, connected, agreed to meet."""
    return any(since <= d.day <= as_of and d.code not in _TOGETHER | _WORDS | STATES and _small(d) for d in days)


def knew(days: Sequence[Day], before: int) -> bool:
    """Whether files show, or somebody said, that two people knew each other before this day; a date that is not known is
    one before it."""
    earlier = [d for d in days if d.day < before and d.code != KINDS["does_not_know"].code]
    return bool(earlier) and basis_of(earlier) != "inferred"


def _small(day: Day) -> bool:
    return not KINDS[_NAMES[day.code]].group or day.size <= priors.SMALL_MEETING
