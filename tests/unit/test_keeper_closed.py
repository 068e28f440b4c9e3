"""A keeper that is closed while it reads a large store leaves that, and what was there before."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, cast

import numpy as np

from graph.model import Person, Tie
from graph.priors import KINDS
from graph.store.base import Store, TieRow, View
from graph.store.open import open_store
from graph.store.shelf import Shelf
from graph.strength.evidence import Evidence, tie_of
from graph.strength.ties import Day
from graph.whole.keeper import Bounds, Keeper
from graph.whole.network import BATCH

DAY = date(2026, 6, 1)
PORTIONS = 6


class Long:
    """A view of a store that seems to hold many more ties: `begun` is set with the first one, and past the first portion none
    comes before `closed` is set."""

    def __init__(self, view: View, begun: threading.Event, closed: threading.Event) -> None:
        self._view, self._begun, self._closed = view, begun, closed
        self.given = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._view, name)

    def all_ties(self) -> Iterator[TieRow]:
        (row,) = self._view.all_ties()
        for n in range(PORTIONS * BATCH):
            self._begun.set()
            if n == BATCH:
                self._closed.wait()
            self.given += 1
            yield row


class LongStore:
    """A store of which every view is long."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.begun, self.closed = threading.Event(), threading.Event()
        self.views: list[Long] = []

    @contextmanager
    def view(self) -> Iterator[Long]:
        with self._store.view() as view:
            self.views.append(Long(view, self.begun, self.closed))
            yield self.views[-1]


def test_a_read_is_left_between_two_portions_and_the_shelf_stays(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    found = tie_of(("pa", "pb"), Evidence([Day(DAY.toordinal() - 9, KINDS["met"].code, 0, 2)]))
    assert isinstance(found, Tie)
    with store.writer() as w:
        w.put_people([Person("pa", "Ada"), Person("pb", "Bo")])
        w.put_ties([found])
    shelf = Shelf(tmp_path / "shelf")
    shelf.put("older", {"a": np.arange(3)}, {})
    long = LongStore(store)
    keeper = Keeper(cast("Store", long), shelf, Bounds(0, 10**9), lambda: DAY)
    long.closed = keeper._closed
    keeper.begin()
    long.begun.wait()
    keeper.close()
    assert max(view.given for view in long.views) <= 2 * BATCH
    assert shelf.names() == ["older"]
    assert list((tmp_path / "shelf").glob("new-*")) == []
    keeper.wait()
    store.close()
