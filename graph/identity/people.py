"""Who is whom among records: the links between them, and the people that they make."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import log2

import numpy as np

from graph.identity.cluster import MERGE, Clustering, Pair, atoms_of, cluster
from graph.identity.compare import PERSON
from graph.identity.features import features_of, together
from graph.identity.model import Model
from graph.identity.naming import INITIAL
from graph.identity.score import Bools, Floats, Levels, compare_pairs, parts_of, sum_of
from graph.identity.walls import Walls
from graph.model import Record

_COMMON = log2(100_000)
"""Bits below which a full name is common: one in so many people, or more of them, have it."""
_ASKED = 4.2
"""Bits that a common name reaches at most by itself: a little less than `MERGE`, so that a person is asked."""
_SAYS = 1.0
"""Bits from which something else than a name counts beside it."""
_GIVEN = [c.name for c in PERSON].index("given")


def people(
    records: Sequence[Record],
    linked: Iterable[Pair],
    musts: Iterable[Pair],
    walls: Walls,
    apart: Collection[Pair],
    model: Model,
    merge: float = MERGE,
) -> Clustering:
    """The people that these records make; the same whatever order anything comes in.

    Args:
        records: Whole components: every record that a link or a must joins to one of them is among them.
        linked: Pairs of records that `graph.identity.linking` finds.
        musts: Pairs that are surely one person (same profile, account, export), and what a person said is one.
        walls: What keeps records apart that no must joins (`graph.identity.walls.walls_of`).
        apart: Pairs that a person said are two people: stronger than everything.
        model: What the comparisons are worth.
        merge: The probability from which two groups are one person without being asked about.
    """
    atoms = atoms_of(sorted(r.id for r in records), sorted(musts), apart)
    between = sorted({tuple(sorted((atoms[a], atoms[b]))) for a, b in linked if atoms[a] != atoms[b]})
    members: dict[str, list[Record]] = {atom: [] for pair in between for atom in pair}
    for record in sorted(records, key=lambda r: r.id):
        if (some := members.get(atoms[record.id])) is not None:
            some.append(record)
    at = {atom: n for n, atom in enumerate(members)}
    features = [together([features_of(r) for r in some]) for some in members.values()]
    positions = np.array([(at[a], at[b]) for a, b in between], np.int64).reshape(-1, 2)
    levels = compare_pairs(features, positions, PERSON)
    parts = parts_of(levels, model, PERSON)
    bits = sum_of(parts, model, PERSON)
    bits = np.where(_by_common_name(levels, parts), np.minimum(bits, _ASKED), bits)
    found: Mapping[Pair, float] = {(a, b): x for (a, b), x in zip(between, bits.tolist(), strict=True)}
    return cluster(atoms, found, walls, apart, merge)


def _by_common_name(levels: Levels, parts: Floats) -> Bools:
    """The pairs of which nothing but a common name, or an initial in place of one, speaks for one person."""
    naming = np.array([c.group == "name" for c in PERSON])
    common = parts[:, naming].sum(axis=1) < _COMMON
    initial = levels.level[:, _GIVEN] == INITIAL
    return np.asarray((parts[:, ~naming] < _SAYS).all(axis=1) & (common | initial))
