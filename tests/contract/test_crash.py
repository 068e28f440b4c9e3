"""A process that dies in the middle of an import leaves nothing to be seen, and the import can be made again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from graph.store.base import Store, View
from ingest.run import import_file
from tests.contract.importing import OWNER
from tests.contract.said import everything
from tests.server.ladder import Server

ROWS = 12_000
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def connections(path: Path, rows: int) -> Path:
    """A LinkedIn Connections.csv of invented people."""
    days = [f"{day:02d} Mar 2023" for day in range(1, 28)]
    lines = [
        f"Given{n % 300},Family{n % 701},https://www.linkedin.com/in/invented-{n},,Company {n % 999},Engineer,{days[n % 27]}\n"
        for n in range(rows)
    ]
    path.write_text(HEADER + "".join(lines), "utf-8")
    return path


def importing(url: str, file: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.contract.importing", url, str(file)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def after_batches(child: subprocess.Popen[str], batches: int) -> None:
    """Returns when the child has begun this many batches, and is still at it."""
    assert child.stdout is not None
    for _ in range(batches):
        assert child.stdout.readline() == "batch\n"


def killed(child: subprocess.Popen[str]) -> None:
    assert child.poll() is None, "it ended before it could be killed"
    child.kill()
    child.wait()
    assert child.stdout is not None
    child.stdout.close()


def batches_of(store: Store, file: Path) -> int:
    """How many times an import looks whether it was cancelled before it derives: a dry run looks once less."""
    looks: list[int] = []

    def cancelled() -> bool:
        looks.append(1)
        return False

    import_file(store, file, name=file.name, owner=OWNER, dry_run=True, cancelled=cancelled)
    return len(looks) + 1


def whole(view: View) -> dict[str, object]:
    return {**everything(view), "revision": view.revision()}


def check_again(store: Store, file: Path, before: dict[str, object]) -> None:
    """Nothing of the file shows; importing it completes."""
    with store.view() as view:
        assert whole(view) == before
    report = import_file(store, file, name=file.name, owner=OWNER)
    assert (report.rows, report.people, report.unchanged, len(report.problems)) == (ROWS, ROWS, 0, 0)
    with store.view() as view:
        assert view.size().ties >= view.size().encounters >= ROWS
        assert view.source(report.source) is not None


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return connections(tmp_path / "Connections.csv", ROWS)


@pytest.fixture
def before(store: Store, tmp_path: Path) -> dict[str, object]:
    """A store that holds something already."""
    first = connections(tmp_path / "First.csv", 40)
    import_file(store, first, name=first.name, owner="Bo Kayler")
    with store.view() as view:
        return whole(view)


@pytest.mark.parametrize("left", [2, 0], ids=["while it reads", "while it derives"])
def test_a_killed_import_leaves_nothing(store: Store, store_url: str, file: Path, before: dict[str, object], left: int) -> None:
    batches = batches_of(store, file) - left
    child = importing(store_url, file)
    after_batches(child, batches)
    killed(child)
    check_again(store, file, before)


def _until(driver: Driver, happens: Callable[[str], bool], child: subprocess.Popen[str]) -> None:
    """Returns when a transaction of the server runs such a statement, or the child has ended."""
    while child.poll() is None:
        found, _, _ = driver.execute_query("SHOW TRANSACTIONS YIELD currentQuery RETURN collect(currentQuery)")
        if any(happens(query) for query in found[0][0]):
            return


@pytest.mark.parametrize("store_url", [pytest.param("neo4j", marks=pytest.mark.neo4j)], indirect=True)
@pytest.mark.parametrize("statement", ["CREATE (p:Person {", "CREATE (a)-[:KNOWS {"])
def test_killed_in_the_switching_transaction(
    store: Store, store_url: str, neo4j: Server, file: Path, before: dict[str, object], statement: str
) -> None:
    child = importing(store_url, file)
    with GraphDatabase.driver(neo4j.uri, auth=(neo4j.user, neo4j.password)) as driver:
        _until(driver, lambda query: statement in query and "SHOW" not in query, child)
        killed(child)
        check_again(store, file, before)
        left, _, _ = driver.execute_query("MATCH (p:Part) WHERE NOT (p)<-[:HOLDS]-() OR p.staging > 2 RETURN count(p)")
        assert left[0][0] == 0


def test_a_cancelled_import_leaves_nothing(store: Store, file: Path, before: dict[str, object]) -> None:
    looks: list[int] = []

    def cancelled() -> bool:
        looks.append(1)
        return len(looks) > 3

    with pytest.raises(Exception, match="nothing of it was kept"):
        import_file(store, file, name=file.name, owner=OWNER, cancelled=cancelled)
    check_again(store, file, before)
