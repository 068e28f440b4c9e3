"""Whom everybody should meet: by one process or several, and as a file."""

from __future__ import annotations

import csv
import json
from multiprocessing import active_children
from pathlib import Path

import pytest

from api.cli import main
from graph.measures.everybody import AT_ONCE, everybody
from graph.measures.society import read
from graph.store.open import open_store
from tests.bench.network import TODAY, fill, network, preferential_pairs

TIES = "from,to,when,kind\n" + "".join(
    f"{a}@x.org,{b}@x.org,2026-05-0{n},met\n" for n, (a, b) in enumerate([("ada", "bo"), ("bo", "cy"), ("cy", "dee")], 1)
)
PEOPLE = 'name,email,company\n"=HYPERLINK(""x"")",cy@x.org,@Firm\nBo B,bo@x.org,Mill\n'
WHAT = ("suggest", "--everybody", "--kind", "meet", "--as-of", "2026-06-01")


def test_several_processes_say_what_one_says(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    fill(store, network(300, preferential_pairs(300, 900)))
    with store.view() as view:
        society = read(view, TODAY)
        alone, together = ([m for some in everybody(view, society, 5, 0.3, n) for m in some] for n in (1, 2))
        early = everybody(view, society, 5, 0.3, 2)
        assert next(early) == [m for m in alone if m.ego < AT_ONCE]
        assert active_children() != []
        early.close()
        assert active_children() == []
    store.close()
    assert alone == together
    assert len({m.ego for m in alone}) == len(society.taken.ids)
    assert len(alone) > 4 * len(society.taken.ids)
    assert all(m.through == () for m in alone if not m.common)


@pytest.fixture
def store(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    for name, text in (("ties.csv", TIES), ("people.csv", PEOPLE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert main(["import", str(tmp_path / name), "--store", url]) == 0
    return url


def test_the_file_has_a_line_for_each_and_no_formula(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "meet.csv"
    capsys.readouterr()
    assert main([*WHAT, "--k", "2", "--out", str(out), "--json", "--store", store]) == 0
    said = json.loads(capsys.readouterr().out)
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert said == {"file": str(out), "people": 4, "suggestions": len(rows), "as_of": "2026-06-01"}
    ada = [r for r in rows if r["for"] == "ada@x.org"]
    assert next((r["name"], r["company"], r["in_common"], r["through"]) for r in ada) == (
        "'=HYPERLINK(\"x\")", "'@Firm", "1", "Bo B",
    )  # fmt: skip
    assert main([*WHAT, "--k", "2", "--out", str(out), "--store", store]) == 0
    assert f"{len(rows)} suggestions for 4 people, as of 2026-06-01" in capsys.readouterr().out
    assert sorted(p.name for p in tmp_path.glob("*meet*")) == ["meet.csv"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("suggest", "--everybody", "--kind", "meet"),
        ("suggest", "--everybody", "--out", "x.csv"),
        (*WHAT, "--out", "x.csv", "--for", "Bo B"),
        (*WHAT, "--out", "/no/such/folder/x.csv"),
    ],
)
def test_what_cannot_be_asked_for_everybody(store: str, wrong: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*wrong, "--store", store]) == 2
    assert "everybody" in (said := capsys.readouterr().err) or "cannot be written" in said
    assert not Path("x.csv").exists()
