"""Rows a second: Connections parsed, and imported into each store, from ten thousand to a million, beside plain baselines."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from contextlib import closing
from io import BufferedReader
from itertools import pairwise
from math import log
from pathlib import Path
from time import perf_counter, process_time

from graph.store.open import open_store
from ingest.reading.blob import Blob, Shared
from ingest.reading.document import Document
from ingest.reading.limits import Limits
from ingest.recognise import recognise
from ingest.run import BATCH, import_file, unhurried_collector
from ingest.sources import SOURCES
from ingest.tally import Tally
from tests.bench.imports import OWNER, contact_list, write_plainly
from tests.bench.table import Row

SIZES = (10_000, 100_000, 1_000_000)
REMOTE = (10_000, 30_000)
"""One change of 100,000 people is more than a server with a heap of 2 GB takes in one transaction."""
QUICK = (500, 1_000, 2_000)
PARSED, EMBEDDED, NEO4J = 50_000, 10_000, 3_000
"""Rows a second that each must reach."""


def parsed(path: Path) -> float:
    """Seconds of the processor for reading every row into evidence, kept nowhere."""
    began, rows = process_time(), 0
    with path.open("rb") as file, unhurried_collector():
        document = Document(Blob(path.name, lambda: BufferedReader(Shared(file))), Limits())
        for reading in recognise(document, SOURCES).read(document):
            tally = Tally(path.name)
            for found in reading.found:
                tally.add(found)
                if tally.waiting >= BATCH:
                    tally.emptied()
            rows += tally.rows
    took = process_time() - began
    assert rows
    return took


def read(path: Path) -> float:
    """Seconds of the processor that csv.reader takes."""
    began = process_time()
    with path.open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.reader(file))
    return process_time() - began


def imported(path: Path, url: str) -> float:
    """Seconds of one import into an empty store, by the clock."""
    with closing(open_store(url)) as store:
        began = perf_counter()
        report = import_file(store, path, name=path.name, owner=OWNER)
        took = perf_counter() - began
    assert report.people
    return took


def growth(sizes: Sequence[int], seconds: Sequence[float]) -> str:
    """How the time grows with the rows from each size to the next: an exponent of 1 is linear."""
    steps = pairwise(zip(sizes, seconds, strict=True))
    return ", ".join(f"{log(t2 / t1) / log(n2 / n1):.2f}" for (n1, t1), (n2, t2) in steps)


def _row(what: str, goal: int, sizes: Sequence[int], times: Sequence[float], plainly: Sequence[float], baseline: str) -> Row:
    rates = " / ".join(f"{n / t:,.0f}" for n, t in zip(sizes, times, strict=True))
    plain = " / ".join(f"{n / t:,.0f}" for n, t in zip(sizes, plainly, strict=True))
    return Row(
        f"{what}, of {' / '.join(f'{n:,}' for n in sizes)}: rows a second",
        f"{rates}; exponents {growth(sizes, times)}",
        f"≥ {goal:,}, exponents ≤ 1.1",
        f"{baseline}: {plain}",
        " / ".join(f"{t / p:.1f}" for t, p in zip(times, plainly, strict=True)) + " × as long",
    )


def measure(folder: Path, neo4j: str | None, empty: Callable[[], object], *, quick: bool = False) -> list[Row]:
    """`neo4j` is the URL of a server, None to leave it out; `empty` empties it."""
    sizes, remote = (QUICK, QUICK) if quick else (SIZES, REMOTE)
    paths = {n: folder / f"Connections-{n}.csv" for n in sorted({*sizes, *remote})}
    for n, path in paths.items():
        contact_list(path, n)
    plain = [read(paths[n]) for n in sizes]
    embedded = [imported(paths[n], f"sqlite:///{folder / f'{n}.db'}") for n in sizes]
    rows = [
        _row("parse connections", PARSED, sizes, [parsed(paths[n]) for n in sizes], plain, "`csv.reader`"),
        _row("import connections, embedded", EMBEDDED, sizes, embedded, plain, "`csv.reader`"),
    ]
    if neo4j is not None:
        times, written = [], []
        for n in remote:
            empty()
            written.append(write_plainly(paths[n], neo4j))
            times.append(imported(paths[n], neo4j))
        empty()
        rows.append(_row("import connections, Neo4j", NEO4J, remote, times, written, "plain `UNWIND`"))
    return rows
