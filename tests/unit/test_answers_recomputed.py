"""A hundred answers, computed again from the rows that they name and from the log of requests, with nothing else of ours than
what a day of contact is worth."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import pairwise
from math import prod
from typing import Any

import pytest

from api import asking, path_present
from graph.introducing import asks
from graph.introducing.introductions import How
from graph.introducing.who import find_person
from graph.priors import KINDS
from graph.store.base import Store, TieRow, View
from graph.store.open import open_store
from graph.strength.corridor import current
from graph.strength.ties import BACKWARD, BOTH, FORWARD, Day, distinct, fold, pack_stats
from tests.unit.asking_world import COMPANIES, NOW, PEOPLE, SKILLS, Tables, address, tables

ANSWERS = 100
KIND = {"message": "message", "connection": "connected", "met": "met"}


@dataclass
class World:
    """A store, the tables it was given, and what was logged: (introducer, goal, outcomes) by address."""

    store: Store
    tables: Tables
    logged: list[tuple[str, str, Sequence[str]]] = field(default_factory=list)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('answers') / 'graph.db'}")
    found = World(store, tables())
    found.tables.bring(store)
    dice = random.Random(1)
    made = datetime(NOW.year, NOW.month, NOW.day, tzinfo=UTC)
    for _ in range(40):
        three = dice.sample(range(PEOPLE), 3)
        outcomes = dice.choice(((), ("introduced",), ("introduced", "met"), ("declined",), ("introduced", "declined")))
        with store.writer() as w:
            told = asks.ask(w, *(find_person(w, address(n)) for n in three), day=NOW, made=made)
            w.add_word(told)
            for what in outcomes:
                w.add_word(asks.outcome(w, told.uid, what, made=made))
        found.logged.append((address(three[1]), address(three[2]), outcomes))
    yield found
    store.close()


def days(world: World, reasons: Sequence[dict[str, Any]], lesser: str) -> list[Day]:
    """What the rows say that a tie's reasons name; `lesser` is the address of whoever's id is the lesser one."""
    found = []
    for reason in reasons:
        for row in reason["rows"]:
            cells = world.tables.rows[row["file"]][row["line"] - 2]
            if row["file"] == "ties.csv":
                one, _, day, kind, direction = cells
                way = BOTH if direction == "both" else FORWARD if one == lesser else BACKWARD
                found.append(Day(date.fromisoformat(day).toordinal(), KINDS[KIND[kind]].code, way, 2))
            else:
                event, day, _ = cells
                guests = sum(other[0] == event for other in world.tables.rows["guests.csv"])
                found.append(Day(date.fromisoformat(day).toordinal(), KINDS["attended"].code, BOTH, guests))
    return found


def strength(world: World, view: View, tie: dict[str, Any], ends: Sequence[str], addresses: dict[str, str]) -> float:
    a, b = sorted(ends)
    stats = fold(distinct(days(world, tie["why"], addresses[a])))
    assert stats is not None
    return current(view, [TieRow(a, b, pack_stats(stats))], NOW)[0]


def yes_and_no(world: World, side: int, who: str, against: set[str], yes: set[str]) -> tuple[int, int, int, int]:
    """Of one person and of all others: how many said yes, and how many no."""
    own, others = [0, 0], [0, 0]
    for logged in world.logged:
        told = set(logged[2])
        if told & (yes | against) and (side == 0 or "introduced" in told):
            (own if logged[side] == who else others)[0 if told & yes else 1] += 1
    return own[0], own[1], others[0], others[1]


def chance(prior: float, own_yes: int, own_no: int, yes: int, no: int) -> float:
    return ((prior * 10 + yes) / (10 + yes + no) * 10 + own_yes) / (10 + own_yes + own_no)


def introduces(world: World, who: str, position: int) -> float:
    counts = yes_and_no(world, 0, who, {"declined"}, {"introduced"})
    pending = sum(through == who and not outcomes for through, _, outcomes in world.logged)
    return chance(0.7, *counts) * (1.0 if position == 1 else 4 / 7) * 0.8**pending


def accepts(world: World, who: str) -> float:
    return chance(0.45, *yes_and_no(world, 1, who, {"declined"}, {"met"}))


def questions() -> Iterator[tuple[int, asking.Wanted]]:
    dice = random.Random(2)
    for n in range(ANSWERS):
        start, goal = dice.sample(range(PEOPLE), 2)
        yield (
            start,
            (
                asking.Wanted(to=address(goal)),
                asking.Wanted(company=dice.choice(COMPANIES)),
                asking.Wanted(skill=dice.choice(SKILLS)),
                asking.Wanted(event=f"Harbor Days {2020 + n % 6}"),
                asking.Wanted(names=[address(p) for p in dice.sample(range(PEOPLE), 4) if p != start]),
            )[n % 5],
        )


def test_a_hundred_answers_follow_from_their_evidence(world: World) -> None:
    paths = with_events = 0
    with world.store.view() as view:
        addresses = {p.id: p.emails[0] for p in view.everyone()}
        for start, wanted in questions():
            found = path_present.introductions(
                asking.introductions(view, address(start), wanted, max_hops=4, as_of=NOW, how=How(drafts=True))
            )
            if found["paths"]:
                assert found["reach_low"] <= found["reach"] <= found["reach_high"]
            for path in found["paths"]:
                ids = [p["id"] for p in path["people"]]
                strengths = [
                    strength(world, view, t, ends, addresses) for t, ends in zip(path["ties"], pairwise(ids), strict=True)
                ]
                assert [t["strength"] for t in path["ties"]] == pytest.approx(strengths, rel=1e-9)
                willing = [introduces(world, addresses[p], i) for i, p in enumerate(ids[1:-1], 1)]
                assert [c["chance"] for c in path["introducers"]] == pytest.approx(willing, rel=1e-9)
                assert path["accepts"]["chance"] == pytest.approx(accepts(world, addresses[ids[-1]]), rel=1e-9)
                fit = fit_of(world, wanted, addresses[ids[-1]], path["fit"])
                product = prod([*strengths, *willing, path["accepts"]["chance"], fit])
                assert path["probability"] == pytest.approx(product, rel=1e-9)
                assert path["low"] <= path["probability"] <= path["high"]
                assert path["unlikely"] == (path["probability"] < 0.05)
                paths += 1
                with_events += any(r["kind"] == "attended" for t in path["ties"] for r in t["why"])
    assert paths > 300
    assert with_events > 50


def fit_of(world: World, wanted: asking.Wanted, who: str, shown: dict[str, Any]) -> float:
    """How well somebody does, by the rows that say so."""
    cells = [world.tables.rows[row["file"]][row["line"] - 2] for row in shown["rows"]]
    if wanted.company:
        assert [(c[1], c[2]) for c in cells] == [(who, wanted.company)]
    if wanted.event:
        assert (wanted.event, who) in {(c[0], c[2]) for c in cells}
    if wanted.skill:
        assert [c[1] for c in cells] == [who]
        assert shown["chance"] == (1.0 if cells[0][4] == wanted.skill else 0.5)
        assert wanted.skill in cells[0][3] + cells[0][4]
    return float(shown["chance"])
