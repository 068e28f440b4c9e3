"""What a network can learn of its own records and decisions about telling people apart, with nobody labelling anything.

Only what was imported and decided counts, not in which order: the records are those with the least ids, which are hashes,
and so as good as drawn by lot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import product

from graph.errors import BadInput
from graph.identity.blocks import LARGEST
from graph.identity.estimate import Sample, learn, likely
from graph.identity.identify import ledger_of
from graph.identity.judgements import Said
from graph.identity.judging import spoken_of
from graph.identity.learned import Learned
from graph.identity.model import Model, shipped
from graph.keys import block_keys
from graph.model import Record
from graph.store.base import View

MOST = 20_000
"""Records that are compared: enough to learn from, in a bounded time."""
LEAST = 100
"""Records that are probably one person's with another one, below which nothing is learned: `graph.identity.estimate.TRUST`
pairs of the shipped model would say more than they do."""
_PARTS = 100
"""In how many steps records are drawn, with those that they meet."""
_OF_A_SIDE = 20
"""Records of one side of a decision that are compared with those of the other."""


def learned_from(view: View, made: datetime, most: int = MOST) -> Learned:
    """The model that this network's records and decisions speak for, by about `most` records.

    Raises `BadInput` where they are too few.
    """
    total, drawn, records = _drawn(view, most)
    said = _decisions(view)
    decided = {pair: same for pairs, same in said for pair in pairs}
    named = {r for pair in decided for r in pair}
    compared = {r.id: r for r in (*records, *view.records(named - {r.id for r in records}))}
    sample = Sample(drawn, len(drawn) * (len(drawn) - 1) / 2 + len(drawn) * (total - len(drawn)), ledger_of(view).accounts)
    known = list(compared.values())
    met = likely(known, shipped(), decided, sample) if known else set()
    matched = {r for pair in met for r in pair}
    if len(matched) < LEAST:
        raise BadInput(
            f"too little to learn from: {len(matched):,} of {total:,} records look like somebody's who has another record, and "
            f"below {LEAST} the shipped model knows more; import more files, or decide more of what `mutuals duplicates` lists"
        )
    return Learned(_rounded(learn(known, shipped(), decided, sample)), len(known), len(met), len(said), made)


def _drawn(view: View, most: int) -> tuple[int, set[str], list[Record]]:
    """How many records there are, the ids of those that were drawn, and these with all that share a block with them."""
    ids = sorted(view.records_in({p.uid for s in view.sources() for p in s.parts}))
    if len(ids) <= most:
        return len(ids), set(ids), view.records(ids)
    drawn, met = set[str](), set[str]()
    step = max(1, most // _PARTS)
    for start in range(0, len(ids), step):
        some = ids[start : start + step]
        keys = {k for r in view.records(some) for k in block_keys(r)}
        reached = met.union(some, *(mates for mates in view.records_with(keys).values() if len(mates) <= LARGEST))
        if drawn and len(reached) > most:
            break
        drawn, met = drawn.union(some), reached
    return len(ids), drawn, view.records(met)


def _decisions(view: View) -> list[tuple[list[tuple[str, str]], bool]]:
    """Of each judgement whose two sides are there, the pairs of records that it is about, and whether they are one person's;
    the oldest first."""
    judgements = view.judgements()
    records = view.records(spoken_of(view, judgements))
    found = []
    for judgement, one, other in Said(judgements).spoken(records):
        sides = (sorted(r.id for r in side)[:_OF_A_SIDE] for side in (one, other))
        found.append(([(a, b) for a, b in product(*sides) if a != b], judgement.verdict == "same"))
    return found


def _rounded(model: Model) -> Model:
    """To six digits: what is left does not depend on the machine."""

    def digits(side: Mapping[str, Sequence[float]]) -> dict[str, tuple[float, ...]]:
        return {name: tuple(float(f"{x:.6g}") for x in shares) for name, shares in side.items()}

    return Model(float(f"{model.prior:.6g}"), digits(model.m), digits(model.u), model.by_chance)
