"""What whom-to-meet costs on a large network: the whole answer for one person, and the command that answers for everybody."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import numpy as np

from api.cli import main
from graph.measures.meeting import meet
from graph.measures.society import read
from graph.store.open import open_store
from tests.bench.network import SEED, TODAY, fill, network, preferential_pairs
from tests.bench.table import Row, spread

PEOPLE, TIES = 100_000, 1_000_000
ASKED, WARM_UP = 200, 20


def speed(_: Path | None = None, people: int = PEOPLE, ties: int = TIES) -> list[Row]:
    """Random people, warm, on an embedded store; and the whole command for everybody, its code compiled before."""
    net = network(people, preferential_pairs(people, ties))
    with TemporaryDirectory(prefix="mutuals-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'graph.db'}"
        store = open_store(url)
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
        finally:
            store.close()
        _everybody_of_a_few(Path(folder))
        began, spent = perf_counter(), process_time()
        _everybody(url, Path(folder))
        wall, spent = perf_counter() - began, process_time() - spent
    size = f"{people:,} people, {ties:,} ties"
    return [
        Row(f"whom to meet: ten people with reasons for one, {size}, embedded, warm", spread(took[WARM_UP:]), "≤ 50 ms", "", ""),
        Row(
            f"whom to meet: the command for everybody, ten people each as a CSV, {size}, embedded, 2 threads",
            f"{wall / 60:.1f} min, {spent / 60:.1f} min of a processor",
            "< 10 min",
            "",
            "",
        ),
        Row(f"whom to meet: reading the days of all ties, factors, communities, {size}", f"{ready:.0f} s", "", "", ""),
    ]


def _everybody(url: str, folder: Path) -> None:
    what = ("suggest", "--everybody", "--kind", "meet", "--as-of", TODAY.isoformat(), "--threads", "2")
    if main([*what, "--out", str(folder / "meet.csv"), "--store", url]):
        raise AssertionError("the command did not end well")


def _everybody_of_a_few(folder: Path) -> None:
    """The first run on a machine waits for the compiler."""
    url = f"sqlite:///{folder / 'few.db'}"
    store = open_store(url)
    fill(store, network(300, preferential_pairs(300, 900)))
    store.close()
    _everybody(url, folder)
