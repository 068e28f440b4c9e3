"""Whom everybody should meet: as each of them is told, and as a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import active_count

import numpy as np
import pytest

from api.cli import main
from graph.measures.chance import LISTED
from graph.measures.everybody import AT_ONCE, everybody
from graph.measures.meeting import MOST, contacts_in_common, meet
from graph.measures.society import read
from graph.store.open import open_store
from tests.bench.network import TODAY, Habit, Network, Pairs, fill, network, preferential_pairs
from tests.bench.networks import pooled_pairs

TIES = "from,to,when,kind\n" + "".join(
    f"{a}@x.org,{b}@x.org,2026-05-0{n},met\n" for n, (a, b) in enumerate([("ada", "bo"), ("bo", "cy"), ("cy", "dee")], 1)
)
PEOPLE = 'name,email,company\n"=HYPERLINK(""x"")",cy@x.org,@Firm\nBo B,bo@x.org,Mill\n'
WHAT = ("suggest", "--everybody", "--kind", "meet", "--as-of", "2026-06-01")


LARGE = LISTED + 300
"""People of a network in which some are too far away to be looked at."""


def of_one_day(pairs: Pairs) -> Network:
    """It teaches nothing, and many people in it are alike."""
    return replace(network(LARGE, pairs), habits=[Habit(30, ())], habit=np.zeros(len(pairs), dtype=np.int64))


SHAPES: dict[str, Callable[[], Network]] = {
    "learned from": lambda: network(300, preferential_pairs(300, 900)),
    "hubs": lambda: of_one_day(preferential_pairs(LARGE, 9_000)),
    "lists of contacts": lambda: of_one_day(pooled_pairs(LARGE, 4_000, 6, 900)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_everybody_is_told_what_each_is_told(shape: str, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    fill(store, SHAPES[shape]())
    with store.view() as view:
        society = read(view, TODAY)
        known, ids = society.prospects(view), society.taken.ids
        assert (known.chance.learned_from > 0) == (shape == "learned from")
        busy = np.argsort(-known.fabric.degree)
        for k, novelty, threads in ((MOST, 0.0, 2), (5, 0.6, 1)):
            every = [m for some in everybody(view, society, k, novelty, threads) for m in some]
            assert list(dict.fromkeys(m.ego for m in every)) == list(range(len(ids)))
            for ego in (*busy[:5].tolist(), *busy[:: len(busy) // 15].tolist()):
                alone = meet(view, society.taken, ids[ego], k, TODAY, novelty, {}, known)
                mine = [m for m in every if m.ego == ego]
                assert [(ids[m.who], m.value) for m in mine] == [(a.person, a.score) for a in alone]
                assert [[ids[p] for p in m.through] for m in mine] == [[t.person for t in a.through] for a in alone]
                assert [m.common for m in mine] == [len(contacts_in_common(known.strength, ego, m.who)) for m in mine]
    store.close()


def test_who_stops_listening_stops_the_work(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    fill(store, network(2 * AT_ONCE, preferential_pairs(2 * AT_ONCE, 4 * AT_ONCE)))
    before = active_count()
    with store.view() as view:
        portions = everybody(view, read(view, TODAY), 5, 0.3, 2)
        assert {m.ego for m in next(portions)} <= set(range(AT_ONCE))
        assert active_count() > before
        portions.close()
        assert active_count() == before
    store.close()


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
