"""The page of imports says what a newer export changed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph.store.open import open_store
from ingest.run import import_file
from tests.e2e.browsing import DESKTOP, PHONE, Open, serving
from tests.unit.api_site import connections

HOSTILE = "<img src=x onerror=alert(1)>"
OLD = (
    ("Bo", "Fixture", "bo-fx1", "Quayside", "Founder", "19 Jan 2024"),
    ("Cy", "Example", "cy-fx2", "Mill", "CTO", "20 Jan 2024"),
)
NEW = (
    ("Bo", "Fixture", "bo-fx1", HOSTILE, "Owner" * 40, "19 Jan 2024"),
    ("Dee", HOSTILE, "dee-fx3", "Quayside", "Analyst", "21 Jan 2025"),
)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_import_opens_into_what_changed(tmp_path: Path, visit: Open, size: tuple[int, int]) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    for name, rows in (("old.csv", OLD), ("new.csv", NEW)):
        import_file(store, io.BytesIO(connections(rows)), name=name, owner="Ada Testerson")
    import_file(store, io.BytesIO(b"name,email\nEve,eve@example.org\n"), name="table.csv")
    store.close()
    with serving(tmp_path / "graph.db") as base:
        one = visit(base, size=size)
        page = one.go("/imports")
        new, old = (page.locator(".outcome", has=page.locator(".head", has_text=f"{name}.csv")) for name in ("new", "old"))
        expect(page.locator(".changes")).to_have_count(2)
        new.locator("summary", has_text="What changed").click()
        expect(new.get_by_role("heading", level=3)).to_have_text(["New: 1", "Left: 1", "Another employer or title: 1"])
        expect(new.locator(".changes li")).to_contain_text([f"Dee {HOSTILE}", "Cy Example CTO at Mill", "Founder at Quayside →"])
        old.locator("summary", has_text="What changed").click()
        expect(old.locator(".changes")).to_contain_text("nothing to compare it with")
        assert one.overflow() == 0
        new.get_by_role("link", name="Cy Example").click()
        expect(page.get_by_role("heading", name="Cy Example")).to_be_visible()
