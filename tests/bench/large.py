"""The network of a million people and ten million ties through Neo4j, written by the server's own bulk importer."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from graph.store.open import open_store
from graph.whole.compiled import warm_up
from tests.bench.bulk import compare, loaded
from tests.bench.network import network
from tests.bench.scale import BARS, QUESTIONS, SHAPES, neo4j
from tests.bench.table import Row
from tests.server.jars import has_tools


def measure(folder: Path, *, quick: bool = False) -> list[Row]:
    """Takes some 20 minutes, 10 GB of disk under `folder` and up to 8 GB of memory."""
    if not has_tools():
        return [Row("large, Neo4j", "not measured: the bulk importer is started by Java, from what Maven brings", "", "", "")]
    warm_up()
    same = compare(folder)
    people, pairs = SHAPES["large"](1_000 if quick else 1)
    net = network(people, pairs)
    began = perf_counter()
    with loaded(folder / "large", net) as uri:
        made = perf_counter() - began
        size = f"{people:,} people, {len(pairs):,} ties"
        what = f"large ({size}), Neo4j: write all by its bulk importer, with the indexes"
        as_written = f"{same:,} nodes, ties and indexes of a small network as the writer leaves them"
        rows = [Row(what, f"{made / 60:.1f} min", "", as_written, "")]
        store = open_store(uri)
        try:
            # Corridors would read a good part of so large a network for each question.
            return rows + neo4j(store, "large", BARS["large"] * 10, 10 if quick else QUESTIONS, beside=False)
        finally:
            store.close()
