"""What a network learns, over HTTP and on the command line, and from which records."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from api.cli import main
from graph.identity.estimate import TRUST, Sample, learn, likely
from graph.identity.model import shipped
from graph.model import Record
from tests.strangers import movers
from tests.unit.api_site import Site, problem, site


def tables() -> list[tuple[str, bytes]]:
    """Four tables that list the same thirty people, at other employers each."""
    return [
        (f"{part}.csv", "\n".join(["name,company", *(f"{r.name},{r.company}" for r in rows)]).encode())
        for part, rows in movers(30, ("a", "b", "c", "d")).items()
    ]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as found:
        for table in tables():
            found.bring(table)
        yield found


def test_a_network_learns_and_forgets(here: Site) -> None:
    first = here.get("/api/duplicates/model")
    assert (first["learned"], first["records"], first["pairs"]) == (None, 0, 0)
    people = here.get("/api/people", limit=100)
    problem(here.client.delete("/api/duplicates/model"), 404)
    made = here.client.post("/api/duplicates/model")
    assert made.status_code == 200, made.text
    now = here.get("/api/duplicates/model")
    assert now == made.json()
    assert (now["records"], now["decisions"]) == (120, 0)
    assert now["pairs"] == 180
    assert bits(now, "different employers") > bits(first, "different employers")
    assert here.client.delete("/api/duplicates/model").status_code == 204
    assert here.get("/api/duplicates/model") == first
    assert here.get("/api/people", limit=100) == people


def bits(model: Any, words: str) -> Any:
    (found,) = [level["bits"] for c in model["comparisons"] for level in c["levels"] if level["words"] == words]
    return found


def test_too_little_is_refused(tmp_path: Path) -> None:
    with site(tmp_path) as here:
        told = problem(here.client.post("/api/duplicates/model"), 400)
        assert "0 of 0 records" in told["detail"]
        here.bring(tables()[0])
        here.bring(tables()[1])
        assert "60 of 60 records" in problem(here.client.post("/api/duplicates/model"), 400)["detail"]
        assert here.get("/api/duplicates/model")["learned"] is None


def test_the_commands_do_the_same(here: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = f"sqlite:///{tmp_path / 'graph.db'}"

    def run(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        assert main(["duplicates", *words, "--store", store]) == code
        return capsys.readouterr().out

    assert "the shipped one" in run("--learned")
    run("--forget-learned", code=1)
    assert "from 120 records" in run("--learn")
    assert json.loads(run("--learned", "--json")) == here.get("/api/duplicates/model")
    assert "the shipped one" in run("--forget-learned")
    with pytest.raises(SystemExit):
        run("--learn", "--decided")


def pool(people: int) -> list[Record]:
    return [r for rows in movers(people, ("a", "b")).values() for r in rows]


def test_the_fewer_records_the_nearer_to_the_shipped_model() -> None:
    far = [learn(pool(people), shipped(), {}).m["employer"][2] for people in (3, 30, 120)]
    assert shipped().m["employer"][2] < far[0] + 0.02 < far[1] < far[2]
    none = learn(pool(1)[:1], shipped(), {})
    assert none.m == shipped().m
    assert none.u == shipped().u
    assert none.prior == pytest.approx(shipped().prior, rel=0.02)


def test_the_order_of_records_does_not_matter() -> None:
    records = pool(40)
    shuffled = random.Random(7).sample(records, len(records))
    assert learn(shuffled, shipped(), {}) == learn(records, shipped(), {})


def test_a_part_of_the_records_stands_for_all() -> None:
    records = pool(120)
    drawn = {r.id for r in sorted(records, key=lambda r: r.id)[:80]}
    pairs = 80 * 79 / 2 + 80 * 160
    some = learn(records, shipped(), {}, Sample(drawn, pairs, ()))
    met = sum(not drawn.isdisjoint((a.id, b.id)) for a, b in zip(records[:120], records[120:], strict=True))
    assert some.prior == pytest.approx((met + TRUST) / (pairs + TRUST / shipped().prior), rel=0.15)


def test_decisions_elsewhere_do_not_make_pairs_of_one_person_likelier() -> None:
    records = pool(120)
    rest = sorted(records, key=lambda r: r.id)[80:]
    sample = Sample({r.id for r in records} - {r.id for r in rest}, 80 * 79 / 2 + 80 * 160, ())
    said = {(a.id, b.id): True for a, b in zip(rest[:80], rest[80:], strict=True)}
    without, decided = (learn(records, shipped(), some, sample) for some in ({}, said))
    assert decided.prior < without.prior * 1.15
    assert decided.m["employer"][2] > without.m["employer"][2]


def test_two_rows_of_a_list_of_accounts_are_two_people() -> None:
    records = pool(40)
    one_list = [replace(r, part="a", id=f"{r.id}{r.part}") for r in records]
    found = [likely(some, shipped(), {}, Sample({r.id for r in some}, 80 * 79 / 2, ("a",))) for some in (records, one_list)]
    assert [len(pairs) for pairs in found] == [40, 0]


def test_people_of_few_given_names_are_not_taken_for_one() -> None:
    records = pool(120)
    sample = Sample({r.id for r in records}, 240 * 239 / 2, ())
    learned = learn(records, shipped(), {}, sample)
    assert learned.m["family"] == shipped().m["family"]
    assert likely(records, learned, {}, sample) == {
        (min(a.id, b.id), max(a.id, b.id)) for a, b in zip(records[:120], records[120:], strict=True)
    }
