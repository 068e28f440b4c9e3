"""Taking back an import, or deriving a hub again, holds what makes its ties and not every row."""

from __future__ import annotations

import tracemalloc
from datetime import date, timedelta

from graph.derive import settle, undo
from graph.model import Encounter, Record
from graph.store.base import Store
from graph.store.open import open_store
from tests.contract.said import source, state

READERS = 20


def letters(part: str, count: int) -> tuple[list[Record], list[Encounter]]:
    """A hub who writes to the same twenty people on the same fifty days, again and again."""
    hub, *readers = (Record(f"r{part}{n}", part, n + 1, n, emails=(f"p{n}@example.org",)) for n in range(READERS + 1))
    sent = [
        Encounter(
            f"e{part}{n:06}", part, 1, "message", hub.id, readers[n % READERS].id, day=date(2024, 1, 1) + timedelta(n % 50),
            start=n, direction="forward",
        )
        for n in range(count)
    ]  # fmt: skip
    return [hub, *readers], sent


def bring(store: Store, part: str, count: int) -> None:
    with store.writer() as writer:
        state(writer, source(f"s-{part}", part), *letters(part, count))
        settle(writer, [part])


def peak_of_undo(gone: int, left: int) -> int:
    """Bytes at most when `gone` letters are taken back and the ties of `left` are derived again."""
    store = open_store("sqlite:///:memory:")
    bring(store, "t1", left)
    bring(store, "t2", gone)
    tracemalloc.start()
    with store.writer() as writer:
        undo(writer, "s-t2")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    with store.view() as view:
        assert view.size().encounters == left
        assert view.size().ties == READERS
    store.close()
    return peak


def test_memory_of_an_undo_grows_with_people_and_days_alone() -> None:
    usual = peak_of_undo(12_000, 12_000)
    assert peak_of_undo(36_000, 12_000) < 1.3 * usual
    assert peak_of_undo(12_000, 36_000) < 1.3 * usual
