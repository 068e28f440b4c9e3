"""`make bench`: prints the table of measurements and writes it to docs/bench.md."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.imports import measure as measure_imports
from tests.bench.paths import measure as measure_paths
from tests.bench.table import machine, markdown

PAGE = Path(__file__).resolve().parents[2] / "docs" / "bench.md"
ABOUT = """# Measurements

Written by `make bench`. Baselines are measured in the same run on the same machine; ratios say more than seconds do.

"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", choices=["imports", "paths"], help="measure one part and do not write the page")
    parser.add_argument("--neo4j", metavar="URL", required=True, help="an empty Neo4j; its password in MUTUALS_NEO4J_PASSWORD")
    args = parser.parse_args()
    rows = []
    with TemporaryDirectory(prefix="mutuals-bench-") as folder:
        if args.only != "paths":
            rows += measure_imports(Path(folder), args.neo4j)
        if args.only != "imports":
            rows += measure_paths(Path(folder))
    table = markdown(rows)
    print(f"{machine()}\n\n{table}")
    if args.only is None:
        PAGE.write_text(f"{ABOUT}{machine()}\n\n{table}", encoding="utf-8")


if __name__ == "__main__":
    main()
