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
from tests.bench.memory import measure as measure_memory
from tests.bench.paths import measure as measure_paths
from tests.bench.quality import measure as measure_quality
from tests.bench.table import machine, markdown
from tests.bench.throughput import measure as measure_throughput
from tests.server.ladder import serving, wipe

DATA = "MUTUALS_BENCH_DATA"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "bench.md"
ABOUT = """# Measurements

Written by `make bench`. Baselines are measured in the same run on the same machine; ratios say more than seconds do.

"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--only",
        choices=["imports", "throughput", "memory", "paths", "identity", "quality"],
        help="one part, docs/bench.md left alone",
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, the page left alone: to see that it runs")
    parser.add_argument(
        "--data",
        type=Path,
        default=os.environ.get(DATA),
        help=f"the folder with public data sets (identity, quality); else {DATA}",
    )
    said = parser.parse_args()
    only, quick = said.only, said.quick
    rows = []
    with TemporaryDirectory(prefix="mutuals-bench-") as folder:
        if only in (None, "imports", "throughput"):
            with serving() as server:
                wipe(server)
                os.environ |= {USER: server.user, PASSWORD: server.password}
                if only != "throughput" and not quick:
                    rows += measure_imports(Path(folder), server.uri, lambda: wipe(server))
                if only != "imports":
                    rows += measure_throughput(Path(folder), server.uri, lambda: wipe(server), quick=quick)
        if only in (None, "memory"):
            rows += measure_memory(Path(folder), quick=quick)
            rows += measure_hostile(Path(folder), quick=quick)
        if only == "paths" or (only is None and not quick):
            rows += measure_paths(Path(folder))
    if only in (None, "identity"):
        rows += measure_identity(said.data / "identity" if said.data else None, quick=quick)
    if only == "quality" or (only is None and not quick):
        measure_quality(said.data)
    if only == "quality":
        return
    table = markdown(rows)
    print(f"{machine()}\n\n{table}")
    if only is None and not quick:
        PAGE.write_text(f"{ABOUT}{machine()}\n\n{table}", encoding="utf-8")


if __name__ == "__main__":
    main()
