from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from api.demo.pool import Demo, write_pool
from graph.store.open import open_store
from ingest.run import import_file
from tests.e2e.browsing import DESKTOP, FLAGS, Open, Visit, chromium, serving, visiting


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens pages of a server; at the end nothing may have gone wrong, and no request may have gone elsewhere."""
    visits: list[Visit] = []

    def opened(base: str, *, size: tuple[int, int] = DESKTOP, scheme: str = "light") -> Visit:
        visits.append(visiting(browser, base, size, scheme))
        return visits[-1]

    yield opened
    for one in visits:
        one.page.context.close()
    assert [w for one in visits for w in one.unexpected()] == []


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo's files, in the formats that people really have."""
    return write_pool(tmp_path_factory.mktemp("pool"), datetime.now(tz=UTC).date())


@pytest.fixture(scope="session")
def pool(tmp_path_factory: pytest.TempPathFactory, demo: Demo) -> Iterator[str]:
    """A server whose store holds the demo."""
    path = tmp_path_factory.mktemp("store") / "pool.db"
    store = open_store(f"sqlite:///{path}")
    for one in demo.files:
        import_file(store, one.path, name=one.path.name, owner=one.owner)
    store.close()
    with serving(path) as base:
        yield base


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """A server whose store is empty."""
    with serving(tmp_path / "empty.db") as base:
        yield base
