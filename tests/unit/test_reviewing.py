"""Employers and differences of exports, as the interface and the command line tell them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.cli import main
from tests.unit.api_site import Site, connections, site

OLD = (
    ("Bo", "Fixture", "bo-fx1", "Quayside", "Founder", "19 Jan 2024"),
    ("Cy", "Example", "cy-fx2", "Mill", "CTO", "20 Jan 2024"),
)
NEW = (
    ("Bo", "Fixture", "bo-fx1", "Quayside Ltd.", "Owner", "19 Jan 2024"),
    ("Dee", "Sample", "dee-fx3", "Quayside", "Analyst", "21 Jan 2025"),
)


def bring(here: Site) -> list[str]:
    files = (("old.csv", connections(OLD)), ("new.csv", connections(NEW)))
    return [one["id"] for file in files for one in here.bring(file, owner="Ada Testerson")]


def test_employers_come_with_their_spellings(tmp_path: Path) -> None:
    with site(tmp_path) as here:
        bring(here)
        found = here.get("/api/organisations")
        assert [(o["kind"], o["name"], o["spellings"], o["people"]) for o in found["items"]] == [
            ("employer", "Quayside", ["Quayside", "Quayside Ltd."], 2),
            ("employer", "Mill", ["Mill"], 1),
        ]
        assert found["next"] is None
        assert [o["name"] for o in here.get("/api/organisations", joined=True)["items"]] == ["Quayside"]
        assert [o["name"] for o in here.get("/api/organisations", q="MILL")["items"]] == ["Mill"]
        first = here.get("/api/organisations", limit=1)
        assert [o["name"] for o in here.get("/api/organisations", limit=1, after=first["next"])["items"]] == ["Mill"]


def test_what_an_import_changed_by_any_of_its_ids(tmp_path: Path) -> None:
    with site(tmp_path) as here:
        old, new = bring(here)
        (told,) = here.get(f"/api/imports/{new}/changes")["lists"]
        assert told["before"]["file"] == "old.csv"
        assert (told["before"]["day"], told["day"]) == ("2024-01-20", "2025-01-21")
        assert [(told[what]["total"], len(told[what]["people"])) for what in ("new", "left", "moved")] == [(1, 1)] * 3
        assert told["moved"]["people"][0]["before"] == {"company": "Quayside", "position": "Founder", "line": 2}
        source = here.get(f"/api/imports/{old}")["source"]
        assert here.get(f"/api/imports/{source}/changes")["lists"][0]["before"] is None
        few = here.get(f"/api/imports/{new}/changes", limit=0)["lists"][0]
        assert (few["new"]["total"], few["new"]["people"]) == (1, [])
        here.refused("/api/imports/s-none/changes", 404)


def test_the_commands_tell_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = f"sqlite:///{tmp_path / 'graph.db'}"
    for name, rows in (("old.csv", OLD), ("new.csv", NEW)):
        (tmp_path / name).write_bytes(connections(rows))
        assert main(["import", str(tmp_path / name), "--owner", "Ada Testerson", "--store", store]) == 0

    def said(*words: str) -> str:
        capsys.readouterr()
        assert main([*words, "--store", store]) == 0
        return capsys.readouterr().out

    assert "2       employer  Quayside  Quayside Ltd." in said("organisations", "--joined")
    assert [o["name"] for o in json.loads(said("organisations", "--json"))] == ["Quayside", "Mill"]
    told = said("changes", "new.csv").splitlines()
    assert told[0] == "new.csv (2025-01-21) against old.csv (2024-01-20): 1 new, 1 left, 1 changed"
    assert [" ".join(line.split()) for line in told[3:]] == [
        "new Dee Sample Analyst, Quayside",
        "left Cy Example CTO, Mill",
        "changed Bo Fixture Founder, Quayside Owner, Quayside Ltd.",
    ]
    assert "nothing to compare" in said("changes", "old.csv")
    assert json.loads(said("changes", "new.csv", "--json"))["lists"][0]["left"]["total"] == 1


HOUSES = (
    ("Bo", "Fixture", "bo-fx1", "Norvik Lumen", "Founder", "19 Jan 2024"),
    ("Cy", "Example", "cy-fx2", "Norvik Lumen Group", "CTO", "20 Jan 2024"),
)


def test_employers_that_may_be_one_are_decided_over_http(tmp_path: Path) -> None:
    path = "/api/organisations/judgements"
    with site(tmp_path) as here:
        here.bring(("houses.csv", connections(HOUSES)), owner="Ada Testerson")
        (doubt,) = here.get("/api/organisations/doubts")["items"]
        assert sorted(o["name"] for o in doubt["organisations"]) == ["Norvik Lumen", "Norvik Lumen Group"]
        assert doubt["why"] == "the same but for a word like Group or Holding"
        a, b = (o["id"] for o in doubt["organisations"])
        made = here.client.post(path, json={"verdict": "same", "a": a, "b": b, "note": "one house"})
        assert made.status_code == 201
        assert here.client.post(path, json={"verdict": "different", "a": a, "b": b}).status_code == 409
        assert here.client.post(path, json={"verdict": "same", "a": a, "b": "Nobody's"}).status_code == 404
        assert here.get("/api/organisations/doubts")["total"] == 0
        assert [o["people"] for o in here.get("/api/organisations", joined=True)["items"]] == [2]
        assert here.get(path)["items"] == [made.json()]
        assert len(set(made.json()["organisations"])) == 1
        for status in (204, 404):
            assert here.client.delete(f"{path}/{made.json()['id']}").status_code == status
        assert here.get("/api/organisations/doubts")["items"] == [doubt]


def test_employers_that_may_be_one_are_decided_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = f"sqlite:///{tmp_path / 'graph.db'}"
    (tmp_path / "houses.csv").write_bytes(connections(HOUSES))
    assert main(["import", str(tmp_path / "houses.csv"), "--owner", "Ada Testerson", "--store", store]) == 0

    def said(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        assert main(["organisations", *words, "--store", store]) == code
        return capsys.readouterr().out

    assert "the same but for a word like Group" in said("--doubts")
    told = said("--same", "Norvik Lumen", "norvik lumen group", "--note", "one house")
    assert told.startswith("Norvik Lumen and Norvik Lumen Group are one organisation from now on")
    uid = told.split("--undo ")[1].split()[0]
    assert said("--doubts") == "No employer looks like another one.\n"
    assert json.loads(said("--decided", "--json"))[0]["note"] == "one house"
    said("--different", "Norvik Lumen", "Norvik Lumen Group", code=1)
    assert said("--undo", uid) == "Nothing was said of employers.\n"
    said("--undo", uid, code=1)
    assert "are two organisations" in said("--different", "Norvik Lumen", "Norvik Lumen Group")
