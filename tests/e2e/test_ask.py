import re

from playwright.sync_api import Page, expect

from api.demo.pool import QUESTIONS
from tests.e2e.browsing import PHONE, Open

QUESTION = QUESTIONS[0]


def choose(page: Page, label: str, name: str) -> None:
    """With the keyboard alone: type, go down, take it."""
    box = page.get_by_role("combobox", name=label, exact=True)
    options = page.get_by_role("listbox", name=f"{label}: people found").get_by_role("option")
    box.press_sequentially(name)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(options.first).to_contain_text(name)
    box.press("ArrowDown")
    expect(options.and_(page.get_by_role("option", selected=True))).to_have_count(1)
    box.press("Enter")
    expect(box).to_have_value(name)
    expect(box).to_have_attribute("aria-expanded", "false")


def drawn(page: Page, holder: str = "#picture") -> int:
    """Marks on a picture, once it is there."""
    page.locator(f"{holder}[data-drawn]").wait_for()
    return int(page.locator(holder).get_attribute("data-drawn") or 0)


def click_mark(page: Page, uid: str) -> None:
    """Click where the picture has drawn a mark."""
    network = page.locator("#picture").evaluate_handle("(holder) => holder.network")
    at = network.evaluate("(network, id) => network.canvasToDOM(network.getPosition(id))", uid)
    page.locator("#picture canvas").click(position={"x": at["x"], "y": at["y"]})


def test_a_question_is_asked_by_typing_and_answered_down_to_the_rows(pool: str, visit: Open) -> None:
    page = visit(pool).go("/introductions")
    choose(page, "From", QUESTION.start)
    choose(page, "To", QUESTION.goal)
    page.get_by_role("button", name="Find paths").click()
    best = page.locator(".path").first
    expect(best.locator(".chance")).to_contain_text("%")
    names = best.locator(".person-line .name").all_inner_texts()
    assert (names[0], names[-1]) == (QUESTION.start, QUESTION.goal)
    expect(best.locator(".chip.weakest")).to_have_count(1 if len(names) > 2 else 0)
    reason = best.locator(".why details").first
    reason.locator("summary").click()
    row = reason.locator("tbody tr").first
    expect(row.locator("td").nth(1)).to_have_text(re.compile(r"^\d+$|^whole file$"))
    row.get_by_role("link").click()
    expect(page.locator(".outcome.named")).to_be_visible()


def test_the_paths_are_a_small_picture_too(pool: str, visit: Open) -> None:
    page = visit(pool).go(f"/introductions?from={QUESTION.start}&to={QUESTION.goal}")
    assert drawn(page, ".side .picture") >= 3
    expect(page.get_by_role("combobox", name="To", exact=True)).to_have_value(QUESTION.goal)


def test_the_path_stands_out_on_the_map(pool: str, visit: Open) -> None:
    page = visit(pool).go(f"/introductions?from={QUESTION.start}&to={QUESTION.goal}")
    best = page.locator(".path").first
    links = [a.get_attribute("href") or "" for a in best.locator(".person-line").all()] if best.is_visible() else []
    page.get_by_role("link", name="Show the best one on the map").click()
    assert drawn(page) <= 600
    path = (page.locator("#picture").get_attribute("data-path") or "").split()
    assert len(path) >= 3
    assert not links or [f"/people/{uid}" for uid in path] == links
    page.get_by_role("button", name="Table").click()
    marked = page.locator("tr.on-path")
    expect(marked).to_have_count(len(path))
    expect(marked.first).to_contain_text(QUESTION.start)
    expect(marked.last).to_contain_text(QUESTION.goal)


def test_a_click_on_a_person_tells_about_them(pool: str, visit: Open) -> None:
    page = visit(pool).go(f"/map?from={QUESTION.start}&to={QUESTION.goal}")
    drawn(page)
    introducer = (page.locator("#picture").get_attribute("data-path") or "").split()[1]
    click_mark(page, introducer)
    panel = page.locator("#panel")
    expect(panel.locator("ul.ties > li").first).to_be_visible()
    name = panel.locator("h2").inner_text()
    panel.get_by_role("link", name="Open page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("#ties > li").first).to_be_visible()
    expect(page.get_by_role("table").locator("tbody tr").first).to_be_visible()


def test_bubbles_open_and_lead_back(pool: str, visit: Open) -> None:
    page = visit(pool).go("/map")
    drawn(page)
    page.get_by_role("button", name="Table").click()
    page.get_by_role("button", name=re.compile(r"\(open\)$")).first.click()
    trail = page.get_by_role("navigation", name="Where you are in the map").get_by_role("button")
    expect(trail).to_have_count(2)
    expect(page).to_have_url(re.compile("focus=c1"))
    trail.first.click()
    expect(trail).to_have_count(1)
    page.go_back()
    expect(trail).to_have_count(2)


def test_search_on_the_map_finds_anybody(pool: str, visit: Open) -> None:
    page = visit(pool, size=PHONE).go("/map")
    drawn(page)
    choose(page, "Find a person", QUESTIONS[2].goal)
    expect(page.locator("#panel h2")).to_have_text(QUESTIONS[2].goal)


def test_no_path_says_what_would_open_one(pool: str, visit: Open) -> None:
    page = visit(pool).go(f"/introductions?from={QUESTION.start}&to={QUESTION.goal}&as_of=2001-01-01")
    expect(page.get_by_role("heading", name="No path yet")).to_be_visible()
    expect(page.locator(".none li").first).to_be_visible()
    expect(page.get_by_label("As of")).to_have_value("2001-01-01")


def test_somebody_unknown_is_a_clear_problem(pool: str, visit: Open) -> None:
    one = visit(pool)
    one.expected = ("404",)
    page = one.go(f"/introductions?from={QUESTION.start}&to=Nobody+Atall")
    expect(page.get_by_role("alert")).to_contain_text("Nobody Atall")
    one.go("/people/pnobody")
    expect(page.get_by_role("link", name="Home").first).to_be_visible()


def test_the_demo_asks_good_questions_on_the_first_page(pool: str, visit: Open) -> None:
    page = visit(pool).go("/")
    questions = page.locator(".questions a")
    expect(questions).to_have_count(len(QUESTIONS))
    for i in range(len(QUESTIONS)):
        questions.nth(i).click()
        expect(page.locator(".path").first).to_be_visible()
        page.go_back()
