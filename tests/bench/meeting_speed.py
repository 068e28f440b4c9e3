"""What whom-to-meet costs on a large network: the whole answer for one person, and the scores of everybody."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import numpy as np

from graph.measures.chance import scores
from graph.measures.meeting import meet, prepare
from graph.store.open import open_store
from graph.whole.snapshot import take
from tests.bench.network import SEED, TODAY, fill, network, preferential_pairs
from tests.bench.table import Row, spread

PEOPLE, TIES = 100_000, 1_000_000
ASKED, WARM_UP, CORES = 200, 20, 2


def speed(_: Path | None = None, people: int = PEOPLE, ties: int = TIES) -> list[Row]:
    """Random people, warm, on an embedded store; everybody's scores from those of the people asked, as processor time."""
    net = network(people, preferential_pairs(people, ties))
    with TemporaryDirectory(prefix="mutuals-bench-") as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'graph.db'}")
        try:
            fill(store, net)
            with store.view() as view:
                snapshot = take(view, TODAY)
                began = perf_counter()
                known = prepare(view, snapshot)
                ready = perf_counter() - began
                egos = np.random.default_rng(SEED).choice(len(snapshot.ids), ASKED + WARM_UP, replace=False).tolist()
                took = []
                for ego in egos:
                    began = perf_counter()
                    meet(view, snapshot, snapshot.ids[ego], 10, TODAY, 0.0, {}, known)
                    took.append(perf_counter() - began)
        finally:
            store.close()
    began = process_time()
    for ego in egos[WARM_UP:]:
        scores(known.fabric, ego, known.chance)
    each = (process_time() - began) / ASKED
    size = f"{people:,} people, {ties:,} ties"
    return [
        Row(f"whom to meet: ten people with reasons for one, {size}, embedded, warm", spread(took[WARM_UP:]), "≤ 50 ms", "", ""),
        Row(
            f"whom to meet: everybody's scores, {size}",
            f"{each * len(snapshot.ids) / CORES / 60:.1f} min on {CORES} cores, from {each * 1_000:.1f} ms of {ASKED} people",
            "< 10 min",
            "",
            "",
        ),
        Row(f"whom to meet: reading the days of all ties, factors, communities, {size}", f"{ready:.0f} s", "", "", ""),
    ]
