"""What a suggestion is, and what is asked for: shared by the kinds of suggestions, each of which is a module of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from graph.measures.groups import Divided, Group
from graph.measures.society import Society
from graph.model import Person
from graph.store.base import View
from graph.strength.reasons import Reason

Kind = Literal["follow-up", "reconnect", "meet", "brokers", "communities"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which equals are listed: what has a date on it first."""


@dataclass(frozen=True, slots=True)
class Met:
    """The event at which somebody was met."""

    event: str
    name: str
    day: date
    people: int
    """Known to have been there."""
    days_left: int
    """Days on which it is still asked about, today included."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be suggested. The reasons are only asked for when it comes to that."""

    person: str
    score: float
    """In [0, 1]; compares within one kind only."""
    why: Callable[[], tuple[Reason, ...]]
    met: Met | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, as every kind of suggestion gets it."""

    view: View
    person: Person | None
    """For whom; None: for nobody in particular, which only some kinds can answer."""
    as_of: date
    novelty: float
    """0: what is most likely; 1: what is newest to the person."""
    days: int
    """For how many days after an event it is asked who was met there."""
    most: int
    """Candidates that can be shown at most: beyond them, the least ones may be left out."""
    society: Callable[[], Society]
    """The network at `as_of`, read when it is needed: all of it, or what is around the person (`measures.nearby`), where it is
    too large and the kind needs no more. Raises `TooLargeHere` where it does."""
    communities: Callable[[], tuple[Divided, list[Group]]]
    """Those of the whole network, with names. Raises `TooLargeHere` where nobody can find them."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody, why, and how much it speaks for them."""

    kind: Kind
    person: Person
    score: float
    why: tuple[Reason, ...]
    met: Met | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The answer, best first."""

    person: Person | None
    kind: Kind | None
    """None: of every kind."""
    as_of: date
    model: str
    way: str
    """How the network was read, in a word or two, as in `introducing.question.Found`."""
    complete: str
    """Of what nothing is missing, in words."""
    suggestions: tuple[Suggestion, ...]
