"""Tables whose columns are mapped, on every store: known the next time, once however often they come, gone when undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.derive import undo
from graph.errors import Conflict, NotUnderstood
from graph.store.base import Store
from ingest.run import import_file
from tests.contract.said import everything
from tests.golden.rendered import HERE, MAPS, ORDERS

SAMPLES = ("kontakte.csv", "kontakte.xlsx", "mentorcliq-profiles.csv", "workspace-activity.csv")


def bring(store: Store, name: str, columns: str = "", path: Path | None = None) -> str:
    return import_file(store, path or HERE / "mapped" / name, name=name, columns=columns, date_order=ORDERS.get(name)).source


def test_mapped_tables_come_once_and_go_without_a_trace(store: Store) -> None:
    sources = [bring(store, name, MAPS[name]) for name in SAMPLES]
    with store.view() as view:
        first = everything(view)
        about = {a for s in view.statements() for a in s.record.about}
    assert {"role: Mentor", "goals: Learn graph databases", "capacity: 2"} <= about
    assert [bring(store, name) for name in SAMPLES] == sources
    with store.view() as view:
        assert everything(view) == first
        # The two forms of one table have one header, so that one mapping stands for both.
        assert len(view.mappings()) == len(SAMPLES) - 1
        assert view.size().ties > 0
    with store.writer() as writer:
        for source in sources:
            undo(writer, source)
    with store.view() as view:
        assert (view.size().people, view.size().records, view.size().sources) == (0, 0, 0)
        assert view.mappings() == first["mappings"]


def test_another_mapping_is_a_conflict_until_the_first_is_undone(store: Store, tmp_path: Path) -> None:
    name = "workspace-activity.csv"
    source = bring(store, name, MAPS[name])
    with store.view() as view:
        before = everything(view)
    with pytest.raises(Conflict, match="mapped-activity"):
        bring(store, name, "person=Actor,event=Document")
    with store.view() as view:
        assert everything(view) == before
    with store.writer() as writer:
        undo(writer, source)
    bring(store, name, "person=Actor,event=Document")
    with store.view() as view:
        assert {s.kind for s in view.sources()} == {"mapped-attendance"}
    with store.writer() as writer:
        for header in writer.mappings():
            writer.drop_mapping(header)
    other = tmp_path / name
    other.write_bytes((HERE / "mapped" / name).read_bytes() + b"2025-03-09,fay@example.org,edit,Other,d2\n")
    with pytest.raises(NotUnderstood):
        bring(store, name, path=other)
