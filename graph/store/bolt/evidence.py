"""Reads of what files stated: the ledger, records, encounters, events.

A piece of evidence is visible when it came with the view's revision or before (`since`), so what an unfinished import has
staged is not, and a view that is open while an import ends goes on without the new evidence. A writer reads as of the
revision that it is making, without the parts that it has dropped (`gone`), but for what it stated anew (`kept`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from typing import Any, TypeVar

from graph.keys import BLOCK, NAME, SKILL, WITHIN_NAME, key_number, named_in
from graph.model import Encounter, Event, Judgement, Problem, Record, Source, Word
from graph.store.base import KEPT_CHANGES
from graph.store.bolt.cypher import at, every, said_by
from graph.store.bolt.link import Row, Talk, batches
from graph.store.bolt.rows import APART, ENCOUNTER, ENCOUNTERS, SINGLE, day_from, encounter_from, key_id, skill_id
from graph.store.coding import judgement_from, part_from, record_from, source_from, word_from
from graph.store.memory import Memory

_Made = TypeVar("_Made")
READ = 10_000
"""Ids that one read takes."""

TERMS = 1_000
"""Words that the full-text index is asked for at a time: it takes 1,024 at most."""


def seen(name: str) -> str:
    """Whether the evidence `name` is visible."""
    return f"{name}.since <= $now AND (NOT {name}.part IN $gone OR {name}.kept = $token)"


_RECORDS = f"{every('r:Record', 'id')} WHERE {seen('r')} RETURN collect(r.data)"
_RECORDS_IN = f"{every('r:Record', 'part')} WHERE {seen('r')} RETURN collect(r.id)"
_HANDLED = (
    f"{every('h:Handle', 'uid')} MATCH (h)<-[:USES]-(r:Record)"
    f" WHERE {seen('r')} WITH id, collect(r.id) AS records RETURN collect([id, records])"
)
_SKILLED = (
    f"{every('s:Skill', 'uid')} MATCH (s)<-[:NAMES]-(r:Record)"
    f" WHERE {seen('r')} WITH id, collect(r.id) AS records RETURN collect([id, records])"
)
_KEYED = {
    name: f"{every('r:Record', name)} WHERE {seen('r')} WITH id, collect(r.id) AS records RETURN collect([id, records])"
    for kind, name in SINGLE.items()
    if kind not in WITHIN_NAME
}
_NAMED = {
    kind: f"UNWIND $rows AS row {at('r:Record', SINGLE[NAME], 'row[0]')} WHERE r.{SINGLE[kind]} = row[1] AND {seen('r')}"
    " WITH row, collect(r.id) AS records RETURN collect([row[1], records])"
    for kind in WITHIN_NAME
}
_BESIDE = (
    "CALL db.index.fulltext.queryNodes('record_blocks', $query) YIELD node AS r"
    f" WITH r WHERE {seen('r')} RETURN collect([r.id, r.blocks])"
)
_IN_PARTS = f"UNWIND $rows AS id {said_by('id')} WITH a, e, b WHERE {seen('e')} RETURN {ENCOUNTER}"
_FROM = f"{every('a:Record', 'id')} MATCH (a)-[e:{ENCOUNTERS}]->(b) WHERE {seen('e')} RETURN {ENCOUNTER}"
_TOWARDS = f"{every('b:Record', 'id')} MATCH (b)<-[e:ENCOUNTERED]-(a) WHERE {seen('e')} RETURN {ENCOUNTER}"
_ATTENDED = f"{every('a:Record', 'id')} MATCH (a)-[e:TOOK_PART]->(b) WHERE {seen('e')} RETURN collect({ENCOUNTER})"
_BETWEEN = (
    f"{every('one:Record', 'id')} UNWIND $others AS other {at('two:Record', 'id', 'other')}"
    f" MATCH (one)-[e:ENCOUNTERED]-(two) WHERE {seen('e')}"
    f" WITH e, startNode(e) AS a, endNode(e) AS b RETURN collect({ENCOUNTER})"
)
_ATTENDANCE = f"{every('b:Event', 'uid')} MATCH (b)<-[e:TOOK_PART]-(a) WHERE {seen('e')} RETURN collect({ENCOUNTER})"
_EVENTS = (
    f"{every('v:Event', 'uid')} MATCH (v)<-[d:DESCRIBES]-(:Part) WHERE {seen('d')}"
    " RETURN id, d.part, coalesce(d.name, ''), toString(d.day)"
)
_ALL_EVENTS = (
    f"MATCH (v:Event)<-[d:DESCRIBES]-(:Part) WHERE {seen('d')} RETURN v.uid, d.part, coalesce(d.name, ''), toString(d.day)"
)
_HELD = "OPTIONAL MATCH (s)-[h:HOLDS]->(:Part) WITH s, h ORDER BY h.place RETURN s.data, collect(h.data)"
_SOURCES = f"MATCH (s:Source) {_HELD}"
_SOURCE = f"{at('s:Source', 'uid', '$uid')} {_HELD}"
_PROBLEMS = (
    f"{at('p:Problem', 'source', '$source')} WHERE p.since <= $now AND p.since > $past"
    " WITH p ORDER BY p.since, p.number RETURN p.file, p.line, p.reason, p.severity"
)
_HOLDERS = f"{every('p:Part', 'uid')} MATCH (p)<-[:HOLDS]-(s:Source) RETURN id, s.uid"
_MAPPINGS = "MATCH (m:Mapping) RETURN m.header, m.text"
_JUDGEMENTS = "MATCH (j:Judgement) RETURN collect(j.data)"
_WORDS = "MATCH (w:Word) WHERE w.kind = $kind OR $kind = '' RETURN collect(w.data)"
_CHANGES = f"UNWIND range($after + 1, $revision) AS n {at('c:Change', 'revision', 'n')} RETURN collect(c.people)"
_CARDS = f"{every('c:Card', 'key')} RETURN collect([c.key, c.text])"
_CARDS_UNDER = "MATCH (c:Card) WHERE c.key STARTS WITH $prefix RETURN c.key, c.text ORDER BY c.key"
_STAMP = "MATCH (c:Change {revision: $revision}) RETURN coalesce(c.stamp, '')"
_MODEL = "MATCH (m:Mutuals {name: 'mutuals'}) RETURN coalesce(m.model, '')"


class EvidenceReads:
    """The part of `graph.store.base.View` about evidence."""

    def __init__(self, talk: Talk, revision: int, memory: Memory | None = None) -> None:
        self._talk, self._memory = talk, memory
        self._revision = revision
        self._now = revision
        self._gone: set[str] = set()
        self._token = ""

    def revision(self) -> int:
        return self._revision

    def kept(self, name: Hashable, make: Callable[[], _Made]) -> _Made:
        return self._memory.kept(self._revision, name, make) if self._memory else make()

    def changed_since(self, revision: int) -> frozenset[str] | None:
        if self._revision - revision > KEPT_CHANGES:
            return None
        found = self._read(_CHANGES, after=revision, revision=self._revision)[0][0]
        return frozenset[str]().union(*found) if len(found) == max(self._revision - revision, 0) else None

    def stamp(self, revision: int) -> str:
        found = self._read(_STAMP, revision=revision)
        return str(found[0][0]) if found else ""

    def _read(self, query: str, /, **values: object) -> list[Row]:
        return self._talk.read(query, now=self._now, gone=sorted(self._gone), token=self._token, **values)

    def _collected(self, query: str, ids: Collection[str | int]) -> list[Any]:
        """Everything that a query which returns one list finds for these ids, a few thousand at a time."""
        return [item for some in batches(sorted(set(ids)), READ) for item in self._read(query, rows=some)[0][0]]

    # --- ledger

    def sources(self) -> list[Source]:
        found = [self._source_from(row) for row in self._read(_SOURCES)]
        return sorted(sorted(found, key=lambda s: s.uid), key=lambda s: s.imported.isoformat(), reverse=True)

    @staticmethod
    def _source_from(row: Sequence[Any]) -> Source:
        return source_from(row[0], tuple(part_from(p) for p in row[1]))

    def source(self, uid: str) -> Source | None:
        return next((self._source_from(row) for row in self._read(_SOURCE, uid=uid)), None)

    def problems(self, source: str) -> list[Problem]:
        return self._problems(source, past=-1)

    def _problems(self, source: str, past: int) -> list[Problem]:
        return [Problem(*row) for row in self._read(_PROBLEMS, source=source, past=past)]

    def holders(self, parts: Collection[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for part, source in self._read(_HOLDERS, rows=sorted(set(parts))):
            found.setdefault(part, []).append(source)
        return {part: sorted(sources) for part, sources in found.items()}

    def mappings(self) -> dict[str, str]:
        return {row[0]: row[1] for row in self._read(_MAPPINGS)}

    def judgements(self) -> list[Judgement]:
        return sorted((judgement_from(data) for data in self._read(_JUDGEMENTS)[0][0]), key=lambda j: (j.made, j.uid))

    def words(self, kind: str = "") -> list[Word]:
        found = (word_from(data) for data in self._read(_WORDS, kind=kind)[0][0])
        return sorted(found, key=lambda w: (w.made, w.uid))

    def model(self) -> str:
        return str(self._read(_MODEL)[0][0])

    def cards(self, keys: Collection[str]) -> dict[str, str]:
        return dict(self._collected(_CARDS, keys))

    def cards_under(self, prefix: str) -> list[tuple[str, str]]:
        return [(key, text) for key, text in self._read(_CARDS_UNDER, prefix=prefix)]

    # --- evidence

    def records(self, ids: Collection[str]) -> list[Record]:
        return sorted((record_from(data) for data in self._collected(_RECORDS, ids)), key=lambda r: r.id)

    def records_in(self, parts: Collection[str]) -> list[str]:
        return self._collected(_RECORDS_IN, parts)

    def records_with(self, keys: Collection[str]) -> dict[str, list[str]]:
        by_kind: dict[str, list[str]] = {}
        for key in keys:
            by_kind.setdefault(key[:3] if key[:3] in (*SINGLE, *APART) else "", []).append(key)
        found: dict[str, list[str]] = {}
        for kind, some in by_kind.items():
            if kind == BLOCK:
                found |= self._beside(some)
                continue
            if kind == SKILL:
                named = {skill_id(k[3:]): k for k in some}
                found.update((named[uid], sorted(records)) for uid, records in self._collected(_SKILLED, named))
                continue
            wanted = {key_number(k) if kind else key_id(k): k for k in some}
            if kind in WITHIN_NAME:
                rows = [[key_number(named_in(k)), number] for number, k in wanted.items()]
                met = [pair for few in batches(rows, READ) for pair in self._read(_NAMED[kind], rows=few)[0][0]]
            else:
                met = self._collected(_KEYED[SINGLE[kind]] if kind else _HANDLED, wanted)
            found.update((wanted[uid], sorted(records)) for uid, records in met)
        return found

    def _beside(self, keys: Collection[str]) -> dict[str, list[str]]:
        """Records by their blocks."""
        wanted = {k[3:]: k for k in keys}
        held: dict[str, set[str]] = {}
        for some in batches(sorted(wanted), TERMS):
            asked = set(some)
            for record, blocks in self._read(_BESIDE, query=" ".join(some))[0][0]:
                for block in asked.intersection(blocks.split()):
                    held.setdefault(wanted[block], set()).add(record)
        return {key: sorted(records) for key, records in held.items()}

    def _encounters(self, ids: Collection[str], query: str) -> list[Encounter]:
        rows = {row[0]: row for row in self._collected(query, ids)}
        return [encounter_from(rows[i]) for i in sorted(rows)]

    def _each(self, query: str, ids: Collection[str]) -> Iterator[Encounter]:
        now = {"now": self._now, "gone": sorted(self._gone), "token": self._token}
        for some in batches(sorted(set(ids)), READ):
            yield from (encounter_from(row) for (row,) in self._talk.stream(query, rows=some, **now))

    def encounters_in(self, parts: Collection[str]) -> Iterator[Encounter]:
        return self._each(_IN_PARTS, parts)

    def encounters_of(self, records: Collection[str]) -> Iterator[Encounter]:
        known = set(records)
        yield from self._each(_FROM, known)
        yield from (e for e in self._each(_TOWARDS, known) if e.a not in known)

    def encounters_between(self, ours: Collection[str], theirs: Collection[str]) -> list[Encounter]:
        rows = self._read(_BETWEEN, rows=sorted(set(ours)), others=sorted(set(theirs)))[0][0]
        found = {row[0]: row for row in rows}
        return [encounter_from(found[i]) for i in sorted(found)]

    def attended_by(self, records: Collection[str]) -> list[Encounter]:
        return self._encounters(records, _ATTENDED)

    def attendance(self, events: Collection[str]) -> list[Encounter]:
        return self._encounters(events, _ATTENDANCE)

    def events(self, uids: Collection[str] | None = None) -> list[Event]:
        found: dict[str, Event] = {}
        rows = self._read(_ALL_EVENTS) if uids is None else self._read(_EVENTS, rows=sorted(set(uids)))
        for uid, part, name, day in rows:
            if uid not in found or part < found[uid].part:
                found[uid] = Event(uid, part, name, day_from(day))
        return [found[uid] for uid in sorted(found)]
