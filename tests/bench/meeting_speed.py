"""What whom-to-meet costs on a large network: the whole answer for one person, and that of everybody, from a sample."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import numpy as np

from graph.measures.everybody import everybody
from graph.measures.meeting import meet
from graph.measures.society import read
from graph.store.open import open_store
from tests.bench.network import SEED, TODAY, fill, network, preferential_pairs
from tests.bench.table import Row, spread

PEOPLE, TIES = 100_000, 1_000_000
ASKED, WARM_UP, CORES, PORTIONS = 200, 20, 2, 20


def speed(_: Path | None = None, people: int = PEOPLE, ties: int = TIES) -> list[Row]:
    """Random people, warm, on an embedded store; everybody's scores from those of the people asked, as processor time."""
    net = network(people, preferential_pairs(people, ties))
    with TemporaryDirectory(prefix="mutuals-bench-") as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'graph.db'}")
        try:
            fill(store, net)
            with store.view() as view:
                society = read(view, TODAY)
                snapshot = society.taken
                began = perf_counter()
                known = society.prospects(view)
                ready = perf_counter() - began
                egos = np.random.default_rng(SEED).choice(len(snapshot.ids), ASKED + WARM_UP, replace=False).tolist()
                took = []
                for ego in egos:
                    began = perf_counter()
                    meet(view, snapshot, snapshot.ids[ego], 10, TODAY, 0.0, {}, known)
                    took.append(perf_counter() - began)
                began = perf_counter()
                portions = everybody(view, society, 10, 0.0, 1)
                next(portions)
                shared = perf_counter() - began
                began = process_time()
                sampled = sum(len({m.ego for m in portion}) for portion in islice(portions, PORTIONS))
                each = (process_time() - began) / sampled
        finally:
            store.close()
    size = f"{people:,} people, {ties:,} ties"
    return [
        Row(f"whom to meet: ten people with reasons for one, {size}, embedded, warm", spread(took[WARM_UP:]), "≤ 50 ms", "", ""),
        Row(
            f"whom to meet: ten people for everybody, {size}",
            f"{(shared + each * len(snapshot.ids) / CORES) / 60:.1f} min on {CORES} cores, from {each * 1_000:.1f} ms of a "
            f"processor for each of {sampled} people, and {shared:.0f} s to read what is shared",
            "< 10 min",
            "",
            "",
        ),
        Row(f"whom to meet: reading the days of all ties, factors, communities, {size}", f"{ready:.0f} s", "", "", ""),
    ]
