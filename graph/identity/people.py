"""Who is whom among records: the links between them, and the people that they make."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from graph.identity.blocks import blocks_of
from graph.identity.cluster import MERGE, Clustering, Pair, atoms_of, cluster
from graph.identity.compare import PERSON
from graph.identity.features import features_of, together
from graph.identity.model import Model
from graph.identity.pairs import candidates
from graph.identity.score import bits_of, compare_pairs
from graph.identity.walls import Walls
from graph.model import Record

LINKED = -4.0
"""Bits from which two records are linked (odds of 1 to 16): less never matters, neither for joining nor as a rival."""


def links(records: Sequence[Record], model: Model, pairs: Iterable[Pair] | None = None) -> dict[Pair, float]:
    """The bits of all pairs of these records that are alike enough to matter (`LINKED`), by their ids, the smaller first.

    Each depends on its two records and the model alone. `pairs` are the pairs to compare, by default all that share a block.
    """
    records = sorted(records, key=lambda r: r.id)
    features = [features_of(r) for r in records]
    if pairs is None:
        positions = candidates([blocks_of(f) for f in features])
    else:
        at = {r.id: n for n, r in enumerate(records)}
        positions = np.array(sorted({tuple(sorted((at[a], at[b]))) for a, b in pairs}), np.int64).reshape(-1, 2)
    bits = bits_of(compare_pairs(features, positions, PERSON), model, PERSON)
    kept = bits >= LINKED
    return {
        (records[a].id, records[b].id): float(x) for (a, b), x in zip(positions[kept].tolist(), bits[kept].tolist(), strict=True)
    }


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
        linked: Pairs of records that `links` finds.
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
    bits = bits_of(compare_pairs(features, positions, PERSON), model, PERSON)
    found: Mapping[Pair, float] = {(a, b): x for (a, b), x in zip(between, bits.tolist(), strict=True)}
    return cluster(atoms, found, walls, apart, merge)
