"""Who is whom: pooled contacts and public tables, beside Splink and beside connected components on the same scores."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from graph.identity.blocks import blocks
from graph.identity.cluster import MERGE, REVIEW, atoms_of, cluster
from graph.identity.compare import PERSON
from graph.identity.estimate import estimate
from graph.identity.features import features_of
from graph.identity.linking import LINKED
from graph.identity.model import shipped, starting
from graph.identity.pairs import candidates
from graph.identity.people import people
from graph.identity.score import Ints, bits_of, compare_pairs, probabilities
from graph.identity.walls import walls_of
from graph.values import uid
from tests.bench.identity_measures import blocked, connected, labels_of, quality
from tests.bench.identity_pool import generated, read, sure_pairs
from tests.bench.identity_tables import Table, counted, load
from tests.bench.memory import highest_memory
from tests.bench.table import Row
from tests.linking import links

PRIOR = 1e-3
"""Where the estimation of a table starts; it ends elsewhere."""
GOALS = {
    "contacts_7": "F1 ≥ .90, precision ≥ .97",
    "contacts_8": "F1 ≥ .90, precision ≥ .97",
    "febrl3": "≥ .997",
    "fake_1000": "≥ .948",
}
LARGE, SLOWEST, LARGEST = 100_000, 180, 2_000
"""Records of a generated pool, and the seconds and megabytes that they may take."""
SEED = 71
Predicted = Callable[[Sequence[dict[str, str]], str], list[tuple[int, int, float]]]


def of_contacts(path: Path, splink: Predicted | None) -> list[Row]:
    """A pool of contacts with the shipped model: nothing is told and nothing estimated."""
    records, truth, rows = read(path)
    ids = [r.id for r in records]
    began = process_time()
    linked = links(records, shipped())
    musts, walls = sure_pairs(records), walls_of(records, (), ())
    merged = labels_of(people(records, linked, musts, walls, (), shipped()).clusters, ids)
    took = process_time() - began
    answered = labels_of(people(records, linked, musts, walls, (), shipped(), REVIEW).clusters, ids)
    met = blocked(candidates([blocks(r) for r in records]).tolist(), truth)
    chained = [connected(ids, musts + [p for p, b in linked.items() if probability_of(b) >= t]) for t in (REVIEW, MERGE)]
    found = quality(merged, truth)
    return [
        Row(
            f"{path.stem}: {len(records):,} records, joined at {MERGE}",
            f"{found}, {took:.1f} s; candidates hold {met:.3f}",
            GOALS[path.stem],
            f"components {quality(chained[1], truth)}; {_splink(splink, rows, 'contacts', truth, MERGE)}",
            "",
        ),
        Row(
            f"{path.stem}: with every doubt joined, from {REVIEW}",
            str(quality(answered, truth)),
            "",
            f"components {quality(chained[0], truth)}; {_splink(splink, rows, 'contacts', truth, REVIEW)}",
            "",
        ),
    ]


def probability_of(bits: float) -> float:
    return float(probabilities(np.array([bits]))[0])


def _splink(predicted: Predicted | None, rows: Sequence[dict[str, str]], settings: str, truth: Sequence[str], at: float) -> str:
    if predicted is None:
        return "Splink not installed"
    ids = [str(n) for n in range(len(rows))]
    pairs = [(str(a), str(b)) for a, b, p in predicted(rows, settings) if p >= at]
    return f"Splink {quality(connected(ids, pairs), truth)}"


def table_links(table: Table) -> tuple[Ints, dict[tuple[str, str], float]]:
    """Candidates of a table, and the bits of those that are alike, by a model estimated on its rows without labels."""
    keys = [[int(uid("", *k)[:15], 16) for k in set(table.keys(row))] for row in table.rows]
    pairs = candidates(keys, len(keys))
    model = estimate(table.rows, pairs, table.comparisons, starting(table.comparisons, PRIOR, {}))
    bits = bits_of(compare_pairs(table.rows, pairs, table.comparisons), model, table.comparisons)
    near = bits >= LINKED
    ends = [(str(a), str(b)) for a, b in pairs[near].tolist()]
    return pairs, dict(zip(ends, bits[near].tolist(), strict=True))


def of_table(path: Path, splink: Predicted | None) -> list[Row]:
    """A table whose model is estimated on it without labels."""
    table = load(path)
    ids = [str(n) for n in range(len(table.rows))]
    began = process_time()
    pairs, linked = table_links(table)
    found = quality(labels_of(cluster({i: i for i in ids}, linked, {}, (), REVIEW).clusters, ids), table.truth)
    took = process_time() - began
    chained = quality(connected(ids, [p for p, b in linked.items() if probability_of(b) >= REVIEW]), table.truth)
    return [
        Row(
            f"{table.name}: {len(ids):,} rows, joined at {REVIEW}",
            f"{found}, {took:.1f} s; candidates hold {blocked(pairs.tolist(), table.truth):.3f}",
            GOALS[table.name],
            f"components {chained}; {_splink(splink, table.rows, table.name, table.truth, REVIEW)}",
            "",
        )
    ]


def own_shares(path: Path) -> Row:
    """What is lost by shares of names that were counted elsewhere: the same with those of the pool itself."""
    records, truth, _ = read(path)
    ids, features = [r.id for r in records], [features_of(r) for r in records]
    own = [counted(c, features) if c.group else c for c in PERSON]
    pairs = candidates([blocks(r) for r in records])
    found = []
    for comparisons in (PERSON, own):
        bits = bits_of(compare_pairs(features, pairs, comparisons), shipped(), comparisons)
        near = bits >= LINKED
        atoms = atoms_of(ids, sure_pairs(records))
        linked: dict[tuple[str, str], float] = {}
        for (a, b), x in zip(pairs[near].tolist(), bits[near].tolist(), strict=True):
            one, other = sorted((atoms[ids[a]], atoms[ids[b]]))
            if one != other:
                linked[one, other] = max(x, linked.get((one, other), x))
        found.append(quality(labels_of(cluster(atoms, linked, walls_of(records, (), ())).clusters, ids), truth))
    return Row(
        f"{path.stem}: best link of two groups, joined at {MERGE}", str(found[0]), "", f"names counted in it: {found[1]}", ""
    )


def of_many(records: int) -> Row:
    """A generated pool, in a process of its own, so that its peak of memory is its own."""
    command = [sys.executable, "-m", "tests.bench.identity", str(records)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("|")
    return Row(said[0], said[1].strip(), f"≤ {SLOWEST} s, ≤ {LARGEST:,} MB" if records >= LARGE else "", "", "")


def _many(count: int) -> str:
    pool, owners = generated(count // 2, SEED)
    records, truth = pool[:count], owners[:count]
    began, worked = perf_counter(), process_time()
    linked = links(records, shipped())
    found = people(records, linked, sure_pairs(records), walls_of(records, (), ()), (), shipped())
    took, worked = perf_counter() - began, process_time() - worked
    good = quality(labels_of(found.clusters, [r.id for r in records]), truth)
    return (
        f"{len(records):,} generated records, joined at {MERGE}"
        f"|{good}, {took:.0f} s ({worked:.0f} s of the processor), {highest_memory():,.0f} MB"
    )


def measure(data: Path | None, *, quick: bool = False) -> list[Row]:
    """`data` is the folder of the pools and tables; without it only the generated pool is measured."""
    splink: Predicted | None = import_module("tests.bench.identity_splink").predicted if find_spec("splink") else None
    rows: list[Row] = []
    for name in GOALS if data else ():
        path = Path(str(data)) / f"{name}.csv"
        if name.startswith("contacts"):
            rows += [*of_contacts(path, splink), own_shares(path)]
        else:
            rows += of_table(path, splink)
    return [*rows, of_many(1_000 if quick else LARGE)]


if __name__ == "__main__":
    print(_many(int(sys.argv[1])))
