"""Reads of what was made of the evidence: people and ties. These change in place, at the commit of a writer.

Neo4j reads what is committed at the moment of each statement, so two reads of one view that an import's commit falls
between see people and ties of two revisions. `revision` is that of the view's opening: whoever keeps what was read must
keep it under that number, and the next view, which has a higher one, shows that it is stale.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from graph.keys import EMPLOYER, key_number, lone_record, numbers_naming, organisation_of
from graph.model import Person, Tie, Twins
from graph.store.base import Employment, Organisation, Parted, Size, Statement, TieRow
from graph.store.bolt.cypher import at, every
from graph.store.bolt.evidence import EvidenceReads, seen
from graph.store.bolt.link import batches
from graph.store.bolt.rows import BOTH_ENDS, ENCOUNTERS, PERSON, TIE, person_from, tie_from
from graph.store.bolt.science import parted
from graph.store.coding import employment, record_from
from graph.values import organisation_id, school_id, search_terms, sort_name

PAGE = 2_000
"""People that one page of a walk over all of them holds."""

BROAD = 2_000
"""More hits of a search than this are not sorted but met by walking down the list of all people."""

ROWS_A_PERSON = 10
"""Records of an organisation read at first for each person asked for: of a large one no more are needed."""

LONGEST_TERM = 100
"""Characters of a word that the full-text index is asked for; it splits words of more than 255."""

_SIZE = (
    "CALL () { MATCH (p:Person) RETURN count(p) AS people } CALL () { MATCH ()-[k:KNOWS]->() RETURN count(k) AS ties }"
    f" CALL () {{ MATCH (r:Record) WHERE {seen('r')} RETURN count(r) AS records }}"
    f" CALL () {{ MATCH (:Record)-[e:{ENCOUNTERS}]->() WHERE {seen('e')} RETURN count(e) AS encounters }}"
    " CALL () { MATCH (s:Source) RETURN count(s) AS sources } RETURN people, ties, records, encounters, sources"
)
_HOLDINGS = "MATCH (s:Source)-[h:HOLDS]->(p:Part) RETURN h.file, s.uid, p.uid ORDER BY h.file, s.uid, p.uid"
_STATED = f"{every('r:Record', 'part')} MATCH (r)-[:ABOUT]->(p:Person) WHERE {seen('r')} RETURN collect([r.data, p.uid])"
_PEOPLE = f"{every('p:Person', 'uid')} RETURN collect({PERSON})"
_EVERYONE = f"MATCH (p:Person) WHERE p.uid > $after WITH p ORDER BY p.uid LIMIT $page RETURN {PERSON}"
_ALIAS = (
    f"CALL () {{ {at('r:Record', 'profile_id', '$profile')} RETURN r UNION {at('r:Record', 'id', '$lone')} RETURN r"
    " UNION MATCH (:Handle {uid: $uid, alias: true})<-[:USES]-(r:Record) RETURN r }"
    f" WITH r WHERE {seen('r')} RETURN r.id ORDER BY r.id LIMIT 1"
)
_PAST = "p.sort >= $sort AND (p.sort > $sort OR p.uid > $last)"
_FITS = "all(t IN $terms WHERE ' ' + p.words CONTAINS ' ' + t)"
_IN_ORDER = f" WITH p ORDER BY p.sort, p.uid LIMIT $limit RETURN {PERSON} ORDER BY p.sort, p.uid"
_LIST = f"MATCH (p:Person) WHERE {_PAST}{_IN_ORDER}"
_WALK = f"MATCH (p:Person) WHERE {_PAST} AND {_FITS}{_IN_ORDER}"
_HITS = "CALL db.index.fulltext.queryNodes('person_words', $query, {limit: $limit}) YIELD node RETURN count(node)"
_FIND = f"CALL db.index.fulltext.queryNodes('person_words', $query) YIELD node AS p WITH p WHERE {_PAST} AND {_FITS}{_IN_ORDER}"
_PEOPLE_OF = f"{every('r:Record', 'id')} MATCH (r)-[:ABOUT]->(p:Person) WHERE {seen('r')} RETURN collect([id, p.uid])"
_RECORDS_OF = (
    f"{every('p:Person', 'uid')} MATCH (p)<-[:ABOUT]-(r:Record) WHERE {seen('r')}"
    " WITH id, collect(r.id) AS records RETURN collect([id, records])"
)
_TWINS = "MATCH (a:Person)-[m:MAYBE]->(b:Person) RETURN collect([a.uid, b.uid, m.p])"
_TWINS_OF = f"{every('p:Person', 'uid')} MATCH (p)-[m:MAYBE]-() RETURN collect([startNode(m).uid, endNode(m).uid, m.p])"
_EMPLOYED = (
    f"UNWIND $rows AS id CALL (id) {{ {at('r:Record', 'employer_id', 'id')} WHERE {seen('r')}"
    " RETURN r.id AS record LIMIT $limit } WITH id, collect(record) AS records RETURN collect([id, records])"
)
_EMPLOYERS = (
    f"MATCH (r:Record) WHERE r.id > $after AND r.employer_id IS NOT NULL AND {seen('r')}"
    " WITH r ORDER BY r.id LIMIT $page RETURN r.id, r.company, r.school"
)
_TIES = (
    f"{every('p:Person', 'uid')} MATCH (p)-[k:KNOWS]-(b:Person)"
    " WITH id, collect([b.uid, k.stats]) AS met RETURN collect([id, met])"
)
_TIES_TO = (
    f"UNWIND $others AS other {at('o:Person', 'uid', 'other')} WITH collect(o) AS others"
    f" {every('p:Person', 'uid')} MATCH (p)-[k:KNOWS]-(b) WHERE b IN others"
    " WITH id, collect([b.uid, k.stats]) AS met RETURN collect([id, met])"
)
"""Whether somebody is one of the others is told by the node: to read the ids of all whom these people know takes four times as
long as all the rest."""
_TIES_AND_DEGREES = (
    f"{every('p:Person', 'uid')} MATCH (p)-[k:KNOWS]-(b:Person)"
    " WITH id, collect([b.uid, k.stats, COUNT { (b)-[:KNOWS]-() }]) AS met RETURN collect([id, met])"
)
_DEGREES = f"{every('p:Person', 'uid')} RETURN collect([id, COUNT {{ (p)-[:KNOWS]-() }}])"
_TIE = f"{BOTH_ENDS} RETURN collect({TIE})"
_HISTORIES = f"{BOTH_ENDS} RETURN collect([a.uid, b.uid, k.history])"
_DRAWN = (
    "MATCH (a)-[k:KNOWS]->(b) WHERE k.lot >= 0 AND k.met <= $until"
    " WITH a, b, k ORDER BY k.lot LIMIT $most RETURN a.uid, b.uid, k.history"
)
_ALL_TIES = (
    "MATCH (a:Person) WHERE a.uid > $after WITH a ORDER BY a.uid LIMIT $page"
    " OPTIONAL MATCH (a)-[k:KNOWS]->(b:Person)"
    " WITH a, [x IN collect([b.uid, k.stats]) WHERE x[0] IS NOT NULL] AS met RETURN a.uid, met ORDER BY a.uid"
)


class BoltView(EvidenceReads):
    """`graph.store.base.View` on one session."""

    def size(self) -> Size:
        return Size(*self._read(_SIZE)[0])

    def statements(self, people: Collection[str] | None = None) -> Iterator[Statement]:
        if people is not None:
            yield from self._statements_of(people)
            return
        by_file: dict[str, list[tuple[str, str]]] = {}
        for file, source, part in self._read(_HOLDINGS):
            by_file.setdefault(file, []).append((source, part))
        for file, held in by_file.items():
            # One file's records at a time: memory does not grow with the store.
            stated = [
                Statement(record_from(data), source, file, person)
                for source, part in held
                for data, person in self._collected(_STATED, [part])
            ]
            yield from sorted(stated, key=lambda s: (s.record.line, s.record.id, s.source))

    def _statements_of(self, people: Collection[str]) -> Iterator[Statement]:
        person = {r: p for p, records in self.records_of(people).items() for r in records}
        records = self.records(person)
        held: dict[str, list[tuple[str, str]]] = {}
        for file, source, part in self._holdings({r.part for r in records}):
            held.setdefault(part, []).append((file, source))
        stated = [Statement(r, source, file, person[r.id]) for r in records for file, source in held.get(r.part, ())]
        yield from sorted(stated, key=lambda s: (s.file, s.record.line, s.record.id, s.source))

    def _holdings(self, parts: Collection[str]) -> list[tuple[str, str, str]]:
        """(file, source, part) of every source that holds one of these parts."""
        return [(file, source, part) for file, source, part in self._read(_HOLDINGS) if part in parts]

    # --- people

    def person(self, uid: str) -> Person | None:
        found = self.people([uid])
        if not found:
            profile = next(iter(numbers_naming(uid)), None)
            by_alias = [record for (record,) in self._read(_ALIAS, uid=uid, profile=profile, lone=lone_record(uid))]
            found = self.people(self.people_of(by_alias).values())
        return found[0] if found else None

    def people(self, ids: Collection[str]) -> list[Person]:
        return sorted((person_from(row) for row in self._collected(_PEOPLE, ids)), key=lambda p: p.id)

    def everyone(self) -> Iterator[Person]:
        after = ""
        while rows := self._read(_EVERYONE, after=after, page=PAGE):
            people = [person_from(row) for (row,) in rows]
            yield from people
            after = people[-1].id

    def search(self, text: str, limit: int, after: tuple[str, str] | None = None) -> list[Person]:
        terms = search_terms(text)
        if text.strip() and not terms:
            return []
        query = _LIST
        words = " ".join(f"+{t[:LONGEST_TERM]}*" for t in terms)
        if terms:
            broad = self._read(_HITS, query=words, limit=BROAD + 1)[0][0] > BROAD
            query = _WALK if broad else _FIND
        sort, last = (sort_name(after[0]), after[1]) if after else ("", "")
        rows = self._read(query, query=words, terms=terms, sort=sort, last=last, limit=limit)
        return [person_from(row) for (row,) in rows]

    def people_of(self, records: Collection[str]) -> dict[str, str]:
        return dict(self._collected(_PEOPLE_OF, records))

    def records_of(self, people: Collection[str]) -> dict[str, list[str]]:
        return {person: sorted(records) for person, records in self._collected(_RECORDS_OF, people)}

    def twins(self, people: Collection[str] | None = None) -> list[Twins]:
        found = self._read(_TWINS)[0][0] if people is None else self._collected(_TWINS_OF, people)
        return sorted({Twins(*row) for row in found}, key=lambda t: (-t.p, t.a, t.b))

    # --- employers

    def employees(self, organisations: Collection[str], most: int) -> dict[str, list[str]]:
        asked, limit = {key_number(EMPLOYER + o): o for o in organisations}, ROWS_A_PERSON * (most + 1)
        found: dict[str, list[str]] = {}
        for some in batches(sorted(asked), PAGE):
            named: dict[int, list[str]] = dict(self._read(_EMPLOYED, rows=some, limit=limit)[0][0])
            person = self.people_of({r for records in named.values() for r in records})
            for number, records in named.items():
                people = {person[r] for r in records if r in person}
                if len(people) <= most and len(records) == limit:
                    key = EMPLOYER + asked[number]
                    people = set(self.people_of(self.records_with([key])[key]).values())
                if people:
                    found[asked[number]] = sorted(people)[: most + 1]
        return found

    def employments(self, people: Collection[str]) -> list[Employment]:
        person = {r: p for p, records in self.records_of(people).items() for r in records}
        return sorted(employment(person[r.id], r, o) for r in self.records(person) if (o := organisation_of(r)))

    def organisations(self) -> Iterator[Organisation]:
        spellings: dict[str, set[str]] = {}
        people: dict[str, set[str]] = {}
        after = ""
        while rows := self._read(_EMPLOYERS, after=after, page=PAGE):
            person = self.people_of([record for record, _, _ in rows])
            for record, company, school in rows:
                if record in person:
                    organisation = school_id(school) if school else organisation_id(company)
                    spellings.setdefault(organisation, set()).add(school or company)
                    people.setdefault(organisation, set()).add(person[record])
            after = rows[-1][0]
        yield from (Organisation(o, tuple(sorted(spellings[o])), len(people[o])) for o in sorted(people))

    # --- ties

    def ties(self, egos: Collection[str], alters: Collection[str] | None = None) -> list[TieRow]:
        egos = set(egos)
        if alters is None:
            return self._met(_TIES, egos, [])
        alters = set(alters)
        if len(alters) < len(egos):  # the same ties, met from the smaller side
            return [TieRow(alter, ego, stats) for ego, alter, stats in self._met(_TIES_TO, alters, egos)]
        return self._met(_TIES_TO, egos, alters)

    def _met(self, query: str, from_: Collection[str], others: Collection[str]) -> list[TieRow]:
        to = sorted(others)
        rows = (self._read(query, rows=some, others=to)[0][0] for some in batches(sorted(from_), PAGE))
        return [TieRow(ego, alter, bytes(stats)) for ego, met in chain.from_iterable(rows) for alter, stats in met]

    def ties_and_degrees(self, egos: Collection[str]) -> tuple[list[TieRow], dict[str, int]]:
        rows: list[TieRow] = []
        degrees: dict[str, int] = {}
        for some in batches(sorted(set(egos)), PAGE):
            for ego, met in self._read(_TIES_AND_DEGREES, rows=some)[0][0]:
                rows += [TieRow(ego, alter, bytes(stats)) for alter, stats, _ in met]
                degrees.update((alter, ties) for alter, _, ties in met)
        return rows, degrees

    def degrees(self, people: Collection[str]) -> dict[str, int]:
        rows = (self._read(_DEGREES, rows=some)[0][0] for some in batches(sorted(set(people)), PAGE))
        return {uid: ties for uid, ties in chain.from_iterable(rows) if ties}

    def tie(self, a: str, b: str) -> Tie | None:
        found = self._paired(_TIE, [(min(a, b), max(a, b))])
        return tie_from(found[0]) if found else None

    def histories(self, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
        return {(a, b): bytes(history) for a, b, history in self._paired(_HISTORIES, pairs)}

    def _paired(self, query: str, pairs: Iterable[tuple[str, str]]) -> list[list[Any]]:
        wanted = [list(pair) for pair in sorted(set(pairs))]
        return [row for some in batches(wanted, PAGE) for row in self._read(query, rows=some)[0][0]]

    def all_ties(self) -> Iterator[TieRow]:
        after = ""
        while rows := self._read(_ALL_TIES, after=after, page=PAGE):
            for ego, met in rows:
                yield from (TieRow(ego, alter, bytes(stats)) for alter, stats in met)
            after = rows[-1][0]

    def parted(self, seeds: Sequence[int]) -> Parted | None:
        return self._talk.reading(lambda transaction: parted(transaction, seeds))

    def drawn(self, until: date, most: int) -> dict[tuple[str, str], bytes]:
        rows = self._read(_DRAWN, until=until.toordinal(), most=most)
        return {(a, b): bytes(history) for a, b, history in rows}
