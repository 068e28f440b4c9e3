"""Where a Neo4j server is, and who we are there: the address from a URL, the credentials from the environment only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from graph.errors import BadInput

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
USER, PASSWORD, DATABASE = "MUTUALS_NEO4J_USER", "MUTUALS_NEO4J_PASSWORD", "MUTUALS_NEO4J_DATABASE"


@dataclass(frozen=True, slots=True)
class Address:
    """One database of one server or cluster."""

    uri: str
    """For the driver: scheme, host and port."""
    database: str
    user: str
    password: str = field(repr=False)
    """Empty for a server without authentication."""


def address_of(url: str, environment: Mapping[str, str]) -> Address:
    """`SCHEME://HOST[:PORT][?database=NAME]` with the credentials of `environment`.

    Raises `BadInput` for credentials inside the URL (they would show in process lists and logs), or anything else in it.
    """
    found = urlsplit(url)
    right = "give SCHEME://HOST:PORT?database=NAME with one of the schemes " + ", ".join(SCHEMES)
    if "@" in found.netloc:
        raise BadInput(f"a store's URL must not hold a name or password: set {USER} and {PASSWORD} instead, and {right}")
    try:
        usable = found.scheme in SCHEMES and found.hostname and found.port != 0 and found.path in ("", "/")
    except ValueError:
        usable = None
    asked = parse_qs(found.query, keep_blank_values=True)
    if not usable or found.fragment or asked.keys() - {"database"} or len(asked.get("database", [])) > 1:
        raise BadInput(f"{url!r} is not the address of a Neo4j server: {right}")
    database = asked.get("database", [environment.get(DATABASE, "")])[0] or "neo4j"
    return Address(
        uri=f"{found.scheme}://{found.netloc}",
        database=database,
        user=environment.get(USER, "") or "neo4j",
        password=environment.get(PASSWORD, ""),
    )
