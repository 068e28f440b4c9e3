"""Public sets of who was in touch with whom and when, split by time, and taken into a store as a user's file of ties would be."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from graph.store.base import View
from graph.store.open import open_store
from graph.whole.snapshot import Snapshot, take
from ingest.run import import_file

TRAINED = 0.7
"""Share of the contacts of a set, the earliest, that are known; all at the moment of the first one that is not are not either."""
Rows = NDArray[np.int64]
"""`when` (seconds since 1970), `from`, `to`; sorted by time."""


@dataclass(frozen=True, slots=True)
class Split:
    """A set's contacts before and after a moment."""

    name: str
    before: Rows
    after: Rows

    @property
    def day(self) -> date:
        """Of the last known contact."""
        return datetime.fromtimestamp(int(self.before[-1, 0]), UTC).date()


def sets(data: Path) -> list[Path]:
    """Every set in a data folder, by name."""
    return sorted((data / "interactions").glob("*.csv.gz"))


def name_of(path: Path) -> str:
    return path.name.removesuffix(".csv.gz")


def load(path: Path) -> Rows:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = np.array([(r["when"], r["from"], r["to"]) for r in csv.DictReader(file)], dtype=np.int64)
    return rows[np.argsort(rows[:, 0], kind="stable")]


def split(path: Path, share: float = TRAINED) -> Split:
    rows = load(path)
    moment = rows[int(len(rows) * share), 0]
    return Split(name_of(path), rows[rows[:, 0] < moment], rows[rows[:, 0] >= moment])


@contextmanager
def imported(
    header: Sequence[str], rows: Iterable[Sequence[object]], day: date
) -> Iterator[tuple[View, Snapshot, NDArray[np.int64]]]:
    """A store that was given these rows as one of the plain tables, its snapshot at that day, and each person's number in the
    set, in the order of the snapshot's ids."""
    with TemporaryDirectory(prefix="mutuals-bench-") as folder:
        file = Path(folder) / "table.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(header)
            writer.writerows(rows)
        store = open_store(f"sqlite:///{Path(folder) / 'graph.db'}")
        try:
            import_file(store, file, name=file.name)
            with store.view() as view:
                snapshot = take(view, day)
                known = {p.id: int(p.emails[0].partition("@")[0][1:]) for p in view.people(snapshot.ids)}
                yield view, snapshot, np.array([known[uid] for uid in snapshot.ids], dtype=np.int64)
        finally:
            store.close()


def ties_of(rows: Rows) -> Iterator[tuple[str, str, int, str]]:
    """Contacts as rows of `ties`. The sets do not say what a contact was: it counts as having been in touch."""
    return ((address(a), address(b), when, "in_touch") for when, a, b in rows.tolist())


def later(known: NDArray[np.int64], cut: Split) -> NDArray[np.bool_]:
    """Who of the known people was in touch with whom after the cut."""
    place = {int(p): i for i, p in enumerate(known)}
    met = np.zeros((len(known), len(known)), dtype=np.bool_)
    for _, a, b in cut.after.tolist():
        if a in place and b in place and a != b:
            met[place[a], place[b]] = met[place[b], place[a]] = True
    return met


def address(person: int) -> str:
    return f"p{person}@example.org"
