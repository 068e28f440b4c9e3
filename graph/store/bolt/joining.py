"""What two groups of people have in common, found by the server: a view that only reads can ask for it."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from graph.store.base import TieRow
from graph.store.bolt.cypher import at, every
from graph.store.bolt.derived import BoltView

_TO_COMMON = (
    f"{every('p:Person', 'uid')} WITH collect(p) AS ours"
    f" UNWIND $others AS other {at('o:Person', 'uid', 'other')} WITH ours, collect(o) AS theirs"
    " CALL (ours) { UNWIND ours AS a MATCH (a)-[:KNOWS]-(x) WITH x, count(*) AS times"
    " RETURN collect(x) AS known, collect(CASE WHEN times > 1 THEN x END) AS again }"
    " CALL (ours, known, again, theirs) { UNWIND theirs AS b WITH known, again, b, b IN ours AS both"
    " MATCH (b)-[k:KNOWS]-(x) WHERE x IN known AND (NOT both OR x IN again)"
    " WITH b, collect(x) AS xs, collect([x.uid, k.stats]) AS met RETURN collect(xs) AS lists, collect([b.uid, met]) AS far }"
    " CALL (lists) { UNWIND lists AS xs UNWIND xs AS x RETURN collect(DISTINCT x) AS common }"
    " CALL (ours, common) { UNWIND ours AS a MATCH (a)-[k:KNOWS]-(x) WHERE x IN common"
    " WITH a, collect([x.uid, k.stats]) AS met RETURN collect([a.uid, met]) AS near }"
    " RETURN near, far"
)
"""Everybody whom the first group knows, by the node; of those whom the second knows too, the ids and the ties of both. To go
through a tie twice takes less than to read it once. Who is of both groups has all his contacts in common with himself: of those
only the ones count whom somebody else of the first group knows too, or a hub would be sent whole."""


class JoiningView(BoltView):
    """`graph.store.base.Joining` on one session: of what is committed, so that a writer's view is none."""

    def ties_to_common(self, ours: Collection[str], theirs: Collection[str]) -> list[TieRow]:
        rows = self._read(_TO_COMMON, rows=sorted(set(ours)), others=sorted(set(theirs)))
        met = chain.from_iterable(chain.from_iterable(rows))
        return [TieRow(ego, alter, bytes(stats)) for ego, some in met for alter, stats in some]
