"""The end of a writer: everything derived, the ledger and the removals in one transaction, whose last step raises the
revision and so makes visible what was staged under it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from neo4j import ManagedTransaction

from graph.errors import StoreError
from graph.model import Judgement, Source, Word
from graph.store.base import KEPT_CHANGES, MOST_FOLLOWED
from graph.store.bolt.changes import Changes
from graph.store.bolt.cypher import LONE, at, every, properties, said_by
from graph.store.bolt.lease import Lease
from graph.store.bolt.link import batches
from graph.store.bolt.rows import (
    BOTH_ENDS,
    PERSON_FACTS,
    TIE_FACTS,
    employer_of,
    judgement_row,
    person_row,
    source_row,
    tie_rows,
    word_row,
)
from graph.store.bolt.staging import ONCE, ORPHANS

_ABOUT_PARTS = f"{every('r:Record', 'part')} MATCH (r)-[:ABOUT]->(p:Person) RETURN collect(DISTINCT p.uid)"
_ABOUT_RECORDS = f"{every('r:Record', 'id')} MATCH (r)-[:ABOUT]->(p:Person) RETURN collect(DISTINCT p.uid)"
_EVENTS_OF = f"{every('p:Part', 'uid')} MATCH (p)-[:DESCRIBES]->(v:Event) RETURN collect(DISTINCT v.uid)"

_UNTIE_PARTS = (
    f"UNWIND $rows AS id {said_by('id')} WITH e WHERE coalesce(e.kept, '') <> $token DELETE e",
    f"{every('r:Record', 'part')} MATCH (r)-[x]-() WHERE coalesce(r.kept, '') <> $token DELETE x",
    f"{every('p:Part', 'uid')} MATCH (p)-[d:DESCRIBES]->() WHERE coalesce(d.kept, '') <> $token DELETE d",
)
_FORGET_PARTS = f"{every('r:Record', 'part')} WHERE coalesce(r.kept, '') <> $token DETACH DELETE r"
_FORGET_PROBLEMS = f"{every('p:Problem', 'source')} WHERE p.since <= $revision DELETE p"
_REMEMBER = "UNWIND $rows AS row MERGE (m:Mapping {header: row[0]}) SET m.text = row[1]"
_FORGET_MAPPINGS = f"{every('m:Mapping', 'header')} DELETE m"
_SAY = "UNWIND $rows AS row MERGE (j:Judgement {uid: row.uid}) SET j = row.facts"
_UNSAY = f"{every('j:Judgement', 'uid')} DELETE j"
_TELL = "UNWIND $rows AS row MERGE (w:Word {uid: row.uid}) SET w = row.facts"
_UNTELL = f"{every('w:Word', 'uid')} DELETE w"
_FOLLOW = "UNWIND $rows AS people MERGE (c:Change {revision: $revision + 1}) SET c.people = people, c.stamp = randomUUID()"
_FORGET_CHANGE = f"UNWIND $rows AS n {at('c:Change', 'revision', '$revision + 1 - n')} DELETE c"
_LEARN = "UNWIND $rows AS text MATCH (m:Mutuals {name: 'mutuals'}) SET m.model = CASE text WHEN '' THEN null ELSE text END"
_KEEP = "UNWIND $rows AS row MERGE (c:Card {key: row[0]}) SET c.text = row[1]"
_KEEP_NO_MORE = f"{every('c:Card', 'key')} DELETE c"
_DROP_SOURCES = f"{every('s:Source', 'uid')} DETACH DELETE s"
_LONE_PARTS = f"{every('p:Part', 'uid')} WHERE {LONE} DETACH DELETE p"
_SOURCES = "UNWIND $rows AS row MERGE (s:Source {uid: row.uid}) SET s = row.facts, s.uid = row.uid"
_HELD_BEFORE = f"{every('s:Source', 'uid')} MATCH (s)-[h:HOLDS|STATES]->() DELETE h"
_HOLD = (
    f"UNWIND $rows AS row {at('s:Source', 'uid', 'row.uid')} UNWIND row.parts AS part"
    " MERGE (p:Part {uid: part.uid}) SET p.name = part.name, p.kind = part.kind"
    " CREATE (s)-[h:HOLDS]->(p) SET h = part.facts"
)
_STATE = (
    f"UNWIND $rows AS row {at('s:Source', 'uid', 'row.uid')} UNWIND row.parts AS part"
    f" {at('r:Record', 'part', 'part.uid')} CREATE (s)-[:STATES]->(r)"
)

_DROP_PEOPLE = f"UNWIND $rows AS some UNWIND some AS id {at('p:Person', 'uid', 'id')} DETACH DELETE p"
"""All in one statement, as the search for the next ones would already be slow."""
_CUT = f"{every('p:Person', 'uid')} MATCH (p)-[k:KNOWS|MAYBE]-() DELETE k"
_KNOWN = f"{every('p:Person', 'uid')} RETURN collect([p.uid, p.company])"
_PERSON = properties(PERSON_FACTS, first=2)
_PEOPLE = f"UNWIND $rows AS row {at('p:Person', 'uid', 'row[2]')} SET p = {_PERSON}"
_NEW_PEOPLE = (
    f"UNWIND $rows AS row CREATE (p:Person {_PERSON}) WITH p, row"
    f" CALL (p, row) {{ UNWIND row[1] AS id {at('r:Record', 'id', 'id')} CREATE (r)-[:ABOUT]->(p) }}"
    f" CALL (p, row) {{ {at('o:Organisation', 'uid', 'row[0]')} CREATE (p)-[:WORKS_AT]->(o) }}"
)
_LEAVE = f"{every('p:Person', 'uid')} MATCH (p)-[w:WORKS_AT]->() DELETE w"
_ORGANISATIONS = "UNWIND $rows AS row MERGE (o:Organisation {uid: row[0]}) ON CREATE SET o.name = row[1]"
_WORK = (
    f"UNWIND $rows AS row {at('p:Person', 'uid', 'row[0]')} {at('o:Organisation', 'uid', 'row[1]')} CREATE (p)-[:WORKS_AT]->(o)"
)
_EMPTY_ORGANISATIONS = "MATCH (o:Organisation) WHERE NOT (o)<-[:WORKS_AT]-() DETACH DELETE o"

_PART_FROM = f"{every('r:Record', 'id')} MATCH (r)-[x:ABOUT]->() DELETE x"
_ABOUT = f"UNWIND $rows AS row {at('r:Record', 'id', 'row[0]')} {at('p:Person', 'uid', 'row[1]')} CREATE (r)-[:ABOUT]->(p)"
_DROP_TIES = f"{BOTH_ENDS} DELETE k"
_ENDS = f"UNWIND $rows AS row {at('a:Person', 'uid', 'row[0]')} {at('b:Person', 'uid', 'row[1]')}"
_TIE = properties(TIE_FACTS, first=2)
_TIES = f"{_ENDS} MERGE (a)-[k:KNOWS]->(b) SET k = {_TIE} RETURN count(*)"
_NEW_TIES = f"{_ENDS} CREATE (a)-[:KNOWS {_TIE}]->(b) RETURN count(*)"

_DROP_TWINS = (
    f"UNWIND $rows AS row {at('a:Person', 'uid', 'row[0]')} {at('b:Person', 'uid', 'row[1]')}"
    " WITH a, b MATCH (a)-[m:MAYBE]->(b) DELETE m"
)
_TWINS = (
    f"UNWIND $rows AS row {at('a:Person', 'uid', 'row[0]')} {at('b:Person', 'uid', 'row[1]')}"
    " MERGE (a)-[m:MAYBE]->(b) SET m.p = row[2]"
)

_FORGET_SHARED = f"{every('p:Person', 'uid')} MATCH (p)-[x:ATTENDED|HAS_SKILL]->() DELETE x"
_ATTENDED = f"{every('p:Person', 'uid')} MATCH (p)<-[:ABOUT]-(:Record)-[:TOOK_PART]->(v:Event) MERGE (p)-[:ATTENDED]->(v)"
_SKILLED = f"{every('p:Person', 'uid')} MATCH (p)<-[:ABOUT]-(:Record)-[:NAMES]->(s:Skill) MERGE (p)-[:HAS_SKILL]->(s)"
_CALLED = (
    f"{every('v:Event', 'uid')} MATCH (v)<-[d:DESCRIBES]-() WITH v, d ORDER BY d.part"
    " WITH v, collect(d)[0] AS said SET v.name = said.name, v.day = said.day"
)
_SWITCH = (
    "MATCH (m:Mutuals {name: 'mutuals', lease: $token}) SET m.revision = m.revision + 1, m.by = $token"
    " REMOVE m.lease, m.until, m.turn"
)
LANDED = "MATCH (m:Mutuals {name: 'mutuals', by: $token}) RETURN 1"
"""Whether a commit whose answer was lost took place."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One attempt; `run` inside a transaction, again in another one if that fails in passing."""

    lease: Lease
    changes: Changes
    sources: Mapping[str, Source | None]
    """None: dropped."""
    forgotten: Collection[str]
    """Sources whose stored facts go."""
    gone: Collection[str]
    """Parts whose stored evidence goes, but for what was stated anew."""
    events: Collection[str]
    """Events that were described."""
    shared: bool
    """Whether attendance or skills were stated."""
    new: Collection[str]
    """Ids of evidence that came with this change: it was about nobody before."""
    mappings: Mapping[str, str | None]
    """What is remembered of headers; None: forgotten."""
    judgements: Mapping[str, Judgement | None]
    """What was said; None: withdrawn."""
    words: Mapping[str, Word | None]
    """What was told; None: withdrawn."""
    model: str | None
    """What was learned, empty: nothing any more; None: what is stored stays."""
    cards: Mapping[str, str]
    """What derivations keep; empty: no more."""

    def run(self, transaction: ManagedTransaction) -> None:
        self.lease.hold(transaction)

        def do(query: str, rows: Sequence[object]) -> list[list[Any]]:
            values = {"token": self.lease.token, "revision": self.lease.revision}
            return [row for some in batches(rows) for row in transaction.run(query, values, rows=some).values()]

        gone, old = sorted(self.gone), sorted(r for r in self.changes.members if r not in self.new)
        about = do(_ABOUT_PARTS, gone) + do(_ABOUT_RECORDS, old)
        left: set[str] = set().union(*(people for (people,) in about))
        events: set[str] = set(self.events).union(*(uids for (uids,) in do(_EVENTS_OF, gone)))
        for query in _UNTIE_PARTS:
            do(query, gone)
        self._ledger(do)
        if left:
            do(_PART_FROM, old)
        fresh = self._people(do)
        do(_ABOUT, [[r, p] for r, p in sorted(self.changes.members.items()) if p is not None and p not in fresh])
        self._ties(do, fresh)
        do(_DROP_TWINS, [list(pair) for pair, p in sorted(self.changes.twins.items()) if p is None])
        do(_TWINS, [list(t) for t in sorted(self.changes.standing_twins())])
        if left or self.shared:
            touched = sorted(left | {p for p in self.changes.members.values() if p is not None})
            for query in (_FORGET_SHARED, _ATTENDED, _SKILLED):
                do(query, touched)
        do(_CALLED, sorted(events))
        self._remove(do, gone)
        transaction.run(_SWITCH, token=self.lease.token).consume()

    def _remove(self, do: Do, gone: Sequence[str]) -> None:
        """Nodes go last: once a transaction has deleted some, every search by an index in it takes much longer."""
        dropped = sorted(uid for uid, p in self.changes.people.items() if p is None)
        do(_DROP_PEOPLE, [dropped] if dropped else [])
        do(_FORGET_PROBLEMS, sorted(self.forgotten))
        do(_FORGET_MAPPINGS, sorted(header for header, text in self.mappings.items() if text is None))
        do(_UNSAY, sorted(uid for uid, judgement in self.judgements.items() if judgement is None))
        do(_UNTELL, sorted(uid for uid, word in self.words.items() if word is None))
        do(_FORGET_CHANGE, [KEPT_CHANGES])
        do(_KEEP_NO_MORE, sorted(key for key, text in self.cards.items() if not text))
        do(_DROP_SOURCES, sorted(uid for uid, s in self.sources.items() if s is None))
        do(_FORGET_PARTS, gone)
        do(_LONE_PARTS, gone)
        if gone:
            for query in ORPHANS:
                do(query, ONCE)
        if self.changes.people:
            do(_EMPTY_ORGANISATIONS, ONCE)

    def _ledger(self, do: Do) -> None:
        rows = [source_row(s) for _, s in sorted(self.sources.items()) if s is not None]
        do(_SOURCES, rows)
        do(_HELD_BEFORE, [row["uid"] for row in rows])
        do(_HOLD, rows)
        do(_STATE, rows)
        do(_TELL, [word_row(w) for _, w in sorted(self.words.items()) if w is not None])
        followed = sorted(self.changes.followed())
        do(_FOLLOW, [followed if len(followed) <= MOST_FOLLOWED else None])
        do(_SAY, [judgement_row(j) for _, j in sorted(self.judgements.items()) if j is not None])
        do(_REMEMBER, [[header, text] for header, text in sorted(self.mappings.items()) if text is not None])
        do(_KEEP, [[key, text] for key, text in sorted(self.cards.items()) if text])
        do(_LEARN, [] if self.model is None else [self.model])

    def _people(self, do: Do) -> set[str]:
        """Returns who is new."""
        changes = self.changes
        do(_CUT, sorted(changes.cut))
        people = sorted(changes.standing_people(), key=lambda p: p.id)
        known: dict[str, str | None] = dict(chain.from_iterable(row[0] for row in do(_KNOWN, [p.id for p in people])))
        moved = [p for p in people if known.get(p.id, "") != (p.company or None)]
        do(_LEAVE, [p.id for p in moved if p.id in known])
        employers = {p.id: employer for p in moved if (employer := employer_of(p))}
        do(_ORGANISATIONS, [list(employer) for employer in sorted(set(employers.values()))])
        for some in batches(people):
            do(_PEOPLE, [person_row(p) for p in some if p.id in known])
            do(_NEW_PEOPLE, [person_row(p, sorted(changes.joined.get(p.id, ()))) for p in some if p.id not in known])
        do(_WORK, [[uid, employer] for uid, (employer, _) in sorted(employers.items()) if uid in known])
        return {p.id for p in people} - known.keys()

    def _ties(self, do: Do, fresh: set[str]) -> None:
        changes = self.changes
        do(_DROP_TIES, [list(pair) for pair, tie in sorted(changes.ties.items()) if tie is None])
        ties = [t for _, t in sorted(changes.ties.items()) if t is not None]
        for some in batches(ties):
            rows = tie_rows(some)
            # Who is new has no stored ties: looking for them would cost as much as writing.
            new = [row for row in rows if row[0] in fresh or row[1] in fresh]
            old = [row for row in rows if not (row[0] in fresh or row[1] in fresh)]
            written = sum(row[0] for query, part in ((_NEW_TIES, new), (_TIES, old)) for row in do(query, part))
            if written != len(rows):
                raise StoreError(f"{len(rows) - written} ties are between people of whom some were never written")


Do = Callable[[str, Sequence[object]], list[list[Any]]]
"""Runs a statement on rows, a batch at a time, and returns what it returns."""
