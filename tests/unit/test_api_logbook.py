"""Requests, outcomes and limits over HTTP, and targets that are no person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.api_site import ADA, BO, Site, problem, site

CY = "https://www.linkedin.com/in/cy-example-fx4"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as found:
        found.pool()
        yield found


def introducer(here: Site) -> tuple[float, str]:
    (path,) = here.get("/api/introductions", **{"from": ADA, "to": CY})["paths"]
    (one,) = path["introducers"]
    return round(one["chance"], 3), one["why"]


def test_a_request_its_outcome_and_its_way_back(here: Site) -> None:
    answer = here.client.post("/api/asks", json={"from": ADA, "through": BO, "to": CY})
    assert answer.status_code == 201, answer.text
    asked = answer.json()
    assert (asked["from"]["name"], asked["through"]["name"], asked["to"]["name"]) == ("Ada Testerson", "Bo Fixture", "Cy Example")
    assert (asked["state"], asked["outcomes"]) == ("asked", [])
    assert introducer(here) == (0.56, "1 request without an answer yet")
    told = here.client.post(f"/api/asks/{asked['id']}/outcome", json={"outcome": "met"}).json()
    assert (told["state"], told["willing"]["why"]) == ("met", "asked once, introduced 1")
    assert here.get("/api/asks")["items"] == [told]
    assert introducer(here) == (0.727, "asked once, introduced 1")
    assert here.get("/api/asks", as_of="2020-01-01") == {"items": []}
    problem(here.client.post(f"/api/asks/{asked['id']}/outcome", json={"outcome": "met"}), 409)
    assert here.client.delete(f"/api/asks/{asked['id']}").status_code == 204
    problem(here.client.delete(f"/api/asks/{asked['id']}"), 404)
    assert here.get("/api/asks") == {"items": []}
    assert introducer(here) == (0.7, "no request on record")


def test_what_is_no_request_is_refused(here: Site) -> None:
    for body, status in (
        ({"from": ADA, "through": BO}, 422),
        ({"from": ADA, "through": BO, "to": BO}, 400),
        ({"from": ADA, "through": "Zed Nobody", "to": CY}, 404),
        ({"from": ADA, "through": BO, "to": CY, "day": "9999-01-01"}, 400),
    ):
        problem(here.client.post("/api/asks", json=body), status)
    problem(here.client.post("/api/asks/w0/outcome", json={"outcome": "met"}), 404)
    problem(here.client.post("/api/asks/w0/outcome", json={"outcome": "perhaps"}), 422)
    assert here.get("/api/asks") == {"items": []}


def test_limits_are_set_obeyed_and_lifted(here: Site) -> None:
    assert here.client.post("/api/limits", json={"person": BO, "per_month": 2}).status_code == 201
    assert here.client.post("/api/limits", json={"person": BO}).json()["per_month"] == 0
    (found,) = here.get("/api/limits")["items"]
    assert (found["person"]["name"], found["per_month"]) == ("Bo Fixture", 0)
    answer = here.get("/api/introductions", **{"from": ADA, "to": CY})
    assert answer["paths"] == []
    assert "not to be asked now: Bo Fixture" in answer["none_because"]["reason"]
    assert here.client.delete("/api/limits", params={"person": BO}).status_code == 204
    problem(here.client.delete("/api/limits", params={"person": BO}), 404)
    assert introducer(here)[0] == 0.7


def test_targets_that_are_no_person(here: Site) -> None:
    found = here.get("/api/introductions", **{"from": ADA, "company": "north pier"})
    assert found["to"] == {"company": "North Pier", "people": 1}
    (path,) = found["paths"]
    assert (path["fit"]["why"], path["fit"]["rows"][0]["file"]) == ("works at North Pier", "bo.csv")
    assert (found["way"], found["complete"]) == ("corridor", "all paths of at most 3 ties")
    listed = here.get("/api/introductions", **{"from": ADA, "names": ["Cy Example", "Zed Nobody"]})
    assert listed["to"] == {"names": "2 names", "people": 1, "unknown": ["Zed Nobody"], "ambiguous": []}
    assert [p["people"] for p in listed["paths"]] == [path["people"]]
    by_title = here.get("/api/introductions", **{"from": ADA, "skill": "CTO"})
    assert (by_title["to"], by_title["paths"][0]["fit"]["chance"]) == ({"skill": "CTO", "people": 1}, 0.5)
    here.refused("/api/introductions", 404, **{"from": ADA, "event": "Harbor Days"})


def test_intervals_and_drafts_are_there_when_asked_for(here: Site) -> None:
    (usual,) = here.get("/api/introductions", **{"from": ADA, "to": CY})["paths"]
    assert 0 < usual["low"] < usual["probability"] < usual["high"] < 1
    assert "draft" not in usual
    (other,) = here.get("/api/introductions", **{"from": ADA, "to": CY, "intervals": False, "draft": True})["paths"]
    assert "low" not in other
    assert other["draft"]["to"] == "Bo Fixture"
    assert "We have been connected on LinkedIn since 19 January 2026" in other["draft"]["mail"]
