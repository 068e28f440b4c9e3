"""Suggestions on the command line and over HTTP: the same objects, and dismissals that can be taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.cli import main
from tests.unit.api_site import ADA, BO, Site, site

DAY = "2026-02-01"
TIES = (
    b"from,to,when,kind\n"
    + f"{ADA},{BO},2024-01-01,message\n{ADA},{BO},2024-01-11,message\n{BO},cy@example.org,2024-02-01,met\n".encode()
)
EVENT = f"event,when,person\nHarbor Night,2026-01-25,{ADA}\nHarbor Night,2026-01-25,kit@example.org\n".encode()


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as found:
        found.bring(("ties.csv", TIES), ("night.csv", EVENT))
        yield found


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(here: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command on the store of the site."""
    assert here.get("/readyz")

    def command(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main([*arguments, "--store", f"sqlite:///{tmp_path / 'graph.db'}"])
        return code, capsys.readouterr().out

    return command


def asked(here: Site, **how: Any) -> Any:
    return here.get("/api/suggestions", **{"for": ADA, "as_of": DAY, **how})


def test_the_command_prints_what_the_interface_answers(here: Site, run: Run) -> None:
    code, printed = run("suggest", "--for", ADA, "--as-of", DAY, "--json")
    assert code == 0
    assert json.loads(printed) == asked(here)
    assert [s["kind"] for s in asked(here)["suggestions"]][:2] == ["follow-up", "reconnect"]
    code, words = run("suggest", "--for", ADA, "--kind", "follow-up", "--as-of", DAY)
    assert code == 0
    assert "1. kit@example.org: follow-up, 50 %" in words
    assert "both at Harbor Night, 25 Jan 2026, with 2 known attendees; not in touch before or since, 7 days left" in words
    assert "[night.csv:3,2]" in words


def test_every_reason_with_rows_says_where(here: Site) -> None:
    found = asked(here, kind="reconnect")
    (bo,) = found["suggestions"]
    assert "met" not in bo
    assert [(r["file"], r["line"]) for r in bo["why"][0]["rows"]] == [("ties.csv", 3), ("ties.csv", 2)]
    assert 0 < bo["score"] < 1


def test_nobody_to_suggest_is_said(run: Run) -> None:
    code, words = run("suggest", "--for", "cy@example.org", "--kind", "follow-up", "--as-of", DAY)
    assert code == 1
    assert "Nobody to suggest" in words


def test_the_whole_network_has_brokers_only(here: Site, run: Run) -> None:
    found = here.get("/api/suggestions", kind="brokers", as_of=DAY)
    assert found["for"] is None
    assert [s["person"]["id"] for s in found["suggestions"]]
    here.refused("/api/suggestions", 400, kind="reconnect")
    assert run("suggest", "--kind", "brokers", "--as-of", DAY)[0] == 0
    assert run("suggest", "--kind", "reconnect")[0] == 2


def test_what_cannot_be_asked(here: Site) -> None:
    for bad in ({"kind": "enemies"}, {"novelty": 2}, {"k": 0}, {"days": 0}):
        here.refused("/api/suggestions", 422, **{"for": ADA, **bad})
    here.refused("/api/suggestions", 404, **{"for": "Zed Nobody"})


def test_a_dismissal_over_http_and_back(here: Site) -> None:
    before = here.get("/api/suggestions", **{"for": ADA, "kind": "reconnect"})["suggestions"]
    bo = next(s for s in before if s["person"]["name"].startswith("bo"))
    ada = asked(here)["for"]["id"]
    said = {"for": ada, "person": bo["person"]["id"], "kind": "reconnect"}
    answer = here.client.post("/api/suggestions/dismissals", json=said)
    assert answer.status_code == 201
    made = answer.json()
    assert made["person"] == bo["person"]
    left = here.get("/api/suggestions", **{"for": ADA, "kind": "reconnect"})["suggestions"]
    assert left == [s for s in before if s is not bo]
    assert here.get("/api/suggestions/dismissals", **{"for": ADA})["items"] == [made]
    assert here.client.delete(f"/api/suggestions/dismissals/{made['id']}").status_code == 204
    assert here.client.delete(f"/api/suggestions/dismissals/{made['id']}").status_code == 404
    assert here.get("/api/suggestions", **{"for": ADA, "kind": "reconnect"})["suggestions"] == before
    assert here.client.post("/api/suggestions/dismissals", json={**said, "person": "pnobody"}).status_code == 404
    assert here.client.post("/api/suggestions/dismissals", json={**said, "kind": "enemies"}).status_code == 422


def test_a_dismissal_on_the_command_line_and_back(run: Run) -> None:
    assert run("suggest", "--for", ADA, "--dismiss", BO)[0] == 2, "of which kind?"
    code, printed = run("suggest", "--for", ADA, "--kind", "reconnect", "--dismiss", BO, "--json")
    assert code == 0
    made = json.loads(printed)
    assert "bo-fixture" not in run("suggest", "--for", ADA, "--kind", "reconnect")[1].lower()
    assert made["id"] in run("suggest", "--for", ADA, "--dismissed")[1]
    assert run("suggest", "--bring-back", made["id"])[0] == 0
    assert run("suggest", "--bring-back", made["id"])[0] == 1
    assert "bo-fixture" in run("suggest", "--for", ADA, "--kind", "reconnect")[1].lower()
    assert run("suggest", "--for", ADA, "--dismissed")[1].strip() == "Nothing was dismissed."


def test_communities_and_their_members_come_in_pages(here: Site) -> None:
    found = here.get("/api/communities", as_of=DAY)
    assert found["stability"] == 1.0
    assert found["total"] == sum(1 for _ in found["items"]) > 0
    first = found["items"][0]
    names: list[str] = []
    after: str | None = "0"
    while after is not None:
        page = here.get(f"/api/communities/{first['id']}", limit=1, after=after, as_of=DAY)
        names += [p["id"] for p in page["items"]]
        after = page["next"]
    assert len(set(names)) == len(names) == first["size"]
    assert names[0] == first["id"]
    here.refused("/api/communities/pnobody", 404)
    assert here.get("/api/communities", limit=1, as_of=DAY)["next"] in {None, first["id"]}
