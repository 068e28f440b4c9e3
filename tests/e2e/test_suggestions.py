from pathlib import Path

import pytest
from playwright.sync_api import expect

from api.demo.pool import Demo
from graph.store.open import open_store
from ingest.run import import_file
from tests.e2e.browsing import PHONE, Open, serving
from tests.e2e.test_ask import choose

WHO = "Sunniva Kestrelby"


def test_suggestions_are_asked_for_dismissed_and_brought_back(pool: str, visit: Open) -> None:
    page = visit(pool).go("/suggestions")
    choose(page, "For", WHO)
    page.get_by_role("button", name="Suggest", exact=True).click()
    expect(page.locator(".chip.kind").first).to_have_text("Follow up")
    page.get_by_role("link", name="Reconnect", exact=True).click()
    expect(page.get_by_role("link", name="Reconnect", exact=True)).to_have_attribute("aria-current", "page")
    first = page.locator(".suggestion").first
    reason = first.locator(".why details").first
    expect(reason).to_contain_text("in touch on")
    reason.locator("summary").press("Enter")
    expect(reason.locator("tbody tr").first.get_by_role("link")).to_be_visible()
    name = first.locator(".name").inner_text()
    slider = page.get_by_role("slider", name="Familiar or novel")
    with page.expect_response(lambda answer: "novelty=1" in answer.url):
        slider.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "rather novel")
    with page.expect_response(lambda answer: "novelty=0" in answer.url):
        slider.press("Home")
    # The list on the page is not to be acted on until that answer has taken its place.
    expect(page.locator("#answer")).to_have_attribute("aria-busy", "false")
    again = page.locator(".suggestion").filter(has_text=name)
    again.get_by_role("button", name=f"Not {name}").press("Enter")
    expect(page.locator(".gone")).to_contain_text(name)
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.reload()
    expect(page.locator(".suggestion").first).to_be_visible()
    expect(page.locator(".suggestion").filter(has_text=name)).to_have_count(0)
    dismissed = page.get_by_text("What was dismissed")
    expect(dismissed).to_be_visible()
    dismissed.press("Enter")
    page.locator("#dismissals li").filter(has_text=name).get_by_role("button", name="Suggest again").press("Enter")
    expect(page.locator(".suggestion").filter(has_text=name)).to_have_count(1)
    page.get_by_text("As a table").press("Enter")
    expect(page.locator(".twin tbody tr")).to_have_count(page.locator(".suggestion").count())


def test_follow_up_is_by_event_and_dismissal_is_undone_in_place(pool: str, visit: Open) -> None:
    one = visit(pool, size=PHONE)
    page = one.go(f"/follow-up?for={WHO}")
    event = page.locator(".event").first
    expect(event.get_by_role("heading", level=3)).to_have_text("Harbour Lights Evening")
    expect(event).to_contain_text("days left")
    count = event.locator(".suggestion").count()
    assert count > 3
    card = event.locator(".suggestion").first
    assert "/introductions?from=p" in (card.get_by_role("link", name="Ask for an introduction").get_attribute("href") or "")
    card.get_by_role("button", name="Not ").click()
    expect(event.locator(".suggestion")).to_have_count(count - 1)
    event.get_by_role("button", name="Undo").click()
    expect(event.locator(".suggestion")).to_have_count(count)
    assert one.overflow() == 0


def test_brokers_of_the_whole_network_need_nobody(pool: str, visit: Open) -> None:
    page = visit(pool).go("/suggestions?kind=brokers")
    expect(page.locator(".suggestion").first).to_contain_text("effective size")


def test_a_page_says_what_was_read_of_a_network_too_large_for_the_machine(
    demo: Demo, visit: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.db"
    store = open_store(f"sqlite:///{path}")
    for file in demo.files[:2]:
        import_file(store, file.path, name=file.path.name, owner=file.owner)
    store.close()
    with serving(path) as base:
        page = visit(base).go(f"/suggestions?for={WHO}&kind=brokers")
        expect(page.locator(".suggestion").first).to_be_visible()
        expect(page.locator("#way")).to_have_count(0)
    monkeypatch.setenv("MUTUALS_LARGEST_SNAPSHOT", "1")
    with serving(path) as base:
        one = visit(base, size=PHONE)
        page = one.go(f"/suggestions?for={WHO}&kind=brokers")
        expect(page.locator("#way")).to_contain_text(
            "too large for this machine. What was read of the store around this person: all ties."
        )
        assert one.overflow() <= 0
        one.expected = ("507",)
        page = one.go("/suggestions?kind=brokers")
        expect(page.get_by_role("alert")).to_contain_text("MUTUALS_LARGEST_SNAPSHOT")
