"""Where the tests get a real Neo4j from: the first of these that is there.

1. `MUTUALS_TEST_NEO4J` holds the URI of a server that may be wiped (credentials in MUTUALS_NEO4J_USER and _PASSWORD);
2. a container engine answers: `neo4j:5.26-community`;
3. Java and Maven are there: the server is started from its published Maven artifacts (`tests.server.jars`);
4. on a Debian-like system as root, those two are installed first;
5. otherwise the run fails and names these ways.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Literal

from neo4j import GraphDatabase

from tests.server.jars import JarServer, NoServer, has_tools, install_tools, may_install, running

Rung = Literal["given", "container", "jars", "install", "none"]
IMAGE = "neo4j:5.26-community"
TOLD: dict[Rung, str] = {
    "given": "the server of MUTUALS_TEST_NEO4J, which will be wiped",
    "container": f"container {IMAGE}",
    "jars": "server from its Maven artifacts",
    "install": "server from its Maven artifacts, after installing Java and Maven",
    "none": "none: set MUTUALS_TEST_NEO4J, or start Docker, or install Java 17 and Maven",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers and may be wiped."""

    uri: str
    user: str
    password: str
    process: JarServer | None = None
    """Where it is ours."""

    def log(self) -> str:
        return self.process.tail() if self.process else ""


def _engine_answers() -> bool:
    if shutil.which("docker") is None:
        return False
    return subprocess.run(["docker", "info"], capture_output=True, check=False, timeout=30).returncode == 0


@cache
def rung() -> Rung:
    """The way that this machine offers."""
    if os.environ.get("MUTUALS_TEST_NEO4J"):
        return "given"
    if _engine_answers():
        return "container"
    if has_tools():
        return "jars"
    return "install" if may_install() else "none"


@contextmanager
def serving() -> Iterator[Server]:
    """A server for the block. Raises `NoServer` with the ways to get one."""
    way = rung()
    if way == "given":
        user, password = (os.environ.get(f"MUTUALS_NEO4J_{name}", "") for name in ("USER", "PASSWORD"))
        yield Server(os.environ["MUTUALS_TEST_NEO4J"], user or "neo4j", password)
    elif way == "container":
        with _container() as server:
            yield server
    elif way == "none":
        raise NoServer(f"the tests need a Neo4j; found {TOLD[way]}; or run pytest --without-neo4j")
    else:
        if way == "install":
            install_tools()
        with running() as ours:
            yield Server(ours.uri, ours.user, ours.password, ours)


def _docker(*arguments: str) -> str:
    done = subprocess.run(["docker", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoServer(f"docker {arguments[0]} failed: {done.stderr[-2000:]}")
    return done.stdout.strip()


@contextmanager
def _container() -> Iterator[Server]:
    password = secrets.token_hex(12)
    name = _docker("run", "--detach", "--rm", "--publish", "127.0.0.1::7687", "--env", f"NEO4J_AUTH=neo4j/{password}", IMAGE)
    try:
        uri = f"bolt://{_docker('port', name, '7687/tcp').splitlines()[0]}"
        _docker("exec", name, "bash", "-c", _UNTIL_READY, "wait", password)
        yield Server(uri, "neo4j", password)
    finally:
        _docker("stop", name)


_UNTIL_READY = 'for i in $(seq 60); do cypher-shell -u neo4j -p "$1" "RETURN 1" >/dev/null 2>&1 && exit 0; sleep 1; done; exit 1'


def wipe(server: Server) -> None:
    """Remove all data; the schema stays, as making it takes longer than most tests."""
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
