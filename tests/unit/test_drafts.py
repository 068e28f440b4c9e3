"""What is drafted says nothing that the evidence does not."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from api import asking
from graph.introducing.introductions import How, Path, introduce
from graph.introducing.who import find_person
from graph.store.base import Store, View
from graph.store.open import open_store
from tests.unit.asking_world import NOW, PEOPLE, address, tables

SPOKEN = frozenset("Hello We I You They Would If Here Introduction LinkedIn".split())
"""Capitalised words of the form itself."""
MONTHS = "January February March April May June July August September October November December".split()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path_factory.mktemp('drafts') / 'graph.db'}")
    tables().bring(opened)
    yield opened
    opened.close()


def facts(view: View, path: Path) -> set[str]:
    """Every word of the rows about the people of a path, and of the events that they were at; days as they are written."""
    records = view.records_of([p.id for p in path.people])
    ids = [r for some in records.values() for r in some]
    said = [text for r in view.records(ids) for text in (r.name, r.company, r.position)]
    days = {e.day for e in view.encounters_of(ids) if e.day}
    said += [e.name for e in view.events({e.event for e in view.attended_by(ids)})]
    said += [f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in days]
    return {word for text in said for word in re.findall(r"\w+", text)}


def answers(store: Store) -> Iterator[tuple[View, Path]]:
    dice = random.Random(3)
    with store.view() as view:
        for _ in range(60):
            start, goal = (find_person(view, address(n)).id for n in dice.sample(range(PEOPLE), 2))
            for path in introduce(view, start, goal, max_hops=4, as_of=NOW, how=How(drafts=True, intervals=False)).paths:
                yield view, path


def test_every_name_number_and_date_is_on_record(store: Store) -> None:
    drafts = dates = 0
    for view, path in answers(store):
        if path.draft is None:
            assert len(path.people) == 2, "nobody has to be asked"
            continue
        known = facts(view, path)
        text = f"{path.draft.subject}\n{path.draft.mail}"
        told = {w for w in re.findall(r"\w+", text) if w[0].isupper() or w[0].isdigit()}
        assert told - SPOKEN <= known, text
        written = {f"{d} {m} {y}" for d, m, y in re.findall(rf"(\d+) ({'|'.join(MONTHS)}) (\d+)", text)}
        days = {
            f"{e.day.day} {MONTHS[e.day.month - 1]} {e.day.year}"
            for e in view.encounters_of([r for some in view.records_of([p.id for p in path.people]).values() for r in some])
            if e.day
        }
        assert written <= days
        assert path.draft.forward in path.draft.mail
        assert path.draft.to == path.people[1].name
        assert path.people[-1].name in path.draft.forward
        drafts += 1
        dates += len(written)
    assert drafts > 100
    assert dates > 100


def test_a_draft_reads_as_a_letter(store: Store) -> None:
    with store.view() as view:
        wanted = asking.Wanted(to=address(1))
        found = asking.introductions(view, address(0), wanted, max_hops=4, k=1, as_of=NOW, how=How(drafts=True))
    draft = found.paths[0].draft
    assert draft is not None
    me, asked, *_, goal = (p.name for p in found.paths[0].people)
    lines = draft.mail.splitlines()
    assert lines[0] == f"Hello {asked},"
    assert lines[-1] == me
    assert draft.subject == f"Introduction to {goal}?"
    assert draft.forward.startswith(f"{me} (")


def test_what_others_wrote_to_each_other_is_not_told(store: Store) -> None:
    for view, path in answers(store):
        if path.draft is None:
            continue
        own, *others = path.draft.mail.split(" to get to know ", 1)
        assert "in touch" not in others[0]
        assert ("in touch" in own) == (path.ties[0].last_contact is not None)
        assert view.size().people == PEOPLE
