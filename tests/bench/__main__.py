"""`make bench`: prints the table of measurements and writes it to docs/bench.md."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.store.bolt.address import PASSWORD, USER
from tests.bench.hostile import measure as measure_hostile
from tests.bench.identity import measure as measure_identity
from tests.bench.imports import measure as measure_imports
from tests.bench.large import measure as measure_large
from tests.bench.memory import measure as measure_memory
from tests.bench.paths import measure as measure_paths
from tests.bench.quality import measure as measure_quality
from tests.bench.scale import measure as measure_scale
from tests.bench.table import Row, machine, markdown
from tests.bench.throughput import measure as measure_throughput
from tests.server.ladder import serving, wipe

DATA = "MUTUALS_BENCH_DATA"
PARTS = ("imports", "throughput", "memory", "paths", "scale", "large", "identity", "quality")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "bench.md"
ABOUT = """# Measurements

Written by `make bench`. Baselines are measured in the same run on the same machine; ratios say more than seconds do.

"""


def _scale(folder: Path, *, quick: bool) -> list[Row]:
    if quick:
        return measure_scale(folder, quick=True)
    with serving() as server:
        os.environ |= {USER: server.user, PASSWORD: server.password}

        def emptied() -> str:
            wipe(server)
            return server.uri

        return measure_scale(folder, emptied)


def _with_server(folder: Path, only: str | None, *, quick: bool) -> list[Row]:
    rows: list[Row] = []
    with serving() as server:
        wipe(server)
        os.environ |= {USER: server.user, PASSWORD: server.password}
        if only != "throughput" and not quick:
            rows += measure_imports(folder, server.uri, lambda: wipe(server))
        if only != "imports":
            rows += measure_throughput(folder, server.uri, lambda: wipe(server), quick=quick)
    return rows


def _rows(folder: Path, only: str | None, data: Path | None, *, quick: bool) -> list[Row]:
    rows: list[Row] = []
    if only in (None, "imports", "throughput"):
        rows += _with_server(folder, only, quick=quick)
    if only == "scale" or (only is None and not quick):
        rows += _scale(folder, quick=quick)
    if only == "large" or (only is None and not quick):
        rows += measure_large(folder, quick=quick)
    if only in (None, "memory"):
        rows += measure_memory(folder, quick=quick)
        rows += measure_hostile(folder, quick=quick)
    if only == "paths" or (only is None and not quick):
        rows += measure_paths(folder)
    if only in (None, "identity"):
        rows += measure_identity(data / "identity" if data else None, quick=quick)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="one part, docs/bench.md left alone")
    parser.add_argument("--quick", action="store_true", help="small sizes, the page left alone: to see that it runs")
    parser.add_argument(
        "--data",
        type=Path,
        default=os.environ.get(DATA),
        help=f"the folder with public data sets (identity, quality); else {DATA}",
    )
    said = parser.parse_args()
    if said.only == "quality" or not (said.only or said.quick):
        measure_quality(said.data)
    if said.only == "quality":
        return
    with TemporaryDirectory(prefix="mutuals-bench-") as folder:
        table = markdown(_rows(Path(folder), said.only, said.data, quick=said.quick))
    print(f"{machine()}\n\n{table}")
    if not (said.only or said.quick):
        PAGE.write_text(f"{ABOUT}{machine()}\n\n{table}", encoding="utf-8")


if __name__ == "__main__":
    main()
