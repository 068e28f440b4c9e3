from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.priors import KINDS
from ingest.sources import SOURCES
from ingest.sources.ties import ALIASES
from tests.golden.rendered import document, expected, samples

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8").partition("## What it reads")[2].partition("\n## ")[0]
_PART = re.compile(r"\S.*? \(([a-z-]+)\): \d+ rows = ")
_TIE = re.compile(r" +\d+ (\w+): .*(?: -- | -> |, \d{4}-|, no date)")


def given(sample: Path) -> set[tuple[str, str, str]]:
    """What a sample is expected to give: its importer, and the kind of each part with the kinds of its ties."""
    lines = expected(sample).read_text(encoding="utf-8").splitlines()
    found, part = set(), ""
    for line in lines:
        if head := _PART.match(line):
            part = head[1]
        elif (tie := _TIE.match(line)) and tie[1] in KINDS:
            found.add((lines[0].partition(" of ")[0], part, tie[1]))
    return found


GIVEN = sorted({g for s in samples() for g in given(s) if g[0] not in ("ties", "mapped-ties")})


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
    assert ALIASES.keys() == KINDS.keys() - {"attended", "worked", "schooled"}
    assert all(kind in aliases.split() for kind, aliases in ALIASES.items())


def test_a_word_stands_for_one_kind_of_tie() -> None:
    said = [alias for aliases in ALIASES.values() for alias in aliases.split()]
    assert sorted(set(said)) == sorted(said)
    assert len({k.code for k in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize(("importer", "part", "kind"), GIVEN)
def test_the_line_of_a_source_names_the_ties_that_its_samples_give(importer: str, part: str, kind: str) -> None:
    rows = {found[1]: row for row in PAGE.splitlines() if (found := re.match(r"\| `([a-z-]+)` \|", row))}
    assert f"`{kind}`" in rows.get(part, rows[importer])


def test_the_readme_has_a_line_for_every_source_and_every_tie_with_its_weight() -> None:
    rows = [row for row in README.splitlines() if row.startswith("| ") and not row.startswith("| source")]
    assert all(row.count("|") == len(("source", "reads", "ties")) + 1 for row in rows)
    named = set(re.findall(r"[a-z]+", " ".join(rows).lower()))
    assert {s.name.partition("-")[0].removesuffix("s") for s in SOURCES} <= {n.removesuffix("s") for n in named}
    weights = re.findall(r"`(\w+)` (\d[\d.]*)", " ".join(rows))
    assert {kind for _, _, kind in GIVEN} <= {kind for kind, _ in weights}
    assert [(kind, told) for kind, told in weights if f"{KINDS[kind].weight:g}" != told] == []
