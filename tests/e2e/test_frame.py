from pathlib import Path

import pytest
from playwright.sync_api import expect

from api.demo.pool import QUESTIONS
from tests.e2e.browsing import DESKTOP, PHONE, Open

HERE = Path(__file__).parent
NAMELESS, CONTRAST = (HERE / "nameless.js").read_text("utf-8"), (HERE / "contrast.js").read_text("utf-8")
ANSWER = f"/introductions?from={QUESTIONS[0].start}&to={QUESTIONS[0].goal}"
SUGGESTED = "/suggestions?for=Sunniva Kestrelby"
PAGES = ("/", "/introductions", ANSWER, "/map", "/imports", "/duplicates", "/suggestions", SUGGESTED, "/follow-up", "/nowhere")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages_fit_and_can_be_read(pool: str, visit: Open, size: tuple[int, int], scheme: str) -> None:
    one = visit(pool, size=size, scheme=scheme)
    one.expected = ("404",)
    for path in PAGES:
        page = one.go(path)
        page.wait_for_load_state("networkidle")
        assert one.overflow() == 0, path
        assert page.evaluate(NAMELESS) == [], path
        assert page.evaluate(CONTRAST) == [], path
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        for landmark in ("banner", "main"):
            expect(page.get_by_role(landmark)).to_have_count(1)
        expect(page.get_by_role("navigation", name="Pages")).to_be_visible()


def test_the_keyboard_reaches_the_content_first(pool: str, visit: Open) -> None:
    page = visit(pool).go("/introductions")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name="From", exact=True)).to_be_focused()


def test_the_policy_forbids_inline_scripts_and_other_hosts(pool: str, visit: Open) -> None:
    one = visit(pool)
    one.expected = ("policy: script-src", "Content Security Policy")
    page = one.go("/")
    policy = page.request.get(f"{pool}/").headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert "script-src 'self'" in policy
    page.evaluate("const s = document.createElement('script'); s.textContent = 'window.hacked = 1'; document.head.append(s);")
    assert page.evaluate("window.hacked") is None
    assert one.wrong
