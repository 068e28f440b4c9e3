"""What only the Neo4j store promises: a graph to look at, one writer at a time, and errors of ours alone."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import neo4j.exceptions
import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import GqlError

from graph.derive import undo
from graph.errors import BadInput, StoreError, StoreUnavailable
from graph.organisations.join import BEGUN
from graph.store.bolt.schema import STATEMENTS, VERSION
from graph.store.bolt.store import BoltStore
from graph.store.bolt.troubles import mapped
from ingest.run import import_file
from tests.contract.said import interrupted, met, person, record, source, state
from tests.server.ladder import Server

pytestmark = pytest.mark.neo4j
ADA, BO = record("t1", 1, "Ada Testerson"), record("t1", 2, "Bo Kayler")


@pytest.fixture
def store(neo4j: Server) -> Iterator[BoltStore]:
    opened = BoltStore(neo4j.uri)
    yield opened
    opened.close()


@pytest.fixture
def driver(neo4j: Server) -> Iterator[Driver]:
    with GraphDatabase.driver(neo4j.uri, auth=(neo4j.user, neo4j.password)) as plain:
        yield plain


def asked(driver: Driver, query: str) -> list[list[object]]:
    return [list(row) for row in driver.execute_query(query)[0]]


def test_the_graph_is_one_to_look_at(store: BoltStore, driver: Driver, tmp_path: Path) -> None:
    guests = tmp_path / "gathering.csv"
    guests.write_text(
        "event,when,person,minutes\nGathering,2024-05-17,ada@example.org,60\nGathering,2024-05-17,bo@example.org,60\n", "utf-8"
    )
    people = tmp_path / "people.csv"
    people.write_text(
        "name,email,company,skills\nAda Testerson,ada@example.org,Mill Ltd,sailing\nBo Kayler,bo@example.org,Mill,Sailing\n",
        "utf-8",
    )
    reports = [import_file(store, file, name=file.name) for file in (guests, people)]
    walk = "MATCH (a:Person {name: 'Ada Testerson'})"
    assert asked(driver, f"{walk}-[:WORKS_AT]->(:Organisation)<-[:WORKS_AT]-(b:Person) RETURN b.name") == [["Bo Kayler"]]
    assert asked(driver, f"{walk}-[:ATTENDED]->(v:Event)<-[:ATTENDED]-(b:Person) RETURN v.name, b.name") == [
        ["Gathering", "Bo Kayler"]
    ]
    assert asked(driver, f"{walk}-[:HAS_SKILL]->(:Skill)<-[:HAS_SKILL]-(b:Person) RETURN b.name") == [["Bo Kayler"]]
    assert len(asked(driver, f"{walk}<-[:ABOUT]-(:Record)<-[:STATES]-(s:Source) RETURN DISTINCT s.uid")) == 2
    ((strength, contacts, last),) = asked(driver, f"{walk}-[k:KNOWS]-(:Person) RETURN k.strength, k.contacts, k.last")
    assert isinstance(strength, float)
    assert 0 < strength < 1
    assert contacts == "attended:1"
    assert isinstance(last, neo4j.time.Date)
    assert last.to_native() == date(2024, 5, 17)
    for report in reports:
        with store.writer() as w:
            undo(w, report.source)
    ledger = f"n:Change OR coalesce(n.key, '') = '{BEGUN}'"
    assert asked(driver, f"MATCH (n) WHERE NOT ({ledger}) RETURN labels(n)") == [[["Mutuals"]]]


def test_routing_addresses_work_and_the_database_is_named(neo4j: Server, driver: Driver) -> None:
    routed = BoltStore(neo4j.uri.replace("bolt://", "neo4j://") + "?database=neo4j")
    with routed.writer() as w:
        state(w, source("s1", "t1"), [ADA])
    with routed.view() as view:
        assert view.records([ADA.id]) == [ADA]
    routed.close()
    with pytest.raises(StoreError):
        BoltStore(neo4j.uri + "?database=elsewhere")
    assert asked(driver, "MATCH (m:Mutuals) RETURN m.revision") == [[1]]


def test_a_writer_that_slept_too_long_is_refused(store: BoltStore, neo4j: Server, driver: Driver) -> None:
    other = BoltStore(neo4j.uri)
    late = record("t2", 1, "Late")

    def sleeper() -> None:
        with store.writer() as w:
            state(w, source("s1", "t1"), [ADA, BO], [met(ADA, BO)])
            w.put_people([person("x", "Ada Testerson")])
            assert w.size().records == 2
            # Its lease runs out unrenewed, and another one comes.
            driver.execute_query("MATCH (m:Mutuals) SET m.until = 0")
            with other.writer() as second:
                assert second.size().records == 0
                state(second, source("s2", "t3"), [record("t3", 1, "Cleo Marsh")])
            with suppress(StoreError):
                w.add_records([late])
                w.size()
                pytest.fail("it may not write any more")

    with pytest.raises(StoreError, match="another one took over"):
        sleeper()
    with other.view() as view:
        assert view.revision() == 1
        assert [s.uid for s in view.sources()] == ["s2"]
        assert view.size().records == 1
        assert view.records([ADA.id, late.id]) == []
    other.close()


def test_a_store_of_a_later_version_is_refused(store: BoltStore, neo4j: Server, driver: Driver) -> None:
    driver.execute_query("MATCH (m:Mutuals) SET m.schema = $version", version=VERSION + 1)
    with pytest.raises(StoreError, match="update Mutuals"):
        BoltStore(neo4j.uri)
    with store.view() as view:
        assert view.revision() == 0


def test_the_schema_is_made_once_whatever_is_missing(neo4j: Server, driver: Driver) -> None:
    driver.execute_query("DROP CONSTRAINT person IF EXISTS")
    driver.execute_query("DROP INDEX person_words IF EXISTS")
    for _ in range(2):
        BoltStore(neo4j.uri).close()
        found = asked(driver, "SHOW INDEXES YIELD name, state, type WHERE type <> 'LOOKUP' RETURN name, state")
        assert len(found) == len(STATEMENTS)
        assert {state for _, state in found} == {"ONLINE"}


def _driver_errors() -> list[type[Exception]]:
    return [e for _, e in inspect.getmembers(neo4j.exceptions, inspect.isclass) if issubclass(e, Exception)]


@pytest.mark.parametrize("error", _driver_errors(), ids=lambda e: e.__name__)
def test_no_driver_error_leaks(error: type[Exception]) -> None:
    if not issubclass(error, GqlError):
        assert issubclass(error, (Warning, ValueError, OSError))
        return
    raised = error.__new__(error)
    vars(raised).update(_message="as the server says it", _neo4j_code="Neo.Something.Went.Wrong")
    with pytest.raises(StoreError), mapped("bolt://example.org"):
        raise raised


def test_troubles_are_told_as_ours(neo4j: Server, store: BoltStore) -> None:
    with pytest.raises(StoreUnavailable, match="MUTUALS_NEO4J_PASSWORD"):
        BoltStore(neo4j.uri, {"MUTUALS_NEO4J_PASSWORD": "not the password"})
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        BoltStore("bolt://127.0.0.1:1", os.environ)
    with store.view() as view, pytest.raises(StoreError):
        view.person("\ud800")
    with pytest.raises(StoreError, match="nobody stated"), store.writer() as w:
        w.add_encounters([met(ADA, BO)])
    store.close()
    with pytest.raises(StoreUnavailable), store.view():
        pass


def test_credentials_in_a_url_are_refused_and_not_repeated() -> None:
    with pytest.raises(BadInput, match="MUTUALS_NEO4J_PASSWORD") as refused:
        BoltStore("neo4j://ada:open-sesame@127.0.0.1")
    assert "open-sesame" not in str(refused.value)


def test_a_failed_change_gives_the_lease_back(store: BoltStore, driver: Driver) -> None:
    interrupted(store, source("s1", "t1"), [ADA], [])
    assert asked(driver, "MATCH (m:Mutuals) RETURN m.lease") == [[None]]
    assert asked(driver, "MATCH (n) WHERE NOT n:Mutuals RETURN count(n)") == [[0]]
