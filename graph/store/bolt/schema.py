"""Constraints and indexes, made before any data by a versioned step that may be run at every opening, by several at once.

Ids are constrained; whatever may be long is indexed by a hash or cut, as an index entry holds at most some 8,000 bytes.
"""

from __future__ import annotations

from graph.errors import StoreError
from graph.store.bolt.cypher import at
from graph.store.bolt.link import Talk
from graph.store.bolt.rows import BOTH_ENDS, FILED, filed
from graph.store.coding import record_from
from graph.store.lots import lot_of
from graph.strength.ties import first_contact

VERSION = 6
"""2: records are found by their employer, and mappings are remembered. 3: keys that a record has one of are numbers, and
records meet by blocks, say from when to when, and name schools; judgements. 4: a network learns a model of its own.
5: words; whom each change changed; ties are drawn by lot. 6: what derivations keep; more legal forms are left out of
employers' names."""

_BY_SPACES = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"

STATEMENTS = (
    "CREATE CONSTRAINT mutuals IF NOT EXISTS FOR (m:Mutuals) REQUIRE m.name IS UNIQUE",
    "CREATE CONSTRAINT source IF NOT EXISTS FOR (s:Source) REQUIRE s.uid IS UNIQUE",
    "CREATE CONSTRAINT part IF NOT EXISTS FOR (p:Part) REQUIRE p.uid IS UNIQUE",
    "CREATE CONSTRAINT record IF NOT EXISTS FOR (r:Record) REQUIRE r.id IS UNIQUE",
    "CREATE CONSTRAINT handle IF NOT EXISTS FOR (h:Handle) REQUIRE h.uid IS UNIQUE",
    "CREATE CONSTRAINT skill IF NOT EXISTS FOR (s:Skill) REQUIRE s.uid IS UNIQUE",
    "CREATE CONSTRAINT event IF NOT EXISTS FOR (v:Event) REQUIRE v.uid IS UNIQUE",
    "CREATE CONSTRAINT person IF NOT EXISTS FOR (p:Person) REQUIRE p.uid IS UNIQUE",
    "CREATE CONSTRAINT organisation IF NOT EXISTS FOR (o:Organisation) REQUIRE o.uid IS UNIQUE",
    "CREATE CONSTRAINT mapping IF NOT EXISTS FOR (m:Mapping) REQUIRE m.header IS UNIQUE",
    "CREATE CONSTRAINT judgement IF NOT EXISTS FOR (j:Judgement) REQUIRE j.uid IS UNIQUE",
    "CREATE CONSTRAINT word IF NOT EXISTS FOR (w:Word) REQUIRE w.uid IS UNIQUE",
    "CREATE CONSTRAINT change IF NOT EXISTS FOR (c:Change) REQUIRE c.revision IS UNIQUE",
    "CREATE INDEX knows_lot IF NOT EXISTS FOR ()-[k:KNOWS]-() ON (k.lot)",
    "CREATE CONSTRAINT card IF NOT EXISTS FOR (c:Card) REQUIRE c.key IS UNIQUE",
    "CREATE INDEX problem_source IF NOT EXISTS FOR (p:Problem) ON (p.source)",
    "CREATE INDEX encountered_part IF NOT EXISTS FOR ()-[e:ENCOUNTERED]-() ON (e.part)",
    "CREATE INDEX took_part_part IF NOT EXISTS FOR ()-[e:TOOK_PART]-() ON (e.part)",
    "CREATE INDEX record_part IF NOT EXISTS FOR (r:Record) ON (r.part)",
    "CREATE INDEX record_profile IF NOT EXISTS FOR (r:Record) ON (r.profile_id)",
    "CREATE INDEX record_name IF NOT EXISTS FOR (r:Record) ON (r.name_id)",
    "CREATE INDEX record_employer IF NOT EXISTS FOR (r:Record) ON (r.employer_id)",
    "CREATE INDEX person_sort IF NOT EXISTS FOR (p:Person) ON (p.sort, p.uid)",
    f"CREATE FULLTEXT INDEX record_blocks IF NOT EXISTS FOR (r:Record) ON EACH [r.blocks] {_BY_SPACES}",
    f"CREATE FULLTEXT INDEX person_words IF NOT EXISTS FOR (p:Person) ON EACH [p.words] {_BY_SPACES}",
)

_OUTDATED = ("DROP INDEX record_connected IF EXISTS",)
"""What versions 1 and 2 found records by."""

PAGE = 5_000
"""Records of an earlier version that are brought up to date at a time."""

_RECORDS = "MATCH (r:Record) WHERE r.id > $after WITH r ORDER BY r.id LIMIT $page RETURN r.id, r.data"
_FILE = (
    f"UNWIND $rows AS row {at('r:Record', 'id', 'row[0]')}"
    f" SET {', '.join(f'r.{name} = row[{place}]' for place, name in enumerate(FILED, 1))}"
)

_TIES = (
    "MATCH (a:Person) WHERE a.uid > $after WITH a ORDER BY a.uid LIMIT $page"
    " CALL (a) { MATCH (a)-[k:KNOWS]->(b:Person) RETURN collect([b.uid, k.history]) AS met } RETURN a.uid, met ORDER BY a.uid"
)
_DRAW = f"{BOTH_ENDS} SET k.lot = row[2], k.met = row[3]"


def _draw_lots(talk: Talk) -> None:
    """Give a lot to every tie that takes part in draws."""
    after = ""
    while rows := talk.read(_TIES, after=after, page=PAGE):
        ties = [(a, b, first_contact(bytes(history))) for a, met in rows for b, history in met]
        talk.write(_DRAW, rows=[[a, b, lot_of(a, b), met] for a, b, met in ties if met])
        after = rows[-1][0]


def prepare(talk: Talk) -> None:
    """Make what is missing. Raises `StoreError` for a store that a later version wrote."""
    found = talk.read("MATCH (m:Mutuals {name: 'mutuals'}) RETURN m.schema")
    version = found[0][0] if found else 0
    if version > VERSION:
        raise StoreError(
            f"this store was written by a later version of Mutuals (schema {version}, this one knows {VERSION}): update Mutuals"
        )
    if version == VERSION:
        return
    for statement in (*STATEMENTS, *_OUTDATED):
        talk.once(statement)
    talk.once("CALL db.awaitIndexes(300)")
    after = ""
    while rows := talk.read(_RECORDS, after=after, page=PAGE) if version else []:
        talk.write(_FILE, rows=[[record, *filed(record_from(data))] for record, data in rows])
        after = rows[-1][0]
    if version:
        _draw_lots(talk)
    talk.write(
        "MERGE (m:Mutuals {name: 'mutuals'}) ON CREATE SET m.revision = 0 SET m.schema = $version",
        version=VERSION,
    )
