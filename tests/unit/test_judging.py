"""Doubts and judgements over HTTP and on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.cli import main
from tests.unit.api_site import ADA, Site, connections, problem, site

KNOWN = connections([("Mary", "Smith", "mary-smith-fx9", "Harbor Labs", "Analyst", "04 Mar 2025")])
TWIN = b"name,company,position,ref\nMary Smith,,Lead analyst,7\nGil Pretend,Mill,,8\n"
DAY = "2026-02-01"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Site]:
    """A Mary Smith is a contact of Ada's, and a row of a table."""
    with site(tmp_path) as found:
        filled(found)
        yield found


def filled(here: Site) -> None:
    here.pool()
    here.bring(("more.csv", KNOWN), owner=ADA)
    here.bring(("people.csv", TWIN))


def said(here: Site, **body: object) -> dict[str, object]:
    answer = here.client.post("/api/judgements", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, object] = answer.json()["judgement"]
    return found


def pair(here: Site) -> tuple[str, str]:
    (doubt,) = here.get("/api/duplicates")["items"]
    a, b = (p["id"] for p in doubt["people"])
    return a, b


def test_a_doubt_says_why_and_what_a_merge_would_change(here: Site) -> None:
    found = here.get("/api/duplicates")
    (doubt,) = found["items"]
    assert found["total"] == 1
    assert 0.5 <= doubt["p"] < 0.95
    assert "same family name, a common one" in doubt["why"]
    assert {f["what"] for f in doubt["agrees"]} == {"name"}
    assert [f["what"] for f in doubt["differs"]] == ["position"]
    assert {doubt["differs"][0]["a"], doubt["differs"][0]["b"]} == {"Analyst", "Lead analyst"}
    assert sorted((doubt["effect"].pop("ties_a"), doubt["effect"].pop("ties_b"))) == [0, 2], "Ada, and a colleague of hers"
    assert doubt["effect"] == {"common": 0, "introductions": 0}
    assert sum(p["records"] for p in doubt["people"]) == 2


def test_what_is_put_off_comes_last_until_that_is_taken_back(here: Site) -> None:
    here.bring(("more.csv", b"name,email,company,position\nJohn Smith,john@example.org,Dock,Baker\n"))
    here.bring(("again.csv", b"name,position\nJohn Smith,Head baker\n"))

    def asked() -> list[str]:
        return [" ".join(sorted(p["id"] for p in d["people"])) for d in here.get("/api/duplicates")["items"]]

    before = asked()
    assert len(before) == 2
    a, b = before[0].split()
    put = here.client.post("/api/duplicates/later", json={"a": a, "b": b})
    assert put.status_code == 201
    assert asked() == before[::-1]
    assert [d["put_off"] for d in here.get("/api/duplicates")["items"]] == ["", put.json()["id"]]
    again = here.client.post("/api/duplicates/later", json=dict(zip("ab", before[1].split(), strict=True)))
    assert asked() == before, "what was put off first is asked first"
    for one in (put, again):
        assert here.client.delete(f"/api/duplicates/later/{one.json()['id']}").status_code == 204
    assert asked() == before
    assert {d["put_off"] for d in here.get("/api/duplicates")["items"]} == {""}
    assert problem(here.client.delete("/api/duplicates/later/w1"), 404)
    assert problem(here.client.post("/api/duplicates/later", json={"a": a, "b": "p-unknown"}), 404)


def test_what_is_said_is_listed_and_taken_back(here: Site) -> None:
    a, b = pair(here)
    before = [here.get(f"/api/people/{uid}", as_of=DAY) for uid in (a, b)]
    one = said(here, verdict="same", a=a, b=b, note="asked her")
    assert here.get("/api/duplicates") == {"items": [], "total": 0, "next": None}
    ids = {here.get(f"/api/people/{uid}")["id"] for uid in (a, b)}
    assert len(ids) == 1
    assert here.get("/api/judgements", person=ids.pop())["items"] == [one]
    assert here.get("/api/judgements", person=here.get("/api/people", q="gil")["items"][0]["id"])["total"] == 0
    assert problem(here.client.post("/api/judgements", json={"verdict": "same", "a": a, "b": b}), 409)
    assert here.client.delete(f"/api/judgements/{one['id']}").status_code == 204
    assert [here.get(f"/api/people/{uid}", as_of=DAY) for uid in (a, b)] == before
    assert problem(here.client.delete(f"/api/judgements/{one['id']}"), 404)
    assert here.get("/api/judgements") == {"items": [], "total": 0, "next": None}


def test_two_people_are_no_doubt_any_more(here: Site) -> None:
    a, b = pair(here)
    assert [p["id"] for p in here.get(f"/api/people/{a}")["twins"]] == [b]
    first = said(here, verdict="different", a=a, b=b)
    assert here.get("/api/duplicates")["items"] == []
    assert here.get(f"/api/people/{a}")["twins"] == []
    told = problem(here.client.post("/api/judgements", json={"verdict": "same", "a": a, "b": b}), 409)
    assert str(first["id"]) in told["detail"]


def test_rows_are_split_off(here: Site) -> None:
    a, b = pair(here)
    said(here, verdict="same", a=a, b=b)
    whole = here.get(f"/api/people/{a}")
    (row,) = {r["id"] for r in whole["records"] if r["file"] == "people.csv"}
    second = said(here, verdict="different", a=a, records=[row])
    parts = [here.get(f"/api/people/{p['id']}") for side in ("one", "other") for p in second[side]["people"]]  # type: ignore[index]
    assert [[r["file"] for r in p["records"]] for p in parts] == [["more.csv"], ["people.csv"]]
    found = here.get("/api/judgements", limit=1)
    assert [j["id"] for j in found["items"]] == [second["id"]]
    assert [j["verdict"] for j in here.get("/api/judgements", after=found["next"])["items"]] == ["same"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"verdict": "same", "a": "p-none", "b": "p-none"}, 404),
        ({"verdict": "same", "a": "{mary}"}, 400),
        ({"verdict": "same", "a": "{mary}", "records": ["r1"]}, 400),
        ({"verdict": "different", "a": "{mary}", "b": "{mary}"}, 409),
        ({"verdict": "different", "a": "{mary}", "records": ["r-none"]}, 400),
        ({"verdict": "perhaps", "a": "{mary}", "b": "{mary}"}, 422),
        ({"verdict": "same", "a": "{mary}", "b": "x", "by": "me"}, 422),
    ],
)
def test_what_cannot_be_said_is_refused(here: Site, body: dict[str, str], status: int) -> None:
    mary = pair(here)[0]
    asked = {k: mary if v == "{mary}" else v for k, v in body.items()}
    problem(here.client.post("/api/judgements", json=asked), status)
    assert here.get("/api/judgements")["total"] == 0
    here.refused("/api/judgements", 404, person="p-none")


def test_nobody_speaks_without_end(here: Site) -> None:
    for body in (b"x" * (1 << 20) + b"x", iter([b"{}"])):
        problem(here.client.post("/api/judgements", content=body, headers={"content-type": "application/json"}), 413)


def test_the_commands_do_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with site(tmp_path) as here:
        filled(here)
        a, b = pair(here)
    store = f"sqlite:///{tmp_path / 'graph.db'}"

    def run(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        assert main([*words, "--store", store]) == code
        return capsys.readouterr().out

    assert "contacts in common: 0, new introductions: 0" in run("duplicates")
    assert run("duplicates", "--decided").startswith("Nothing")
    told = run("merge", a, b, "--note", "asked her")
    assert f"({a})" in told or f"({b})" in told
    assert "Mary Smith" in run("duplicates", "--decided")
    (one,) = json.loads(run("duplicates", "--decided", "--json"))
    run("merge", a, b, code=1)
    assert run("duplicates").startswith("Nobody")
    run("split", a, "people.csv:99", code=1)
    apart = json.loads(run("split", a, "people.csv:2", "--json"))
    assert len(apart["people"]) == 2
    assert "Took back" in run("undo", apart["judgement"]["id"])
    assert json.loads(run("undo", one["id"], "--json"))["undone"]["verdict"] == "same"
    assert len(json.loads(run("duplicates", "--json"))) == 1
    run("undo", one["id"], code=1)
    run("merge", ADA, "Nobody Here", code=1)
