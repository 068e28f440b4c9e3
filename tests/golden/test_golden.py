from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.rendered import EXPECTED, FOLDERS, HERE, expected, rendered, samples


@pytest.mark.parametrize("sample", samples(), ids=lambda s: f"{s.parent.name}/{s.name}")
def test_a_sample_says_what_is_written_beside_it(sample: Path) -> None:
    assert rendered(sample) == expected(sample).read_text(encoding="utf-8")


def test_every_expectation_has_its_sample() -> None:
    written = {f for folder in FOLDERS for f in (HERE / folder).iterdir() if f.name.endswith(EXPECTED)}
    assert written == {expected(s) for s in samples()}


def test_only_bad_files_are_refused() -> None:
    refused = {s.relative_to(HERE).as_posix() for s in samples() if rendered(s).startswith("refused")}
    assert refused == {
        "bad/Connections-no-names.csv",
        "bad/Connections-unrelated.csv",
        "bad/empty.csv",
    }
