"""Anybody of a company is asked for, a request is logged and its outcome, and what that changes is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from graph.store.open import open_store
from ingest.run import import_file
from tests.e2e.browsing import DESKTOP, PHONE, Open, serving
from tests.e2e.test_ask import choose
from tests.unit.api_site import ADA, ADA_KNOWS, BO, BO_KNOWS, connections


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Each test takes back what it told."""
    tmp_path = tmp_path_factory.mktemp("requests")
    path = tmp_path / "graph.db"
    store = open_store(f"sqlite:///{path}")
    for name, people, owner in (("ada.csv", ADA_KNOWS, ADA), ("bo.csv", BO_KNOWS, BO)):
        (tmp_path / name).write_bytes(connections(people))
        import_file(store, tmp_path / name, name=name, owner=owner)
    store.close()
    with serving(path) as base:
        yield base


def willingness(page: Page) -> str:
    return page.locator(".factors li", has_text="introduces").first.inner_text()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_request_is_logged_and_its_outcome_changes_what_is_expected(site: str, visit: Open, size: tuple[int, int]) -> None:
    one = visit(site, size=size)
    page = one.go("/introductions")
    choose(page, "From", "Ada Testerson")
    page.get_by_label("Who is wanted").select_option(label="Somebody of a company")
    expect(page.get_by_role("combobox", name="To", exact=True)).to_be_hidden()
    page.get_by_label("Company").fill("north pier")
    page.get_by_role("button", name="Find paths").click()
    card = page.locator(".path").first
    expect(card.locator("h3")).to_have_text("Through Bo Fixture to Cy Example")
    expect(card.locator(".sure")).to_have_text(re.compile(r"^< 0.1 to \d|^[\d.]+ to [\d.]+ %$"))
    expect(page.locator(".answer-head")).to_contain_text(re.compile(r"If all are tried, one works: [^·]+ % \(.+ to .+ %\) ·"))
    expect(card.locator(".factors")).to_contain_text("works at North Pier")
    if not card.locator(".request").is_visible():
        card.locator("summary").first.click()
    card.get_by_text("Draft of a request to Bo Fixture").click()
    expect(card.get_by_label("Draft of a request", exact=True)).to_contain_text("Hello Bo Fixture,")
    assert "70 %" in willingness(page)
    card.get_by_role("button", name="I asked").click()
    expect(page.locator(".factors")).to_contain_text("1 request without an answer yet")
    assert "56 %" in willingness(page)
    page.get_by_role("button", name="Introduced").click()
    expect(page.locator(".factors")).to_contain_text("asked once, introduced 1")
    assert "73 %" in willingness(page)
    expect(page.locator(".request")).to_contain_text("Asked, introduced")
    assert one.overflow() == 0
    page.get_by_role("button", name="Forget it").click()
    expect(page.get_by_role("button", name="I asked")).to_be_visible()
    assert "70 %" in willingness(page)


def test_who_is_never_to_be_asked_is_on_no_path(site: str, visit: Open) -> None:
    page = visit(site, size=PHONE).go("/introductions?from=Ada+Testerson&to=Cy+Example")
    page.locator(".chain .person-line", has_text="Bo Fixture").click()
    limit = page.get_by_label("This person may be asked")
    limit.select_option(label="Never ask through this person")
    expect(page.get_by_role("status").filter(has_text="Kept")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.locator(".none")).to_contain_text("is not to be asked now: Bo Fixture")
    expect(page.locator(".none li").first).to_have_text("lift the limit on Bo Fixture, or wait for answers")
    page.go_forward()
    expect(limit).to_have_value("0")
    limit.select_option(label="As often as you like")
    expect(page.get_by_role("status").filter(has_text="Kept")).to_be_visible()
    page.reload()
    expect(limit).to_have_value("")


def test_a_pasted_list_says_whom_it_does_not_know(site: str, visit: Open) -> None:
    page = visit(site).go("/introductions")
    choose(page, "From", "Ada Testerson")
    page.get_by_label("Who is wanted").select_option(label="Anybody on a list")
    page.get_by_label("People, one a line").fill("Cy Example\nZed <b>Nobody</b>\n")
    page.get_by_role("button", name="Find paths").click()
    expect(page.locator(".path").first).to_be_visible()
    expect(page.locator(".answer-head .problem")).to_have_text("Zed <b>Nobody</b>: nobody here")
    expect(page.get_by_label("People, one a line")).to_have_value("Cy Example\nZed <b>Nobody</b>")
