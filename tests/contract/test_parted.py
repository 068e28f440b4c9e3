"""Communities that a store finds by itself are those that are found here; a store that cannot says so."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest

from api.app import build_app
from api.asking import today
from api.settings import Settings
from graph.measures.groups import groups
from graph.measures.partition import agreement
from graph.measures.pushed import pushed
from graph.measures.society import read
from graph.model import Person, Tie
from graph.priors import KINDS
from graph.store.base import Store
from graph.strength.evidence import Evidence, tie_of
from graph.strength.ties import Day
from tests.server.ladder import rung
from tests.unit.api_site import serving

TODAY = today()
CROWDS, EACH = 6, 12


def planted() -> Iterator[Tie]:
    """Crowds in which most know each other well, and a few ties of one meeting between them."""
    dice = random.Random(98)
    for (i, a), (j, b) in combinations(enumerate(person(n) for n in range(CROWDS * EACH)), 2):
        together = i // EACH == j // EACH
        if dice.random() < (0.6 if together else 0.03):
            met = [Day(TODAY.toordinal() - 10 * n, KINDS["met"].code, 0, 2) for n in range(5 if together else 1)]
            found = tie_of((min(a.id, b.id), max(a.id, b.id)), Evidence(met))
            assert found is not None
            yield found


def person(n: int) -> Person:
    return Person(f"p{n:03d}", f"Person {n}", f"Firm {n // EACH}")


@pytest.fixture
def crowds(store: Store) -> Store:
    with store.writer() as w:
        w.put_people([person(n) for n in range(CROWDS * EACH + 3)])
        w.put_ties(planted())
        assert w.parted([1]) is None
    return store


def has_science(store: Store) -> bool:
    """The servers that the tests start themselves have it."""
    with store.view() as view:
        return store.url.startswith("bolt") and (rung() in ("jars", "install") or view.parted([1]) is not None)


def test_the_store_draws_the_same_lines(crowds: Store) -> None:
    with crowds.view() as view:
        found, here = pushed(view), read(view, TODAY)
        if not has_science(crowds):
            assert found is None
            return
        assert found is not None
        assert found.people == [
            uid for uid in here.taken.ids if here.place(uid) >= 0 and here.communities.label[here.place(uid)] >= 0
        ]
        label = np.array([here.communities.label[here.place(uid)] for uid in found.people])
        assert agreement(found.communities.label, label) == pytest.approx(1.0)
        assert found.communities.stability == pytest.approx(1.0)
        assert np.allclose(found.reach, [here.reach[here.place(uid)] for uid in found.people], atol=0.05)
        assert "Graph Data Science" in found.way
        ours, theirs = groups(view, found, TODAY), groups(view, here, TODAY)
        assert [g.name for g in ours] == [g.name for g in theirs]
        assert {frozenset(found.ids(g.members)) for g in ours} == {frozenset(here.ids(g.members)) for g in theirs}
        assert found.place("nobody") == -1
        assert pushed(view) is found


def test_a_store_without_ties_has_no_communities(store: Store) -> None:
    with store.view() as view:
        found = pushed(view)
        assert found is None or (found.people, groups(view, found, TODAY)) == ([], [])


def test_the_answer_says_where_they_were_found(crowds: Store) -> None:
    science = has_science(crowds)
    with serving(build_app(Settings(largest_snapshot=1), crowds)) as client:
        answer = client.get("/api/communities")
        earlier = client.get("/api/communities", params={"as_of": "2020-01-01"})
        of_one = client.get(f"/api/communities/{person(0).id}")
        doors = client.get("/api/suggestions", params={"for": person(0).id, "kind": "communities"})
        best = client.get("/api/suggestions", params={"for": person(0).id, "k": 200}).json()
    with serving(build_app(Settings(), crowds)) as client:
        whole = client.get("/api/suggestions", params={"for": person(0).id, "kind": "communities"}).json()
    assert earlier.status_code == 507, "the store knows no strengths of other days"
    if not science:
        assert (answer.status_code, of_one.status_code, doors.status_code) == (507, 507, 507)
        assert best["complete"] == "all ties; no communities, which need all ties at once"
        assert "MUTUALS_LARGEST_SNAPSHOT" in answer.json()["detail"]
        return
    assert answer.json()["total"] == CROWDS
    assert of_one.json()["size"] == EACH
    assert "Graph Data Science" in answer.json()["way"]
    assert doors.json()["suggestions"] == whole["suggestions"] != []
    assert doors.json()["complete"] == best["complete"] == f"all ties; communities by {answer.json()['way']}"
    assert {s["kind"] for s in best["suggestions"]} == {"meet", "brokers", "communities"}
