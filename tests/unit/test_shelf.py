"""Arrays that are mapped from files take memory only while they are read."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from graph.store.shelf import Shelf, let_go
from tests.mapped import resident


def test_what_was_let_go_is_still_there(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.put("one", {"a": np.arange(1 << 18)}, {})
    entry = shelf.get("one")
    assert entry is not None
    array = entry[0]["a"]
    expected = int(array.sum())
    assert resident("one/a.npy") > 1_000
    let_go(array)
    assert resident("one/a.npy") == 0
    assert int(array.sum()) == expected


def test_what_is_not_mapped_stays() -> None:
    array = np.arange(9)
    let_go(array)
    let_go(array[2:])
    assert array.tolist() == list(range(9))
