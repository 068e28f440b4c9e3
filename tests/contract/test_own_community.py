"""The community of one person, on both stores: found at once in a small network, and never waited for in a large one."""

from __future__ import annotations

import pytest

from api import asking, suggesting
from graph.errors import NotFound
from graph.introducing.who import find_person
from graph.measures.groups import AT_ONCE, Communities
from graph.measures.society import Societies
from graph.store.base import Store
from graph.store.open import open_store
from tests.bench.network import TODAY, fill, network, preferential_pairs
from tests.worlds import START, Row, Sheet, take_in

BO, FAR = "p1@example.org", "p4@example.org"


@pytest.fixture
def world(store: Store) -> Store:
    """Two circles around 0 and 2 that do not know each other."""
    for owner, others in ((0, (1, 3, 5)), (1, (3, 5)), (2, (4, 7)), (4, (7,))):
        rows = tuple(Row(n, profile=False, address=True, day=100, writes=True) for n in others)
        take_in(store, Sheet(owner + 1, owner, 0, rows))
    return store


def test_a_person_of_a_small_network_has_it_at_once(world: Store) -> None:
    kept = Communities(Societies())
    with world.view() as view:
        bo, far = (find_person(view, who) for who in (BO, FAR))
        found = asking.person(view, bo.id, ties=1, as_of=TODAY, communities=kept)["community"]
        other = asking.person(view, far.id, ties=1, as_of=TODAY, communities=kept)["community"]
        assert found["sure"] == 1.0, "nothing joins the circles, so that every run parts them"
        assert found["id"] != other["id"]
        listed = suggesting.community(view, kept, TODAY, bo.id, 10, 0)
        assert bo.name in {p["name"] for p in listed["items"]}
        assert {k: listed[k] for k in found} == found
        before = asking.person(view, bo.id, ties=1, as_of=START, communities=kept)["community"]
        assert before is None, "on a day on which nobody had a tie"
        with pytest.raises(NotFound, match="in no community"):
            suggesting.community(view, kept, START, bo.id, 10, 0)


def test_a_large_network_is_not_looked_at_until_somebody_asks(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('large') / 'graph.db'}")
    fill(store, network(1_000, preferential_pairs(1_000, AT_ONCE + 1)))
    kept = Communities(Societies())
    with store.view() as view:
        who = next(iter(view.everyone())).id
        assert asking.person(view, who, ties=1, as_of=TODAY, communities=kept)["community"] is None
        asked = suggesting.community(view, kept, TODAY, who, 10, 0)
        found = asking.person(view, who, ties=1, as_of=TODAY, communities=kept)["community"]
        assert found == {k: asked[k] for k in found}
    store.close()
