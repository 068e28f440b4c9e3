"""Evidence on its way in: written as it comes, invisible until the revision that it belongs to is the store's.

Everything staged carries that revision as `since`, and its parts carry it as `staging`, so that what a writer left behind
that died is found by the next one and removed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain, count
from operator import attrgetter
from typing import NamedTuple

from neo4j import ManagedTransaction

from graph.errors import StoreError
from graph.model import Encounter, Event, Problem, Record
from graph.store.bolt.cypher import LONE, at, properties, said_by
from graph.store.bolt.lease import Lease
from graph.store.bolt.link import Row, Talk, batches
from graph.store.bolt.rows import (
    ENCOUNTER_FACTS,
    RECORD_FACTS,
    Stated,
    encounter_row,
    event_row,
    handle_rows,
    problem_row,
    record_row,
    skill_rows,
)

_KEEP = "SET {0}.kept = CASE WHEN {0}.part IN $gone THEN $token ELSE {0}.kept END"
_PARTS = (
    "UNWIND $rows AS uid OPTIONAL MATCH (old:Part {uid: uid}) WITH uid, old IS NULL AS new"
    " MERGE (p:Part {uid: uid}) SET p.staging = $now RETURN uid, new"
)
_RECORDS = (
    f"UNWIND $rows AS row MERGE (r:Record {{id: row[0]}}) ON CREATE SET r += {properties(RECORD_FACTS)} {_KEEP.format('r')}"
)
_NEW_RECORDS = f"UNWIND $rows AS row CREATE (:Record {properties(RECORD_FACTS)})"
_HANDLES = (
    f"UNWIND $rows AS row {at('r:Record', 'id', 'row[0]')} MERGE (h:Handle {{uid: row[1]}})"
    " ON CREATE SET h.key = row[2], h.alias = row[3] MERGE (r)-[:USES]->(h)"
)
_SKILLS = (
    f"UNWIND $rows AS row {at('r:Record', 'id', 'row[0]')} MERGE (s:Skill {{uid: row[1]}})"
    " ON CREATE SET s.name = row[2] MERGE (r)-[:NAMES]->(s)"
)
_FACTS = properties(ENCOUNTER_FACTS, first=2)
_ENCOUNTER = f" ON CREATE SET e += {_FACTS} {_KEEP.format('e')} RETURN count(*)"
_ENDS = f"UNWIND $rows AS row {at('a:Record', 'id', 'row[0]')} {at('b:Record', 'id', 'row[1]')}"
_DIRECT = f"{_ENDS} MERGE (a)-[e:ENCOUNTERED {{id: row[2]}}]->(b) {_ENCOUNTER}"
_NEW_DIRECT = f"{_ENDS} CREATE (a)-[:ENCOUNTERED {_FACTS}]->(b) RETURN count(*)"
_AT_EVENT = f"UNWIND $rows AS row {at('a:Record', 'id', 'row[0]')} MERGE (v:Event {{uid: row[1]}})"
_ATTENDED = f"{_AT_EVENT} MERGE (a)-[e:TOOK_PART {{id: row[2]}}]->(v) {_ENCOUNTER}"
_NEW_ATTENDED = f"{_AT_EVENT} CREATE (a)-[:TOOK_PART {_FACTS}]->(v) RETURN count(*)"
_EVENTS = (
    "UNWIND $rows AS row MERGE (p:Part {uid: row.part}) MERGE (v:Event {uid: row.uid}) MERGE (p)-[d:DESCRIBES]->(v)"
    " ON CREATE SET d.since = $now, d.part = row.part SET d.kept = $token"
    " WITH d, row WHERE d.since = $now SET d.name = row.facts.name, d.day = row.facts.day"
)
_PROBLEMS = "UNWIND $rows AS row CREATE (p:Problem {source: $source, since: $now}) SET p += row"

LEFT_BEHIND = "MATCH (p:Part) WHERE p.staging > $revision RETURN p.uid"
_SOME = "WITH x LIMIT $most DETACH DELETE x RETURN count(*)"
_SOME_TIES = "WITH x LIMIT $most DELETE x RETURN count(*)"
_SWEEP = (
    f"{at('x:Record', 'part', '$part')} WHERE x.since > $revision {_SOME}",
    f"{said_by('$part')} WITH e AS x WHERE x.since > $revision {_SOME_TIES}",
    f"{at('p:Part', 'uid', '$part')} MATCH (p)-[x:DESCRIBES]->() WHERE x.since > $revision {_SOME_TIES}",
)
_SWEEP_PART = f"{at('p:Part', 'uid', '$part')} REMOVE p.staging WITH p WHERE {LONE} DETACH DELETE p"
_SWEEP_PROBLEMS = "MATCH (p:Problem) WHERE p.since > $revision DELETE p"
ORPHANS = (
    "MATCH (h:Handle) WHERE NOT (h)<-[:USES]-() DELETE h",
    "MATCH (s:Skill) WHERE NOT (s)<-[:NAMES]-() DETACH DELETE s",
    "MATCH (v:Event) WHERE NOT (v)<-[:TOOK_PART|DESCRIBES]-() DETACH DELETE v",
)
"""What nothing points at any more, after evidence was taken away."""

ONCE: Sequence[object] = (None,)
"""Rows of a statement that looks at everything, and is run once."""

SWEPT = 5_000
"""What one transaction of a sweep removes."""

MOST_NEW = 1_000_000
"""Ids that are remembered as this writer's own; what comes after so many is looked for before it is written."""


_ID = attrgetter("id")


class _Said(NamedTuple):
    """A statement about some rows."""

    query: str
    rows: Sequence[object]
    again: str = ""
    """What is run in its place where the first attempt may have taken place."""
    gone: Sequence[str] = ()


class Staging:
    """Writes evidence under a lease."""

    def __init__(self, talk: Talk, lease: Lease) -> None:
        self._talk = talk
        self._lease = lease
        self._parts: set[str] = set()
        self._new_parts: set[str] = set()
        """Those of them that the store had nothing of."""
        self.new: set[str] = set()
        """Ids of the evidence of new parts: nothing was known of it before, so it need not be looked for."""
        self._problems = 0
        self.events: set[str] = set()
        """Uids of the events that were described."""
        self.shared = False
        """Whether attendance or skills were stated."""

    def _write(self, query: str, rows: Sequence[object], *, source: str = "") -> list[Row]:
        return [row for some in batches(rows) for row in self._fenced((_Said(query, some),), source=source)]

    def _fenced(self, said: Sequence[_Said], **values: object) -> list[Row]:
        """All of it in one transaction. Raises `StoreError` when the lease is lost."""
        values |= {"now": self._lease.revision + 1, "token": self._lease.token}
        attempts = count()

        def work(transaction: ManagedTransaction) -> list[Row]:
            self._lease.hold(transaction)
            first = next(attempts) == 0
            found = (
                transaction.run(one.query if first else one.again or one.query, values, rows=one.rows, gone=one.gone).values()
                for one in said
                if one.rows
            )
            return list(chain.from_iterable(found))

        return self._talk.transact(work)

    def _told(self, queries: tuple[str, str], stated: Iterable[Stated], gone: Collection[str]) -> list[_Said]:
        """Evidence, by the first query what is new and by the second what may be there."""
        new, old = [], []
        for one in stated:
            if one.part in self._new_parts and one.part not in gone and one.id not in self.new and len(self.new) < MOST_NEW:
                self.new.add(one.id)
                new.append(one.row)
            else:
                old.append(one.row)
        return [_Said(queries[0], new, again=queries[1]), _Said(queries[1], old, gone=sorted(gone))]

    def _mark(self, parts: set[str]) -> None:
        if fresh := parts - self._parts:
            self._new_parts.update(uid for uid, new in self._write(_PARTS, sorted(fresh)) if new)
            self._parts |= fresh

    def records(self, records: Sequence[Record], gone: Collection[str]) -> None:
        self._mark({r.part for r in records})
        since = self._lease.revision + 1
        for some in batches(records):
            stated = sorted((record_row(r, since) for r in some), key=_ID)
            handles = sorted(row for r in some for row in handle_rows(r))
            skills = sorted(row for r in some for row in skill_rows(r))
            said = self._told((_NEW_RECORDS, _RECORDS), stated, gone)
            self._fenced([*said, _Said(_HANDLES, handles), _Said(_SKILLS, skills)])
            self.shared |= bool(skills)

    def encounters(self, encounters: Sequence[Encounter], gone: Collection[str]) -> None:
        """Raises `StoreError` when an encounter names a record that is not there: a relationship needs both its ends."""
        self._mark({e.part for e in encounters})
        since, written = self._lease.revision + 1, 0
        for some in batches(encounters):
            direct, attended = (
                sorted((encounter_row(e, since) for e in some if bool(e.event) is with_event), key=_ID)
                for with_event in (False, True)
            )
            self.shared |= bool(attended)
            said = self._told((_NEW_DIRECT, _DIRECT), direct, gone) + self._told((_NEW_ATTENDED, _ATTENDED), attended, gone)
            written += sum(rows for (rows,) in self._fenced(said))
        if written != len(encounters):
            raise StoreError(f"{len(encounters) - written} encounters name records that nobody stated before them")

    def describe(self, events: Sequence[Event]) -> None:
        self._mark({e.part for e in events})
        self.events.update(e.uid for e in events)
        last = {(e.uid, e.part): e for e in events}
        self._write(_EVENTS, [event_row(last[key], self._lease.revision + 1) for key in sorted(last)])

    def problems(self, source: str, problems: Sequence[Problem]) -> None:
        rows = [problem_row(p, self._problems + n) for n, p in enumerate(problems)]
        self._problems += len(rows)
        self._write(_PROBLEMS, rows, source=source)

    def forget(self, query: str, names: Sequence[str]) -> None:
        """Run a statement about `names` on what this writer staged itself."""
        self._write(query, names)

    def sweep(self) -> None:
        """Remove everything that was staged after the revision that the lease began with, by whomever."""
        revision = self._lease.revision
        parts = [part for (part,) in self._talk.read(LEFT_BEHIND, revision=revision)]
        for part in parts:
            for query in _SWEEP:
                while self._fenced((_Said(query, ONCE),), part=part, revision=revision, most=SWEPT)[0][0] == SWEPT:
                    pass
            self._fenced((_Said(_SWEEP_PART, ONCE),), part=part)
        self._fenced((_Said(_SWEEP_PROBLEMS, ONCE),), revision=revision)
        for query in ORPHANS if parts else ():
            self._fenced((_Said(query, ONCE),))
