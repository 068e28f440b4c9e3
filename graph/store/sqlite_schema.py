"""The embedded store's tables, made by a versioned step that may be run at every opening."""

from __future__ import annotations

import sqlite3

from graph.errors import StoreError
from graph.store.lots import lot_of
from graph.store.sqlite_filing import file_all
from graph.strength.ties import first_contact

VERSION = 7
"""2: records are found by their employer, and mappings are remembered. 3: keys are numbers (`graph.keys.key_number`), and
records say from when to when and name schools; judgements. 4: a network learns a model of its own.
5: words; whom each change changed; records are found by their skills; ties are drawn by lot. 6: what derivations keep;
more legal forms are left out of employers' names. 7: records that are nobody's yet are not in the index of people."""

TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source (uid TEXT PRIMARY KEY, imported TEXT NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS holding (
    part TEXT NOT NULL, source TEXT NOT NULL, place INTEGER NOT NULL, file TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (part, source)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS holding_source ON holding (source, place);
CREATE TABLE IF NOT EXISTS problem (
    source TEXT NOT NULL, n INTEGER PRIMARY KEY, severity TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL,
    reason TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS problem_source ON problem (source, n);
CREATE TABLE IF NOT EXISTS mapping (header TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS model (data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS card (key TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS record (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, part TEXT NOT NULL, line INTEGER NOT NULL, person TEXT, data TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS record_part ON record (part);
CREATE INDEX IF NOT EXISTS record_person ON record (person, id) WHERE person IS NOT NULL;
CREATE TABLE IF NOT EXISTS filed (key INTEGER NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (key, record)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS encounter (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, part TEXT NOT NULL, line INTEGER NOT NULL, kind TEXT NOT NULL,
    a TEXT NOT NULL, b TEXT NOT NULL, event TEXT NOT NULL, direction TEXT NOT NULL, day TEXT, start INTEGER, end INTEGER,
    count INTEGER NOT NULL, size INTEGER NOT NULL, note TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS encounter_part ON encounter (part);
CREATE INDEX IF NOT EXISTS encounter_a ON encounter (a, b);
CREATE INDEX IF NOT EXISTS encounter_b ON encounter (b) WHERE b <> '';
CREATE INDEX IF NOT EXISTS encounter_event ON encounter (event) WHERE event <> '';
CREATE TABLE IF NOT EXISTS event (uid TEXT NOT NULL, part TEXT NOT NULL, name TEXT NOT NULL, day TEXT, PRIMARY KEY (uid, part))
    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS event_part ON event (part);

CREATE TABLE IF NOT EXISTS person (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sort TEXT NOT NULL, data TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS person_sort ON person (sort, id);
CREATE VIRTUAL TABLE IF NOT EXISTS person_words USING fts5
    (words, tokenize = "unicode61 remove_diacritics 0", detail = none, columnsize = 0);
CREATE TABLE IF NOT EXISTS tie (
    a TEXT NOT NULL, b TEXT NOT NULL, basis TEXT NOT NULL, first TEXT, last TEXT, kinds TEXT NOT NULL, stats BLOB NOT NULL,
    history BLOB NOT NULL, lot INTEGER, met INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tie_b ON tie (b, a, stats);
"""

_TWINS = """
CREATE TABLE IF NOT EXISTS twins (a TEXT NOT NULL, b TEXT NOT NULL, p REAL NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS twins_b ON twins (b);
"""

_JUDGEMENTS = "CREATE TABLE IF NOT EXISTS judgement (uid TEXT PRIMARY KEY, made TEXT NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;"

_WORDS = """
CREATE TABLE IF NOT EXISTS word (uid TEXT PRIMARY KEY, kind TEXT NOT NULL, made TEXT NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS word_kind ON word (kind, made, uid);
CREATE TABLE IF NOT EXISTS change (revision INTEGER PRIMARY KEY, people TEXT, stamp TEXT NOT NULL);
"""

_LOTS = "CREATE INDEX IF NOT EXISTS tie_lot ON tie (lot, met) WHERE lot IS NOT NULL;"

_OUTDATED = "DROP TABLE IF EXISTS record_key; DROP TABLE IF EXISTS alias; DROP INDEX IF EXISTS record_person;"
"""Where versions 1 and 2 filed records by their keys, and the index of people before version 7."""


def _draw_lots(connection: sqlite3.Connection) -> None:
    """Give a lot to the ties of a store in which they have none yet."""
    if "lot" in {row[1] for row in connection.execute("PRAGMA table_info(tie)")}:
        return
    connection.execute("ALTER TABLE tie ADD COLUMN lot INTEGER")
    connection.execute("ALTER TABLE tie ADD COLUMN met INTEGER")
    connection.create_function("lot_of", 2, lot_of, deterministic=True)
    connection.create_function("first_contact", 1, first_contact, deterministic=True)
    connection.execute("UPDATE tie SET met = nullif(first_contact(history), 0)")
    connection.execute("UPDATE tie SET lot = lot_of(a, b) WHERE met IS NOT NULL")


def prepare(connection: sqlite3.Connection) -> None:
    """Make what is missing; refuse a file that a later version wrote."""
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > VERSION:
        message = (
            f"this store was written by a later version of Mutuals (schema {found}, this one knows {VERSION}): update Mutuals"
        )
        raise StoreError(message)
    if found == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it while this one waited.
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            for statement in f"{_OUTDATED}{TABLES}{_TWINS}{_JUDGEMENTS}{_WORDS}".split(";"):
                connection.execute(statement)
            _draw_lots(connection)
            connection.execute(_LOTS)
            file_all(connection)
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.commit()
    finally:
        connection.rollback()
