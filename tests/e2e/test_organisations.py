"""Employers that may be one are decided, and decisions taken back, by keyboard alone; afterwards the store is what it was."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph.store.open import open_store
from ingest.run import import_file
from tests.e2e.browsing import DESKTOP, PHONE, Open, serving
from tests.e2e.test_duplicates import CONTRAST, NAMELESS, held, progress, reach

HOUSES = ("Norvik Lumen", "Quastenberg Mills", "Harrowgate Tools", "Dellamar Optics", '<img src="x" onerror="alert(1)"> Zwo')


def filled(path: Path) -> None:
    """Each employer stands there with and without a word of its house."""
    people = "".join(
        f'Pers{i}on{j} Example,e{i}{j}@example.org,"{name.replace(chr(34), chr(34) * 2)}"\n'
        for i, house in enumerate(HOUSES)
        for j, name in enumerate((house, f"{house} Group"))
    )
    store = open_store(f"sqlite:///{path}")
    import_file(store, io.BytesIO(f"name,email,company\n{people}".encode()), name="people.csv")
    store.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_employers_are_decided_by_keyboard(tmp_path: Path, visit: Open, size: tuple[int, int]) -> None:
    path, total = tmp_path / "graph.db", len(HOUSES)
    filled(path)
    before = held(path)
    with serving(path) as base:
        one = visit(base, size=size)
        page = one.go("/duplicates")
        reach(page, "Employers", "link")
        page.keyboard.press("Enter")
        progress(page, 0, total)
        expect(page.locator("#pair .card")).to_have_count(2)
        assert one.overflow() == 0
        assert page.evaluate(NAMELESS) == []
        assert page.evaluate(CONTRAST) == []
        for n in range(total):
            page.keyboard.press("sd"[n % 2])
            progress(page, n + 1, total - n - 1)
        expect(page.locator("#judgements li")).to_have_count(total)
        assert len(held(path)["words"]) == total  # type: ignore[arg-type]
        assert one.overflow() == 0
        for n in range(total):
            page.keyboard.press("u")
            progress(page, total - n - 1, n + 1)
        expect(page.locator("#decided")).to_be_hidden()
        page.keyboard.press("l")
        expect(page.locator("#told")).to_contain_text("Later")
        assert len(held(path)["words"]) == 1  # type: ignore[arg-type]
        page.keyboard.press("u")
        expect(page.locator("#told")).to_contain_text("Back")
    assert held(path) == before
