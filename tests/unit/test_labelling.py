"""Labels through the HTTP interface and the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.cli import main
from graph import priors
from tests.unit.api_site import Site, problem, site


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as found:
        found.pool()
        yield found


def ids(here: Site) -> dict[str, str]:
    return {p["name"].split()[0].lower(): p["id"] for p in here.get("/api/people")["items"]}


def say(here: Site, a: str, b: str, label: str) -> Any:
    answer = here.client.post("/api/labels", json={"a": a, "b": b, "label": label})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_label_counts_is_listed_and_is_taken_back(here: Site) -> None:
    who = ids(here)
    path = f"/api/ties/{who['ada']}/{who['bo']}"
    before = here.get(path)
    told = say(here, who["ada"], who["bo"], "met-once")
    found = here.get(path)
    assert (found["strength"], found["why"][0]["word"]) == (priors.LABELS["met_once"], told["id"])
    assert found["why"][1:] == before["why"]
    assert [one["word"] for one in before["why"]] == [""]
    assert {told["a"]["id"], told["b"]["id"]} == {who["ada"], who["bo"]}
    assert here.get("/api/labels")["items"] == here.get("/api/labels", person=who["bo"])["items"] == [told]
    assert here.get("/api/labels", person=who["cy"])["items"] == []
    assert here.client.delete(f"/api/labels/{told['id']}").status_code == 204
    assert here.get(path) == before
    problem(here.client.delete(f"/api/labels/{told['id']}"), 404)


def test_two_whom_nothing_joins_are_joined_by_a_label(here: Site) -> None:
    who = ids(here)
    here.refused(f"/api/ties/{who['cy']}/{who['dee']}", 404)
    say(here, who["cy"], who["dee"], "knows")
    found = here.get(f"/api/ties/{who['dee']}/{who['cy']}")
    assert (found["basis"], found["last_contact"], len(found["why"])) == ("asserted", None, 1)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"a": "p-none", "b": "{ada}", "label": "close"}, 404),
        ({"a": "{ada}", "b": "{ada}", "label": "close"}, 400),
        ({"a": "{ada}", "b": "{bo}", "label": "met_once"}, 422),
        ({"a": "{ada}", "b": "{bo}", "label": "close", "by": "me"}, 422),
    ],
)
def test_what_cannot_be_said_is_refused(here: Site, body: dict[str, str], status: int) -> None:
    who = ids(here)
    problem(here.client.post("/api/labels", json={k: v.format(**who) for k, v in body.items()}), status)
    assert here.get("/api/labels")["items"] == []
    here.refused("/api/labels", 404, person="p-none")


def test_the_command_does_the_same(here: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = f"sqlite:///{tmp_path / 'graph.db'}"

    def run(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        assert main(["label", *words, "--store", store]) == code
        return capsys.readouterr().out

    assert ": “close” counts from now on" in run("Ada Testerson", "Bo Fixture", "close")
    assert json.loads(run("Bo Fixture", "Ada Testerson", "knows", "--json"))["label"] == "knows"
    assert [one["label"] for one in here.get("/api/labels")["items"]] == ["knows", "close"]
    assert "“knows” is taken back" in run("Ada Testerson", "Bo Fixture", "--withdraw")
    assert json.loads(run("Ada Testerson", "Bo Fixture", "--withdraw", "--json"))["label"] == "close"
    run("Ada Testerson", "Bo Fixture", "--withdraw", code=1)
    run("Ada Testerson", "Bo Fixture", code=2)
    run("Ada Testerson", "Bo Fixture", "close", "--withdraw", code=2)
    run("Ada Testerson", "Nobody Here", "close", code=1)
