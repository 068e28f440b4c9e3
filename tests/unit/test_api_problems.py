from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.problems import TABLE, details_of
from graph.errors import Ambiguous, BadInput, Candidate, MutualsError, StoreError, StoreUnavailable


def tree(root: type[MutualsError]) -> Iterator[type[MutualsError]]:
    yield root
    for child in root.__subclasses__():
        yield from tree(child)


@pytest.mark.parametrize("error", list(dict.fromkeys(tree(MutualsError))))
def test_every_error_of_the_tree_has_its_own_entry(error: type[MutualsError]) -> None:
    assert error in TABLE
    assert 400 <= TABLE[error].status < 600


def test_types_are_told_apart() -> None:
    slugs = [kind.slug for kind in TABLE.values()]
    assert len(slugs) == len(set(slugs))


def test_a_body_is_problem_details() -> None:
    body = details_of(BadInput("the 7th cell is no date")).body()
    assert body == {
        "type": "urn:mutuals:problem:bad-input",
        "title": "This cannot be used",
        "status": 400,
        "detail": "the 7th cell is no date",
    }


def test_an_ambiguous_name_carries_its_candidates() -> None:
    body = details_of(Ambiguous("Ada", [Candidate("p1", "Ada A", "Harbor"), Candidate("p2", "Ada B", "")])).body()
    assert body["status"] == 409
    assert [c["id"] for c in body["candidates"]] == ["p1", "p2"]


@pytest.mark.parametrize("error", [StoreError, StoreUnavailable])
def test_a_store_does_not_speak_to_strangers(error: type[MutualsError]) -> None:
    assert "bolt://10.0.0.7" not in str(details_of(error("no route to bolt://10.0.0.7:7687")).body())


def test_a_class_of_somebody_else_is_treated_as_its_parent() -> None:
    class Later(BadInput):
        pass

    assert details_of(Later("x")).status == 400
