"""The corridor: the few people who can lie on a path of at most H ties, read from a View level by level.

A simple path of at most H ties from `start` to one of the goals visits only people whose hop distances to the start and to
the nearest goal sum to at most H. A levels are read around the start and B around all goals together, always the smaller
frontier next, until A + B = H - 1; the ties between the two last frontiers complete every such path. Top-k inside the
corridor is therefore top-k in the whole graph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import networkx as nx
import numpy as np

from graph.store.base import TieRow, View
from graph.strength.calibration import model_at
from graph.strength.ties import fold, pack_stats, strengths, table, unpack_history


@dataclass(slots=True)
class _Side:
    """What was read around one end."""

    depth: dict[str, int]
    frontier: set[str]
    levels: int = 0
    rows: list[TieRow] = field(default_factory=list)

    def grow(self, view: View) -> None:
        """Read one more level."""
        rows = view.ties(self.frontier)
        self.rows += rows
        self.levels += 1
        self.frontier = {r.alter for r in rows} - self.depth.keys()
        self.depth.update(dict.fromkeys(self.frontier, self.levels))


def corridor(view: View, start: str, goals: Collection[str], max_hops: int, as_of: date) -> nx.Graph[str]:
    """Every tie on a path of at most `max_hops` ties from `start` to one of the goals, as an undirected graph whose edges
    carry `strength` at `as_of` (0 < strength < 1). The ends are always nodes; with no path, they may be the only ones."""
    near, far = _Side({start: 0}, {start}), _Side(dict.fromkeys(goals, 0), set(goals))
    while near.levels + far.levels < max_hops - 1 and near.frontier and far.frontier:
        min(near, far, key=lambda side: len(side.frontier)).grow(view)
    rows = near.rows + far.rows
    if near.frontier and far.frontier:
        fewer, more = sorted((near.frontier, far.frontier), key=len)
        rows += view.ties(fewer, more)
    kept = _useful(rows, start, goals, max_hops)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from((start, *goals))
    worth = current(view, kept, as_of)
    graph.add_edges_from((r.ego, r.alter, {"strength": s}) for r, s in zip(kept, worth, strict=True) if s > 0.0)
    return graph


def _useful(rows: Iterable[TieRow], start: str, goals: Collection[str], max_hops: int) -> list[TieRow]:
    """The rows, each tie once, that lie on some walk of at most `max_hops` ties from the start to a goal."""
    ties = {(r.ego, r.alter) if r.ego < r.alter else (r.alter, r.ego): r for r in rows}
    alters: dict[str, list[str]] = {}
    for a, b in ties:
        alters.setdefault(a, []).append(b)
        alters.setdefault(b, []).append(a)
    return [ties[pair] for pair in between(alters, start, goals, max_hops)]


def between(
    alters: Mapping[str, Collection[str]], start: str, goals: Collection[str], max_hops: int
) -> Iterator[tuple[str, str]]:
    """Every tie once, its lesser id first, that lies on some walk of at most `max_hops` ties from the start to a goal; `alters`
    has every tie from both ends."""
    from_start, to_goal = (distances(alters, ends, max_hops) for ends in ((start,), goals))
    far = max_hops + 1
    for a, before in from_start.items():
        for b in alters.get(a, ()) if before < max_hops else ():
            if before + to_goal.get(b, far) < max_hops and (a < b or from_start.get(b, far) + to_goal.get(a, far) >= max_hops):
                yield (a, b) if a < b else (b, a)


def distances(alters: Mapping[str, Collection[str]], ends: Collection[str], most: int) -> dict[str, int]:
    """Hops from the nearest of `ends` to everyone within `most` of it."""
    found, frontier = dict.fromkeys(ends, 0), set(ends)
    for hops in range(1, most + 1):
        frontier = {q for p in frontier for q in alters.get(p, ())} - found.keys()
        found.update(dict.fromkeys(frontier, hops))
    return found


def current(view: View, rows: Collection[TieRow], as_of: date) -> list[float]:
    """Strength of each tie at `as_of`, by the weights of that day (`strength.calibration`); one whose last day is later is folded
    again without what came after."""
    if not rows:
        return []
    stats, model = [r.stats for r in rows], model_at(view, as_of)
    today = as_of.toordinal()
    known = table(stats)
    later = np.flatnonzero((known["last"] > today) | (known["label_day"] > today))
    begun = np.ones(len(stats), dtype=np.bool_)
    if later.size:
        pairs = {i: (min(r.ego, r.alter), max(r.ego, r.alter)) for i, r in enumerate(rows)}
        histories = view.histories({pairs[i] for i in later.tolist()})
        for i in later.tolist():
            before = fold(unpack_history(histories[pairs[i]]), today)
            if before is None:
                begun[i] = False
            else:
                stats[i] = pack_stats(before)
        known = table(stats)
    worth = np.zeros(len(stats))
    worth[begun] = strengths(known[begun], as_of, model)
    return list(worth.tolist())
