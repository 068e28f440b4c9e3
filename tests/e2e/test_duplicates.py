"""Doubts are decided, and decisions taken back, by keyboard alone; afterwards the store is what it was."""

from __future__ import annotations

import io
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from graph.store.open import open_store
from ingest.run import import_file
from tests.e2e.browsing import DESKTOP, PHONE, Open, serving
from tests.worlds import dump

HERE = Path(__file__).parent
NAMELESS, CONTRAST = (HERE / "nameless.js").read_text("utf-8"), (HERE / "contrast.js").read_text("utf-8")
GIVEN = ("James", "Mary", "John", "Linda", "David", "Susan", "Thomas", "Karen", "Daniel", "Steven", "Sarah")
HOSTILE = "<img src=x onerror=alert(1)>"
NAMES = tuple(f"{given} {family}" for given in GIVEN for family in ("Smith", "Williams"))
"""Such names that nobody is taken for somebody else for them alone."""


def filled(path: Path) -> None:
    """Everybody stands in two files under one common name, with an address in one of them only; one employer is hostile."""
    employers = [f"Mill {i}" for i in range(len(NAMES))]
    employers[0], employers[1] = HOSTILE, "W" * 300
    known = "".join(f"{n},p{i}@example.org,{e},Miller,Delft\n" for i, (n, e) in enumerate(zip(NAMES, employers, strict=True)))
    again = "".join(f"{n},Chief Miller\n" for n in NAMES)
    ties = "".join(f"p0@example.org,p{i}@example.org,2026-01-05,met\n" for i in range(1, len(NAMES)))
    files = {
        "known.csv": f"name,email,company,position,place\n{known}",
        "again.csv": f"name,position\n{again}",
        "ties.csv": f"from,to,when,kind\n{ties}Una Quastenberg,p1@example.org,2026-01-05,met\n",
    }
    store = open_store(f"sqlite:///{path}")
    for name, text in files.items():
        import_file(store, io.BytesIO(text.encode()), name=name)
    store.close()


def held(path: Path) -> dict[str, object]:
    store = open_store(f"sqlite:///{path}")
    with store.view() as view:
        found = dump(view)
    store.close()
    return found


def progress(page: Page, decided: int, left: int) -> None:
    expect(page.locator("#progress-text")).to_contain_text(f"{decided} decided, {left} left")


def reach(page: Page, name: str, role: str) -> None:
    """Press Tab until this has the focus."""
    goal = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _ in range(60):
        page.keyboard.press("Tab")
        if goal.evaluate("e => e === document.activeElement"):
            return
    expect(goal).to_be_focused()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_twenty_decisions_and_their_undo_by_keyboard(tmp_path: Path, visit: Open, size: tuple[int, int]) -> None:
    path = tmp_path / "graph.db"
    filled(path)
    before = held(path)
    with serving(path) as base:
        one = visit(base, size=size)
        page = one.go("/")
        reach(page, "Duplicates", "link")
        page.keyboard.press("Enter")
        total = len(NAMES)
        progress(page, 0, total)
        expect(page.locator("#pair .card")).to_have_count(2)
        assert one.overflow() == 0
        assert page.evaluate(NAMELESS) == []
        assert page.evaluate(CONTRAST) == []
        for n in range(20):
            page.keyboard.press("sd"[n % 2])
            progress(page, n + 1, total - n - 1)
        page.keyboard.press("l")
        expect(page.locator("#told")).to_contain_text("Later")
        page.keyboard.press("u")
        expect(page.locator("#told")).to_contain_text("Back")
        assert len(held(path)["judgements"]) == 20  # type: ignore[arg-type]
        assert one.overflow() == 0
        for n in range(20):
            page.keyboard.press("u")
            progress(page, 19 - n, total - 19 + n)
        expect(page.get_by_role("button", name="Undo U")).to_be_disabled()
    assert held(path) == before


def test_looking_around_and_later_decide_nothing(tmp_path: Path, visit: Open) -> None:
    path = tmp_path / "graph.db"
    filled(path)
    before = held(path)
    with serving(path) as base:
        page = visit(base).go("/duplicates")
        first = page.locator("#pair .name").first.text_content()
        page.keyboard.press("ArrowRight")
        expect(page.locator("#progress-text")).to_contain_text("this is 2 of")
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#pair .name").first).to_have_text(str(first))
        page.keyboard.press("l")
        expect(page.locator("#pair .name").first).not_to_have_text(str(first))
        page.keyboard.press("u")
        expect(page.locator("#pair .name").first).to_have_text(str(first))
        page.keyboard.press("l")
        expect(page.locator("#pair .name").first).not_to_have_text(str(first))
        page.reload()
        expect(page.locator("#pair .name").first).not_to_have_text(str(first))
        page.keyboard.press("Control+d")
        reach(page, "Single keys decide", "checkbox")
        page.keyboard.press("Space")
        page.keyboard.press("s")
        progress(page, 0, len(NAMES))
    assert held(path) == {**before, "words": held(path)["words"]}
    assert len(held(path)["words"]) == 1  # type: ignore[arg-type]


def test_a_person_is_split_and_put_together_again_by_keyboard(tmp_path: Path, visit: Open) -> None:
    path = tmp_path / "graph.db"
    store = open_store(f"sqlite:///{path}")
    rows = "Robin Doe,r@example.org,Mill\nRobin Doe,r@example.org,Quayside\n"
    import_file(store, io.BytesIO(f"name,email,company\n{rows}".encode()), name="robin.csv")
    with store.view() as view:
        (robin,) = view.everyone()
    store.close()
    before = held(path)
    with serving(path) as base:
        one = visit(base, size=PHONE)
        page = one.go(f"/people/{robin.id}")
        page.locator("summary", has_text="Is this two people?").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Split these rows off")).to_be_disabled()
        page.get_by_role("checkbox").last.focus()
        page.keyboard.press("Space")
        assert one.overflow() == 0
        reach(page, "Split these rows off", "button")
        page.keyboard.press("Enter")
        expect(page.locator("#said")).to_contain_text("Two people: Robin Doe and Robin Doe")
        assert page.url.endswith(robin.id)
        assert len(held(path)["people"]) == 2  # type: ignore[arg-type]
        reach(page, "Undo: Robin Doe and Robin Doe", "button")
        page.keyboard.press("Enter")
        expect(page.locator("#said")).to_be_hidden()
        expect(page.locator("tbody tr")).to_have_count(2)
    assert held(path) == before


def test_three_who_are_one_are_two_questions(tmp_path: Path, visit: Open) -> None:
    path = tmp_path / "graph.db"
    store = open_store(f"sqlite:///{path}")
    for i in range(3):
        table = f"name,email\nMary Smith,{f'm{i}@example.org' if i else ''}\n"
        import_file(store, io.BytesIO(table.encode()), name=f"{i}.csv")
    store.close()
    before = held(path)
    with serving(path) as base:
        page = visit(base).go("/duplicates")
        progress(page, 0, 3)
        page.keyboard.press("s")
        progress(page, 1, 1)
        page.keyboard.press("s")
        progress(page, 2, 0)
        expect(page.locator("#nothing")).to_contain_text("the last one")
        assert len(held(path)["people"]) == 1  # type: ignore[arg-type]
        page.keyboard.press("u")
        progress(page, 1, 1)
        page.keyboard.press("u")
        progress(page, 0, 3)
    assert held(path) == before


def test_a_network_with_too_little_in_it_says_so_and_learns_nothing(tmp_path: Path, visit: Open) -> None:
    path = tmp_path / "graph.db"
    filled(path)
    before = held(path)
    with serving(path) as base:
        one = visit(base)
        one.expected = ("status of 400",)
        page = one.go("/duplicates")
        page.get_by_role("button", name="Learn from this network").click()
        expect(page.locator("#learned-problem")).to_contain_text("too little to learn from")
        expect(page.locator("#learned-origin")).to_contain_text("that Mutuals comes with")
    assert held(path) == before


def test_what_a_network_learned_is_shown_and_forgotten(tmp_path: Path, visit: Open) -> None:
    path = tmp_path / "graph.db"
    store = open_store(f"sqlite:///{path}")
    given, family = (
        ("Ada", "Bruno", "Cleo", "Dario", "Edda", "Falk"),
        [f"{a}{b}" for a in ("Oat", "Fern", "Moss") for b in ("ley", "holt", "dene")],
    )
    people = [(f"{g} {f}", f"{g}.{f}@example.org".lower(), f"Mill {i % 7}") for i, (g, f) in enumerate(product(given, family))]
    for file, position in (("one", "Miller"), ("two", "Smith"), ("three", "Baker")):
        table = "".join(f"{name},{mail},{company},{position}\n" for name, mail, company in people)
        import_file(store, io.BytesIO(f"name,email,company,position\n{table}".encode()), name=f"{file}.csv")
    store.close()
    before = held(path)
    with serving(path) as base:
        one = visit(base, size=PHONE)
        page = one.go("/duplicates")
        reach(page, "Learn from this network", "button")
        page.keyboard.press("Enter")
        expect(page.locator("#learned-origin")).to_contain_text(f"from {3 * len(people)} records and 0 decisions")
        page.locator("summary", has_text="What each likeness says").click()
        expect(page.locator("#learned-weights tbody tr").first).to_contain_text("given name")
        assert one.overflow() == 0
        reach(page, "Forget what was learned", "button")
        page.keyboard.press("Enter")
        expect(page.locator("#learned-origin")).to_contain_text("that Mutuals comes with")
    assert held(path) == before
