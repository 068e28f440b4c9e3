"""Imports of LinkedIn's largest contact list into a store, beside the least that could be done with the same rows."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from neo4j import GraphDatabase

from api.demo.cast import FIRMS, FIRST, JOBS, LAST_HEADS, LAST_TAILS
from graph.store.bolt.address import address_of
from graph.store.open import open_store
from ingest.run import import_file
from tests.bench.network import TODAY
from tests.bench.table import Row

CONNECTIONS = 30_000
"""LinkedIn's limit."""
DAYS = 20 * 365
"""Of which contacts are, at most: there was no such network before."""
OWNER = "Ada Benchmark"
"""Whose list it is."""
UNWIND = (
    "UNWIND $rows AS row CREATE (p:BenchPerson {uid: row[2]}) "
    "SET p.name = row[0] + ' ' + row[1], p.company = row[4], p.position = row[5] "
    "WITH p, row MATCH (owner:BenchOwner) CREATE (owner)-[:BENCH_KNOWS {since: row[6]}]->(p)"
)
UNWIND_BATCH = 5_000


def contact_list(path: Path, size: int = CONNECTIONS, *, varied: bool = False) -> None:
    """A Connections.csv of today's layout with `size` invented people, names, employers and days repeated as in real ones;
    `varied`: no family name twice, and ten people with each employer, so that nothing that was reckoned serves again."""
    last = [head + tail for head in LAST_HEADS for tail in LAST_TAILS]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"))
        for n in range(size):
            first, surname = FIRST[n % len(FIRST)], last[n // len(FIRST) % len(last)]
            firm = FIRMS[n % len(FIRMS)]
            if varied:
                employer = n % (size // 10)
                surname, firm = f"{surname}{_letters(n)}", f"{LAST_HEADS[employer % len(LAST_HEADS)]} {_letters(employer)} Ltd"
            url = f"https://www.linkedin.com/in/bench-demo{n:05d}"
            mail = f"bench{n}@example.org" if n % 33 == 0 else ""
            day = TODAY - timedelta(days=n // 8 % DAYS)
            table.writerow((first, surname, url, mail, firm, JOBS[n % len(JOBS)], f"{day:%d %b %Y}"))


def _letters(n: int) -> str:
    """A number in letters, as names have no digits."""
    return "".join(chr(ord("a") + n // 26**place % 26) for place in range(4))


def read_plainly(path: Path) -> float:
    """Seconds that csv.DictReader takes for the file."""
    began = perf_counter()
    with path.open(encoding="utf-8", newline="") as file:
        count = sum(1 for row in csv.DictReader(file) if row["URL"])
    assert count == CONNECTIONS
    return perf_counter() - began


def write_plainly(path: Path, url: str) -> float:
    """Seconds that a plain UNWIND takes to create the people and ties of the file, in one transaction; removed afterwards."""
    address = address_of(url, os.environ)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    with (
        closing(GraphDatabase.driver(address.uri, auth=(address.user, address.password))) as driver,
        closing(driver.session(database=address.database)) as session,
    ):
        session.run("MERGE (:BenchOwner)").consume()
        began = perf_counter()
        with session.begin_transaction() as transaction:
            for start in range(0, len(rows), UNWIND_BATCH):
                transaction.run(UNWIND, rows=rows[start : start + UNWIND_BATCH]).consume()
            transaction.commit()
        took = perf_counter() - began
        session.run("MATCH (n) WHERE n:BenchPerson OR n:BenchOwner DETACH DELETE n").consume()
    return took


def bring(path: Path, url: str) -> float:
    """Seconds of one import into an empty store, all of its rows people."""
    with closing(open_store(url)) as store:
        began = perf_counter()
        report = import_file(store, path, name=path.name, owner=OWNER)
        took = perf_counter() - began
    assert (report.rows, report.people) == (CONNECTIONS, CONNECTIONS)
    return took


def measure(folder: Path, neo4j: str, empty: Callable[[], object]) -> list[Row]:
    """Both stores; `neo4j` is the URL of an empty server whose credentials are in the environment, `empty` empties it."""
    path, other = folder / "Connections.csv", folder / "varied" / "Connections.csv"
    other.parent.mkdir()
    contact_list(path)
    contact_list(other, varied=True)
    read, embedded = read_plainly(path), bring(path, f"sqlite:///{folder / 'imports.db'}")
    # A server that has just started compiles while it works: both are measured again when it is done with that.
    write_plainly(path, neo4j)
    first = bring(path, neo4j)
    empty()
    written, remote = write_plainly(path, neo4j), bring(path, neo4j)
    empty()
    varied = bring(other, f"sqlite:///{folder / 'varied.db'}"), bring(other, neo4j)
    what = f"import {CONNECTIONS:,} connections"
    differ = f"{what}, no family name twice, {CONNECTIONS // 10:,} employers"
    return [
        Row(
            f"{what}, embedded",
            f"{embedded:.1f} s",
            "≤ 5 s",
            f"`csv.DictReader`: {read:.2f} s",
            f"{embedded / read:.0f} × as long",
        ),
        Row(
            f"{what}, Neo4j",
            f"{remote:.1f} s; {first:.1f} s as the first import of a server just started",
            "≤ 20 s",
            f"plain `UNWIND`: {written:.1f} s",
            f"{remote / written:.1f} × as long",
        ),
        Row(f"{differ}, embedded", f"{varied[0]:.1f} s", "≤ 5 s", "", f"{varied[0] / read:.0f} × `csv.DictReader`"),
        Row(f"{differ}, Neo4j", f"{varied[1]:.1f} s", "≤ 20 s", "", f"{varied[1] / written:.1f} × plain `UNWIND`"),
    ]
