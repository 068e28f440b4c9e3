"""Suggestions to a person: whom to follow up, to reconnect with, to meet, and who opens what; each with its reasons.

Each kind finds its candidates with a score of its own; here they are put in order, dismissed ones fade, and only those that are
shown are asked why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import NamedTuple

from graph import priors
from graph.errors import BadInput, TooLargeHere
from graph.measures.groups import Divided, Group, groups
from graph.measures.society import Reading, Society, read
from graph.model import Person
from graph.store.base import View
from graph.suggesting import brokers, doors, follow_up, newcomers, reconnect
from graph.suggesting.dismissals import Faded, dismissed, left_of
from graph.suggesting.suggestion import KINDS, Asked, Candidate, Kind, Suggestion, Suggestions

MOST = 200
"""Suggestions in one answer."""
MOST_DAYS = 365
"""Days after an event for which it may be asked who was met."""
FIND: Mapping[Kind, Callable[[Asked], list[Candidate]]] = {
    "follow-up": follow_up.find,
    "reconnect": reconnect.find,
    "meet": newcomers.find,
    "brokers": brokers.find,
    "communities": doors.find,
}
FOR_NOBODY: frozenset[Kind] = frozenset(("brokers",))
"""Kinds that can be asked for the whole network."""
ITSELF = Reading("corridor", "all ties and events of the person")
"""What is read where none of the network is needed."""


class How(NamedTuple):
    """How suggestions are wanted."""

    k: int = 10
    """Most of them."""
    novelty: float = 0.0
    """0: the most likely; 1: the newest to the person."""
    days: int = follow_up.DAYS
    """How long after an event it is asked who was met there."""


USUAL = How()


@dataclass(slots=True)
class _Network:
    """What one question takes of the network: only what it needs, and that once."""

    take: Callable[[], Society]
    divide: Callable[[Society], tuple[Divided, list[Group]]]
    left_out: list[Kind] = field(default_factory=list)
    """Kinds that need more of it than can be had."""
    _taken: Society | None = None
    _divided: tuple[Divided, list[Group]] | None = None

    def society(self) -> Society:
        """Of the person, or of nobody in particular."""
        if self._taken is None:
            self._taken = self.take()
        return self._taken

    def communities(self) -> tuple[Divided, list[Group]]:
        """Those of all of it."""
        if self._divided is None:
            self._divided = self.divide(self.society())
        return self._divided

    def reading(self) -> Reading:
        """Which way it was taken, and of what nothing is missing."""
        if self._taken is None:
            return ITSELF
        said = [self._taken.reading.complete, *(f"no {one}, which need all ties at once" for one in self.left_out)]
        if self._divided is not None and self._divided[0] is not self._taken:
            said.append(f"communities by {self._divided[0].way}")
        return self._taken.reading._replace(complete="; ".join(said))


def suggest(
    view: View,
    person: Person | None,
    kind: Kind | None,
    *,
    as_of: date,
    how: How = USUAL,
    society: Callable[[View, date, str], Society] = read,
    communities: Callable[[View, date], tuple[Divided, list[Group]]] | None = None,
) -> Suggestions:
    """The best suggestions for a person.

    Args:
        view: what to read from.
        person: for whom; None for the whole network, which only `brokers` knows an answer for.
        kind: None for all: the best of each kind first, then the second best, each kind as often as it has any.
        as_of: the day that is asked about; nothing that happened or was said after it counts.
        how: how many, and which.
        society: where the network is taken from, for the kinds that need it: what is around a person (by id) at least, all of it
            for nobody.
        communities: where those of the whole network are taken from; found in what `society` gives when None.

    Raises:
        BadInput: what cannot be asked.
        TooLargeHere: a kind that needs more of the network than these can give. Of all kinds, it is left out.
    """
    if not 1 <= how.k <= MOST or not 0.0 <= how.novelty <= 1.0 or not 1 <= how.days <= MOST_DAYS:
        message = f"ask for 1 to {MOST} suggestions, with a novelty of 0 to 1, at most 1 to {MOST_DAYS} days after an event"
        raise BadInput(message)
    if person is None and kind not in FOR_NOBODY:
        raise BadInput(f"say for whom: only {', '.join(sorted(FOR_NOBODY))} can be asked for the whole network")
    wanted = KINDS if kind is None else (kind,)
    network = _Network(
        partial(society, view, as_of, person.id if person else ""),
        lambda taken: communities(view, as_of) if communities else (taken, groups(view, taken, as_of)),
    )
    ranked: list[tuple[int, int, Candidate]] = []
    for place, one in enumerate(wanted):
        faded = dismissed(view, person, one, as_of) if person else {}
        asked = Asked(view, person, as_of, how.novelty, how.days, how.k + len(faded), network.society, network.communities)
        try:
            candidates = FIND[one](asked)
        except TooLargeHere:
            if kind is not None:
                raise
            network.left_out.append(one)
            continue
        ranked += [(rank, place, c) for rank, c in enumerate(_best(candidates, faded, as_of, how.k))]
    shown = sorted(ranked, key=lambda r: r[:2])[: how.k]
    people = {p.id: p for p in view.people({c.person for *_, c in shown})}
    found = [Suggestion(wanted[place], people[c.person], c.score, c.why(), c.met) for _, place, c in shown if c.person in people]
    reading = network.reading()
    return Suggestions(person, kind, as_of, priors.MODEL, reading.way, reading.complete, tuple(found))


def _best(candidates: list[Candidate], faded: Mapping[str, Faded], as_of: date, k: int) -> list[Candidate]:
    """The best of one kind: dismissed ones with what is left of their score, or not at all; equals by id."""
    left = [(c, left_of(faded, c.person, c.score, as_of)) for c in candidates]
    kept = [replace(c, score=score) for c, score in left if score is not None]
    return sorted(kept, key=lambda c: (-c.score, c.person))[:k]
