"""What holds for all tests: stores, the real Neo4j behind one of them, and no deadlines."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from graph.store.base import Store
from graph.store.open import open_store
from tests.server.ladder import TOLD, Server, rung, serving, wipe

# How long an example takes depends on who else uses the machine; a test must not.
settings.register_profile("mutuals", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("mutuals")

CREDENTIALS = ("MUTUALS_NEO4J_USER", "MUTUALS_NEO4J_PASSWORD")
STORES = ("sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j))

_LEFT_OUT = pytest.StashKey[int]()
_SERVER = pytest.StashKey[Server]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without-neo4j", action="store_true", help="leave out the tests that need a Neo4j server")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "neo4j: needs a Neo4j server (found or started by tests/server/ladder.py)")
    if config.getoption("--without-neo4j") and os.environ.get("CI") == "true":
        raise pytest.UsageError("--without-neo4j is refused where CI=true: nothing is left out there")


def pytest_report_header(config: pytest.Config) -> str:
    return "neo4j: left out" if config.getoption("--without-neo4j") else f"neo4j: {TOLD[rung()]}"


def _needs_neo4j(item: pytest.Item) -> bool:
    return item.get_closest_marker("neo4j") is not None or "neo4j" in getattr(item, "fixturenames", ())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--without-neo4j"):
        return
    left_out = [item for item in items if _needs_neo4j(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not _needs_neo4j(item)]
    config.stash[_LEFT_OUT] = len(left_out)


def pytest_unconfigure(config: pytest.Config) -> None:
    # After the summary, so that it is the last line whatever the verbosity.
    if left_out := config.stash.get(_LEFT_OUT, 0):
        config.get_terminal_writer().line(f"NOT TESTED, as --without-neo4j was given: {left_out}", red=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    server = item.config.stash.get(_SERVER, None)
    if server is not None and report.failed and _needs_neo4j(item):
        report.sections.append(("Neo4j server log", server.log()))
    return report


@pytest.fixture(scope="session")
def neo4j_server(pytestconfig: pytest.Config) -> Iterator[Server]:
    """One server for the run; its credentials are in the environment, as users have them."""
    before = {name: os.environ.get(name) for name in CREDENTIALS}
    with serving() as server:
        pytestconfig.stash[_SERVER] = server
        os.environ.update(zip(CREDENTIALS, (server.user, server.password), strict=True))
        yield server
    for name, value in before.items():
        os.environ.pop(name)
        if value is not None:
            os.environ[name] = value


@pytest.fixture
def neo4j(neo4j_server: Server) -> Server:
    """The server, empty."""
    wipe(neo4j_server)
    return neo4j_server


@pytest.fixture(params=STORES)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty store of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'network.sqlite'}"
    server: Server = request.getfixturevalue("neo4j")
    return server.uri


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store of each kind."""
    opened = open_store(store_url)
    yield opened
    opened.close()
