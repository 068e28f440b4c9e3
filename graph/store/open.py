"""Open a store by its URL."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from graph.errors import BadInput
from graph.store.base import Store
from graph.store.sqlite_store import SqliteStore

NEO4J_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def file_of(url: str) -> Path | None:
    """The file of an embedded store; None for the URL of anything else."""
    found = urlsplit(url)
    embedded = found.scheme == "sqlite" and not found.netloc and len(found.path) > 1
    return Path(unquote(found.path[1:])) if embedded else None


def open_store(url: str) -> Store:
    """`sqlite:///relative.db`, `sqlite:////absolute.db`, or a Neo4j address (`neo4j://host`, `bolt://host:port`, +s, +ssc).

    Raises `BadInput` for another kind of URL, `StoreUnavailable` when nothing answers there.
    """
    found = urlsplit(url)
    if (file := file_of(url)) is not None:
        return SqliteStore(file, url)
    if found.scheme in NEO4J_SCHEMES and found.hostname:
        from graph.store.bolt.store import BoltStore  # noqa: PLC0415 - the driver takes half a second to load

        return BoltStore(url)
    message = f"{url!r} is not a store: give sqlite:///FILE (sqlite:////ABSOLUTE/FILE), or neo4j://HOST or bolt://HOST:PORT"
    raise BadInput(message)
