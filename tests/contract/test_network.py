"""The network of a store, followed by increments and kept in files, is the one that a store read from the start gives."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from graph.introducing.finding import by_corridor
from graph.introducing.question import Question
from graph.model import Person, Tie
from graph.priors import KINDS
from graph.store.base import Store
from graph.store.open import open_store
from graph.store.shelf import Shelf
from graph.strength.evidence import Evidence, tie_of
from graph.strength.ties import Day
from graph.whole.compiled import by_snapshot
from graph.whole.keeper import Bounds, Keeper
from graph.whole.network import Network, Ties, followed, read, weighed
from graph.whole.shelved import now as stamp_now
from graph.whole.shelved import put, stored
from graph.whole.snapshot import drawn, take
from tests.mapped import resident

DAY = date(2026, 6, 1)
EVERY = Bounds(0, 1_000)


def person(n: int) -> Person:
    return Person(f"p{'x' * (n % 4)}{n:02d}", f"Person {n}")


def tie(a: Person, b: Person, *, ago: int, days: int) -> Tie:
    a, b = sorted((a, b), key=lambda p: p.id)
    met = [Day(DAY.toordinal() - ago - 30 * i, KINDS["met"].code, 0, 2) for i in range(days)]
    found = tie_of((a.id, b.id), Evidence(met))
    assert found is not None
    return found


def change(store: Store, dice: random.Random, people: list[Person]) -> None:
    """People come, go and are written again; ties come, go and change; some only after `DAY`."""
    with store.writer() as w:
        here = {p.id for p in w.everyone()}
        if leaving := dice.sample(sorted(here), min(len(here), dice.choice([0, 0, 0, 2]))):
            w.drop_people(leaving)
        coming = dice.sample(people, 6)
        w.put_people(coming)
        known = {p.id: p for p in w.everyone()}
        ends = [dice.sample(sorted(known), 2) for _ in range(dice.choice([1, 8]))]
        w.put_ties([tie(known[a], known[b], ago=dice.randrange(-20, 400), days=dice.randrange(1, 5)) for a, b in ends])
        standing = [(r.ego, r.alter) for r in w.all_ties()]
        w.drop_ties(dice.sample(standing, min(len(standing), dice.choice([0, 1, 2]))))


def same_ties(one: Ties, other: Ties) -> bool:
    return (
        list(one.ids) == list(other.ids)
        and one.ids.codes.dtype == other.ids.codes.dtype
        and one.revision == other.revision
        and all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ("u", "v", "stats"))
    )


def same(one: Network, other: Network) -> bool:
    arrays = ("weight", "begins", "alters", "costs")
    return same_ties(one.ties, other.ties) and all(np.array_equal(getattr(one, n), getattr(other, n)) for n in arrays)


def now(store: Store, as_of: date = DAY) -> Network:
    with store.view() as view:
        return weighed(read(view), view, as_of)


def test_increments_equal_reading_everything(store: Store) -> None:
    dice = random.Random(6)
    people = [person(n) for n in range(25)]
    with store.view() as view:
        ties = read(view)
    for step in range(12):
        change(store, dice, people)
        if step % 3 == 2:
            continue
        with store.view() as view:
            ties = followed(ties, view)
            assert same_ties(ties, read(view)), f"step {step}"
    assert len(ties.u) > 10


def test_both_ways_find_the_same_chains(store: Store) -> None:
    dice = random.Random(7)
    people = [person(n) for n in range(25)]
    for _ in range(10):
        change(store, dice, people)
    found = 0
    with store.view() as view:
        network, corridor = weighed(read(view), view, DAY), by_corridor(view, DAY)
        ids = sorted(p.id for p in view.everyone())
        for _ in range(30):
            start, *goals = dice.sample(ids, 3)
            question = Question(start, dict.fromkeys(goals, 0.45), max_hops=dice.randint(1, 4), k=10)
            ours, theirs = by_snapshot(network)(question), corridor(question)
            assert (ours.chains, ours.every, ours.complete) == (theirs.chains, theirs.every, theirs.complete)
            assert ours.strengths.items() <= theirs.strengths.items()
            found += len(ours.chains)
    assert found > 20


def test_a_stamp_belongs_to_one_change(store: Store) -> None:
    dice, people = random.Random(8), [person(n) for n in range(25)]
    for _ in range(3):
        change(store, dice, people)
    with store.view() as view:
        stamps = [view.stamp(n) for n in range(view.revision() + 2)]
    assert stamps[0] == stamps[-1] == ""
    assert len(set(stamps[1:-1])) == view.revision()
    assert all(stamps[1:-1])


def test_the_keeper_follows_the_store_and_the_day(store: Store, tmp_path: Path) -> None:
    dice, people = random.Random(9), [person(n) for n in range(25)]
    shelf = Shelf(tmp_path / "shelf")
    today = [DAY]
    keeper, other = (Keeper(store, shelf, EVERY, lambda: today[0]) for _ in range(2))
    try:
        for _ in range(3):
            change(store, dice, people)
            for as_of in (DAY, date(2025, 12, 1)):
                today[0] = as_of
                with store.view() as view:
                    assert keeper.at_hand(view, as_of) is None
                    question = Question(people[0].id, {people[1].id: 1.0}, max_hops=4)
                    before = keeper.finder(view, as_of)(question)
                keeper.wait()
                with store.view() as view:
                    network = keeper.at_hand(view, as_of)
                    assert network is not None
                    assert same(network, now(store, as_of))
                    assert (before.way, keeper.finder(view, as_of)(question).way) == ("corridor", "snapshot")
                    assert keeper.finder(view, as_of)(question).chains == before.chains
                    assert stored(shelf, view, as_of) is not None
                    other.at_hand(view, as_of)
                    other.wait()
                    theirs = other.at_hand(view, as_of)
                    assert theirs is not None
                    assert same(theirs, network)
                    assert isinstance(theirs.alters, np.memmap)
                    assert isinstance(theirs.ties.stats, np.memmap)
        assert len(shelf.names()) == 2
        today[0] = DAY
        with store.view() as view:
            assert keeper.at_hand(view, date(2024, 1, 1)) is None
            keeper.wait()
            assert keeper.at_hand(view, date(2024, 1, 1)) is None
            assert stored(shelf, view, as_of) is not None
    finally:
        keeper.close()
        other.close()


def test_another_day_that_is_asked_about_again_is_kept_beside_today(store: Store, tmp_path: Path) -> None:
    dice, people = random.Random(11), [person(n) for n in range(25)]
    shelf, past = Shelf(tmp_path / "shelf"), date(2026, 1, 15)
    keeper = Keeper(store, shelf, EVERY, lambda: DAY)
    try:
        for _ in range(3):
            change(store, dice, people)
        keeper.begin()
        keeper.wait()
        with store.view() as view:
            for _ in range(2):
                assert keeper.at_hand(view, past) is None
                keeper.wait()
            kept, today = keeper.at_hand(view, past), keeper.at_hand(view, DAY)
            assert kept is not None
            assert today is not None
            assert same(kept, now(store, past))
            assert same(today, now(store))
            assert (kept.weight > 0.0).sum() < (today.weight > 0.0).sum(), "on that day some had no tie yet"
            question = Question(people[0].id, {people[1].id: 1.0}, max_hops=4)
            assert keeper.finder(view, past)(question).chains == by_corridor(view, past)(question).chains
            assert len(shelf.names()) == 3
            for day in (date(2026, 1, 16), date(2026, 1, 17), date(2026, 1, 16)):
                assert keeper.at_hand(view, day) is None, "a slider passes many days once"
                keeper.wait()
            assert keeper.at_hand(view, past) is kept
        change(store, dice, people)
        with store.view() as view:
            assert keeper.at_hand(view, past) is None
            assert keeper.at_hand(view, DAY) is None
            keeper.wait()
            assert keeper.at_hand(view, DAY) is not None
            assert keeper.at_hand(view, past) is None
    finally:
        keeper.close()


def test_a_picture_of_what_was_kept_is_the_picture(store: Store) -> None:
    change(store, random.Random(10), [person(n) for n in range(25)])
    kept = now(store)
    with store.view() as view:
        one, other = take(view, DAY), drawn(view, kept.ties, kept.weight, DAY)
    assert one.ids == other.ids
    assert one.people == other.people
    assert all(np.array_equal(getattr(one, n), getattr(other, n)) for n in ("u", "v", "weight", "degree", "reach"))


@pytest.mark.parametrize(("bounds", "way"), [(Bounds(0, 0), "pushed down"), (Bounds(1_000, 2_000), "corridor")])
def test_a_store_that_is_too_large_or_too_small_is_not_copied(tmp_path: Path, bounds: Bounds, way: str) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    change(store, random.Random(1), [person(n) for n in range(25)])
    keeper = Keeper(store, Shelf(tmp_path / "shelf"), bounds, lambda: DAY)
    with store.view() as view:
        assert keeper.at_hand(view, DAY) is None
        keeper.wait()
        assert keeper.at_hand(view, DAY) is None
        assert keeper.finder(view, DAY)(Question(person(0).id, {person(1).id: 1.0})).way == way
    keeper.close()
    store.close()
    assert not (tmp_path / "shelf").exists()


def test_a_copy_that_went_another_way_is_not_taken_for_it(tmp_path: Path) -> None:
    dice, people = random.Random(2), [person(n) for n in range(25)]
    shelf, path = Shelf(tmp_path / "shelf"), tmp_path / "store.db"
    for step in range(3):
        store = open_store(f"sqlite:///{path}")
        if step < 2:
            change(store, dice, people)
        keeper = Keeper(store, shelf, EVERY, lambda: DAY)
        with store.view() as view:
            keeper.at_hand(view, DAY)
            keeper.wait()
            network = keeper.at_hand(view, DAY)
            assert network is not None
            assert same(network, now(store))
            revision = view.revision()
        keeper.close()
        store.close()
        if step == 0:
            shutil.copy(path, tmp_path / "backup.db")
        elif step == 1:
            shutil.copy(tmp_path / "backup.db", path)
            store = open_store(f"sqlite:///{path}")
            change(store, dice, people)
            with store.view() as view:
                assert view.revision() == revision
                assert stored(shelf, view, DAY) is None
            store.close()


def test_a_killed_writer_leaves_what_was_there(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.put("old", {"a": np.arange(9)}, {"n": 1})
    script = (
        "import os, sys, numpy as np\nfrom pathlib import Path\nfrom graph.store.shelf import Shelf\n"
        "class Killer(dict):\n"
        "    def items(self):\n"
        "        yield 'a', np.arange(5)\n"
        "        os.kill(os.getpid(), 9)\n"
        f"Shelf(Path({str(tmp_path)!r})).put('new', Killer(a=0), {{}})\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, cwd=Path(__file__).resolve().parents[2])
    assert done.returncode == -9
    assert any(tmp_path.glob("new-*/a.npy"))
    assert shelf.names() == ["old"]
    assert shelf.get("new") is None
    found = shelf.get("old")
    assert found is not None
    assert found[0]["a"].tolist() == list(range(9))
    assert found[1] == {"n": 1}
    assert shelf.put("new", {"a": np.arange(3)}, {})
    shelf.keep(["new"])
    assert shelf.names() == ["new"]
    assert found[0]["a"].sum() == 36, "who mapped an entry keeps it"


def test_a_damaged_entry_is_not_there(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("one", {"a": np.arange(1000)}, {})
    file = tmp_path / "one" / "a.npy"
    file.write_bytes(file.read_bytes()[:500])
    assert shelf.get("one") is None
    assert not Shelf(file).put("two", {"a": np.arange(2)}, {})


def test_a_search_keeps_nothing_but_rows_in_memory(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    dice, people = random.Random(8), [person(n) for n in range(25)]
    for _ in range(8):
        change(store, dice, people)
    shelf = Shelf(tmp_path / "shelf")
    with store.view() as view:
        put(shelf, weighed(read(view), view, DAY), stamp_now(view))
        network = stored(shelf, view, DAY)
        assert network is not None
        ids = sorted(p.id for p in view.everyone())
        found = [by_snapshot(network)(Question(ids[0], {goal: 0.5}, max_hops=4)) for goal in ids[1:]]
    assert sum(len(answer.chains) for answer in found) > 5
    held = {name: resident(f".{DAY}/{name}.npy") for name in ("alters", "costs", "weight")}
    assert held["alters"] > 0
    assert held["costs"] > 0
    assert held["weight"] == 0
    store.close()
