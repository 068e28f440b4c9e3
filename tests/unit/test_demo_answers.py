"""The demo's three questions have the answers that its story promises."""

from collections.abc import Iterator
from datetime import date

import pytest

from api.demo.pool import QUESTIONS, Question, write_pool
from graph.introducing.introductions import Introductions, introduce
from graph.introducing.who import find_person
from graph.store.base import Store
from graph.store.open import open_store
from ingest.report import Report
from ingest.run import import_file

TODAY = date(2026, 3, 14)
ELIF, CASIMIR, TOVE = QUESTIONS


@pytest.fixture(scope="module")
def reports(store: Store, tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    demo = write_pool(tmp_path_factory.mktemp("pool"), TODAY)
    return [import_file(store, f.path, name=f.path.name, owner=f.owner) for f in demo.files]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path_factory.mktemp('store') / 'demo.db'}")
    yield opened
    opened.close()


def answer(store: Store, question: Question) -> Introductions:
    with store.view() as view:
        start, goal = (find_person(view, who).id for who in (question.start, question.goal))
        return introduce(view, start, goal, as_of=TODAY)


def names(found: Introductions) -> list[list[str]]:
    return [[p.name for p in path.people[1:-1]] for path in found.paths]


def test_every_row_is_accounted_for_and_only_what_nobody_can_use_is_nameless(reports: list[Report]) -> None:
    assert all(r.rows == r.people + r.nameless + len(r.problems) for r in reports)
    assert [len(r.problems) for r in reports] == [0] * 8
    # Of an archive: the closed account, a left member's message, an advertisement, a draft; of the call: the telephone.
    assert [r.nameless for r in reports] == [4, 4, 4, 1, 4, 1, 0, 1]


def test_everybody_is_one_person(store: Store, reports: list[Report]) -> None:
    assert reports
    with store.view() as view:
        assert view.size().people >= 600
        assert find_person(view, "Beatrix Oatfold") == find_person(view, "Bea Oatfold, PhD")
        robins = {p.company for p in view.search("Robin Cinderdene", 10)}
    assert robins == {"Paper Harbour Media", "Copperleaf Health"}


def test_the_strong_way_to_elif_beats_the_weak_one(store: Store, reports: list[Report]) -> None:
    assert reports
    found = answer(store, ELIF)
    ways = names(found)
    assert ways[0] == ["Theo Plovermere"]
    weak = ways.index(["Jonas Umberfield"])
    assert found.paths[0].probability > 20 * found.paths[weak].probability


def test_three_ties_and_two_companies_lead_to_casimir(store: Store, reports: list[Report]) -> None:
    assert reports
    found = answer(store, CASIMIR)
    assert names(found)[0] == ["Bea Oatfold, PhD", "Mira Teaselholt"]
    assert found.paths[0].probability > 0.05


def test_only_events_lead_to_tove(store: Store, reports: list[Report]) -> None:
    assert reports
    found = answer(store, TOVE)
    assert names(found)[0] == ["Sunniva Kestrelby"]
    assert found.paths[0].probability > 0.05
    assert {r.kind for path in found.paths for r in path.ties[-1].why} == {"attended"}
