"""Reads of the embedded store, all inside one read transaction: a view never sees half a change."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from graph.keys import (
    EMPLOYER,
    WITHIN_NAME,
    key_number,
    keys_of,
    lone_record,
    named_in,
    numbers_naming,
    numbers_of_kind,
    organisation_of,
)
from graph.model import Encounter, Event, Judgement, Person, Problem, Record, Source, Tie, Twins, Word
from graph.store.base import Employment, Organisation, Parted, Size, Statement, TieRow
from graph.store.coding import (
    COMPANY,
    SCHOOL,
    employment,
    judgement_from,
    part_from,
    person_from,
    record_from,
    rows_text,
    source_from,
    word_from,
)
from graph.store.memory import Memory
from graph.values import organisation_id, school_id, search_terms, sort_name

ENCOUNTER = "id, part, line, kind, a, b, event, direction, day, start, end, count, size, note"
_Made = TypeVar("_Made")
LISTED = "IN (SELECT value FROM json_each(?))"
"""Membership in a list of any length, as one bound parameter."""


def listed(values: Collection[str | int]) -> str:
    """The parameter for `LISTED`."""
    return rows_text(list(values))


def _encounter(row: tuple[Any, ...]) -> Encounter:
    uid, part, line, kind, a, b, event, direction, day, start, end, count, size, note = row
    when = date.fromisoformat(day) if day else None
    return Encounter(uid, part, line, kind, a, b, event, direction, when, start, end, count, size, note)


class SqliteView:
    """`graph.store.base.View` on one connection."""

    def __init__(self, connection: sqlite3.Connection, memory: Memory | None = None) -> None:
        self._connection, self._memory = connection, memory

    @property
    def _db(self) -> sqlite3.Connection:
        """What everything is asked of."""
        return self._connection

    def _all(self, sql: str, *values: object) -> list[Any]:
        return self._db.execute(sql, values).fetchall()

    def revision(self) -> int:
        found = self._all("SELECT value FROM meta WHERE key = 'revision'")
        return int(found[0][0]) if found else 0

    def changed_since(self, revision: int) -> frozenset[str] | None:
        rows = self._all("SELECT people FROM change WHERE revision > ?", revision)
        if len(rows) < self.revision() - revision or not all(people for (people,) in rows):
            return None
        return frozenset[str]().union(*(json.loads(people) for (people,) in rows))

    def stamp(self, revision: int) -> str:
        found = self._all("SELECT stamp FROM change WHERE revision = ?", revision)
        return str(found[0][0]) if found else ""

    def size(self) -> Size:
        counted = self._all(
            "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM tie), (SELECT count(*) FROM record),"
            " (SELECT count(*) FROM encounter), (SELECT count(*) FROM source)"
        )
        return Size(*counted[0])

    # --- ledger

    def _sources(self, where: str, *values: object) -> list[Source]:
        found = []
        for uid, data in self._all(f"SELECT uid, data FROM source {where} ORDER BY imported DESC, uid", *values):
            parts = self._all("SELECT data FROM holding WHERE source = ? ORDER BY place", uid)
            found.append(source_from(data, tuple(part_from(p) for (p,) in parts)))
        return found

    def sources(self) -> list[Source]:
        return self._sources("")

    def source(self, uid: str) -> Source | None:
        return next(iter(self._sources("WHERE uid = ?", uid)), None)

    def problems(self, source: str) -> list[Problem]:
        rows = self._all("SELECT file, line, reason, severity FROM problem WHERE source = ? ORDER BY n", source)
        return [Problem(*row) for row in rows]

    def holders(self, parts: Collection[str]) -> dict[str, list[str]]:
        return self._grouped(f"SELECT part, source FROM holding WHERE part {LISTED} ORDER BY part, source", listed(parts))

    def _grouped(self, sql: str, *values: object) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, value in self._db.execute(sql, values):
            found.setdefault(key, []).append(value)
        return found

    def mappings(self) -> dict[str, str]:
        return dict(self._all("SELECT header, data FROM mapping"))

    def judgements(self) -> list[Judgement]:
        return [judgement_from(data) for (data,) in self._all("SELECT data FROM judgement ORDER BY made, uid")]

    def words(self, kind: str = "") -> list[Word]:
        rows = self._all("SELECT data FROM word WHERE kind = ?1 OR ?1 = '' ORDER BY made, uid", kind)
        return [word_from(data) for (data,) in rows]

    def model(self) -> str:
        return "".join(data for (data,) in self._all("SELECT data FROM model"))

    def cards(self, keys: Collection[str]) -> dict[str, str]:
        return dict(self._all(f"SELECT key, data FROM card WHERE key {LISTED}", listed(keys)))

    def cards_under(self, prefix: str) -> list[tuple[str, str]]:
        return self._all("SELECT key, data FROM card WHERE key >= ?1 AND substr(key, 1, length(?1)) = ?1 ORDER BY key", prefix)

    # --- evidence

    def records(self, ids: Collection[str]) -> list[Record]:
        if not ids:
            return []
        rows = self._all(f"SELECT data FROM record WHERE id {LISTED} ORDER BY id", listed(ids))
        return [record_from(data) for (data,) in rows]

    def records_in(self, parts: Collection[str]) -> list[str]:
        return [r for (r,) in self._all(f"SELECT id FROM record WHERE part {LISTED}", listed(parts))]

    def records_with(self, keys: Collection[str]) -> dict[str, list[str]]:
        within: dict[str, set[str]] = {}
        for key in keys:
            if key[:3] in WITHIN_NAME:
                within.setdefault(named_in(key), set()).add(key)
        number = {key_number(k): k for k in keys if k[:3] not in WITHIN_NAME}
        found: dict[str, list[str]] = {}
        if not keys:
            return found
        sql = f"SELECT key, id FROM filed JOIN record ON n = filed.record WHERE key {LISTED} ORDER BY id"
        for key, record in self._db.execute(sql, (listed(number),)):
            found.setdefault(number[key], []).append(record)
        name = {key_number(k): wanted for k, wanted in within.items()}
        sql = f"SELECT key, data FROM filed JOIN record ON n = filed.record WHERE key {LISTED} ORDER BY id"
        for key, data in self._db.execute(sql, (listed(name),)) if name else ():
            namesake = record_from(data)
            for met in name[key].intersection(keys_of(namesake)):
                found.setdefault(met, []).append(namesake.id)
        return found

    def _encounters(self, where: str, *values: object) -> list[Encounter]:
        return list(self._each(where, *values))

    def _each(self, where: str, *values: object) -> Iterator[Encounter]:
        return map(_encounter, self._db.execute(f"SELECT {ENCOUNTER} FROM encounter WHERE {where}", values))

    def encounters_in(self, parts: Collection[str]) -> Iterator[Encounter]:
        return self._each(f"part {LISTED}", listed(parts))

    def encounters_of(self, records: Collection[str]) -> Iterator[Encounter]:
        of, known = listed(records), set(records)
        yield from self._each(f"a {LISTED}", of)
        yield from (e for e in self._each(f"b {LISTED} AND b <> ''", of) if e.a not in known)

    def encounters_between(self, ours: Collection[str], theirs: Collection[str]) -> list[Encounter]:
        # The index on (a, b) finds each combination at once, however many encounters a well-connected person has.
        found = [
            e
            for one, other in ((ours, theirs), (theirs, ours))
            for e in self._encounters(f"a {LISTED} AND b {LISTED}", listed(one), listed(other))
        ]
        return [e for _, e in sorted({e.id: e for e in found}.items())]

    def attended_by(self, records: Collection[str]) -> list[Encounter]:
        return self._encounters(f"a {LISTED} AND b = '' ORDER BY id", listed(records))

    def attendance(self, events: Collection[str]) -> list[Encounter]:
        if not events:
            return []
        return self._encounters(f"event {LISTED} AND event <> '' ORDER BY id", listed(events))

    def events(self, uids: Collection[str] | None = None) -> list[Event]:
        where, values = ("", ()) if uids is None else (f"WHERE uid {LISTED}", (listed(uids),))
        rows = self._all(f"SELECT uid, min(part), name, day FROM event {where} GROUP BY uid ORDER BY uid", *values)
        return [Event(uid, part, name, date.fromisoformat(day) if day else None) for uid, part, name, day in rows]

    def statements(self, people: Collection[str] | None = None) -> Iterator[Statement]:
        sql = (
            "SELECT record.data, holding.source, holding.file, record.person"
            " FROM record JOIN holding ON holding.part = record.part WHERE record.person IS NOT NULL"
        )
        order = " ORDER BY holding.file, record.line, record.id, holding.source"
        if people is None:
            rows = self._db.execute(sql + order)
        else:
            rows = self._db.execute(f"{sql} AND record.person {LISTED}{order}", (listed(people),))
        for data, source, file, person in rows:
            yield Statement(record_from(data), source, file, person)

    # --- derived

    def person(self, uid: str) -> Person | None:
        found = self.people([uid])
        if not found:
            current = self._all(
                f"SELECT person FROM record WHERE n IN (SELECT record FROM filed WHERE key {LISTED}) OR id = ?"
                " ORDER BY id LIMIT 1",
                listed(numbers_naming(uid)),
                lone_record(uid),
            )
            found = self.people([current[0][0]]) if current and current[0][0] else []
        return found[0] if found else None

    def people(self, ids: Collection[str]) -> list[Person]:
        rows = self._all(f"SELECT data FROM person WHERE id {LISTED} ORDER BY id", listed(ids))
        return [person_from(data) for (data,) in rows]

    def everyone(self) -> Iterator[Person]:
        for (data,) in self._db.execute("SELECT data FROM person ORDER BY id"):
            yield person_from(data)

    def search(self, text: str, limit: int, after: tuple[str, str] | None = None) -> list[Person]:
        sort, last = (sort_name(after[0]), after[1]) if after else ("", "")
        terms = search_terms(text)
        if text.strip() and not terms:
            return []
        match = "AND n IN (SELECT rowid FROM person_words WHERE person_words MATCH ?)" if terms else ""
        phrase = [" ".join(f'"{t}"*' for t in terms)] if terms else []
        sql = f"SELECT data FROM person WHERE (sort, id) > (?, ?) {match} ORDER BY sort, id LIMIT ?"
        return [person_from(data) for (data,) in self._all(sql, sort, last, *phrase, limit)]

    def people_of(self, records: Collection[str]) -> dict[str, str]:
        if not records:
            return {}
        return dict(self._all(f"SELECT id, person FROM record WHERE id {LISTED} AND person IS NOT NULL", listed(records)))

    def records_of(self, people: Collection[str]) -> dict[str, list[str]]:
        return self._grouped(f"SELECT person, id FROM record WHERE person {LISTED} ORDER BY person, id", listed(people))

    def twins(self, people: Collection[str] | None = None) -> list[Twins]:
        of = "" if people is None else f"WHERE a {LISTED} UNION SELECT a, b, p FROM twins WHERE b {LISTED}"
        rows = self._all(
            f"SELECT a, b, p FROM twins {of} ORDER BY p DESC, a, b", *([] if people is None else [listed(people)] * 2)
        )
        return [Twins(*row) for row in rows]

    def employees(self, organisations: Collection[str], most: int) -> dict[str, list[str]]:
        # LIMIT ends each walk along the index early: a large organisation is not read.
        sql = "SELECT DISTINCT person FROM filed JOIN record ON n = filed.record WHERE key = ? AND person IS NOT NULL LIMIT ?"
        found = {o: sorted(p for (p,) in self._db.execute(sql, (key_number(EMPLOYER + o), most + 1))) for o in organisations}
        return {o: people for o, people in found.items() if people}

    def employments(self, people: Collection[str]) -> list[Employment]:
        rows = self._db.execute(f"SELECT person, data FROM record WHERE person {LISTED}", (listed(people),))
        said = ((p, record_from(data)) for p, data in rows)
        return sorted(employment(p, r, o) for p, r in said if (o := organisation_of(r)))

    def organisations(self) -> Iterator[Organisation]:
        rows = self._db.execute(
            f"SELECT json_group_array(DISTINCT coalesce(nullif(json_extract(data, '{SCHOOL}'), ''),"
            f" json_extract(data, '{COMPANY}'))), max(coalesce(json_extract(data, '{SCHOOL}'), '')), count(DISTINCT person)"
            " FROM filed JOIN record ON n = filed.record WHERE key >= ? AND key < ? AND person IS NOT NULL GROUP BY key",
            numbers_of_kind(EMPLOYER),
        )
        found = (
            Organisation(school_id(school) if school else organisation_id(names[0]), tuple(sorted(names)), people)
            for names, school, people in ((json.loads(spellings), school, people) for spellings, school, people in rows)
        )
        yield from sorted(found)

    def ties(self, egos: Collection[str], alters: Collection[str] | None = None) -> list[TieRow]:
        # The unary plus keeps the planner from seeking every (ego, alter) combination: it reads each ego's ties once.
        some = "" if alters is None else f"AND +{{}} {LISTED}"
        bound = [listed(egos)] + ([] if alters is None else [listed(alters)])
        sql = (
            f"SELECT a, b, stats FROM tie WHERE a {LISTED} {some}".format("b"),
            f"SELECT b, a, stats FROM tie WHERE b {LISTED} {some}".format("a"),
        )
        return [TieRow(*row) for one in sql for row in self._db.execute(one, bound)]

    def degrees(self, people: Collection[str]) -> dict[str, int]:
        found: Counter[str] = Counter()
        for end in ("a", "b"):
            found.update(dict(self._all(f"SELECT {end}, count(*) FROM tie WHERE {end} {LISTED} GROUP BY {end}", listed(people))))
        return dict(found)

    def ties_and_degrees(self, egos: Collection[str]) -> tuple[list[TieRow], dict[str, int]]:
        rows = self.ties(egos)
        return rows, self.degrees({row.alter for row in rows})

    def tie(self, a: str, b: str) -> Tie | None:
        rows = self._all("SELECT * FROM tie WHERE a = ? AND b = ?", *sorted((a, b)))
        if not rows:
            return None
        a, b, basis, first, last, kinds, stats, history, _, _ = rows[0]
        first, last = (date.fromisoformat(d) if d else None for d in (first, last))
        return Tie(a, b, basis, first, last, tuple((k, n) for k, n in json.loads(kinds)), stats, history)

    def histories(self, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
        rows = self._all(
            "SELECT a, b, history FROM json_each(?) JOIN tie"
            " ON a = json_extract(value, '$[0]') AND b = json_extract(value, '$[1]')",
            json.dumps(list(pairs)),
        )
        return {(a, b): history for a, b, history in rows}

    def all_ties(self) -> Iterator[TieRow]:
        for row in self._db.execute("SELECT a, b, stats FROM tie"):
            yield TieRow(*row)

    def parted(self, seeds: Sequence[int]) -> Parted | None:  # noqa: ARG002
        return None

    def drawn(self, until: date, most: int) -> dict[tuple[str, str], bytes]:
        asked = "SELECT a, b, history FROM tie WHERE lot IS NOT NULL AND met <= ? ORDER BY lot LIMIT ?"
        return {(a, b): history for a, b, history in self._db.execute(asked, (until.toordinal(), most))}

    def kept(self, name: Hashable, make: Callable[[], _Made]) -> _Made:
        return self._memory.kept(self.revision(), name, make) if self._memory else make()
