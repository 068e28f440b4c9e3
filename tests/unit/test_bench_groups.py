"""The bench of groups and silent ties counts what it says it counts."""

from __future__ import annotations

import gzip
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from tests.bench.groups import communities, reconnections
from tests.bench.ranking import auc

_DAY = 86_400


def write(path: Path, rows: list[tuple[int, int, int]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("when,from,to\n" + "".join(f"{day * _DAY},{a},{b}\n" for day, a, b in rows))


def test_the_area_is_the_chance_to_stand_above() -> None:
    back = np.array([True, False, True, False])
    assert auc(np.array([4.0, 3.0, 2.0, 1.0]), back) == pytest.approx(0.75)
    assert auc(np.zeros(4), back) == pytest.approx(0.5)


def test_two_departments_are_found(tmp_path: Path) -> None:
    inside = [(1, a, b) for crowd in ((1, 2, 3, 4), (5, 6, 7, 8)) for a, b in combinations(crowd, 2)]
    write(tmp_path / "interactions" / "InVS13.csv.gz", [*inside, *inside, (2, 4, 5)])
    (tmp_path / "communities").mkdir()
    lines = "".join(f"{i}\t{'A' if i < 5 else 'B'}\n" for i in range(1, 9))
    (tmp_path / "communities" / "InVS13-departments.tsv").write_text(lines)
    assert [r.measured.partition(";")[0] for r in communities(tmp_path)] == ["NMI 1.000", "NMI 1.000"]


def test_silent_ties_that_come_back_are_counted_after_the_cut_only(tmp_path: Path) -> None:
    """1 and 2 wrote often and come back, 1 and 3 wrote once and do not; 8 and 9 write all the time."""
    rows = [(day, 8, 9) for day in range(0, 1_001, 10)] + [(day, 1, 2) for day in (1, 5, 9, 13, 600)] + [(2, 1, 3)]
    write(tmp_path / "interactions" / "mail.csv.gz", sorted(rows))
    (row,) = reconnections(tmp_path, "mail")
    assert row.what == "silent ties that come back within 180 days, mail (2 ties, 1 cuts)"
    assert row.measured == "AUC 1.000"
    write(tmp_path / "interactions" / "short.csv.gz", [(1, 1, 2), (20, 1, 2)])
    assert reconnections(tmp_path, "short") == []
