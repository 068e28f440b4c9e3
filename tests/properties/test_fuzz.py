"""Parsing never raises anything but our own errors: a few hundred mutated files of each kind (`make fuzz` reads thousands)."""

from __future__ import annotations

import pytest

from ingest.source import Importer
from ingest.sources import SOURCES
from tests.properties.fuzz import came_of

FILES, SEED = 200, 4


@pytest.mark.parametrize("importer", SOURCES, ids=lambda s: s.name)
def test_mutated_files_never_surprise(importer: Importer) -> None:
    came = came_of(importer, FILES, SEED)
    assert came.surprises == []
    assert came.counts["read"] > 0
