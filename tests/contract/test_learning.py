"""What every store does with the model that a network learned, and what that does to the people in it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from graph.derive import adopt, judge, settle
from graph.errors import BadInput
from graph.identity.doubts import doubts
from graph.identity.identify import newcomers
from graph.identity.judging import same
from graph.identity.learn import learned_from
from graph.identity.learned import Learned, learned_of, model_of
from graph.identity.model import Model, shipped
from graph.model import Record
from graph.store.base import Store, View
from tests.contract.said import Interrupted, everything, record, source, state
from tests.strangers import movers

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PARTS = ("t1", "t2", "t3", "t4")


def everybody_moves() -> dict[str, list[Record]]:
    """Four lists, by part, of the same thirty people."""
    return movers(30, PARTS)


def take_in(store: Store, lists: dict[str, list[Record]]) -> None:
    for part, records in lists.items():
        with store.writer() as w:
            state(w, source(f"s-{part}", part), records)
            settle(w, [part])


def shown(store: Store) -> dict[str, object]:
    with store.view() as view:
        return everything(view)


def sizes(view: View) -> list[int]:
    return sorted(p.records for p in view.everyone())


def of(model: Model) -> Learned:
    return Learned(model, 7, 5, 3, NOON)


def doubtful() -> Model:
    """One for which hardly anybody has two records."""
    return replace(shipped(), prior=1e-9)


def test_a_model_is_kept_until_it_is_taken_back(store: Store) -> None:
    with store.view() as view:
        assert view.model() == ""
        assert learned_of(view) is None
        assert model_of(view) == shipped()
    text = of(doubtful()).to_json()
    with store.writer() as w:
        w.put_model("before")
        w.put_model(text)
        assert w.model() == text
    with suppress(Interrupted), store.writer() as w:
        w.put_model("never")
        raise Interrupted
    with store.view() as view:
        assert view.model() == text
        assert learned_of(view) == of(doubtful())
        assert model_of(view) == doubtful()
    with store.writer() as w:
        w.put_mapping("m1", "name=Who")
        assert w.model() == text, "what a change says nothing of stays"
    with store.writer() as w:
        assert w.model() == text
        w.put_model("")
        assert w.model() == ""
    with store.view() as view:
        assert view.model() == ""


def test_everybody_is_whom_the_model_says_and_taken_back_it_leaves_no_trace(store: Store) -> None:
    take_in(store, {part: records for part, records in everybody_moves().items() if part < "t4"})
    before = shown(store)
    with store.view() as view:
        assert sizes(view) == [3] * 30
        revision = view.revision()
    with store.writer() as w:
        adopt(w, of(doubtful()).to_json())
    with store.view() as view:
        assert view.revision() == revision + 1, "one visible change"
        assert sizes(view) == [1] * 90
    with store.writer() as w:
        adopt(w, "")
    assert shown(store) == before


def test_a_model_holds_for_later_files_in_any_order(store: Store) -> None:
    lists = everybody_moves()
    fresh = {r.id: r for r in lists["t4"]}
    with store.writer() as w:
        adopt(w, of(doubtful()).to_json())
    take_in(store, {part: lists[part] for part in ("t3", "t1", "t2")})
    with store.view() as view:
        assert len(newcomers(view, fresh, ())) == 30, "a dry run asks the same model"
    take_in(store, {"t4": lists["t4"]})
    with store.view() as view:
        assert sizes(view) == [1] * 120
        learned = everything(view)
    with store.writer() as w:
        adopt(w, "")
    with store.view() as view:
        assert sizes(view) == [4] * 30
    with store.writer() as w:
        adopt(w, of(doubtful()).to_json())
    assert shown(store) == learned


def test_a_doubt_is_explained_by_the_model_that_has_it(store: Store) -> None:
    mary = record("t1", 1, "Mary Smith", company="Harbor Labs", position="Analyst")
    take_in(store, {"t1": [mary], "t2": [record("t2", 1, "Mary Smith", position="Lead analyst")]})
    telling = {**shipped().m, "position": (0.3, 0.62, 0.08)}
    said = []
    for learned in ("", of(replace(shipped(), m=telling)).to_json()):
        with store.writer() as w:
            adopt(w, learned)
        with store.view() as view:
            found, _ = doubts(view, 1)
            said.append({r.what: r.bits for r in found[0].reasons}.get("position", 0.0))
    assert said[0] < said[1]


def test_a_network_learns_from_its_records_and_decisions(store: Store) -> None:
    lists = everybody_moves()
    take_in(store, {part: lists[part] for part in ("t1", "t2")})
    with store.view() as view, pytest.raises(BadInput, match="60 of 60 records"):
        learned_from(view, NOON)
    take_in(store, {part: lists[part] for part in ("t4", "t3")})
    with store.view() as view:
        first = learned_from(view, NOON)
        assert (first.records, first.decisions) == (120, 0)
        assert first.pairs == 180
        assert first.model.m["employer"][2] > shipped().m["employer"][2], "people here have several employers"
        assert first.model.m["employer"][2] < 0.75, "and still, elsewhere they do not"
        assert first.model.m["phone"] == shipped().m["phone"], "nothing was said of telephones"
    for n in (0, 2):
        with store.writer() as w:
            one, other = (w.person(w.people_of([r.id])[r.id]) for r in lists["t1"][n : n + 2])
            assert one
            assert other
            judge(w, same(w, one, other, made=NOON))
    with store.view() as view:
        second = learned_from(view, NOON)
    assert (second.pairs, second.decisions) == (first.pairs + 32, 2)
    assert second.model.prior > first.model.prior
    assert second.model.m["employer"][2] > first.model.m["employer"][2]
    assert second.model.m["family"] == shipped().m["family"], "names are not learned"
    before = shown(store)
    for learned in (first, second):
        with store.writer() as w:
            adopt(w, learned.to_json())
        with store.view() as view:
            assert learned_of(view) == learned
    with store.writer() as w:
        adopt(w, "")
    assert shown(store) == before


def test_a_large_network_is_learned_from_by_some_of_its_records(store: Store) -> None:
    take_in(store, movers(60, PARTS))
    with store.view() as view:
        whole, some = learned_from(view, NOON), learned_from(view, NOON, 150)
        assert whole.records == 240
        assert 120 <= some.records <= 150, "with all that they meet"
        assert some.pairs < whole.pairs
        assert some == learned_from(view, NOON, 150)
        assert some.model.m["employer"][2] > shipped().m["employer"][2]
        assert some.model.prior < 2 * whole.model.prior
