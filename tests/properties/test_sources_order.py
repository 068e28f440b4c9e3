"""In whatever order people bring the exports of all sources, the graph is the same."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from graph.store.open import open_store
from tests.golden.rendered import expected, samples, taken_in
from tests.worlds import dump

HOLDING_OTHERS = {"Basic_LinkedInDataExport_12-05-2025.zip", "Complete_LinkedInDataExport_02-14-2026.zip",
                  "facebook-download.zip", "takeout.zip", "takeout-mail.zip", "twitter-archive.zip"}  # fmt: skip
"""Archives with other samples inside: a file says more beside its neighbours than alone, and keeps what was read first."""


def graph_of(files: list[Path]) -> dict[str, object]:
    """Everything that can be seen but the ledger, which says when each file came."""
    store = open_store("sqlite:///:memory:")
    for file in files:
        taken_in(store, file)
    with store.view() as view:
        seen = dump(view)
    store.close()
    del seen["sources"]
    return seen


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_all_sources_gives_the_same_graph(seed: int) -> None:
    taken = [s for s in samples() if not expected(s).read_text(encoding="utf-8").startswith("refused")]
    files = [s for s in taken if s.name not in HOLDING_OTHERS]
    assert len(files) == len(taken) - len(HOLDING_OTHERS)
    shuffled = random.Random(seed).sample(files, len(files))
    assert graph_of(shuffled) == graph_of(files)
