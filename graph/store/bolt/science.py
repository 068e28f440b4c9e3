"""Whole-graph work that the server does itself, where it has Graph Data Science (a plugin that a database may come with or not).

A projection belongs to the server that made it, and in a cluster the next transaction may meet another one: it is made, used and
dropped in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from neo4j import ManagedTransaction

from graph.store.base import Parted

_NEEDED = ("gds.degree.stream", "gds.graph.drop", "gds.leiden.stream")
_OFFERED = "SHOW PROCEDURES YIELD name WHERE name IN $needed RETURN name"
_TIED = "MATCH (:Person)-[k:KNOWS]->(:Person) RETURN k LIMIT 1"
_PROJECT = (
    "MATCH (a:Person)-[k:KNOWS]->(b:Person) WITH gds.graph.project($graph, a, b,"
    " {relationshipProperties: {worth: log(1.0 + k.strength), strength: k.strength}},"
    " {undirectedRelationshipTypes: ['*']}) AS made RETURN made.graphName"
)
_LEIDEN = (
    # One thread: with more, the same seed draws other lines.
    "CALL gds.leiden.stream($graph, {relationshipWeightProperty: 'worth', randomSeed: $seed, concurrency: 1})"
    " YIELD nodeId, communityId RETURN gds.util.asNode(nodeId).uid AS uid, communityId ORDER BY uid"
)
_REACH = (
    "CALL gds.degree.stream($graph, {relationshipWeightProperty: 'strength'}) YIELD nodeId, score"
    " RETURN gds.util.asNode(nodeId).uid AS uid, score ORDER BY uid"
)
_DROP = "CALL gds.graph.drop($graph, false) YIELD graphName RETURN graphName"


def parted(transaction: ManagedTransaction, seeds: Sequence[int]) -> Parted | None:
    """As `graph.store.base.View.parted`."""
    if len(transaction.run(_OFFERED, needed=_NEEDED).values()) < len(_NEEDED):
        return None
    (version,) = transaction.run("RETURN gds.version()").values()[0]
    by = f"Graph Data Science {version}"
    if not transaction.run(_TIED).values():
        return Parted(by, [], [], [[] for _ in seeds])
    graph = f"mutuals-{uuid4().hex}"
    transaction.run(_PROJECT, graph=graph).consume()
    try:
        reach = transaction.run(_REACH, graph=graph).values()
        drawn = [[label for _, label in transaction.run(_LEIDEN, graph=graph, seed=seed).values()] for seed in seeds]
    finally:
        transaction.run(_DROP, graph=graph).consume()
    return Parted(by, [uid for uid, _ in reach], [strength for _, strength in reach], drawn)
