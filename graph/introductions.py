"""Who can introduce `start` to `goal`, how likely it is to work, and why; or why nobody can, and what would change that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from graph.calibration import model_at
from graph.corridor import corridor, current
from graph.dead_end import NoneBecause, none_because
from graph.errors import BadInput
from graph.model import Person
from graph.paths import best_chains, reach
from graph.reasons import PathTie, tie_between
from graph.store.base import View

MOST_HOPS = 6
"""Longest path that may be asked for: beyond it nobody has a stake in the request."""

MOST_PATHS = 100
REACH_PATHS = 60
"""Paths over whose union the chance to be reached is taken."""


@dataclass(frozen=True, slots=True)
class Path:
    """One chain of introductions; `ties[i]` joins `people[i]` and `people[i + 1]`, `weakest` indexes the least of them."""

    probability: float
    people: tuple[Person, ...]
    ties: tuple[PathTie, ...]
    weakest: int


@dataclass(frozen=True, slots=True)
class Introductions:
    """The answer: paths by falling probability, and the chance that one of the best sixty works if all are tried."""

    start: Person
    goal: Person
    as_of: date
    model: str
    reach: float
    paths: tuple[Path, ...]
    none_because: NoneBecause | None


def introduce(view: View, start: str, goal: str, *, k: int = 5, max_hops: int = 3, as_of: date) -> Introductions:
    """The k best paths of at most `max_hops` ties between two people, by current id. Raises `BadInput`."""
    if not 1 <= k <= MOST_PATHS or not 1 <= max_hops <= MOST_HOPS:
        message = f"ask for 1 to {MOST_PATHS} paths of at most 1 to {MOST_HOPS} ties (got k={k}, max_hops={max_hops})"
        raise BadInput(message)
    if start == goal:
        message = "from and to are the same person: name two different people"
        raise BadInput(message)
    graph = corridor(view, start, goal, max_hops, as_of)
    chains = best_chains(graph, start, goal, max_hops, max(k, REACH_PATHS))
    shown = chains[:k]
    known = {p.id: p for p in view.people({start, goal} | {p for c in shown for p in c.people})}
    seen: dict[tuple[str, str], PathTie] = {}
    paths = []
    for chain in shown:
        ties = []
        for a, b in pairwise(chain.people):
            if (tie := seen.get((a, b))) is None and (tie := tie_between(view, a, b, as_of)) is not None:
                seen[a, b] = tie
            if tie is not None:
                ties.append(tie)
        weakest = min(range(len(ties)), key=lambda i: ties[i].strength)
        paths.append(Path(chain.probability, tuple(known[p] for p in chain.people), tuple(ties), weakest))
    return Introductions(
        start=known[start],
        goal=known[goal],
        as_of=as_of,
        model=model_at(view, as_of).name,
        reach=reach(graph, chains),
        paths=tuple(paths),
        none_because=None if paths else none_because(view, known[start], known[goal], max_hops, as_of),
    )


def ties_of(view: View, person: str, *, as_of: date, limit: int) -> list[tuple[Person, PathTie]]:
    """The strongest ties of a person with their reasons, strongest first, then by name."""
    rows = view.ties([person])
    worth = {r.alter: s for r, s in zip(rows, current(view, rows, as_of), strict=True) if s > 0.0}
    best = sorted(worth, key=lambda p: (-worth[p], p))[:limit]
    people = {p.id: p for p in view.people(best)}
    found = [(people[p], tie_between(view, person, p, as_of)) for p in best]
    return [(p, tie) for p, tie in found if tie is not None]
