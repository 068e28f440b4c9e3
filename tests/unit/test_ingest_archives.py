"""Files of an archive are parts of their own: what came also alone outlives the archive, and points at nobody who is gone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from graph.derive import undo
from graph.errors import NotUnderstood
from graph.store.open import open_store
from ingest.run import import_file
from tests.golden.rendered import HERE

ARCHIVES = [
    HERE / "facebook" / "facebook-download.zip",
    HERE / "google-chat" / "takeout.zip",
    HERE / "linkedin" / "Complete_LinkedInDataExport_02-14-2026.zip",
    HERE / "x" / "twitter-archive.zip",
]
OWNER = "Me Owner"


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda a: a.parent.name)
def test_a_file_that_came_alone_too_stands_when_its_archive_is_undone(archive: Path) -> None:
    stood = 0
    with zipfile.ZipFile(archive) as packed:
        members = {name: packed.read(name) for name in packed.namelist() if not name.endswith("/")}
    for name, data in members.items():
        store = open_store("sqlite:///:memory:")
        whole = import_file(store, archive, name=archive.name, owner=OWNER).source
        try:
            alone = import_file(store, io.BytesIO(data), name=name.rpartition("/")[2], owner=OWNER).source
        except NotUnderstood:
            continue
        with store.writer() as writer:
            undo(writer, whole)
        with store.view() as view:
            ids = {s.record.id for s in view.statements()}
            parts = {p.uid for s in view.sources() for p in s.parts}
            assert {r for e in view.encounters_in(parts) for r in (e.a, e.b) if not e.event} <= ids, name
        with store.writer() as writer:
            undo(writer, alone)
        with store.view() as view:
            assert view.size().records == view.size().encounters == 0
        store.close()
        stood += 1
    assert stood > 1
