"""The links of some records that are all that there are."""

from __future__ import annotations

from collections.abc import Collection

from graph.identity.blocks import blocks
from graph.identity.cluster import Pair
from graph.identity.linking import linked
from graph.identity.model import Model
from graph.model import Record


def links(records: Collection[Record], model: Model) -> dict[Pair, float]:
    """`linked` of all pairs of these records."""
    by_id = {r.id: r for r in records}
    met = {uid: blocks(r) for uid, r in by_id.items()}
    return linked([by_id[uid] for uid in sorted(by_id)], met, by_id, (), model)
