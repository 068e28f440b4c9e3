"""The six-owner pool: real formats, with traps, and ten questions whose best introducers are known (TRUTH.json)."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date
from typing import Any

import pytest

from graph.derive import undo
from graph.introducing.introductions import introduce
from graph.introducing.who import find_person
from graph.store.base import Store, View
from ingest.run import import_file
from tests.samples.made import POOL, made
from tests.worlds import dump

MADE = made()
TRUTH: dict[str, Any] = json.loads((POOL / "TRUTH.json").read_text(encoding="utf-8"))
OWNERS = {owner: TRUTH["clusters"][facts["cluster"]]["name"] for owner, facts in TRUTH["owners"].items()}

NOW = date(2026, 6, 1)


def files() -> list[str]:
    return sorted(str(path.relative_to(POOL)) for path in POOL.rglob("*") if path.suffix in {".csv", ".zip"})


def bring(store: Store, file: str) -> None:
    owner = OWNERS.get(file.split("/", maxsplit=1)[0], "")
    report = import_file(store, POOL / file, name=file, owner=owner)
    assert report.rows == report.people + report.nameless + len(report.problems)
    stated = MADE[POOL / file]
    parts = [p for p in report.parts if p.kind == stated.counted or (not stated.counted and p.kind != "owner")]
    assert [(p.people, p.nameless, p.problems) for p in parts] == [stated.counts], file


@pytest.fixture
def pool(store: Store) -> Store:
    for file in files():
        bring(store, file)
    return store


class People:
    """Which people of the store the rows of a TRUTH cluster became."""

    def __init__(self, view: View) -> None:
        self._at: dict[tuple[str, int], list[str]] = defaultdict(list)
        for statement in view.statements():
            self._at[statement.file, statement.record.row].append(statement.person)
        self._view = view

    def of(self, cluster: str) -> Counter[str]:
        rows = TRUTH["clusters"][cluster]["rows"]
        return Counter(p for file, row in rows for p in self._at.get((file, row), ()))

    def main(self, cluster: str) -> str:
        if any(cluster == facts["cluster"] for facts in TRUTH["owners"].values()):
            return find_person(self._view, TRUTH["clusters"][cluster]["name"], tied=True).id
        return self.of(cluster).most_common(1)[0][0]


def answered(view: View, people: People, question: dict[str, Any]) -> bool:
    """Whether the best introducers come first, or the two are tied already, or there is no path, as TRUTH says."""
    answer = introduce(view, people.main(question["from"]), people.main(question["to"]), as_of=NOW)
    found = [[p.id for p in path.people[1:-1]] for path in answer.paths]
    never = {p for cluster in question["not_via"] for p in people.of(cluster)}
    assert not any(never & set(introducers) for introducers in found), f"{question['id']} goes through a not_via"
    if question["hops"] is None:
        return not found and answer.none_because is not None
    if question["hops"] == 1:
        return bool(found) and found[0] == []
    return bool(found) and found[0] in [[people.main(p) for p in best] for best in question["best"]]


def test_questions_are_answered_with_the_best_introducers_first(pool: Store) -> None:
    with pool.view() as view:
        people = People(view)
        wrong = [q["id"] for q in TRUTH["questions"] if not answered(view, people, q)]
    assert wrong == []


def test_no_two_people_are_taken_for_one(pool: Store) -> None:
    with pool.view() as view:
        people = People(view)
        clusters: dict[str, set[str]] = defaultdict(set)
        for cluster in TRUTH["clusters"]:
            for person in people.of(cluster):
                clusters[person].add(cluster)
    assert [sorted(c) for c in clusters.values() if len(c) > 1] == []


def test_rows_of_one_person_are_one_person(pool: Store) -> None:
    """Of all pairs of rows that are one person's, nearly all are found."""
    with pool.view() as view:
        people = People(view)
        found = [people.of(cluster) for cluster in TRUTH["clusters"]]
    pairs = sum(n * (n - 1) // 2 for n in (of.total() for of in found))
    joined = sum(n * (n - 1) // 2 for of in found for n in of.values())
    assert pairs > 200
    assert 2 * joined / (pairs + joined) >= 0.97


def test_only_those_who_came_attended(pool: Store) -> None:
    with pool.view() as view:
        people = People(view)
        for file, clusters in TRUTH["attended"].items():
            event = next(e.event for e in view.encounters_in({p.uid for s in view.sources() if s.file == file for p in s.parts}))
            came = set(view.people_of({e.a for e in view.attendance([event])}).values())
            assert came == {p for c in clusters for p in people.of(c) if p in came}
            assert len(came) == len(clusters)


def test_importing_everything_again_changes_nothing_and_undo_of_all_leaves_nothing(pool: Store) -> None:
    with pool.view() as view:
        before = dump(view)
    for file in files():
        bring(pool, file)
    with pool.view() as view:
        assert dump(view) == before
        sources = [s.uid for s in view.sources()]
    for source in sources:
        with pool.writer() as writer:
            undo(writer, source)
    with pool.view() as view:
        assert view.size().people == view.size().ties == view.size().records == view.size().encounters == 0
