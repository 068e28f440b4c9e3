from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.routes.people import cursor, place
from graph.errors import BadInput
from tests.unit.api_site import ADA, BO, Site, connections, site

DAY = "2026-02-01"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as found:
        found.pool()
        yield found


def test_search_finds_by_the_beginnings_of_words(here: Site) -> None:
    assert [p["name"] for p in here.get("/api/people", q="harb")["items"]] == ["Ada Testerson", "Dee Sample"]
    assert here.get("/api/people", q="nobody")["items"] == []


def test_everyone_comes_in_pages(here: Site) -> None:
    names: list[str] = []
    after: str | None = ""
    while after is not None:
        answer = here.client.get("/api/people", params={"limit": 2, "after": after})
        page = answer.json()
        names += [p["name"] for p in page["items"]]
        after = page["next"]
        assert ('rel="next"' in answer.headers.get("link", "")) == bool(after)
    assert names == ["Ada Testerson", "Bo Fixture", "Cy Example", "Dee Sample"]


def test_the_link_leads_to_the_next_page(here: Site) -> None:
    answer = here.client.get("/api/people", params={"limit": 3, "q": ""})
    following = answer.headers["link"].split(">")[0].strip("<")
    assert [p["name"] for p in here.get(following)["items"]] == ["Dee Sample"]


@pytest.mark.parametrize("text", ["x", "====", "W10", "bnVsbA", "é", "WyJhIl0"])
def test_what_is_no_cursor_is_refused(here: Site, text: str) -> None:
    here.refused("/api/people", 400, after=text)
    with pytest.raises(BadInput):
        place(text)


def test_a_cursor_comes_back() -> None:
    assert place(cursor("Łucja Öst", "p1")) == ("lucja ost", "p1")


def test_a_person_with_rows_and_ties(here: Site) -> None:
    (bo,) = here.get("/api/people", q="bo fix")["items"]
    found = here.get(f"/api/people/{bo['id']}", as_of=DAY)
    assert (found["slug"], found["company"]) == ("bo-fixture-fx1", "Quayside")
    assert ("ada.csv", 2, "Bo Fixture") in {(r["file"], r["line"], r["name"]) for r in found["records"]}
    assert {t["person"]["name"] for t in found["ties"]} == {"Ada Testerson", "Cy Example"}
    for tie in found["ties"]:
        assert tie["basis"] == "observed"
        assert tie["why"][0]["rows"][0]["file"] in {"ada.csv", "bo.csv"}
    here.refused("/api/people/pnobody", 404)


def test_a_tie_and_no_tie(here: Site) -> None:
    ids = {p["name"]: p["id"] for p in here.get("/api/people")["items"]}
    tie = here.get(f"/api/ties/{ids['Ada Testerson']}/{ids['Bo Fixture']}", as_of=DAY)
    assert 0 < tie["strength"] <= 1
    assert tie["last_contact"] == "2026-01-19"
    assert sum(r["total"] for r in tie["why"]) == 2
    here.refused(f"/api/ties/{ids['Ada Testerson']}/{ids['Cy Example']}", 404)


def test_introductions_by_any_way_to_name_somebody(here: Site) -> None:
    found = here.get("/api/introductions", **{"from": ADA, "to": "cy example", "as_of": DAY})
    assert [p["name"] for p in found["paths"][0]["people"]] == ["Ada Testerson", "Bo Fixture", "Cy Example"]
    assert len(found["paths"][0]["ties"]) == 2
    assert "none_because" not in found
    assert {n["name"] for n in found["picture"]["nodes"]} == {"Ada Testerson", "Bo Fixture", "Cy Example"}
    by_id = here.get("/api/introductions", **{"from": found["from"]["id"], "to": found["to"]["id"], "as_of": DAY})
    assert by_id == found


def test_no_path_says_why(here: Site) -> None:
    here.bring(("alone.csv", connections([("Eve", "Invented", "eve-invented-fx9", "", "", "01 Jan 2026")])), owner="Flo Lonely")
    found = here.get("/api/introductions", **{"from": ADA, "to": "Eve Invented", "as_of": DAY})
    assert found["paths"] == []
    assert found["none_because"]["reason"]


def test_unknown_ambiguous_and_wrong_questions(here: Site) -> None:
    ask = "/api/introductions"
    assert here.refused(ask, 404, **{"from": "Zed Nobody", "to": BO})["type"].endswith("not-found")
    twins = [("Bo", "Fixture", "bo-fixture-other", "Elsewhere", "", "01 Jan 2026")]
    here.bring(("more.csv", connections(twins)), owner=ADA)
    found = here.refused(ask, 409, **{"from": ADA, "to": "Bo Fixture"})
    assert len(found["candidates"]) == 2
    here.refused(ask, 400, **{"from": ADA, "to": ADA})
    here.refused(ask, 400, **{"from": ADA})
    here.refused(ask, 400, **{"from": ADA, "to": BO, "company": "Quayside"})
    for bad in ({"to": ADA}, {"from": ADA, "to": BO, "k": 0}, {"from": ADA, "to": BO, "as_of": "soon"}):
        assert here.refused(ask, 422, **bad)["errors"]


def test_the_map_shows_people_and_a_path(here: Site) -> None:
    found = here.get("/api/map", as_of=DAY)
    assert {n["name"] for n in found["nodes"]} == {"Ada Testerson", "Bo Fixture", "Cy Example", "Dee Sample"}
    way = here.get("/api/map", **{"from": ADA, "to": "Cy Example", "as_of": DAY})
    assert sum(e["path"] for e in way["edges"]) == 2
    here.refused("/api/map", 400, **{"from": ADA})
    here.refused("/api/map", 404, focus="pnobody")


def test_duplicates_are_suggested_not_merged(here: Site) -> None:
    here.bring(("people.csv", b"name,email,ref\nMary Smith,mary@example.org,7\nCy Example,,8\n"))
    here.bring(("more.csv", b"name,company\nMary Smith,Harbor Labs\n"))
    (group,) = here.get("/api/duplicates")["items"]
    assert [p["name"] for p in group["people"]] == ["Mary Smith", "Mary Smith"]
    one, other = (here.get(f"/api/people/{p['id']}") for p in group["people"])
    assert [p["id"] for p in one["twins"]] == [other["id"]]


def test_hostile_names_are_data(here: Site) -> None:
    name = "<script>alert(1)</script> 'x\" 😀 \u202e עברית"
    here.bring(("hostile.csv", f'name,ref\n"{name.replace(chr(34), chr(34) * 2)}",=1+1\n'.encode()))
    (found,) = here.get("/api/people", q="script")["items"]
    assert "<script>" in found["name"]
    page = here.client.get(f"/people/{found['id']}", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
