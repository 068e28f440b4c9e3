from collections.abc import Iterator
from datetime import date

import pytest

from graph.measures.naming import names
from graph.model import Person
from graph.store.base import Store
from graph.store.open import open_store

TODAY = date(2026, 6, 1)


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite:///:memory:")
    yield opened
    opened.close()


def crowd(store: Store, first: str, *employers: str) -> list[str]:
    people = [Person(f"{first}{i}", f"{first.title()} {i}", company=company) for i, company in enumerate(employers)]
    with store.writer() as writer:
        writer.put_people(people)
    return [p.id for p in people]


def called(store: Store, *crowds: list[str]) -> list[tuple[str, str]]:
    with store.view() as view:
        return [(found.name, found.because) for found in names(view, crowds, TODAY)]


def test_a_crowd_is_called_after_what_is_special_to_it(store: Store) -> None:
    mill = crowd(store, "ann", "The Mill", "The Mill Ltd", "Harbour", "Harbour")
    rest = crowd(store, "bo", "Harbour", "Harbour", "Harbour", "The Yard")
    assert called(store, mill, rest) == [("The Mill", "2 of 4 are at The Mill"), ("Harbour", "3 of 4 are at Harbour")]


def test_no_two_crowds_have_one_name(store: Store) -> None:
    most = crowd(store, "ann", "Harbour", "Harbour", "Harbour")
    some = crowd(store, "bo", "Harbour", "Harbour", "The Mill")
    assert [name for name, _ in called(store, some, most)] == ["Around Bo 0", "Harbour"]


def test_a_crowd_with_nothing_in_common_is_called_after_its_first(store: Store) -> None:
    assert called(store, crowd(store, "ann", "The Mill", "", "Harbour")) == [
        ("Around Ann 0", "nothing that many of them have in common is on record")
    ]


def test_no_crowds_have_no_names(store: Store) -> None:
    assert called(store) == []
