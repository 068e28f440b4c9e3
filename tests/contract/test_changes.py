"""One visible change: what is written appears together or not at all."""

from __future__ import annotations

import threading

import pytest

from graph.errors import BadInput
from graph.model import Person
from graph.store.base import Store
from graph.store.open import open_store
from tests.contract.said import Interrupted, everything, interrupted, met, person, record, source, state, tie

ADA, BO = record("t1", 1, "Ada Testerson", slug="ada"), record("t1", 2, "Bo Kayler", emails=("bo@example.org",))
A, B = person("li:ada", "Ada Testerson"), person("em:bo@example.org", "Bo Kayler")


def test_a_writer_sees_what_others_do_not(store: Store) -> None:
    with store.writer() as w:
        state(w, source("s1", "t1"), [ADA, BO], [met(ADA, BO)])
        w.put_people([A, B])
        w.assign({ADA.id: A.id, BO.id: B.id})
        w.put_ties([tie(A.id, B.id)])
        inside = everything(w)
        with store.view() as other:
            assert other.size().records == other.size().people == 0
            assert not other.records([ADA.id])
            assert not list(other.encounters_of([ADA.id]))
            assert not other.sources()
            assert other.revision() == w.revision() == 0
    with store.view() as view:
        assert everything(view) == inside
        assert view.revision() == 1


def test_nothing_stays_of_a_change_that_failed(store: Store) -> None:
    with store.writer() as w:
        state(w, source("s1", "t1"), [ADA])
        w.put_people([A])
        w.assign({ADA.id: A.id})
    with store.view() as view:
        before = everything(view)
    interrupted(store, source("s2", "t1", "t2"), [BO, record("t2", 1, "Cleo", skills=("x",), emails=("c@example.org",))], [B])
    with store.view() as view:
        assert everything(view) == before
        assert view.revision() == 1
        assert view.records_in(["t1", "t2"]) == [ADA.id]
    with store.writer() as w:
        assert everything(w) == before


def test_mappings_are_remembered_replaced_and_forgotten(store: Store) -> None:
    with store.writer() as w:
        w.put_mapping("m1", "name=A")
        w.put_mapping("m2", 'name="B, C"')
        w.drop_mapping("m3")
        assert w.mappings() == {"m1": "name=A", "m2": 'name="B, C"'}
        with store.view() as other:
            assert other.mappings() == {}
    interrupted(store, source("s1", "t1"), [ADA], [A])
    with store.writer() as w:
        w.put_mapping("m1", "name=D")
        w.drop_mapping("m2")
        assert w.mappings() == {"m1": "name=D"}
    with store.view() as view:
        assert view.mappings() == {"m1": "name=D"}


def test_the_error_is_the_callers(store: Store) -> None:
    with pytest.raises(Interrupted), store.writer():
        raise Interrupted
    with pytest.raises(Interrupted), store.view():
        raise Interrupted


def test_writers_wait_for_one_another(store: Store) -> None:
    def add(n: int) -> None:
        with store.writer() as w:
            w.put_people([Person(f"p{n}", f"Person {w.size().people}")])

    threads = [threading.Thread(target=add, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.view() as view:
        assert sorted(p.name for p in view.everyone()) == [f"Person {n}" for n in range(4)]
        assert view.revision() == 4


def test_two_stores_of_one_place_see_the_same(store: Store, store_url: str) -> None:
    other = open_store(store_url)
    try:
        with store.writer() as w:
            state(w, source("s1", "t1"), [ADA])
        with other.view() as view:
            assert view.records([ADA.id]) == [ADA]
        with other.writer() as w:
            w.drop_source("s1")
        with store.view() as view:
            assert view.records([ADA.id]) == []
            assert view.revision() == 2
    finally:
        other.close()


def test_what_answers_is_named(store: Store, store_url: str) -> None:
    assert store.check().split()[0] in {"SQLite", "Neo4j"}
    assert store.url == store_url


@pytest.mark.parametrize(
    "url", ["", "sqlite:", "mysql://x", "neo4j://", "x.db", "bolt://u:p@localhost", "neo4j://h/x", "bolt://h?x=1"]
)
def test_a_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(BadInput):
        open_store(url)
