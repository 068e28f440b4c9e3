"""Whether suggestions see what was not told: the departments of an office in its contacts, and which silent ties come back.

Communities: who was near whom in an office for ten days, against its departments; `measures.partition.modal` is given
the number of contacts (it takes logarithms itself) or the product's strengths. Silent ties: mail, cut at days; what was before
the cut ranks the ties that are silent by then, and a tie that has a mail in the half year after it has come back.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.measures.partition import Partition, agreement, modal
from graph.priors import KINDS
from graph.strength.ties import BOTH, Day, distinct, fold, pack_stats, strengths
from graph.suggesting.reconnect import chances, dormant
from tests.bench.ranking import auc
from tests.bench.table import Row

GOAL = 0.87
_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_AFTER = 180
"""Days after a cut within which a tie comes back."""
_CUTS = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Share of the time before each cut."""

Pair = tuple[int, int]
Contacts = list[tuple[int, Pair]]
"""Day (ordinal) and pair, the lesser first."""


def read(path: Path) -> Contacts:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [(int(r["when"]) // _DAY + _EPOCH, int(r["from"]), int(r["to"])) for r in csv.DictReader(file)]
    return sorted((day, (min(a, b), max(a, b))) for day, a, b in rows if a != b)


def communities(data: Path) -> list[Row]:
    """Normalised mutual information with the departments."""
    contacts = read(data / "interactions" / "InVS13.csv.gz")
    lines = (data / "communities" / "InVS13-departments.tsv").read_text("utf-8").splitlines()
    department = {int(who): name for who, name in (line.split("\t") for line in lines if line.strip())}
    count = Counter(pair for _, pair in contacts)
    pairs = sorted(count)
    people = sorted({end for pair in pairs for end in pair})
    u, v = (np.searchsorted(people, [pair[i] for pair in pairs]).astype(np.int64) for i in (0, 1))
    names = sorted(set(department.values()))
    truth = np.array([names.index(department[p]) if p in department else -1 for p in people], dtype=np.int64)
    times = np.array([count[p] for p in pairs], dtype=np.float64)
    worth = _strengths(contacts, pairs)

    def by(weight: NDArray[np.float64]) -> tuple[float, Partition]:
        found = modal(len(people), u, v, weight)
        return agreement(found.label, truth), found

    raw, (logs, part), (product, same) = by(np.expm1(times / times.mean()))[0], by(times), by(worth)
    baseline = f"contacts as they are: NMI {raw:.3f}"
    return [
        Row("communities of an office, logarithm of contacts", _told(logs, part), f">= {GOAL}", baseline, f"{logs - raw:+.3f}"),
        Row(
            "communities of an office, the product's strengths",
            _told(product, same),
            f">= {GOAL}",
            baseline,
            f"{product - raw:+.3f}",
        ),
    ]


def _told(likeness: float, found: Partition) -> str:
    return f"NMI {likeness:.3f}; {int(found.label.max()) + 1} communities, stability {found.stability:.2f}"


def _strengths(contacts: Contacts, pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """As of the last day, with everybody having met."""
    days: dict[Pair, list[Day]] = {}
    for day, pair in contacts:
        days.setdefault(pair, []).append(Day(day, KINDS["met"].code, BOTH, 2))
    found = [fold(distinct(days[p])) for p in pairs]
    return strengths([pack_stats(s) for s in found if s is not None], date.fromordinal(contacts[-1][0]))


def reconnections(data: Path, name: str = "enron184") -> list[Row]:
    """Area under the ROC curve of the ranking of silent ties, over all cuts together, each ranked by itself."""
    contacts = read(data / "interactions" / f"{name}.csv.gz")
    first, last = contacts[0][0], contacts[-1][0]
    areas: dict[str, list[tuple[float, int]]] = {}
    for share in _CUTS:
        cut = first + int((last - first) * share)
        for what, score, back in _silent(contacts, cut):
            if 0 < back.sum() < len(back):
                areas.setdefault(what, []).append((auc(score, back), len(back)))
    if not areas:
        return []
    mean = {what: float(np.average([a for a, _ in found], weights=[n for _, n in found])) for what, found in areas.items()}
    ties = sum(n for _, n in areas["all three"])
    return [
        Row(
            f"silent ties that come back within {_AFTER} days, {name} ({ties:,} ties, {len(areas['all three'])} cuts)",
            f"AUC {mean['all three']:.3f}",
            "",
            f"count {mean['count']:.3f}, last day {mean['last day']:.3f}",
            f"{mean['all three'] - max(mean['count'], mean['last day']):+.3f}",
        )
    ]


def _silent(contacts: Contacts, cut: int) -> Iterator[tuple[str, NDArray[np.float64], NDArray[np.bool_]]]:
    """Of one cut: what ranks the silent ties, by how much, and which came back."""
    days: dict[Pair, set[int]] = {}
    count: Counter[Pair] = Counter()
    for day, pair in contacts:
        if day <= cut:
            days.setdefault(pair, set()).add(day)
            count[pair] += 1
    alters: dict[int, set[int]] = {}
    for a, b in days:
        alters.setdefault(a, set()).add(b)
        alters.setdefault(b, set()).add(a)
    silent = [p for p in sorted(days) if dormant(sorted(days[p]), cut)]
    again = {pair for day, pair in contacts if cut < day <= cut + _AFTER}
    back = np.array([p in again for p in silent], dtype=np.bool_)
    overlap = [len(alters[a] & alters[b]) / max(len((alters[a] | alters[b]) - {a, b}), 1) for a, b in silent]
    newest = [float(max(days[p])) for p in silent]
    yield "all three", chances([float(len(days[p])) for p in silent], overlap, newest), back
    yield "count", np.array([count[p] for p in silent], dtype=np.float64), back
    yield "last day", np.array(newest), back
