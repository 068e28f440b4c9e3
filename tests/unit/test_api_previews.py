from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.golden.rendered import HERE, MAPS
from tests.unit.api_site import ADA, ADA_KNOWS, Site, connections, problem, site

TABLE = b"Full name,Mail,Firma\nAda Testerson,ada@example.org,Quayside\n,,\n"
MAP = 'name="Full name",email=Mail,company=Firma'


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as found:
        yield found


def look(here: Site, name: str, data: bytes, **form: Any) -> dict[str, Any]:
    answer = here.client.post("/api/previews", files=[("files", (name, data))], data=form)
    assert answer.status_code == 202, answer.text
    (item,) = answer.json()["imports"]
    assert item["dry_run"]
    return here.ended(item["id"])


def test_a_look_keeps_nothing_and_tells_what_rows_would_become(here: Site) -> None:
    found = look(here, "c.csv", connections(ADA_KNOWS, "Too,short"), owner=ADA)
    assert (found["state"], found["report"]["kind"], found["counts"]["rows"]) == ("done", "linkedin-connections", 3)
    bo, dee, short = found["report"]["preview"]
    assert (bo["people"][0]["name"], bo["ties"][0]["kind"], bo["ties"][0]["day"]) == ("Bo Fixture", "connected", "2026-01-19")
    assert (found["counts"]["new_people"], bo["people"][0]["new"]) == (3, True)
    assert (dee["line"], short["became"]) == (3, "problem")
    assert here.get("/api/imports")["items"] == []
    assert here.get("/api/people")["items"] == []
    problem(here.client.delete(f"/api/imports/{found['id']}"), 404)
    here.refused(f"/api/imports/{found['id']}/problems.csv", 404)


def test_a_look_at_what_is_there_already_undoes_nothing(here: Site) -> None:
    here.bring(("c.csv", connections(ADA_KNOWS)), owner=ADA)
    found = look(here, "c.csv", connections(ADA_KNOWS), owner=ADA)
    assert found["report"]["unchanged"] == 2
    problem(here.client.delete(f"/api/imports/{found['id']}"), 404)
    assert len(here.get("/api/imports")["items"]) == 1


def test_an_unknown_table_says_how_it_could_be_mapped(here: Site) -> None:
    found = look(here, "t.csv", TABLE)
    assert (found["state"], found["problem"]["status"]) == ("refused", 415)
    table = found["problem"]["table"]
    assert table["columns"] == ["Full name", "Mail", "Firma"]
    assert table["rows"][0] == ["Ada Testerson", "ada@example.org", "Quayside"]
    best = table["shapes"][0]
    assert (best["name"], best["guess"]) == ("people", [["name", ["Full name"]], ["email", ["Mail"]], ["company", ["Firma"]]])


def test_a_mapping_is_given_remembered_listed_and_forgotten(here: Site) -> None:
    assert look(here, "t.csv", TABLE, map=MAP)["report"]["preview"][0]["people"][0]["company"] == "Quayside"
    assert here.get("/api/mappings")["items"] == []
    (done,) = here.bring(("t.csv", TABLE), map=MAP)
    assert (done["kind"], done["report"]["map"]) == ("mapped-people", "name=Full name,email=Mail,company=Firma")
    assert here.get(f"/api/imports/{done['source']}")["report"]["map"] == done["report"]["map"]
    (mapping,) = here.get("/api/mappings")["items"]
    assert (mapping["kind"], mapping["columns"]) == ("mapped-people", ["Full name", "Mail", "Firma"])
    later = b"Firma,Mail,Full name\nPier,bo@example.org,Bo Fixture\n"
    assert look(here, "u.csv", later)["state"] == "done"
    (again,) = here.bring(("t.csv", TABLE), map="name=Firma")
    assert (again["state"], again["problem"]["status"]) == ("refused", 409)
    assert here.client.delete(f"/api/mappings/{mapping['id']}").status_code == 204
    assert look(here, "u.csv", later)["state"] == "refused"
    problem(here.client.delete(f"/api/mappings/{mapping['id']}"), 404)


def test_the_order_of_dates_is_asked_with_both_readings(here: Site) -> None:
    table = b"a,b,on\nada@example.org,bo@example.org,03/04/2025\n"
    asked = look(here, "t.csv", table, map="from=a,to=b,when=on")
    assert asked["problem"]["type"] == "urn:mutuals:problem:date-order-needed"
    assert asked["problem"]["readings"] == {"text": "03/04/2025", "dmy": "2025-04-03", "mdy": "2025-03-04"}
    told = look(here, "t.csv", table, map="from=a,to=b,when=on", date_order="mdy")
    assert told["report"]["preview"][0]["ties"][0]["day"] == "2025-03-04"


def test_a_file_that_two_kinds_claim_names_them(here: Site) -> None:
    both = b"from,to,when,kind,event,person\nada@example.org,bo@example.org,2025-01-01,met,Harbour night,ada@example.org\n"
    found = look(here, "both.csv", both)
    assert found["problem"]["kinds"] == ["ties", "attendance"]
    assert found["problem"]["table"] is None
    assert look(here, "both.csv", both, kind="ties")["report"]["preview"][0]["ties"][0]["kind"] == "met"


def test_the_order_is_asked_of_a_known_kind_too(here: Site) -> None:
    sample = HERE / "teams" / "teams-2020-list-en-utf16le-lf.csv"
    asked = look(here, sample.name, sample.read_bytes())
    assert (asked["problem"]["readings"]["dmy"], asked["problem"]["readings"]["mdy"]) == ("2020-12-11", "2020-11-12")
    told = look(here, sample.name, sample.read_bytes(), date_order="dmy")
    ties = [tie for row in told["report"]["preview"] for tie in row["ties"]]
    assert ties
    assert {(bool(tie["event"]), tie["day"]) for tie in ties} == {(True, "2020-12-11")}


def test_what_a_programme_says_is_kept_with_the_person(here: Site) -> None:
    sample = HERE / "mapped" / "mentorcliq-profiles.csv"
    (done,) = here.bring((sample.name, sample.read_bytes()), map=MAPS[sample.name])
    assert done["counts"]["people"] == 3
    (bo,) = here.get("/api/people", q="Bo Fixture")["items"]
    (record,) = here.get(f"/api/people/{bo['id']}")["records"]
    assert record["about"] == ["role: Mentee", "goals: Learn graph databases"]
    assert "goals: Learn graph databases" in here.client.get(f"/people/{bo['id']}").text
