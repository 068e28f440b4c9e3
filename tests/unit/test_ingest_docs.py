from __future__ import annotations

from pathlib import Path

import pytest

from graph.priors import KINDS
from ingest.sources import SOURCES
from ingest.sources.ties import ALIASES
from tests.golden.rendered import document, samples

PAGE = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.name)
def test_every_source_is_documented_and_has_a_sample(source: object) -> None:
    (found,) = [s for s in SOURCES if s is source]
    assert f"| `{found.name}` |" in PAGE
    claimed = [s for s in samples() if s.stat().st_size and found.recognises(document(s.read_bytes(), s.name))]
    assert claimed


@pytest.mark.parametrize("kind", [k for k, v in KINDS.items() if v.basis != "asserted"])
def test_the_page_states_the_strengths_that_count(kind: str) -> None:
    (line,) = [row for row in PAGE.splitlines() if row.startswith(f"| `{kind}` |")]
    cells = [c.strip() for c in line.split("|")]
    assert cells[2].startswith(KINDS[kind].basis)
    assert cells[3:5] == [f"{KINDS[kind].weight:g}", f"{KINDS[kind].one_way:g}"]


def test_every_kind_of_tie_can_be_said_in_a_ties_file() -> None:
    assert ALIASES.keys() == KINDS.keys() - {"attended", "worked"}
    assert all(kind in aliases.split() for kind, aliases in ALIASES.items())


def test_a_word_stands_for_one_kind_of_tie() -> None:
    said = [alias for aliases in ALIASES.values() for alias in aliases.split()]
    assert sorted(set(said)) == sorted(said)
    assert len({k.code for k in KINDS.values()}) == len(KINDS)
