"""Links: which of some records are alike enough to matter, each pair compared at most once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from graph.identity.cluster import Pair
from graph.identity.compare import PERSON
from graph.identity.features import features_of
from graph.identity.model import Model
from graph.identity.pairs import candidates
from graph.identity.score import bits_of, compare_pairs
from graph.model import Record

LINKED = -4.0
"""Bits from which two records are linked (odds of 1 to 16): less never matters, neither for joining nor as a rival."""


def linked(
    records: Sequence[Record], blocks: Mapping[str, Sequence[int]], these: Collection[str], lists: Collection[str], model: Model
) -> dict[Pair, float]:
    """The bits of all pairs of which one is of `these` that share a block and are alike enough to matter (`LINKED`), by
    their ids, the smaller first. Each depends on its two records and the model alone.

    Args:
        records: Sorted by id.
        blocks: By record id, the numbers of the blocks that it is met in.
        these: Ids of records.
        lists: Parts that list each account once, so that two of their rows need not be compared.
        model: What the comparisons are worth.
    """
    pairs = candidates([blocks[r.id] for r in records])
    part: dict[str, int] = {}
    # Records of other parts have a number of their own each.
    of = np.array([part.setdefault(r.part, n) if r.part in lists else -1 - n for n, r in enumerate(records)], np.int64)
    asked = np.array([r.id in these for r in records], bool)
    one, other = pairs[:, 0], pairs[:, 1]
    pairs = pairs[(asked[one] | asked[other]) & (of[one] != of[other])]
    bits = bits_of(compare_pairs([features_of(r) for r in records], pairs, PERSON), model, PERSON)
    kept = bits >= LINKED
    return {(records[a].id, records[b].id): float(x) for (a, b), x in zip(pairs[kept].tolist(), bits[kept].tolist(), strict=True)}
