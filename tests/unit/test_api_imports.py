from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.app import build_app
from api.ledger import neutral
from api.present import safe_name
from api.settings import Settings
from graph.store.open import open_store
from tests.unit.api_site import ADA, ADA_KNOWS, BO_KNOWS, Site, connections, problem, serving, site


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as found:
        yield found


def test_several_files_each_with_its_owner(here: Site) -> None:
    first, second = here.pool()
    assert [first["state"], second["state"]] == ["done", "done"]
    assert first["owner"] == "ada-testerson-fx3"
    assert first["counts"] == {
        "rows": 2, "people": 2, "nameless": 0, "problems": 0, "warnings": 0, "encounters": 2, "new_people": 3,
    }  # fmt: skip
    assert first["report"]["kind"] == "linkedin-connections"
    ledger = here.get("/api/imports")["items"]
    assert {item["id"] for item in ledger} == {first["source"], second["source"]}
    assert here.get(f"/api/imports/{first['source']}")["counts"] == first["counts"]


def test_one_owner_for_all(here: Site) -> None:
    files = [("a.csv", connections(ADA_KNOWS[:1])), ("b.csv", connections(ADA_KNOWS[1:]))]
    assert [item["owner"] for item in here.bring(*files, owner=ADA)] == ["ada-testerson-fx3"] * 2


def test_an_export_without_owner_asks_whose_it_is(here: Site) -> None:
    (found,) = here.bring(("c.csv", connections(ADA_KNOWS)))
    assert (found["state"], found["problem"]["type"]) == ("refused", "urn:mutuals:problem:owner-needed")
    assert here.get("/api/imports")["items"] == []


def test_a_file_that_is_not_understood_loses_nothing_else(here: Site) -> None:
    strange, good = here.bring(("x.bin", b"\x00\x01\x02"), ("c.csv", connections(ADA_KNOWS)), owner=ADA)
    assert (strange["state"], strange["problem"]["status"]) == ("refused", 415)
    assert good["state"] == "done"


def test_undo_takes_everything_back(here: Site) -> None:
    first, second = here.pool()
    assert here.client.delete(f"/api/imports/{second['id']}").status_code == 204
    assert [item["id"] for item in here.get("/api/imports")["items"]] == [first["source"]]
    assert here.client.delete(f"/api/imports/{first['source']}").status_code == 204
    assert here.get("/api/people")["items"] == []
    for gone in (first["id"], first["source"], "snone"):
        problem(here.client.delete(f"/api/imports/{gone}"), 404)
        here.refused(f"/api/imports/{gone}", 404)


def test_the_same_file_again_adds_nothing(here: Site) -> None:
    here.pool()
    before = here.get("/api/people")["items"]
    (again,) = here.bring(("ada.csv", connections(ADA_KNOWS)), owner=ADA)
    assert (again["state"], again["counts"]["new_people"], again["report"]["unchanged"]) == ("done", 0, 2)
    assert here.get("/api/people")["items"] == before


def test_problems_are_listed_and_safe_to_open(here: Site) -> None:
    (found,) = here.bring(("=cmd.csv", connections(ADA_KNOWS, "Too,short")), owner=ADA)
    assert found["counts"]["problems"] == len(found["report"]["problems"]) == 1
    answer = here.client.get(f"/api/imports/{found['id']}/problems.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["file"], row["line"]) for row in rows] == [("'=cmd.csv", "4")]
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "|x", "%0A"])
def test_formulas_are_text(cell: str) -> None:
    assert neutral(cell).startswith("'")
    assert "\n" not in neutral(cell + "\n=2")


def test_events_tell_of_progress_and_end(here: Site) -> None:
    (found,) = here.bring(("c.csv", connections(ADA_KNOWS)), owner=ADA)
    answer = here.client.get(f"/api/imports/{found['source']}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    name, data = answer.text.strip().split("\n")
    assert name == "event: end"
    assert json.loads(data.removeprefix("data: "))["source"] == found["source"]
    here.refused("/api/imports/inone/events", 404)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (Settings(max_file_bytes=100), "c0.csv"),
        (Settings(max_request_bytes=300), "300 bytes"),
        (Settings(max_files=1), "1 files"),
        (Settings(max_waiting=1), "wait"),
    ],
)
def test_limits_are_counted_while_reading(tmp_path: Path, settings: Settings, says: str) -> None:
    with site(tmp_path, settings) as found:
        files = [("files", (f"c{n}.csv", connections(ADA_KNOWS))) for n in range(2)]
        assert says in problem(found.client.post("/api/imports", files=files), 413)["detail"]
        assert found.get("/api/imports")["items"] == []
        assert not list(tmp_path.glob("upload-*"))


def test_uploads_wait_in_the_spool_folder_without_a_name(tmp_path: Path) -> None:
    (tmp_path / "spool").mkdir()
    with site(tmp_path, Settings(spool=str(tmp_path / "spool"), max_file_bytes=400)) as found:
        found.pool()
        problem(found.client.post("/api/imports", files=[("files", ("big.csv", b"x" * 500))]), 413)
        assert list((tmp_path / "spool").iterdir()) == []
        (tmp_path / "spool").rmdir()
        problem(found.client.post("/api/imports", files=[("files", ("c.csv", b"x"))]), 500)


def test_one_that_runs_or_waits_can_be_cancelled(tmp_path: Path) -> None:
    """The store's one writer is taken, so that neither import can end before it is cancelled."""
    store = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    with serving(build_app(Settings(), store)) as client:
        here = Site(client)
        with store.writer():
            files = [("files", (f"c{n}.csv", connections(ADA_KNOWS[n:]))) for n in range(2)]
            first, second = client.post("/api/imports", files=files, data={"owner": ADA}).json()["imports"]
            states = {item["id"]: item["state"] for item in here.get("/api/imports")["items"]}
            assert set(states) == {first["id"], second["id"]}
            assert client.delete(f"/api/imports/{second['id']}").status_code == 204
            assert here.ended(second["id"])["state"] == "cancelled"
            assert client.delete(f"/api/imports/{first['id']}").status_code == 204
        assert here.ended(first["id"])["state"] == "cancelled"
        assert here.get("/api/people")["items"] == []
        assert here.get("/api/imports")["items"] == []
    store.close()


def test_two_owners_for_three_files_are_refused(here: Site) -> None:
    files = [("files", (f"c{n}.csv", connections(BO_KNOWS))) for n in range(3)]
    answer = here.client.post("/api/imports", files=files, data={"owner": ["Ada", "Bo"]})
    assert "3 files and 2 owner" in problem(answer, 400)["detail"]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/json"),
        (b"", "multipart/form-data"),
        (b"", "multipart/form-data; boundary=x"),
        (b"--y\r\n\r\n--y--\r\n", "multipart/form-data; boundary=x"),
        (b"--x--\r\n", "multipart/form-data; boundary=x"),
        (
            b'--x\r\nContent-Disposition: form-data; name="other"; filename="a"\r\n\r\nz\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        (b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nz', "multipart/form-data; boundary=x"),
    ],
)
def test_what_is_no_upload_is_refused(here: Site, body: bytes, content_type: str) -> None:
    problem(here.client.post("/api/imports", content=body, headers={"content-type": content_type}), 400)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\Connections.csv", "Connections.csv"),
        ("a\x00b\x1b[31m.csv", "ab[31m.csv"),
        ("caf\udce9.csv", "caf.csv"),
        ("", "unnamed"),
        ("x" * 300, "x" * 200),
    ],
)
def test_file_names_are_only_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_the_ledger_comes_in_pages(here: Site) -> None:
    here.pool()
    first: Any = here.get("/api/imports", limit=1)
    second = here.get("/api/imports", limit=1, after=first["next"])
    assert (len(first["items"]), len(second["items"]), second["next"]) == (1, 1, None)
    assert first["items"][0]["id"] != second["items"][0]["id"]


def test_the_ledger_answers_after_a_restart(tmp_path: Path) -> None:
    with site(tmp_path) as found:
        first, _ = found.pool()
    with site(tmp_path) as found:
        assert found.get(f"/api/imports/{first['source']}")["counts"] == first["counts"]
        found.refused(f"/api/imports/{first['id']}", 404)


def test_dates_that_fit_both_orders_ask_which(here: Site) -> None:
    data = "Full Name\tUser Action\tTimestamp\nAda Testerson\tJoined\t11/12/2020, 08:00:00\n".encode("utf-16")
    (asked,) = here.bring(("list.csv", data))
    assert (asked["state"], asked["problem"]["type"]) == ("refused", "urn:mutuals:problem:date-order-needed")
    (told,) = here.bring(("list.csv", data), date_order="dmy")
    assert (told["state"], told["counts"]["people"]) == ("done", 1)
