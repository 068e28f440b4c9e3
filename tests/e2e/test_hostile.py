import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph.store.open import open_store
from ingest.run import import_file
from tests.e2e.browsing import DESKTOP, PHONE, Open, serving

HOSTILE = (
    "<script>alert('name')</script> Adams",
    "<img src=x onerror=alert(1)> Baker",
    'Quote " onmouseover="alert(2)" Clark',
    "</script><script>alert(3)</script> Doyle",
    "{{ 7 * 7 }} ${7*7} Evans",
    "Zoë 🎉👩🏽 Fox",
    "مريم الاختبار",
    "דנה בדיקה",
    "&lt;b&gt; Gray &amp; Sons",
    "W" * 10_000,
)
HUB = "Ida Hubert"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Everybody with a dangerous name knows one person, and their employers and positions are no better."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    people, ties = folder / "people.csv", folder / "<b>ties & 'more'.csv"
    with people.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "email", "company", "position"])
        rows.writerow([HUB, "hub@example.org", "", ""])
        rows.writerows([name, f"p{i}@example.org", f"{name[:300]} Ltd", name[:300]] for i, name in enumerate(HOSTILE))
    with ties.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["from", "to", "when", "kind"])
        rows.writerows(["hub@example.org", f"p{i}@example.org", "2026-01-05", "met"] for i in range(len(HOSTILE)))
    store = open_store(f"sqlite:///{folder / 'hostile.db'}")
    for path in (people, ties):
        import_file(store, path, name=path.name)
    store.close()
    with serving(folder / "hostile.db") as base:
        yield base


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_name_is_text_on_every_page(hostile: str, visit: Open, size: tuple[int, int]) -> None:
    one = visit(hostile, size=size)
    page = one.page
    for i, name in enumerate(HOSTILE):
        one.go(f"/introductions?from=p{i}@example.org&to=p{(i + 1) % len(HOSTILE)}@example.org")
        page.locator(".path").first.wait_for()
        assert page.locator(".path .person-line .name").first.text_content() == name
        assert one.overflow() == 0
        page.locator(".path .person-line").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        page.locator("#ties > li").first.wait_for()
        assert one.overflow() == 0
    one.go("/imports")
    expect(page.locator(".outcome")).to_have_count(2)
    expect(page.locator(".outcome strong", has_text="<b>ties & 'more'.csv")).to_be_visible()
    assert one.overflow() == 0


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_map_and_its_table_show_names_as_text(hostile: str, visit: Open, size: tuple[int, int]) -> None:
    one = visit(hostile, size=size)
    page = one.go("/map")
    page.locator("#picture[data-drawn]").wait_for()
    assert one.overflow() == 0
    page.get_by_role("button", name="Table").click()
    assert set(page.locator("#table tbody bdi.clamp").all_text_contents()) == {HUB, *HOSTILE}
    assert one.overflow() == 0
    for name in HOSTILE:
        row = page.locator("#table tbody tr").filter(has=page.locator("bdi.clamp", has_text=name[:40])).first
        row.get_by_role("button").click()
        expect(page.locator("#panel h2")).to_have_text(name)
        assert one.overflow() == 0


def test_search_offers_names_as_text(hostile: str, visit: Open) -> None:
    page = visit(hostile).go("/introductions")
    box = page.get_by_role("combobox", name="From", exact=True)
    for typed, name in (("script adams", HOSTILE[0]), ("baker", HOSTILE[1]), ("مريم", HOSTILE[6]), ("www", None)):
        box.fill(typed)
        option = page.get_by_role("option").first
        if name:
            expect(option.locator("bdi")).to_have_text(name)
        box.press("Escape")
        expect(box).to_have_attribute("aria-expanded", "false")
