"""A Neo4j server from its published Maven artifacts: no container engine, no package of the server's maker."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from neo4j import GraphDatabase

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("MUTUALS_NEO4J_CACHE", HERE.parents[1] / ".cache" / "neo4j"))
PACKAGES = ("openjdk-17-jre-headless", "maven")
FIRST_PASSWORD = "neo4j"
READY_SECONDS = 120
PROCEDURES = ("cypher-aggregation", "proc-catalog", "proc-centrality", "proc-common", "proc-community", "proc-sysinfo")
"""The jars of Graph Data Science whose procedures the server offers: a server scans all of them each time it starts."""


class NoServer(Exception):
    """Why a server could not be had."""


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def has_tools() -> bool:
    """Whether Java is here, and the server's jars or a way to get them."""
    return shutil.which("java") is not None and (_complete() or shutil.which("mvn") is not None)


def install_tools() -> None:
    """Java and Maven on a Debian-like system; the caller is root."""
    for command in (("update", "-qq"), ("install", "-y", "-qq", "--no-install-recommends", *PACKAGES)):
        _run("apt-get", *command, environment={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def _run(*command: str, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoServer(f"{' '.join(command)} failed:\n{(done.stdout + done.stderr)[-2000:]}")


def _complete() -> bool:
    """The list of wanted artifacts is copied beside the jars last, so it says that they are all there."""
    kept = CACHE / "pom.xml"
    return kept.exists() and kept.read_bytes() == (HERE / "pom.xml").read_bytes()


def jars() -> Path:
    """The folder of the server's jars, fetched once; afterwards nothing is asked of the network."""
    folder = CACHE / "lib"
    if not _complete():
        CACHE.mkdir(parents=True, exist_ok=True)
        (CACHE / ".gitignore").write_text("*\n", "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        pom = str(HERE / "pom.xml")
        _run("mvn", "-q", "-B", "-f", pom, "dependency:copy-dependencies", f"-DoutputDirectory={folder}")
        plugins = CACHE / "plugins"
        shutil.rmtree(plugins, ignore_errors=True)
        plugins.mkdir()
        for name in PROCEDURES:
            for jar in folder.glob(f"{name}-[0-9]*.jar"):
                shutil.copyfile(jar, plugins / jar.name)
        shutil.copyfile(HERE / "pom.xml", CACHE / "pom.xml")
    return folder


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


class JarServer:
    """One server process with a home of its own; it can be killed and started again on what it had written."""

    def __init__(self, home: Path, *, heap: str = "2g", pages: str = "") -> None:
        """`heap` and `pages` (of the store; empty: as much as the server thinks right) bound the memory that it takes."""
        self.home = home
        self.port = free_port()
        self.uri = f"bolt://127.0.0.1:{self.port}"
        self.user = "neo4j"
        self.password = FIRST_PASSWORD
        self.log = home / "server.log"
        self._memory = heap, pages
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Returns when it answers."""
        self.home.mkdir(parents=True, exist_ok=True)
        heap, pages = self._memory
        command = [
            "java", f"-Xmx{heap}", "-cp", f"{jars()}/*",
            str(HERE / "Launcher.java"), str(self.home / "data"), str(self.port), str(CACHE / "plugins"), *filter(None, [pages]),
        ]  # fmt: skip
        with self.log.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
            )
        for line in self._process.stdout or ():
            if line.strip() == "ready":
                break
        else:
            raise NoServer(f"the server ended before it was ready:\n{self.tail()}")
        if self.password == FIRST_PASSWORD:
            self._choose_password(secrets.token_hex(12))

    def _choose_password(self, password: str) -> None:
        # Until the first password is changed, the server accepts it for nothing but changing it.
        with GraphDatabase.driver(self.uri, auth=(self.user, self.password), connection_timeout=READY_SECONDS) as driver:
            driver.execute_query(
                "ALTER CURRENT USER SET PASSWORD FROM $old TO $new", old=self.password, new=password, database_="system"
            )
        self.password = password

    def kill(self) -> None:
        """As a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.kill(self._process.pid, how)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process = None

    def tail(self) -> str:
        return self.log.read_text("utf-8", errors="replace")[-3000:] if self.log.exists() else ""


@contextmanager
def running() -> Iterator[JarServer]:
    """A fresh server, ended and removed after the block."""
    with tempfile.TemporaryDirectory(prefix="mutuals-neo4j-", ignore_cleanup_errors=True) as folder:
        server = JarServer(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()
