from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import DESKTOP, PHONE, Open
from tests.e2e.test_frame import CONTRAST, NAMELESS

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
PAIRS = (
    "Programme 2025;;;;\n"
    "Mentor Name;Mentor Mail;Mentee Name;Mentee Mail;Match Date\n"
    "Ada Testerson;ada@example.org;Bo <b>y</b> Fixture;bo@example.org;13.04.2025\n"
    ";;Cleo Sample;cleo@example.org;14.04.2025\n"
)


def choose(page: Page, folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    page.locator("#files").set_input_files(folder / name)


def labelled(page: Page, text: str) -> Locator:
    return page.get_by_label(text, exact=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@SIZES
def test_an_unknown_table_is_mapped_looked_at_imported_and_known_the_next_time(
    empty: str, visit: Open, tmp_path: Path, size: tuple[int, int]
) -> None:
    one = visit(empty, size=size)
    page = one.go("/")
    choose(page, tmp_path, "pairs.csv", PAIRS)
    press(page, "Import")
    mapper = page.locator(".mapper")
    expect(mapper).to_contain_text("Mentee Mail")
    expect(mapper.locator("tbody")).to_contain_text("Bo <b>y</b> Fixture")
    shape = labelled(page, "What does it hold?")
    expect(shape).to_be_focused()
    expect(shape).to_have_value("mentoring")
    mentor = labelled(page, "The mentor: name, e-mail or profile (needed)")
    expect(mentor).to_have_value("=Mentor Mail")
    expect(labelled(page, "The day or the moment")).to_have_value("=Match Date")
    assert one.overflow() == 0

    # What is needed and was taken away is asked for before anything is sent.
    mentor.select_option("")
    press(page, "Preview")
    expect(page.locator("#import-problem")).to_contain_text("Which column is the mentor?")
    mentor.select_option("=Mentor Mail")
    labelled(page, "The mentor: name, e-mail or profile, joined with").first.select_option("=Mentor Name")
    expect(labelled(page, "The mentee, joined with").first).to_have_value("=Mentee Name")
    press(page, "Preview")
    seen = page.locator(".preview tbody tr")
    expect(seen).to_have_count(2)
    expect(seen.first).to_contain_text("Bo <b>y</b> Fixture new")
    expect(seen.first).to_contain_text("mentoring: Ada Testerson → Bo <b>y</b> Fixture, 13 Apr 2025")
    expect(seen.nth(1)).to_contain_text("`mentor` is empty")
    expect(page.locator(".outcome")).to_have_count(1)
    expect(page.locator(".outcome .state")).to_contain_text("nothing is kept yet")
    assert one.overflow() == 0
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(CONTRAST) == []
    expect(page.locator("[data-size=people]")).to_have_count(0)

    press(page, "Import")
    expect(page.locator(".outcome[data-state=done] .state")).to_have_text("imported")
    expect(page.locator(".outcome")).to_have_count(1)
    expect(page.locator("[data-size=people]")).to_have_text("2")

    choose(page, tmp_path, "later.csv", PAIRS.replace("Ada Testerson;ada", "Dee Example;dee"))
    press(page, "Import")
    expect(page.locator(".outcome").first).to_contain_text("later.csv")
    expect(page.locator(".outcome").first.locator(".state")).to_have_text("imported")
    expect(page.locator(".mapper")).to_have_count(0)


@SIZES
def test_what_is_remembered_is_listed_and_forgotten(empty: str, visit: Open, tmp_path: Path, size: tuple[int, int]) -> None:
    one = visit(empty, size=size)
    page = one.go("/")
    choose(page, tmp_path, "pairs.csv", PAIRS)
    press(page, "Import")
    expect(labelled(page, "What does it hold?")).to_be_focused()
    press(page, "Import")
    expect(page.locator(".outcome[data-state=done]")).to_have_count(1)
    one.go("/imports")
    remembered = page.locator("#mappings .outcome")
    expect(remembered).to_have_count(1)
    expect(remembered).to_contain_text("Mentor Mail, Mentor Name, Mentee Mail, Mentee Name, Match Date")
    assert one.overflow() == 0
    assert page.evaluate(NAMELESS) == []
    remembered.get_by_role("button", name="Forget").click()
    expect(page.locator("#remembered")).to_be_hidden()
    one.go("/")
    choose(page, tmp_path, "third.csv", PAIRS)
    press(page, "Preview")
    expect(page.locator(".mapper")).to_be_visible()

    # The same file, read in another way: refused, and what was chosen can be corrected.
    labelled(page, "The day or the moment").select_option("")
    press(page, "Import")
    refused = page.locator(".outcome[data-state=refused]")
    expect(refused).to_contain_text("If the first was wrong, undo it")
    labelled(page, "The day or the moment").select_option("=Match Date")
    press(page, "Import")
    expect(page.locator(".outcome[data-state=done]")).to_contain_text("nothing changed")
    expect(refused).to_have_count(0)


@SIZES
def test_dates_that_fit_both_orders_are_chosen_by_what_they_mean(
    empty: str, visit: Open, tmp_path: Path, size: tuple[int, int]
) -> None:
    one = visit(empty, size=size)
    page = one.go("/")
    chat = "Sender,Recipients,Sent\nada@example.org,bo@example.org,03/04/2025\n"
    choose(page, tmp_path, "chat.csv", chat)
    press(page, "Import")
    labelled(page, "What it was").select_option(":message")
    press(page, "Import")
    expect(page.get_by_role("group", name="What day is 03/04/2025?")).to_be_visible()
    expect(labelled(page, "3 Apr 2025 day first")).to_be_focused()
    expect(labelled(page, "4 Mar 2025 month first")).to_be_visible()
    assert one.overflow() == 0
    assert page.evaluate(NAMELESS) == []
    labelled(page, "4 Mar 2025 month first").check()
    press(page, "Preview")
    expect(page.locator(".preview tbody tr")).to_contain_text("message: ada@example.org → bo@example.org, 4 Mar 2025")
    press(page, "Import")
    expect(page.locator(".outcome[data-state=done] .state")).to_have_text("imported")
    expect(page.locator(".outcome")).to_have_count(1)


def test_a_file_that_two_kinds_claim_is_read_by_the_one_that_is_chosen(empty: str, visit: Open, tmp_path: Path) -> None:
    page = visit(empty).go("/")
    both = "from,to,when,kind,event,person\nada@example.org,bo@example.org,2025-01-01,met,Harbour night,ada@example.org\n"
    choose(page, tmp_path, "both.csv", both)
    press(page, "Import")
    kind = labelled(page, "Which kind of file is it?")
    expect(kind).to_be_focused()
    kind.select_option("attendance")
    press(page, "Preview")
    expect(page.locator(".preview")).to_contain_text("attended: ada@example.org at Harbour night, 1 Jan 2025")
    kind.select_option("ties")
    press(page, "Import")
    expect(page.locator(".outcome[data-state=done]")).to_contain_text("ties")


def test_a_known_file_is_looked_at_and_nothing_is_kept(empty: str, visit: Open, tmp_path: Path) -> None:
    page = visit(empty).go("/")
    choose(page, tmp_path, "people.csv", "name,email,company\nAda Testerson,ada@example.org,Quayside\n")
    press(page, "Preview")
    expect(page.locator(".preview")).to_contain_text("ada@example.org · Quayside")
    press(page, "Clear")
    expect(page.locator(".outcome")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="Start with your files")).to_be_visible()


def test_an_event_that_no_column_names_is_said_once(empty: str, visit: Open, tmp_path: Path) -> None:
    page = visit(empty).go("/")
    choose(page, tmp_path, "came.csv", "Gast,Uhrzeit\nAda Testerson,13.04.2025\n")
    press(page, "Preview")
    labelled(page, "What does it hold?").select_option("attendance")
    labelled(page, "The event (needed)").select_option(":")
    word = labelled(page, "The event: the same for every row")
    expect(word).to_be_focused()
    word.fill("Harbour night, 2025")
    labelled(page, "Who was there: name, e-mail or profile (needed)").select_option("=Gast")
    labelled(page, "The day or the moment").select_option("=Uhrzeit")
    press(page, "Preview")
    expect(page.locator(".preview")).to_contain_text("attended: Ada Testerson at Harbour night 2025, 13 Apr 2025")
