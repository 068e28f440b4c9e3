"""What is said of a network that is too large for the machine: which way it was read, what is missing, what cannot be said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.cli import main
from api.settings import Settings
from graph.measures.nearby import nearby
from graph.measures.society import read
from graph.store.open import open_store
from tests.bench.network import TODAY, fill, network, preferential_pairs
from tests.unit.api_site import Site, site

DAY = "2026-06-01"
ADA, BO = "p0@x.org", "p1@x.org"
SETTING = "MUTUALS_LARGEST_SNAPSHOT"
TIES = "from,to,when,kind\n" + "".join(
    f"p{a}@x.org,p{b}@x.org,2026-05-{1 + (a * b) % 28:02d},met\n"
    for a, b in [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (2, 4), (3, 4), (4, 5), (4, 6), (1, 6), (5, 6)]
)


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Site]:
    """A network of which this machine may hold one tie."""
    with site(tmp_path, Settings(largest_snapshot=1)) as found:
        found.bring(("ties.csv", TIES.encode()))
        yield found


def asked(here: Site, **params: str | int) -> dict[str, object]:
    answer: dict[str, object] = here.get("/api/suggestions", **{"for": ADA, "as_of": DAY, **params})
    return answer


def test_one_persons_suggestions_are_pushed_down(large: Site, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    with site(folder) as usual:
        usual.bring(("ties.csv", TIES.encode()))
        for kind in ("meet", "brokers"):
            pushed, whole = asked(large, kind=kind), asked(usual, kind=kind)
            assert (pushed["way"], whole["way"]) == ("pushed down", "snapshot")
            assert pushed["complete"] == whole["complete"] == "all ties"
            assert pushed["suggestions"]
            assert pushed["suggestions"] == whole["suggestions"]
        assert asked(large, kind="reconnect")["way"] == asked(usual, kind="reconnect")["way"] == "corridor"


def test_of_all_kinds_what_needs_the_whole_network_is_left_out(large: Site) -> None:
    found = asked(large)
    assert found["way"] == "pushed down"
    assert found["complete"] == "all ties; no communities, which need all ties at once"
    assert found["suggestions"]


def test_the_day_is_obeyed(large: Site) -> None:
    assert asked(large, kind="meet", as_of="2026-01-01")["suggestions"] == []


def test_dismissing_works(large: Site) -> None:
    before = large.get("/api/suggestions", **{"for": ADA, "kind": "meet"})
    gone = before["suggestions"][0]["person"]["id"]
    made = large.client.post("/api/suggestions/dismissals", json={"for": before["for"]["id"], "person": gone, "kind": "meet"})
    assert made.status_code == 201
    after = large.get("/api/suggestions", **{"for": ADA, "kind": "meet"})
    assert gone not in {s["person"]["id"] for s in after["suggestions"]}


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/api/suggestions", {"kind": "brokers"}),
        ("/api/suggestions", {"kind": "communities", "for": ADA}),
        ("/api/communities", {}),
    ],
)
def test_what_needs_all_ties_is_refused_with_the_reason(large: Site, path: str, params: dict[str, str]) -> None:
    body = large.refused(path, 507, **params)
    assert body["type"] == "urn:mutuals:problem:network-too-large"
    assert "all 11 ties" in body["detail"]
    assert SETTING in body["detail"]


def test_pages_of_people_are_there_without_their_community(large: Site) -> None:
    uid = asked(large, kind="meet")["for"]["id"]  # type: ignore[index]
    assert large.get(f"/api/people/{uid}")["community"] is None
    assert large.client.get(f"/people/{uid}").status_code == 200


def test_the_command_says_which_way(
    large: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["suggest", "--as-of", DAY, *arguments, "--store", f"sqlite:///{tmp_path / 'graph.db'}"])
        return code, *capsys.readouterr()

    assert large.get("/readyz")
    whole = run("--for", ADA, "--kind", "meet", "--json")
    monkeypatch.setenv(SETTING, "10")
    code, out, _ = run("--for", ADA, "--kind", "meet", "--json")
    answer = json.loads(out)
    assert (code, answer["way"], answer["complete"]) == (0, "pushed down", "all ties")
    assert answer["suggestions"] == json.loads(whole[1])["suggestions"]
    assert "Pushed down to the store, which is too large for this machine: all ties" in run("--for", ADA, "--kind", "meet")[1]
    for refused in (
        ("--kind", "brokers"),
        ("--for", BO, "--kind", "communities"),
        ("--everybody", "--kind", "meet", "--out", str(tmp_path / "x.csv")),
    ):
        code, _, said = run(*refused)
        assert (code, SETTING in said) == (1, True)
    assert not (tmp_path / "x.csv").exists()
    monkeypatch.setenv(SETTING, "11")
    assert "Pushed down" not in run("--for", ADA, "--kind", "meet")[1]
    assert run("--kind", "brokers")[0] == 0


def test_from_a_part_nothing_is_learned(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    fill(store, network(300, preferential_pairs(300, 900)))
    with store.view() as view:
        assert read(view, TODAY).prospects(view).chance.learned_from
        person = next(p.id for p in view.everyone())
        part = nearby(view, TODAY, person, 2 * view.size().ties - 1)
        assert not part.prospects(view).chance.learned_from
        assert nearby(view, TODAY, person, 2 * view.size().ties).prospects(view).chance.learned_from
    store.close()
