import random
from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from graph.atlas.canvas import Drawing
from graph.atlas.overview import LEAST, MOST, Atlas, draw
from graph.errors import BadInput, NotFound
from graph.model import Person, Tie
from graph.priors import KINDS
from graph.store.base import Store
from graph.store.open import open_store
from graph.strength.ties import BOTH, Day, fold, pack_history, pack_stats

TODAY = date(2026, 6, 1)


def tie(a: str, b: str, when: date = date(2026, 1, 1), kind: str = "connected", size: int = 2) -> Tie:
    days = [Day(when.toordinal(), KINDS[kind].code, BOTH, size)]
    stats = fold(days)
    assert stats is not None
    return Tie(min(a, b), max(a, b), "observed", when, when, (("connected", 1),), pack_stats(stats), pack_history(days))


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite:///:memory:")
    yield opened
    opened.close()


def fill(store: Store, people: int, ties: Iterable[tuple[int, int]], when: date = date(2026, 1, 1)) -> list[str]:
    ids = [f"p{i:05}" for i in range(people)]
    with store.writer() as writer:
        writer.put_people(Person(uid, f"Person {uid}", company=f"Firm {i % 40}") for i, uid in enumerate(ids))
        writer.put_ties(tie(ids[a], ids[b], when) for a, b in ties)
    return ids


def towns(people: int, size: int, seed: int = 3) -> set[tuple[int, int]]:
    """Towns of `size` people who know the next one and some others, and a few roads between towns."""
    r = random.Random(seed)
    pairs = {(a, b) for a in range(people) for b in r.sample(range(a - a % size, a - a % size + size), 2) if a < b < people}
    pairs |= {(a, a + 1) for a in range(0, people - 1, 2)}
    return pairs | {(a, b) for a, b in (sorted(r.sample(range(people), 2)) for _ in range(people // 20))}


def picture(
    store: Store, focus: str | None = None, *, marks: int = MOST, path: tuple[str, ...] = (), as_of: date = TODAY
) -> Drawing:
    with store.view() as view:
        return draw(view, marks=marks, focus=focus, path=path, as_of=as_of)


def test_faint_ties_are_drawn_only_of_those_who_have_no_others(store: Store) -> None:
    ids = fill(store, 5, [(0, 1)])
    faint = [(1, 2, 2), (2, 3, 12), (0, 2, 12), (3, 4, 20)]
    with store.writer() as writer:
        writer.put_ties([tie(ids[a], ids[b], kind="worked", size=size) for a, b, size in faint])
    drawing = picture(store)
    shown = {(0, 1), (1, 2), (2, 3), (3, 4)}
    assert {(line.a, line.b) for line in drawing.lines} == {(ids[a], ids[b]) for a, b in shown}


def test_nothing_to_draw(store: Store) -> None:
    drawing = picture(store)
    assert (drawing.marks, drawing.lines, drawing.people) == ((), (), 0)


def test_a_small_network_is_drawn_whole(store: Store) -> None:
    fill(store, 5, [(0, 1), (1, 2), (2, 3)])
    drawing = picture(store)
    assert {m.id for m in drawing.marks} == {"p00000", "p00001", "p00002", "p00003", "p00004"}
    assert {(line.a, line.b) for line in drawing.lines} == {("p00000", "p00001"), ("p00001", "p00002"), ("p00002", "p00003")}
    assert {m.id: m.ties for m in drawing.marks}["p00001"] == 2


@pytest.mark.parametrize("marks", [LEAST, 60, MOST])
def test_a_large_one_never_has_more_marks_than_asked_for(store: Store, marks: int) -> None:
    ids = fill(store, 2400, towns(2400, 60))
    drawing = picture(store, marks=marks, path=tuple(ids[5:9]))
    assert len(drawing.marks) <= marks
    assert len({m.id for m in drawing.marks}) == len(drawing.marks)
    assert drawing.shown == sum(m.people for m in drawing.marks) == 2400


def test_bubbles_open_down_to_every_single_person(store: Store) -> None:
    ids = fill(store, 900, towns(900, 300))
    atlas, met, waiting = Atlas(), set[str](), [""]
    while waiting:
        focus = waiting.pop()
        with store.view() as view:
            drawing = atlas.draw(view, marks=40, focus=focus, as_of=TODAY)
        assert len(drawing.marks) <= 40
        met |= {m.id for m in drawing.marks if m.kind == "person"}
        opened = {m.id for m in drawing.marks if m.kind == "group"}
        assert focus not in opened
        waiting += opened
    assert met == set(ids)


def test_bubbles_can_be_told_apart_and_the_way_back_says_what_was_opened(store: Store) -> None:
    fill(store, 2400, towns(2400, 60))
    bubbles = [m for m in picture(store, marks=60).marks if m.kind == "group" and m.label != "Others"]
    assert len({m.label for m in bubbles}) == len(bubbles) > 1
    largest = max(bubbles, key=lambda m: m.people)
    assert [label for _, label in picture(store, largest.id, marks=60).trail] == [largest.label]


def test_the_path_in_focus_is_always_there_and_joined(store: Store) -> None:
    fill(store, 1500, {*towns(1500, 100), (7, 800), (800, 1444)})
    path = ("p00007", "p00800", "p01444")
    for focus in (None, "p00300"):
        drawing = picture(store, focus, marks=50, path=path)
        assert sorted((m.step, m.id) for m in drawing.marks if m.step >= 0) == list(enumerate(path))
        assert len([line for line in drawing.lines if line.on_path]) == 2


def test_a_person_in_focus_is_drawn_with_the_strongest_ties(store: Store) -> None:
    fill(store, 800, [(0, i) for i in range(1, 800)])
    with store.writer() as writer:
        writer.put_ties([tie("p00000", "p00777", date(2026, 5, 30))])
    drawing = picture(store, "p00000", marks=30)
    assert len(drawing.marks) == 30
    assert drawing.hidden == 799 - 29
    assert "p00777" in {m.id for m in drawing.marks}


def test_somebody_without_ties_stands_alone(store: Store) -> None:
    fill(store, 701, towns(700, 50))
    assert [m.id for m in picture(store, "p00700").marks] == ["p00700"]


def test_ties_of_later_days_are_not_drawn_yet(store: Store) -> None:
    fill(store, 3, [(0, 1)], when=date(2024, 1, 1))
    with store.writer() as writer:
        writer.put_ties([tie("p00001", "p00002", date(2026, 5, 1))])
    assert [(x.a, x.b) for x in picture(store, as_of=date(2025, 1, 1)).lines] == [("p00000", "p00001")]
    assert len(picture(store).lines) == 2


def test_the_same_question_gives_the_same_picture(store: Store) -> None:
    fill(store, 1300, towns(1300, 90))
    assert picture(store, marks=100) == picture(store, marks=100)


def test_an_atlas_notices_changes(store: Store) -> None:
    fill(store, 3, [(0, 1)])
    atlas = Atlas()
    with store.view() as view:
        first = atlas.draw(view, as_of=TODAY)
        assert atlas.draw(view, as_of=TODAY) is first
    with store.writer() as writer:
        writer.put_ties([tie("p00001", "p00002")])
    with store.view() as view:
        assert len(atlas.draw(view, as_of=TODAY).lines) == 2


@pytest.mark.parametrize("marks", [0, LEAST - 1, MOST + 1])
def test_refuses_pictures_that_cannot_be_drawn(store: Store, marks: int) -> None:
    with pytest.raises(BadInput, match="marks"):
        picture(store, marks=marks)


@pytest.mark.parametrize("focus", ["p99999", "nobody", "c1.p99999", "cx.p00001"])
def test_refuses_what_is_not_there(store: Store, focus: str) -> None:
    fill(store, 3, [(0, 1)])
    with pytest.raises(NotFound):
        picture(store, focus)
