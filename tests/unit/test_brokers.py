"""Brokers of pooled exports: exporters are compared with exporters, and are such from the day of which their export tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from graph.introducing.who import find_person
from graph.measures.society import owners_of_exports, read
from graph.store.base import Store
from graph.suggesting.suggestions import suggest
from tests.worlds import START, Row, Sheet, empty_store, take_in

NOW = START + timedelta(days=500)
ADA, BO, CLEO, DOV, ELI, FAY = range(6)


def listed(*people: int, day: int = 100) -> tuple[Row, ...]:
    return tuple(Row(who, profile=True, address=False, day=day, writes=False) for who in people)


@pytest.fixture
def pool() -> Iterator[Store]:
    """Bo's export has three people and Eli's, of later days, two; Cleo stands in both."""
    with empty_store() as store:
        take_in(store, Sheet(1, BO, 0, listed(CLEO, DOV, FAY)))
        take_in(store, Sheet(2, ELI, 0, listed(CLEO, FAY, day=300)))
        yield store


def found(store: Store, as_of: date, who: str = "") -> dict[str, tuple[float, str]]:
    with store.view() as view:
        person = find_person(view, who) if who else None
        answer = suggest(view, person, "brokers", as_of=as_of)
    return {s.person.name: (s.score, s.why[1].text) for s in answer.suggestions}


def test_exporters_are_compared_with_exporters(pool: Store) -> None:
    scores = found(pool, NOW)
    assert {name: score for name, (score, _) in scores.items()} == pytest.approx(
        {"Bo Kayler": 2 / 3, "Eli Sandow": 1 / 3, "Cleo Marsh": 1 / 2, "Fay Torvik": 1 / 2}
    ), "Bo opens more than Eli; Cleo and Fay, as much as each other, less than either"
    assert scores["Bo Kayler"][1].startswith("compared with 1 other people whose own export is here too; constraint 0.33")
    assert scores["Cleo Marsh"][1].startswith("compared with 1 other people whose own export is not here either")


def test_an_export_counts_from_the_day_of_which_it_tells(pool: Store) -> None:
    with pool.view() as view:
        assert {p.name for p in view.people(owners_of_exports(view))} == {"Bo Kayler", "Eli Sandow"}
        early, late = (read(view, START + timedelta(days=n)) for n in (200, 400))
        for society, names in ((early, {"Bo Kayler"}), (late, {"Bo Kayler", "Eli Sandow"})):
            assert {p.name for p in view.people(society.ids(society.exporters))} == names


def test_around_a_person_only_strangers_count(pool: Store) -> None:
    scores = found(pool, NOW, "Dov Rennick")
    assert list(scores) == ["Bo Kayler"], "through whom Dov reaches Cleo and Fay"
    assert list(found(pool, NOW, "Bo Kayler")) == ["Cleo Marsh", "Fay Torvik"], "through whom Bo reaches Eli"
