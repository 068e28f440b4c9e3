"""The Neo4j store: the graph of record for teams, and one that a person can open in Neo4j Browser or Bloom.

(:Person)-[:KNOWS]-(:Person), (:Person)-[:ATTENDED]->(:Event), (:Person)-[:WORKS_AT]->(:Organisation),
(:Person)-[:HAS_SKILL]->(:Skill), and the evidence behind them: (:Source)-[:STATES]->(:Record)-[:ABOUT]->(:Person),
(:Record)-[:ENCOUNTERED]->(:Record), (:Record)-[:TOOK_PART]->(:Event), (:Record)-[:USES]->(:Handle),
(:Source)-[:HOLDS]->(:Part)-[:DESCRIBES]->(:Event). What people said of who is whom is a (:Judgement) each, with its keys.
What the network learned about telling people apart is text on the (:Mutuals) node.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from graph.store.bolt.address import address_of
from graph.store.bolt.joining import JoiningView
from graph.store.bolt.link import Link
from graph.store.bolt.schema import prepare
from graph.store.bolt.writer import BoltWriter, writing
from graph.store.memory import Memory

_REVISION = "MATCH (m:Mutuals {name: 'mutuals'}) RETURN m.revision"
_KERNEL = "CALL dbms.components() YIELD name, versions, edition RETURN name, versions[0], edition"


class BoltStore:
    """`graph.store.base.Store` on a Neo4j server or cluster, 5.26 or later."""

    def __init__(self, url: str, environment: Mapping[str, str] = os.environ) -> None:
        """Raises `BadInput` for a URL that is none, `StoreUnavailable` when nothing answers or our credentials are refused."""
        address = address_of(url, environment)
        self.url = url
        self._turn, self._memory = threading.Lock(), Memory()
        self._link = Link(address, url)
        try:
            self._link.check()
            with self._link.session() as talk:
                prepare(talk)
        except BaseException:
            self._link.close()
            raise

    @contextmanager
    def view(self) -> Iterator[JoiningView]:
        with self._link.session() as talk:
            yield JoiningView(talk, talk.read(_REVISION)[0][0], self._memory)

    @contextmanager
    def writer(self) -> Iterator[BoltWriter]:
        # Writers of this process wait here, in turn; those of other processes for the lease.
        with self._turn, self._link.session() as talk, writing(self._link, talk) as writer:
            yield writer

    def check(self) -> str:
        with self._link.session() as talk:
            name, version, edition = talk.read(_KERNEL)[0]
        return f"{name} {version} {edition}"

    def close(self) -> None:
        self._link.close()
