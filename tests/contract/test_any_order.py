"""Whatever people bring, in whatever order, twice, or by mistake: every store has the graph that the embedded one has of the
same files brought once, in the order of their names."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from graph.derive import undo
from graph.store.base import Store
from graph.store.open import open_store
from ingest.report import Report
from ingest.run import import_file
from tests.contract.test_pool import OWNERS
from tests.golden.rendered import expected, samples, taken_in
from tests.samples.made import POOL
from tests.worlds import dump

GOOD = tuple(s for s in samples() if not expected(s).read_text(encoding="utf-8").startswith("refused"))
ALL = (*GOOD, *sorted(p for p in POOL.rglob("*") if p.suffix in {".csv", ".zip"}))
"""Archives with other samples inside among them: the same tables beside others and alone."""


def report_of(store: Store, file: Path, *, dry_run: bool = False) -> Report:
    """Import a sample as its owner would."""
    if POOL not in file.parents:
        return taken_in(store, file, dry_run=dry_run)
    return import_file(store, file, name=file.name, owner=OWNERS.get(file.parent.name, ""), dry_run=dry_run)


def bring(store: Store, file: Path) -> str:
    """The same. Returns its source."""
    return report_of(store, file).source


def seen(store: Store) -> dict[str, object]:
    """Everything that can be seen but the ledger, which says when each file came."""
    with store.view() as view:
        found = dump(view)
    del found["sources"]
    return found


@cache
def once(files: tuple[Path, ...]) -> dict[str, object]:
    """What the embedded store has of these files."""
    store = open_store("sqlite:///:memory:")
    for file in files:
        bring(store, file)
    found = seen(store)
    store.close()
    return found


def some(files: Sequence[Path], seed: int, count: int) -> list[Path]:
    return random.Random(seed).sample(list(files), count)


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_all_sources_gives_one_graph(seed: int) -> None:
    store = open_store("sqlite:///:memory:")
    for file in some(ALL, seed, len(ALL)):
        bring(store, file)
    assert seen(store) == once(ALL)
    store.close()


def test_what_is_brought_twice_and_what_is_taken_back_make_no_difference(store: Store) -> None:
    files = some(ALL, 7, 40)
    kept, gone = set(files[:30]), files[30:]
    sources = {file: bring(store, file) for file in files}
    for file in files[::5]:
        assert bring(store, file) == sources[file]
    for file in gone:
        with store.writer() as writer:
            undo(writer, sources[file])
    assert seen(store) == once(tuple(f for f in ALL if f in kept))


def test_a_dry_run_tells_how_many_people_are_new(store: Store) -> None:
    files = some(ALL, 3, 25) + [p for p in ALL if p.parent.name == "tomasz"]
    for file in dict.fromkeys(files):
        foretold = report_of(store, file, dry_run=True)
        came = report_of(store, file)
        assert foretold.new_people == came.new_people, file.name


@pytest.mark.parametrize("seed", range(3))
def test_a_dry_run_tells_it_of_all_sources(seed: int) -> None:
    store = open_store("sqlite:///:memory:")
    for file in some(ALL, seed, len(ALL)):
        foretold = report_of(store, file, dry_run=True)
        with store.view() as view:
            before = {p.id for p in view.everyone()}
        came = report_of(store, file)
        assert foretold.new_people == came.new_people, file.name
        with store.view() as view:
            person = view.people_of([r.id for row in foretold.preview for r in row.people])
        for row in foretold.preview:
            for record in row.people:
                assert (record.id in row.new) <= (person[record.id] not in before), (file.name, row.line)
    store.close()
