"""Who can introduce `start` to whom it is about, how likely that is to work, and why; or why nobody can, and what would help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from graph import priors
from graph.errors import BadInput
from graph.introducing.asks import read
from graph.introducing.dead_end import NoneBecause, none_because
from graph.introducing.drafts import Draft, draft
from graph.introducing.finding import Finders, by_corridor
from graph.introducing.intervals import Interval, interval, of_tie
from graph.introducing.question import Chain, Found, Question, pair
from graph.introducing.reach import Factor, reach, reach_interval
from graph.introducing.targets import Fit, Target, to_person, without
from graph.introducing.willingness import Beta, Chance, Willingness
from graph.model import Person
from graph.store.base import View
from graph.strength.calibration import model_at
from graph.strength.corridor import current
from graph.strength.reasons import PathTie, Proof, days_of_contact, proofs, ties_between
from graph.strength.ties import unpack_history

MOST_HOPS = 6
"""Longest path that may be asked for: beyond it nobody has a stake in the request."""

MOST_PATHS = 100


class How(NamedTuple):
    """What else an answer is to hold."""

    per_introducer: int = 2
    """Most paths that begin with one introducer; 0: any number."""
    intervals: bool = True
    drafts: bool = False


USUAL = How()


@dataclass(frozen=True, slots=True)
class Path:
    """One chain of introductions; `ties[i]` joins `people[i]` and `people[i + 1]`, `weakest` indexes the least of them.

    `probability` is the product of the strengths of the ties, what the introducers are willing, what the last one accepts,
    and how well he fits.
    """

    probability: float
    people: tuple[Person, ...]
    ties: tuple[PathTie, ...]
    weakest: int
    introducers: tuple[Chance, ...]
    """Of `people[1:-1]`."""
    accepts: Chance
    fit: Fit
    fit_rows: tuple[Proof, ...]
    interval: Interval | None
    """None where it was not asked for."""
    draft: Draft | None
    """None where it was not asked for, or nobody has to be asked."""

    @property
    def unlikely(self) -> bool:
        return self.probability < priors.UNLIKELY


@dataclass(frozen=True, slots=True)
class Introductions:
    """The answer: paths by falling probability, and the chance that one of the best sixty works if all are tried."""

    start: Person
    target: Target
    goal: Person | None
    """The person asked for; None where it was not one person."""
    as_of: date
    model: str
    reach: float
    reach_interval: Interval | None
    """None where intervals were not asked for, or there is no path."""
    paths: tuple[Path, ...]
    none_because: NoneBecause | None
    way: str
    complete: str


def introduce(
    view: View,
    start: str,
    goal: str | Target,
    *,
    k: int = 5,
    max_hops: int = 3,
    as_of: date,
    how: How = USUAL,
    finder: Finders = by_corridor,
) -> Introductions:
    """The k best paths of at most `max_hops` ties from a person, by current id, to another or to any of a target.

    Raises `BadInput` and `NotFound`.
    """
    if not 1 <= k <= MOST_PATHS or not 1 <= max_hops <= MOST_HOPS or how.per_introducer < 0:
        message = f"ask for 1 to {MOST_PATHS} paths of at most 1 to {MOST_HOPS} ties (got k={k}, max_hops={max_hops})"
        raise BadInput(message)
    ego = _person(view, start)
    target = without(goal if isinstance(goal, Target) else to_person(_person(view, goal)), ego)
    willingness = Willingness(read(view, as_of))
    question = Question(
        start=start,
        goals={p: fit.fit * willingness.accepts(p).value for p, fit in target.fits.items()},
        willing=willingness.own(),
        max_hops=max_hops,
        k=k,
        per_introducer=how.per_introducer,
        per_goal=target.per_goal,
        usual=willingness.usual(),
    )
    find = finder(view, as_of)
    found = find(question)
    known = {p.id: p for p in view.people({p for c in found.chains for p in c.people} | target.fits.keys())}
    known[ego.id] = ego
    ties = ties_between(view, {tie for c in found.chains for tie in pairwise(c.people)}, as_of)
    shown = _Shown(view, as_of, target, willingness, known, ties)
    paths = tuple(shown.path(c, how) for c in found.chains)
    barred: set[str] = set()
    if not paths and (never := willingness.never()):
        lifted = {p: chances for p, chances in question.willing.items() if p not in never}
        barred = {p for c in find(replace(question, willing=lifted)).chains for p in c.people[1:-1]}.intersection(never)
    goals = [known[p] for p in target.fits if p in known]
    reached = reach(question, found.every, found.strengths)
    known_of = _known(view, found, target, willingness, as_of) if how.intervals and found.every else None
    missing = None
    if not paths:
        missing = none_because(view, ego, target, goals, max_hops, as_of, view.people(barred), found.floor)
    return Introductions(
        start=ego,
        target=target,
        goal=goals[0] if target.kind == "person" else None,
        as_of=as_of,
        model=model_at(view, as_of).name,
        reach=reached,
        reach_interval=reach_interval(question, found.every, found.strengths, known_of, reached) if known_of else None,
        paths=paths,
        none_because=missing,
        way=found.way,
        complete=found.complete,
    )


class _Shown:
    """Turns chains into paths with their reasons."""

    def __init__(
        self,
        view: View,
        as_of: date,
        target: Target,
        willingness: Willingness,
        people: Mapping[str, Person],
        ties: Mapping[tuple[str, str], PathTie],
    ) -> None:
        self._view, self._as_of, self._target = view, as_of, target
        self._willingness, self._people = willingness, people
        self._ties = ties

    def path(self, chain: Chain, how: How) -> Path:
        ties = [self._ties[pair(a, b)] for a, b in pairwise(chain.people) if pair(a, b) in self._ties]
        introducers = [self._willingness.introduces(p, i) for i, p in enumerate(chain.people[1:-1], 1)]
        accepts, fit = self._willingness.accepts(chain.people[-1]), self._target.fits[chain.people[-1]]
        people = tuple(self._people[p] for p in chain.people)
        said = [*(c.beta for c in introducers), accepts.beta._replace(times=fit.fit)]
        return Path(
            probability=chain.probability,
            people=people,
            ties=tuple(ties),
            weakest=min(range(len(ties)), key=lambda i: ties[i].strength),
            introducers=tuple(introducers),
            accepts=accepts,
            fit=fit,
            fit_rows=proofs(self._view, fit.rows) if fit.rows else (),
            interval=interval([*(of_tie(t.strength, t.days) for t in ties), *said], chain.probability) if how.intervals else None,
            draft=draft(self._view, people, ties, self._as_of) if how.drafts and len(people) > 2 else None,
        )


def _known(view: View, found: Found, target: Target, willingness: Willingness, as_of: date) -> Callable[[Factor], Beta]:
    """What is known of each factor of the chains whose union is the reach."""
    histories = view.histories({pair(a, b) for c in found.every for a, b in pairwise(c.people)})
    until = as_of.toordinal()
    days = {ends: len(days_of_contact(d for d in unpack_history(h) if d.day <= until)) for ends, h in histories.items()}

    def known(factor: Factor) -> Beta:
        one, other = factor.one, factor.other
        if factor.kind == "tie":
            return of_tie(found.strengths[one, other], days.get((one, other), 0))
        if factor.kind == "willing":
            return willingness.introduces(one, 1 if other == "first" else 2).beta
        return willingness.accepts(other).beta._replace(times=target.fits[other].fit)

    return known


def _person(view: View, uid: str) -> Person:
    found = view.people([uid])
    if not found:
        raise BadInput(f"{uid!r} is not the current id of a person")
    return found[0]


def ties_of(view: View, person: str, *, as_of: date, limit: int) -> list[tuple[Person, PathTie]]:
    """The strongest ties of a person with their reasons, strongest first, then by name."""
    rows = view.ties([person])
    worth = {r.alter: s for r, s in zip(rows, current(view, rows, as_of), strict=True) if s > 0.0}
    best = sorted(worth, key=lambda p: (-worth[p], p))[:limit]
    people = {p.id: p for p in view.people(best)}
    ties = ties_between(view, [(person, p) for p in best], as_of)
    return [(people[p], ties[pair(person, p)]) for p in best if pair(person, p) in ties]
