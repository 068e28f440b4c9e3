"""The one place that talks to the driver: managed transactions on one named database, errors mapped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from neo4j import Driver, GraphDatabase, ManagedTransaction, NotificationDisabledClassification, Session

from graph.store.bolt.address import Address
from graph.store.bolt.troubles import mapped

BATCH = 5_000
"""Rows a statement takes: past this, a bigger batch was not faster, and it holds locks and memory longer."""

CONNECT_SECONDS, RETRY_SECONDS = 10.0, 10.0
"""For one connection to open, and for all attempts of one transaction."""

Row = list[Any]
Item = TypeVar("Item")


def batches(items: Sequence[Item], size: int = BATCH) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


class Link:
    """A driver and its bookmarks: what one session wrote, the next one reads, on a cluster too. Thread-safe."""

    def __init__(self, address: Address, url: str) -> None:
        self.url = url
        self._database = address.database
        with mapped(url):
            self._driver: Driver = GraphDatabase.driver(
                address.uri,
                auth=(address.user, address.password) if address.password else None,
                connection_timeout=CONNECT_SECONDS,
                max_transaction_retry_time=RETRY_SECONDS,
                user_agent="mutuals",
                # A store without people has no such labels and properties yet: that is not worth a warning.
                notifications_disabled_classifications=[NotificationDisabledClassification.UNRECOGNIZED],
            )
        self._bookmarks = GraphDatabase.bookmark_manager()

    @contextmanager
    def session(self) -> Iterator[Talk]:
        """One thread's conversation."""
        with mapped(self.url):
            session = self._driver.session(database=self._database, bookmark_manager=self._bookmarks)
        try:
            yield Talk(session, self.url)
        finally:
            with mapped(self.url):
                session.close()

    def check(self) -> None:
        """Raises `StoreUnavailable` at once, where a transaction would try again for a while."""
        with mapped(self.url):
            self._driver.verify_connectivity()

    def close(self) -> None:
        with mapped(self.url):
            self._driver.close()


class Talk:
    """One session: statements in managed transactions, retried by the driver where that is safe. Not thread-safe."""

    def __init__(self, session: Session, url: str) -> None:
        self._session = session
        self._url = url

    def read(self, query: str, /, **values: object) -> list[Row]:
        def work(transaction: ManagedTransaction) -> list[Row]:
            return transaction.run(query, values).values()

        with mapped(self._url):
            return self._session.execute_read(work)

    def reading(self, work: Callable[[ManagedTransaction], Item]) -> Item:
        """All that `work` reads, in one transaction and so of one server; `work` may run several times."""
        with mapped(self._url):
            return self._session.execute_read(work)

    def stream(self, query: str, /, **values: object) -> Iterator[Row]:
        """Rows as the server sends them, in a transaction of their own that is not tried again. Nothing else may be asked in this
        session before the last one is taken, or the driver would hold the others in memory."""
        with mapped(self._url), self._session.begin_transaction() as transaction:
            yield from (record.values() for record in transaction.run(query, values))

    def write(self, query: str, /, **values: object) -> list[Row]:
        return self.transact(lambda transaction: transaction.run(query, values).values())

    def transact(self, work: Callable[[ManagedTransaction], Item]) -> Item:
        """All that `work` runs, in one transaction; `work` may run several times, so it must only depend on its inputs."""
        with mapped(self._url):
            return self._session.execute_write(work)

    def once(self, statement: str, /, **values: object) -> None:
        """A statement in a transaction of its own, not tried again: for the schema, and where trying again is useless."""
        with mapped(self._url):
            self._session.run(statement, values).consume()
