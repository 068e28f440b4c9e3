"""What is held of a change: as much as derives the same ties, and no more than its people and days."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Encounter
from graph.priors import KINDS
from graph.stated import Stated
from graph.strength.evidence import Evidence, Pair, pair_of, tie_of
from graph.strength.ties import BACKWARD, BOTH, FORWARD, Day
from ingest.source import Aside, Named
from tests.golden.rendered import expected, opened, samples

PERSON = {"a": "p1", "b": "p2", "c": "p1", "d": "p3"}

encounters = st.lists(
    st.builds(
        lambda n, kind, a, b, way, day, size, count: Encounter(
            f"e{n}", "t", n + 1, kind, a, b, direction=way, day=day, size=size, count=count
        ),
        st.integers(0, 10**6),
        st.sampled_from(["message", "group_message", "connected", "close"]),
        st.sampled_from("abcd"),
        st.sampled_from("abcd"),
        st.sampled_from(["both", "forward"]),
        st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 20)),
        st.integers(2, 4),
        st.integers(1, 3),
    ),
    max_size=200,
    unique_by=lambda e: e.id,
)


PAIRS = [("p1", "p2"), ("p1", "p3"), ("p2", "p3")]


def direct(encounters: Iterable[Encounter]) -> dict[Pair, Evidence]:
    """Evidence of every pair of different people that these encounters name: what is held has to come to the same."""
    found: dict[Pair, Evidence] = {}
    for e in encounters:
        p, q = PERSON[e.a], PERSON[e.b]
        if p != q:
            way = BOTH if e.direction == "both" else FORWARD if p < q else BACKWARD
            evidence = found.setdefault(pair_of(p, q), Evidence())
            evidence.days.append(Day(e.day.toordinal() if e.day else 0, KINDS[e.kind].code, way, e.size))
            evidence.count(e.kind, e.count)
    return found


@given(encounters)
def test_the_ties_are_those_of_the_encounters_themselves(said: list[Encounter]) -> None:
    stated = Stated()
    for start in range(0, len(said), 50):
        stated.add((), said[start : start + 50])
    found, whole = stated.evidence(PERSON, PAIRS), direct(said)
    assert stated.evidence(PERSON, PAIRS[:1]).keys() == whole.keys() & {PAIRS[0]}
    assert {p: tie_of(p, e) for p, e in found.items()} == {p: tie_of(p, e) for p, e in whole.items()}


def test_what_is_stated_twice_counts_once() -> None:
    one = Encounter("e1", "t", 1, "message", "a", "b", day=date(2020, 1, 1))
    stated = Stated()
    stated.add((), [one, one])
    assert stated.evidence(PERSON, PAIRS)["p1", "p2"].kinds == {"message": 1}


def letters(count: int) -> Iterator[Encounter]:
    """The same fifty pairs on the same hundred days, again and again."""
    for n in range(count):
        day = date(2020, 1, 1) + timedelta(days=n // 50 % 100)
        yield Encounter(f"e{n}", "t", n + 1, "message", "me", f"r{n % 50}", direction="forward", day=day)


def memory(count: int) -> int:
    stated = Stated()
    tracemalloc.start()
    assert stated.take(letters(count)) == count
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size


def test_memory_grows_with_pairs_and_days_alone() -> None:
    few, many = memory(20_000), memory(80_000)
    assert many < 1.2 * few


READ = [s for s in samples() if not expected(s).read_text("utf-8").startswith("refused")]


@pytest.mark.parametrize("sample", READ, ids=lambda s: s.name)
def test_an_id_stands_for_one_encounter(sample: Path) -> None:
    """`Stated` compares ids within one row only."""
    importer, given = opened(sample)
    for reading in importer.read(given):
        ids: Counter[str] = Counter()
        for found in reading.found:
            if isinstance(found, Named | Aside):
                ids.update({e.id for e in found.encounters})
        assert [i for i, n in ids.items() if n > 1] == []
