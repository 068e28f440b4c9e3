from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from graph.store.open import open_store
from ingest.run import import_file


def test_a_store_of_the_first_version_is_opened_and_goes_on(tmp_path: Path) -> None:
    path, table = tmp_path / "graph.db", tmp_path / "people.csv"
    table.write_text("name,email\nAda Testerson,ada@example.org\n", encoding="utf-8")
    store = open_store(f"sqlite:///{path}")
    import_file(store, table, name=table.name)
    store.close()
    with sqlite3.connect(path) as db:
        ((uid, data),) = db.execute("SELECT id, data FROM record").fetchall()
        # As it was: records without what a mentoring programme says, keys as texts, and fewer tables.
        db.execute("UPDATE record SET data = ? WHERE id = ?", (json.dumps(json.loads(data)[:-1]), uid))
        db.execute("DROP TABLE mapping")
        db.execute("DROP TABLE judgement")
        db.execute("DROP TABLE model")
        db.execute("DROP TABLE word")
        db.execute("DROP TABLE change")
        db.execute("DROP TABLE filed")
        db.execute("DROP INDEX tie_lot")
        db.execute("DROP INDEX record_person")
        db.execute("CREATE INDEX record_person ON record (person, id)")
        db.execute("ALTER TABLE tie DROP COLUMN lot")
        db.execute("ALTER TABLE tie DROP COLUMN met")
        db.execute("CREATE TABLE record_key (key TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (key, record)) WITHOUT ROWID")
        db.execute("INSERT INTO record_key VALUES ('em:ada@example.org', ?)", (uid,))
        db.execute("PRAGMA user_version = 1")
    db.close()
    again = open_store(f"sqlite:///{path}")
    with again.view() as view:
        (record,) = view.records([uid])
        assert (record.name, record.about, view.mappings(), view.judgements(), view.model()) == ("Ada Testerson", (), {}, [], "")
        assert view.words() == []
        assert view.changed_since(view.revision() - 1) is None
        assert view.records_with([key := "em:ada@example.org"]) == {key: [uid]}
    with closing(sqlite3.connect(path)) as db:
        ((made,),) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'record_person'").fetchall()
    assert made.endswith("WHERE person IS NOT NULL"), "made anew"
    table.write_text("Who,Mail\nBo Fixture,bo@example.org\n", encoding="utf-8")
    assert import_file(again, table, name=table.name, columns="name=Who,email=Mail").new_people == 1
    again.close()
