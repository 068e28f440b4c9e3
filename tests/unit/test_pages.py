import re
from hashlib import sha256
from pathlib import Path

import pytest

from viz.pages import STATIC, initials, render

SIZE = {"people": 1234, "ties": 5, "records": 6, "encounters": 7, "sources": 2}
LIMITS = {"file_bytes": 1, "request_bytes": 1, "files": 1}
HOSTILE = "<script>alert(1)</script>\"' onload=x {{7*7}}"
PERSON = {
    "id": "p1/../x", "name": HOSTILE, "company": HOSTILE, "position": HOSTILE, "place": HOSTILE, "profile_url": "",
    "emails": [HOSTILE], "other_names": [HOSTILE], "ties": [],
    "twins": [{"id": "p2", "name": HOSTILE, "company": "", "position": ""}],
    "records": [{"id": "r1", "source": "s1", "file": HOSTILE, "line": 0, "name": HOSTILE, "position": "", "company": "",
                 "emails": [], "about": [HOSTILE]}],
}  # fmt: skip
PAGES = {
    "home": render(
        "home",
        size=SIZE,
        questions=[{"text": HOSTILE, "from": HOSTILE, "to": "b&c"}],
        kinds=[{"name": "x", "personal": True}],
        limits=LIMITS,
    ),
    "introductions": render("introductions", size=SIZE),
    "map": render("map", size=SIZE),
    "imports": render("imports", size=SIZE),
    "duplicates": render("duplicates", size=SIZE),
    "suggestions": render("suggestions", size=SIZE, owners=[{"id": "p1/../x", "name": HOSTILE}]),
    "follow-up": render("follow-up", size=SIZE, owners=[{"id": "p1/../x", "name": HOSTILE}]),
    "organisations": render("organisations", size=SIZE),
    "person": render("person", person=PERSON),
    "problem": render(
        "problem",
        problem={
            "title": HOSTILE,
            "status": 409,
            "detail": HOSTILE,
            "candidates": [{"id": "p", "name": HOSTILE, "about": HOSTILE}],
        },
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_whatever_comes_in_is_text(name: str) -> None:
    page = PAGES[name]
    assert "<script>alert" not in page
    assert "onload=x" not in re.sub(r'"[^"]*"|>[^<]*<', "", page)
    assert page.count("<h1") == 1


@pytest.mark.parametrize("name", PAGES)
def test_no_page_needs_anything_that_the_policy_forbids(name: str) -> None:
    page = PAGES[name]
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=\"", page) == []
    assert [u for u in re.findall(r"(?:src|href|action)=\"([^\"]*)\"", page) if not u.startswith(("/", "#"))] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_a_page_loads_is_there(name: str) -> None:
    loaded = re.findall(r"\"/static/([^\"]+)\"", PAGES[name])
    assert loaded
    assert [f for f in loaded if not (STATIC / f).is_file()] == []


def own(*endings: str) -> list[Path]:
    return [p for p in STATIC.rglob("*") if p.suffix in endings and "vendor" not in p.parts]


@pytest.mark.parametrize("path", own(".js"), ids=lambda p: p.name)
def test_scripts_never_parse_html_and_import_what_is_there(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text) == []
    assert [f for f in re.findall(r"from \"([^\"]+)\"", text) if not (path.parent / f).is_file()] == []


@pytest.mark.parametrize("path", own(".js", ".css"), ids=lambda p: p.name)
def test_nothing_points_to_another_host(path: Path) -> None:
    assert re.findall(r"https?://|url\(", path.read_text("utf-8")) == []


def test_the_vendored_library_is_what_its_note_says() -> None:
    folder = STATIC / "vendor" / "vis-network"
    said = re.search(r"`([0-9a-f]{64})`", (folder / "README.md").read_text("utf-8"))
    assert said
    assert sha256((folder / "vis-network.esm.min.js").read_bytes()).hexdigest() == said[1]
    assert "MIT" in (folder / "LICENSE-MIT").read_text("utf-8")


def test_an_empty_store_invites_files() -> None:
    page = render("home", size=dict.fromkeys(SIZE, 0), questions=[], kinds=[], limits=LIMITS)
    assert "Start with your files" in page
    assert "data-ask" not in page


@pytest.mark.parametrize(
    ("name", "letters"), [("Ada Test", "AT"), ("ada", "A"), ("", "?"), ("(…)", "?"), ("Zoë von Ö", "ZÖ"), ("مريم اختبار", "ما")]
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
