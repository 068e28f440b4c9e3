"""A large network in a fresh Neo4j by the server's own bulk importer: what the writer leaves of it, in minutes, not an hour.

The labels, properties, constraints and indexes are those of `graph.store.bolt`, whose rows and statements are used; a network
of a few hundred people is written both ways first, and every node, tie and index compared.
"""

from __future__ import annotations

import csv
import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np
from neo4j import Driver, GraphDatabase

from graph.model import Person
from graph.store.base import MOST_FOLLOWED
from graph.store.bolt.address import PASSWORD, USER
from graph.store.bolt.rows import PERSON_FACTS, RECORD_FACTS, TIE_FACTS, handle_rows, person_row, record_row, tie_rows
from graph.store.bolt.schema import STATEMENTS, VERSION
from graph.store.lots import lot_of
from graph.store.open import open_store
from tests.bench.network import PART, Network, fill_in_portions, network, preferential_pairs, record_of
from tests.server.jars import JarServer, jars

HEAP, PAGES = "3g", "4g"
"""Of the server, for its own memory and for pages of the store: under 8 GB with what else it takes."""
KINDS = {
    "first": "date", "last": "date", "strength": "double", "stats": "byte[]", "history": "byte[]", "lot": "long", "met": "long",
    "emails": "string[]", "other_names": "string[]", "records": "long", "since": "long",
    **dict.fromkeys(("profile_id", "name_id", "employer_id", "twin_id", "connected_id"), "long"),
}  # fmt: skip
"""What is no text."""
FEW = (300, 900)
_TIMES = ("since", "staging", "revision", "stamp", "by", "turn")
"""Properties that say in which change something came: one here, one for each portion of the writer."""


def _header(names: Iterable[str]) -> list[str]:
    return [f"{name}:{KINDS[name]}" if name in KINDS else name for name in names]


def cell(value: object) -> object:
    """A value as the importer reads it; nothing where the writer leaves it out."""
    if isinstance(value, bytes):
        return ";".join(map(str, np.frombuffer(value, dtype=np.int8).tolist()))
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else value


def _write(file: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(header)
        table.writerows(rows)
    return str(file)


def tie_lines(net: Network) -> Iterator[tuple[int, int, list[object]]]:
    """The numbers of both ends of each tie, and its cells, which follow from its habit, but for its lot."""
    lot = TIE_FACTS.index("lot")
    kinds = [tie_rows([net.tie("a", "b", habit)])[0][2:] for habit in net.habits]
    cells = [[cell(value) for value in kind] for kind in kinds]
    for (i, j), habit in zip(net.pairs.tolist(), net.habit.tolist(), strict=True):
        a, b = (i, j) if net.ids[i] < net.ids[j] else (j, i)
        line = list(cells[habit])
        if kinds[habit][lot] is not None:
            line[lot] = lot_of(net.ids[a], net.ids[b])
        yield a, b, line


def _people_lines(net: Network) -> Iterator[list[object]]:
    for n, uid in enumerate(net.ids):
        yield [n, *map(cell, person_row(Person(uid, f"Person {n}", slug=f"bench-{n}"))[2:])]


def _record_lines(net: Network) -> Iterator[list[object]]:
    for n in range(len(net.ids)):
        record = record_of(net, n)
        if handle_rows(record) or record.skills:
            raise AssertionError("records of the network have nodes beside them, which are not written here")
        yield [n, *map(cell, record_row(record, 1).row)]


def load(home: Path, net: Network) -> None:
    """Write people, their records and ties, as `tests.bench.network.fill_in_portions`, where no server has been yet."""
    folder = home / "import"
    folder.mkdir(parents=True)
    people = _write(folder / "people.csv", [":ID(Person)", *_header(PERSON_FACTS)], _people_lines(net))
    records = _write(folder / "records.csv", [":ID(Record)", *_header(RECORD_FACTS)], _record_lines(net))
    about = _write(folder / "about.csv", [":START_ID(Record)", ":END_ID(Person)"], ([n, n] for n in range(len(net.ids))))
    lines = ([a, b, *cells] for a, b, cells in tie_lines(net))
    knows = _write(folder / "knows.csv", [":START_ID(Person)", ":END_ID(Person)", *_header(TIE_FACTS)], lines)
    (home / "conf").mkdir(exist_ok=True)
    done = subprocess.run(
        [
            "java", f"-Xmx{HEAP}", "-cp", f"{jars()}/*", str(Path(__file__).with_name("Importer.java")), str(home),
            "--id-type=integer", f"--report-file={folder / 'report'}", f"--nodes=Person={people}", f"--nodes=Record={records}",
            f"--relationships=ABOUT={about}", f"--relationships=KNOWS={knows}", f"--max-off-heap-memory={PAGES}", "neo4j",
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise AssertionError(f"the bulk importer failed:\n{(done.stdout + done.stderr)[-3000:]}")
    for file in (people, records, about, knows):
        Path(file).unlink()


def _finish(driver: Driver, net: Network) -> None:
    """The schema, and that this was one visible change."""
    for statement in STATEMENTS:
        driver.execute_query(statement)
    driver.execute_query("CALL db.awaitIndexes(3600)")
    driver.execute_query("CREATE (:Part {uid: $part, staging: 1})", part=PART)
    people = sorted(net.ids) if len(net.ids) <= MOST_FOLLOWED else None
    driver.execute_query("CREATE (c:Change {revision: 1, stamp: randomUUID()}) SET c.people = $people", people=people)
    driver.execute_query("CREATE (:Mutuals {name: 'mutuals', revision: 1, schema: $version})", version=VERSION)


@contextmanager
def loaded(home: Path, net: Network) -> Iterator[str]:
    """The URI of a server of its own that holds the network; its credentials are in the environment for the block."""
    server = JarServer(home, heap=HEAP, pages=PAGES)
    load(home / "data", net)
    with _running(server):
        with driver_of(server.uri) as driver:
            _finish(driver, net)
        yield server.uri


@contextmanager
def _running(server: JarServer) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in (USER, PASSWORD)}
    server.start()
    try:
        os.environ |= {USER: server.user, PASSWORD: server.password}
        yield
    finally:
        server.stop()
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def driver_of(uri: str) -> Driver:
    """With the credentials of the environment."""
    return GraphDatabase.driver(uri, auth=(os.environ[USER], os.environ[PASSWORD]))


def everything(uri: str) -> list[str]:
    """Every node, relationship, constraint and index, but for what says when it came."""

    def told(query: str) -> list[str]:
        found = []
        with driver_of(uri) as driver:
            rows = driver.execute_query(query).records
        for row in rows:
            values = [{k: v for k, v in x.items() if k not in _TIMES} if isinstance(x, dict) else x for x in row.values()]
            found.append(repr([sorted(x.items()) if isinstance(x, dict) else x for x in values]))
        return sorted(found)

    return [
        *told("MATCH (n) WHERE NOT n:Change RETURN labels(n), properties(n)"),
        *told("MATCH (a)-[r]->(b) RETURN type(r), coalesce(a.uid, a.id), coalesce(b.uid, b.id), properties(r)"),
        *told("SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, options RETURN *"),
        *told("SHOW CONSTRAINTS YIELD name, type, entityType, labelsOrTypes, properties RETURN *"),
    ]


def compare(folder: Path) -> int:
    """Write a small network both ways; returns how many things are the same in both. Raises `AssertionError` at a difference."""
    people, ties = FEW
    net = network(people, preferential_pairs(people, ties))
    with _running(server := JarServer(folder / "written")):
        store = open_store(server.uri)
        fill_in_portions(store, net)
        store.close()
        written = everything(server.uri)
    with loaded(folder / "loaded", net) as uri:
        found = everything(uri)
    if written != found:
        other = sorted(set(written) ^ set(found))
        raise AssertionError(f"the bulk importer leaves another store than the writer:\n{chr(10).join(other[:6])}")
    return len(found)
