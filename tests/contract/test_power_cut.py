"""The database itself may be killed at any moment: what was reported as imported is there when it comes back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.store.bolt.store import BoltStore
from ingest.run import import_file
from tests.contract.said import person, record, source, state
from tests.contract.test_crash import connections, whole
from tests.server.jars import JarServer, running

pytestmark = pytest.mark.neo4j


@pytest.fixture
def own_server() -> Iterator[JarServer]:
    with running() as server:
        yield server


def cut_short(store: BoltStore, server: JarServer) -> None:
    with store.writer() as w:
        state(w, source("s2", "t2"), [record("t2", 1, "Bo Kayler")])
        w.put_people([person("x", "Bo Kayler")])
        server.kill()


def test_what_was_reported_survives_and_what_was_not_does_not(own_server: JarServer, tmp_path: Path) -> None:
    environment = {**os.environ, "MUTUALS_NEO4J_USER": own_server.user, "MUTUALS_NEO4J_PASSWORD": own_server.password}
    store = BoltStore(own_server.uri, environment)
    try:
        file = connections(tmp_path / "Connections.csv", 2000)
        report = import_file(store, file, name=file.name, owner="Ada Testerson")
        with store.view() as view:
            before = whole(view)
        with pytest.raises(StoreUnavailable):
            cut_short(store, own_server)
        with pytest.raises(StoreUnavailable), store.view():
            pass
        own_server.start()
        with store.view() as view:
            assert whole(view) == before
            assert view.source(report.source) is not None
        with store.writer() as w:
            state(w, source("s2", "t2"), [record("t2", 1, "Bo Kayler")])
        with store.view() as view:
            assert len(view.records_in(["t2"])) == 1
    finally:
        store.close()
