"""The bench of identity counts what it says it counts; its tables are read and told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.identity import measure, of_table
from tests.bench.identity_measures import blocked, connected, quality
from tests.bench.identity_pool import generated, read


def test_quality_is_counted_in_pairs() -> None:
    found = quality([1, 1, 1, 2], ["a", "a", "b", "b"])
    assert (found.precision, found.recall) == (1 / 3, 1 / 2)
    assert found.f1 == pytest.approx(0.4)
    assert quality([1, 2], ["a", "a"]).f1 == 0
    assert blocked([(0, 1), (0, 2)], ["a", "a", "b", "b"]) == 1 / 2


def test_components_follow_chains() -> None:
    assert connected(["1", "2", "3", "4"], [("3", "2"), ("2", "1")]) == ["1", "1", "1", "4"]


def test_a_pool_is_read_as_one_file_of_people_for_each_source(tmp_path: Path) -> None:
    path = tmp_path / "pool.csv"
    path.write_text(
        "rid,source,first_name,last_name,email,url,company,title,city,person_id\n"
        "1,a,Ada,Test,ada@test.example,,,,,7\n2,b,Ada,Test,,linkedin.com/in/ada-test,Acme,CTO,Testville,7\n"
    )
    records, truth, rows = read(path)
    assert [(r.given, r.emails, r.slug, r.company) for r in records] == [
        ("Ada", ("ada@test.example",), "", ""),
        ("Ada", (), "ada-test", "Acme"),
    ]
    assert len({r.part for r in records}) == 2
    assert truth == ["7", "7"]
    assert rows[1]["position"] == "CTO"


def test_a_generated_pool_is_the_same_for_a_seed() -> None:
    assert generated(50, 1) == generated(50, 1)
    assert generated(50, 1) != generated(50, 2)


def test_a_table_is_told_apart_without_labels(tmp_path: Path) -> None:
    people = [("ada", "quast", "1980-01-02"), ("bea", "probst", "1991-03-04"), ("cleo", "musterling", "1975-11-30")]
    rows = [
        f"{n}{copy},{first},{last if copy else last[:-1] + 'x'},{born},Testville,{first}.{last}@test.example,{n}"
        for n, (first, last, born) in enumerate(people)
        for copy in (0, 1)
    ]
    path = tmp_path / "fake_1000.csv"
    path.write_text("\n".join(["unique_id,first_name,surname,dob,city,email,cluster", *rows]) + "\n")
    (row,) = of_table(path, None)
    assert row.measured.startswith("1.000 (1.000 / 1.000)")


def test_a_large_pool_is_measured_in_a_process_of_its_own() -> None:
    (row,) = measure(None, quick=True)
    assert "1,000 generated records" in row.what
    assert "MB" in row.measured
