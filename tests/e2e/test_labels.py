"""A tie is labelled on the page of a person, and the label taken back; also one that says that there is no tie."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph.introducing.who import find_person
from graph.store.open import open_store
from tests.e2e.browsing import DESKTOP, PHONE, Open, serving
from tests.e2e.test_duplicates import CONTRAST, NAMELESS, filled, held


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_tie_is_labelled_and_the_label_withdrawn(tmp_path: Path, visit: Open, size: tuple[int, int]) -> None:
    path = tmp_path / "graph.db"
    filled(path)
    before = held(path)
    store = open_store(f"sqlite:///{path}")
    with store.view() as view:
        ego = find_person(view, "Una Quastenberg").id
    store.close()
    with serving(path) as base:
        one = visit(base, size=size)
        page = one.go(f"/people/{ego}")
        page.get_by_text("Label this tie").click()
        page.get_by_label("know each other").select_option("close")
        assert one.overflow() == 0
        assert page.evaluate(NAMELESS) == []
        assert page.evaluate(CONTRAST) == []
        page.get_by_role("button", name="Say so").click()
        expect(page.locator("#ties .why")).to_contain_text("said to be close")
        expect(page.locator("#ties .percent").first).to_contain_text("90")
        page.get_by_text("Label this tie").click()
        page.get_by_role("button", name="Withdraw what was said").click()
        expect(page.locator("#ties .why")).not_to_contain_text("said to be close")
        page.get_by_text("Label this tie").click()
        page.get_by_label("know each other").select_option("does-not-know")
        page.get_by_role("button", name="Say so").click()
        expect(page.locator("#unlisted")).to_contain_text("do not know each other")
        assert one.overflow() == 0
        page.get_by_role("button", name="Withdraw what was said").click()
        expect(page.locator("#ties .tie")).to_have_count(1)
    assert held(path) == before
