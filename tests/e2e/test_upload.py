import re
from pathlib import Path

from playwright.sync_api import Page, expect

from api.demo.pool import Demo
from tests.e2e.browsing import DESKTOP, PHONE, Open


def drop(page: Page, *files: Path) -> None:
    """As when files are dragged from a folder onto the box."""
    handle = page.evaluate_handle(
        """(files) => {
            const all = new DataTransfer();
            for (const [name, text] of files) all.items.add(new File([text], name));
            return all;
        }""",
        [[f.name, f.read_text("utf-8")] for f in files],
    )
    page.locator("#drop").dispatch_event("dragover", {"dataTransfer": handle})
    page.locator("#drop").dispatch_event("drop", {"dataTransfer": handle})


def test_files_come_in_by_the_page_and_open_a_path(empty: str, demo: Demo, visit: Open) -> None:
    one = visit(empty)
    page = one.go("/")
    expect(page.get_by_role("heading", name="Start with your files")).to_be_visible()
    exports = [f for f in demo.files if f.owner]
    page.locator("#files").set_input_files([f.path for f in exports])
    owners = page.get_by_label("Whose export is it?")
    expect(owners).to_have_count(len(exports))
    for field, export in zip(owners.all(), exports, strict=True):
        field.fill(export.owner)
    page.get_by_role("button", name=f"Import {len(exports)} files").click()
    done = page.locator(".outcome[data-state=done]")
    expect(done).to_have_count(len(exports), timeout=60_000)
    for outcome in done.all():
        rows, people, nameless, problems = [
            int(re.sub(r"\D", "", outcome.locator(f"[data-count={name}] dd").inner_text()))
            for name in ("rows", "people", "nameless", "problems")
        ]
        assert rows == people + nameless + problems > 0

    lists = [f.path for f in demo.files if not f.owner]
    drop(page, *lists)
    page.get_by_role("button", name="Import 2 files").click()
    expect(done).to_have_count(len(demo.files), timeout=60_000)
    for path in lists:
        expect(page.locator("#results")).to_contain_text(path.name)

    expect(page.locator("[data-size=sources]")).to_have_text(str(len(demo.files)))

    page.get_by_role("link", name="Ask for an introduction").click()
    question = demo.questions[0]
    for label, name in (("From", question.start), ("To", question.goal)):
        box = page.get_by_role("combobox", name=label, exact=True)
        box.press_sequentially(name)
        page.get_by_role("listbox").get_by_role("option").first.click()
        expect(box).to_have_value(name)
    page.get_by_role("button", name="Find paths").click()
    expect(page.locator(".path").first).to_be_visible()


def test_bad_rows_are_shown_with_line_and_reason(empty: str, visit: Open, tmp_path: Path) -> None:
    good, bad = "Ada,Test,https://www.linkedin.com/in/ada-fx01,,Firm,Lead,12 Mar 2024", "Bo,Example"
    table = tmp_path / "Connections.csv"
    table.write_text(f"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n{good}\n{bad}\n", encoding="utf-8")
    page = visit(empty).go("/")
    drop(page, table)
    page.get_by_label("Whose export is it?").fill("Zoe Owner")
    page.get_by_role("button", name="Import", exact=True).click()
    outcome = page.locator(".outcome[data-state=done]")
    expect(outcome.locator("[data-count=problems] dd")).to_have_text("1")
    expect(outcome.locator("tbody tr").first.locator("td").first).to_have_text("3")
    with page.expect_download() as saved:
        outcome.get_by_role("link", name="Problems as CSV").click()
    assert "Connections.csv,3," in saved.value.path().read_text("utf-8")


def test_an_owner_is_asked_for_when_one_is_needed(empty: str, demo: Demo, visit: Open) -> None:
    export = next(f for f in demo.files if f.path.suffix == ".csv" and f.owner)
    page = visit(empty).go("/")
    page.locator("#files").set_input_files(export.path)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator(".outcome[data-state=refused]")).to_be_visible()
    owner = page.get_by_label("Whose export is it?")
    expect(owner).to_be_focused()
    owner.fill(export.owner)
    owner.press("Enter")
    expect(page.locator(".outcome[data-state=done]")).to_be_visible()


def test_what_is_not_understood_is_refused_with_what_was_seen(empty: str, visit: Open, tmp_path: Path) -> None:
    table = tmp_path / "routes.csv"
    table.write_text("Airline,Stops\nXX,0\n", encoding="utf-8")
    page = visit(empty).go("/")
    page.locator("#files").set_input_files(table)
    page.get_by_role("button", name="Import", exact=True).click()
    refused = page.locator(".outcome[data-state=refused]")
    expect(refused.locator(".notice")).to_contain_text("Airline")


def test_the_ledger_undoes_an_import(empty: str, demo: Demo, visit: Open) -> None:
    for size in (DESKTOP, PHONE):
        one = visit(empty, size=size)
        page = one.go("/")
        guests = next(f.path for f in demo.files if f.path.suffix == ".csv" and not f.owner)
        page.locator("#files").set_input_files(guests)
        page.get_by_role("button", name="Import", exact=True).click()
        expect(page.locator(".outcome[data-state=done]")).to_be_visible()
        one.go("/imports")
        expect(page.locator(".outcome")).to_have_count(1)
        page.get_by_role("button", name="Undo").click()
        page.get_by_role("button", name="Undo it").click()
        expect(page.locator(".outcome")).to_have_count(0)
        expect(page.get_by_text("Nothing was imported yet.")).to_be_visible()
        one.go("/")
        expect(page.get_by_role("heading", name="Start with your files")).to_be_visible()
