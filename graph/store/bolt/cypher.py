"""Pieces of statements. Every node is sought by an index that is named: a plan is made when the store may still be empty
and reading all of it looks cheap, and is then used on a full one."""

from __future__ import annotations

from collections.abc import Iterable


def at(node: str, key: str, value: str) -> str:
    """The node (`r:Record`) whose indexed `key` is the Cypher expression `value`."""
    name, label = node.split(":")
    return f"MATCH ({name}:{label} {{{key}: {value}}}) USING INDEX SEEK {name}:{label}({key})"


def said_by(part: str) -> str:
    """The encounters `e` from `a` to `b` of the part that is the Cypher expression `part`; an end may be another part's."""
    kinds = (
        f"MATCH (a)-[e:{kind} {{part: {part}}}]->(b) USING INDEX SEEK e:{kind}(part) RETURN a, e, b"
        for kind in ("ENCOUNTERED", "TOOK_PART")
    )
    return f"CALL ({part if part.isidentifier() else ''}) {{ {' UNION ALL '.join(kinds)} }}"


def properties(names: Iterable[str], first: int = 0) -> str:
    """Facts of the list `row` by their names, in this order from its element `first` on; one that is null is left out.

    Lists take half of the time that maps do to be sent and read, and a property that is named does not make the server keep
    all rows waiting for one another, as setting whatever a map holds does.
    """
    return f"{{{', '.join(f'{name}: row[{place}]' for place, name in enumerate(names, first))}}}"


LONE = "NOT (p)<-[:HOLDS]-() AND NOT (p)-[:DESCRIBES]->() AND NOT EXISTS { MATCH (r:Record) WHERE r.part = p.uid }"
"""Whether the part `p` is nothing to anybody any more."""


def every(node: str, key: str) -> str:
    """The nodes whose `key` is one of the parameter `rows`, each in turn called `id`."""
    return f"UNWIND $rows AS id {at(node, key, 'id')}"
