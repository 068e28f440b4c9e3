"""The community of a person on their page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph.measures.groups import AT_ONCE
from graph.store.open import open_store
from tests.bench.network import fill, network, preferential_pairs
from tests.e2e.browsing import PHONE, Open, serving
from tests.e2e.test_ask import choose


def test_a_page_says_which_community_and_how_sure(pool: str, visit: Open) -> None:
    one = visit(pool, size=PHONE)
    page = one.go("/suggestions")
    choose(page, "For", "Theo Plovermere")
    page.get_by_role("button", name="Suggest", exact=True).click()
    expect(page).to_have_url(re.compile("for="))
    page.goto(f"{one.base}/people/{re.search('for=([^&]+)', page.url)[1]}")  # type: ignore[index]
    expect(page.locator("#community")).to_contain_text("are at Lanternworks")
    expect(page.locator("#community")).to_contain_text(re.compile(r"[Dd]epends? on chance: .* \d+ % of this circle"))
    assert one.overflow() <= 0


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.db"
    store = open_store(f"sqlite:///{path}")
    fill(store, network(1_000, preferential_pairs(1_000, AT_ONCE + 1)))
    store.close()
    return path


def test_in_a_large_network_it_is_found_when_somebody_asks(large: Path, visit: Open) -> None:
    with serving(large) as base:
        one = visit(base)
        page = one.go("/")
        who = page.evaluate("fetch('/api/people?limit=1').then((a) => a.json()).then((f) => f.items[0].id)")
        one.go(f"/people/{who}")
        page.get_by_role("button", name="Find the community").press("Enter")
        expect(page.locator("#community")).to_contain_text("of this circle stay together")
        one.go(f"/people/{who}")
        expect(page.locator("#community")).to_contain_text("of this circle stay together")
