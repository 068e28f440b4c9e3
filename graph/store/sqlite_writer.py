"""Writes of the embedded store: one immediate transaction, committed by the store when the `with` block ends well."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date
from functools import lru_cache, partial
from itertools import accumulate, pairwise
from operator import attrgetter

from graph.model import Encounter, Event, Judgement, Person, Problem, Record, Source, Tie, Twins, Word
from graph.store.aside import Aside
from graph.store.base import KEPT_CHANGES, MOST_FOLLOWED
from graph.store.coding import (
    judgement_text,
    part_text,
    person_text,
    record_from,
    record_text,
    rows_text,
    search_text,
    source_text,
    word_text,
)
from graph.store.lots import draw_of
from graph.store.sqlite_filing import Filing, Run, file_run, unfile
from graph.store.sqlite_indexes import Indexes
from graph.store.sqlite_view import ENCOUNTER, LISTED, SqliteView, listed
from graph.values import sort_name

_BY_PART = (
    "DELETE FROM record WHERE part = ?",
    "DELETE FROM encounter WHERE part = ?",
    "DELETE FROM event WHERE part = ?",
)

_ID = attrgetter("id")
_AT_ONCE = 500
"""Rows up to which a statement is not worth a step beside."""

_PUT_TIES = (
    "INSERT OR REPLACE INTO tie SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5,"
    " substr(?2, value->>6, value->>7), substr(?2, value->>8, value->>9), value->>10, value->>11 FROM json_each(?1)"
)


def _values(columns: int) -> str:
    """Rows of so many values, of one JSON list."""
    return f"SELECT {', '.join(f'value->>{place}' for place in range(columns))} FROM json_each(?)"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@lru_cache(1 << 10)
def _kinds_text(kinds: tuple[tuple[str, int], ...]) -> str:
    return json.dumps(kinds)


class SqliteWriter(SqliteView):
    """`graph.store.base.Writer` on a connection that is inside a transaction."""

    def __init__(self, connection: sqlite3.Connection, aside: Aside) -> None:
        super().__init__(connection)
        self._aside = aside
        self._followed: set[str] = set()
        self._filing = Filing(self._file)
        self._indexes = Indexes(connection, aside, "encounter")
        self._row = 0
        """The last one that a record was given; 0 before any was."""
        self._found_again = False
        """Whether some records were there already, with rows of their own."""

    @property
    def _db(self) -> sqlite3.Connection:
        """What is asked or written at once comes after all that was written before."""
        self._aside.wait()
        return self._connection

    def _write(self, sql: str, rows: Sequence[object], *held: bytes) -> None:
        """A statement on one JSON list, and on bytes that it points into: while it runs, this process does something else, which
        it cannot where rows are given one by one."""
        if not rows:
            return
        values = (rows_text(rows), *held)
        if len(rows) < _AT_ONCE:
            self._db.execute(sql, values)
        else:
            self._aside.do(partial(self._connection.execute, sql, values))

    def _many(self, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
        """A statement on each of these rows, at once. None is worth waiting for."""
        if rows:
            self._db.executemany(sql, rows)

    def _take_records(self, rows: str, many: int) -> None:
        taken = self._connection.execute(f"INSERT OR IGNORE INTO record (n, id, part, line, data) {_values(5)}", (rows,))
        self._found_again |= taken.rowcount < many

    def _file(self, run: Run) -> None:
        self._aside.do(lambda: file_run(self._connection, run, found_again=self._found_again))

    def records_with(self, keys: Collection[str]) -> dict[str, list[str]]:
        if keys:
            self._filing.finish()
        return super().records_with(keys)

    def person(self, uid: str) -> Person | None:
        self._filing.finish()
        return super().person(uid)

    def _each(self, where: str, *values: object) -> Iterator[Encounter]:
        self._indexes.make()
        return super()._each(where, *values)

    def _follow(self, people: Iterable[str]) -> None:
        if len(self._followed) <= MOST_FOLLOWED:
            self._followed.update(people)

    def finish(self) -> None:
        """The last step before the commit: the next revision, and whom it changed."""
        self._filing.finish()
        self._indexes.make()
        self._db.execute("INSERT INTO meta VALUES ('revision', 1) ON CONFLICT (key) DO UPDATE SET value = value + 1")
        people = json.dumps(sorted(self._followed)) if len(self._followed) <= MOST_FOLLOWED else None
        now = self.revision()
        self._db.execute("INSERT INTO change VALUES (?, ?, hex(randomblob(16)))", (now, people))
        self._db.execute("DELETE FROM change WHERE revision <= ?", (now - KEPT_CHANGES,))

    def end(self) -> None:
        """Whether or not it is to be committed: nothing goes on any more."""
        self._filing.end()

    def add_source(self, source: Source) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO source VALUES (?, ?, ?)", (source.uid, source.imported.isoformat(), source_text(source))
        )

    def add_records(self, records: Sequence[Record]) -> None:
        # Here and below in the order of the ids: the pages of an index are then met one after the other.
        self._filing.go_on()
        stated = sorted(records, key=_ID)
        if not stated:
            return
        if not self._row:
            self._row = self._all("SELECT coalesce(max(n), 0) FROM record")[0][0]
        first = self._row + 1
        self._row += len(stated)
        rows = [(n, r.id, r.part, r.line, record_text(r)) for n, r in enumerate(stated, first)]
        self._aside.do(partial(self._take_records, rows_text(rows), len(rows)))
        self._filing.add(stated, first, [text for *_, text in rows])

    def add_encounters(self, encounters: Sequence[Encounter]) -> None:
        self._indexes.expect(len(encounters))
        self._write(
            f"INSERT OR IGNORE INTO encounter ({ENCOUNTER}) {_values(14)}",
            [
                (
                    e.id,
                    e.part,
                    e.line,
                    e.kind,
                    e.a,
                    e.b,
                    e.event,
                    e.direction,
                    _iso(e.day),
                    e.start,
                    e.end,
                    e.count,
                    e.size,
                    e.note,
                )
                for e in sorted(encounters, key=_ID)
            ],
        )

    def add_events(self, events: Sequence[Event]) -> None:
        self._many(
            "INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?)",
            [(e.uid, e.part, e.name, _iso(e.day)) for e in events],
        )

    def add_problems(self, source: str, problems: Sequence[Problem]) -> None:
        self._many(
            "INSERT INTO problem (source, severity, file, line, reason) VALUES (?, ?, ?, ?, ?)",
            [(source, p.severity, p.file, p.line, p.reason) for p in problems],
        )

    def finish_source(self, source: Source) -> None:
        self.add_source(source)
        self._db.execute("DELETE FROM holding WHERE source = ?", (source.uid,))
        self._db.executemany(
            "INSERT INTO holding VALUES (?, ?, ?, ?, ?)",
            [(p.uid, source.uid, place, f"{source.file}/{p.name}" if p.name != source.file else p.name, part_text(p))
             for place, p in enumerate(source.parts)],
        )  # fmt: skip

    def drop_source(self, uid: str) -> None:
        self._filing.finish()
        self._indexes.make()
        lone = self._all(
            "SELECT part FROM holding WHERE source = ?1 AND part NOT IN (SELECT part FROM holding WHERE source <> ?1)", uid
        )
        for (part,) in lone:
            stated = self._db.execute("SELECT n, data FROM record WHERE part = ?", (part,))
            unfile(self._db, ((n, record_from(data)) for n, data in stated))
        for sql in _BY_PART:
            self._db.executemany(sql, lone)
        for table, column in (("holding", "source"), ("problem", "source"), ("source", "uid")):
            self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (uid,))

    def put_mapping(self, header: str, text: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO mapping VALUES (?, ?)", (header, text))

    def drop_mapping(self, header: str) -> None:
        self._db.execute("DELETE FROM mapping WHERE header = ?", (header,))

    def add_judgement(self, judgement: Judgement) -> None:
        made = judgement.made.astimezone(UTC).isoformat(timespec="microseconds")
        self._db.execute("INSERT OR REPLACE INTO judgement VALUES (?, ?, ?)", (judgement.uid, made, judgement_text(judgement)))

    def drop_judgement(self, uid: str) -> None:
        self._db.execute("DELETE FROM judgement WHERE uid = ?", (uid,))

    def add_word(self, word: Word) -> None:
        made = word.made.astimezone(UTC).isoformat(timespec="microseconds")
        self._db.execute("INSERT OR REPLACE INTO word VALUES (?, ?, ?, ?)", (word.uid, word.kind, made, word_text(word)))

    def drop_word(self, uid: str) -> None:
        self._db.execute("DELETE FROM word WHERE uid = ?", (uid,))

    def put_model(self, text: str) -> None:
        self._db.execute("DELETE FROM model")
        self._many("INSERT INTO model VALUES (?)", [(text,)] if text else [])

    def put_cards(self, cards: Mapping[str, str]) -> None:
        put = sorted((key, text) for key, text in cards.items() if text)
        self._many("INSERT OR REPLACE INTO card VALUES (?, ?)", put)
        self._many("DELETE FROM card WHERE key = ?", [(key,) for key, text in cards.items() if not text])

    def assign(self, members: Mapping[str, str | None]) -> None:
        self._indexes.make()  # soon they are asked
        self._write("UPDATE record SET person = value->>1 FROM json_each(?) WHERE record.id = value->>0", sorted(members.items()))

    def put_people(self, people: Iterable[Person]) -> None:
        put = sorted({p.id: p for p in people}.values(), key=_ID)
        self._follow(p.id for p in put)
        self._forget_words([p.id for p in put])
        self._write(
            f"INSERT INTO person (id, sort, data) {_values(3)} WHERE true"
            " ON CONFLICT (id) DO UPDATE SET sort = excluded.sort, data = excluded.data",
            [(p.id, sort_name(p.name), person_text(p)) for p in put],
        )
        self._write(
            "INSERT INTO person_words (rowid, words)"
            " SELECT n, value->>1 FROM json_each(?) CROSS JOIN person WHERE person.id = value->>0",
            [(p.id, search_text(p)) for p in put],
        )

    def _forget_words(self, ids: Sequence[str]) -> None:
        self._write(f"DELETE FROM person_words WHERE rowid IN (SELECT n FROM person WHERE id {LISTED})", ids)

    def drop_people(self, ids: Collection[str]) -> None:
        if not ids:
            return
        self._follow(ids)
        self._forget_words(list(ids))
        for sql in ("tie WHERE a", "tie WHERE b", "twins WHERE a", "twins WHERE b", "person WHERE id"):
            self._db.execute(f"DELETE FROM {sql} {LISTED}", (listed(ids),))

    def put_twins(self, twins: Iterable[Twins]) -> None:
        self._many("INSERT OR REPLACE INTO twins VALUES (?, ?, ?)", list(twins))

    def drop_twins(self, pairs: Collection[tuple[str, str]]) -> None:
        self._many("DELETE FROM twins WHERE a = ? AND b = ?", list(pairs))

    def put_ties(self, ties: Iterable[Tie]) -> None:
        put = list(ties)
        self._follow(end for t in put for end in (t.a, t.b))
        # Bytes have no place in JSON: they come one after the other beside it, and each row says where its own begin.
        held = b"".join([piece for t in put for piece in (t.stats, t.history)])
        ends = accumulate((len(piece) for t in put for piece in (t.stats, t.history)), initial=1)
        places = zip(*[pairwise(ends)] * 2, strict=True)
        rows = [
            (t.a, t.b, t.basis, _iso(t.first), _iso(t.last), _kinds_text(t.kinds), start, middle - start, middle, end - middle,
             *draw_of(t))
            for t, ((start, middle), (_, end)) in zip(put, places, strict=True)
        ]  # fmt: skip
        self._write(_PUT_TIES, rows, held)

    def drop_ties(self, pairs: Collection[tuple[str, str]]) -> None:
        self._follow(end for pair in pairs for end in pair)
        self._many("DELETE FROM tie WHERE a = ? AND b = ?", list(pairs))
