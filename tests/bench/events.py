"""What shared events say of later contacts, by the product's own ties, beside other projections of the same events.

Of each set of `interactions`, the earliest 70 % of contacts are made into gatherings, and those are imported as a file of
attendance:

- face to face (times on a grid of 20 s): everyone connected by simultaneous contacts, while exactly these stay together, with
  gaps of at most a minute;
- mail: the sender and all recipients of one moment. A set all of whose gatherings are of two says nothing, and is left out.

Ranked are all pairs of people seen; right are those in contact later. Ours is the faded worth of a tie (`measures.proximity`),
which whom-to-meet rests on; the baselines add up over all gatherings of n people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import numpy as np

from graph.measures import trail
from graph.measures.proximity import weave
from tests.bench.interactions import Rows, Split, address, imported, later, sets, split
from tests.bench.ranking import auc, average_precision
from tests.bench.table import Row

GRID, GAP = 20, 60
"""Seconds between two looks of a badge, and for how long a gathering may go unseen."""
PROJECTIONS: Mapping[str, Callable[[int], float]] = {
    "Newman 1/(n-1)": lambda n: 1.0 / (n - 1),
    "raw count": lambda _: 1.0,
    "1/C(n,2)": lambda n: 2.0 / (n * (n - 1)),
    "noisy-or (n-1)^-1.5": lambda n: -float(np.log1p(-min(0.95, 0.6 * (n - 1) ** -1.5))),
}
"""What one gathering of n adds to each pair; noisy-or as the sum of -log(1 - q)."""
OURS = "ours"


@dataclass(frozen=True, slots=True)
class Gathering:
    when: int
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Projected:
    """One set: AUC and average precision of each projection."""

    name: str
    gatherings: int
    found: dict[str, tuple[float, float]]


def gatherings(rows: Rows) -> list[Gathering]:
    """In the order of time."""
    moments = np.split(rows, np.flatnonzero(np.diff(rows[:, 0])) + 1)
    if np.any((rows[:, 0] - rows[0, 0]) % GRID):
        return [Gathering(int(some[0, 0]), people) for some in moments for people in _mails(some)]
    found: list[Gathering] = []
    seen: dict[tuple[int, ...], int] = {}
    for some in moments:
        when = int(some[0, 0])
        together: nx.Graph[int] = nx.Graph([(a, b) for _, a, b in some.tolist() if a != b])
        for people in sorted(tuple(sorted(c)) for c in nx.connected_components(together)):
            if people not in seen or when - seen[people] > GAP:
                found.append(Gathering(when, people))
            seen[people] = when
    return found


def _mails(some: Rows) -> list[tuple[int, ...]]:
    """The people of each mail of one moment: its sender and all recipients."""
    found: dict[int, set[int]] = {}
    for _, sender, recipient in some.tolist():
        found.setdefault(sender, {sender}).add(recipient)
    return [tuple(sorted(people)) for _, people in sorted(found.items()) if len(people) > 1]


def projected(cut: Split, met: list[Gathering]) -> Projected:
    rows = [(f"Gathering {i}", g.when, address(p)) for i, g in enumerate(met) for p in g.people]
    with imported(("event", "when", "person"), rows, cut.day) as (view, snapshot, known):
        fabric = weave(trail.read(view, snapshot), cut.day.toordinal())
    n = len(known)
    place = {int(p): i for i, p in enumerate(known)}
    right = later(known, cut)
    pairs = np.triu_indices(n, 1)
    ours = np.zeros((n, n))
    ours[np.repeat(np.arange(n), np.diff(fabric.start)), fabric.alter] = fabric.faded
    scores = {OURS: ours, **{name: np.zeros((n, n)) for name in PROJECTIONS}}
    for g in met:
        people = [place[p] for p in g.people]
        for name, share in PROJECTIONS.items():
            scores[name][np.ix_(people, people)] += share(len(people))
    return Projected(
        cut.name,
        len(met),
        {m: (auc(s[pairs], right[pairs]), average_precision(s[pairs], right[pairs])) for m, s in scores.items()},
    )


def of_sets(data: Path) -> list[Projected]:
    found = []
    for path in sets(data):
        cut = split(path)
        met = gatherings(cut.before)
        if any(len(g.people) > 2 for g in met):
            found.append(projected(cut, met))
    return found


def events(data: Path) -> list[Row]:
    """The rows of the bench: one a set, and the means."""
    found = of_sets(data)
    rows = [
        Row(f"events to ties, {f.name}: {f.gatherings:,} gatherings, AUC / AP", _two(f.found[OURS]), "", _beside(f.found), "")
        for f in found
    ]
    means = {
        m: (float(np.mean([f.found[m][0] for f in found])), float(np.mean([f.found[m][1] for f in found])))
        for m in found[0].found
    }
    newman = means["Newman 1/(n-1)"]
    gain = f"AUC {means[OURS][0] - newman[0]:+.3f}, AP {means[OURS][1] - newman[1]:+.3f} over Newman's"
    what = f"events to ties, mean of {len(found)} sets: AUC / AP"
    return [*rows, Row(what, _two(means[OURS]), "better than Newman's", _beside(means), gain)]


def _two(found: tuple[float, float]) -> str:
    return f"{found[0]:.3f} / {found[1]:.3f}"


def _beside(found: Mapping[str, tuple[float, float]]) -> str:
    return "; ".join(f"{m} {_two(x)}" for m, x in found.items() if m != OURS)
