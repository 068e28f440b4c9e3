"""Whom to meet: reasons, the slider, what was dismissed, and what a network teaches of itself."""

from __future__ import annotations

import random
from datetime import timedelta
from io import BytesIO
from itertools import combinations

import numpy as np
import pytest

from graph.errors import BadInput
from graph.measures import trail
from graph.measures.chance import ENOUGH, learn, scores, untrained
from graph.measures.meeting import DISMISSED, Meeting, meet, prepare
from graph.measures.proximity import FEATURES, weave
from graph.store.base import Store, View
from graph.whole.snapshot import take
from ingest.run import import_file
from tests.contacts import START, Contact, email, numbers, take_in
from tests.worlds import empty_store

TODAY = START + timedelta(days=100)
TWO_CIRCLES = [
    *(Contact(a, b, 90) for a, b in combinations(range(5), 2) if (a, b) != (0, 4)),
    *(Contact(a, b, 90) for a, b in combinations(range(5, 10), 2)),
    Contact(3, 5, 95),
]  # fmt: skip
"""Two circles of five, in one of which 0 and 4 do not know each other; 3 knows one of the other circle."""


def found(store: Store, number: int, k: int = 10, novelty: float = 0.0, times: dict[int, int] | None = None) -> list[Meeting]:
    with store.view() as view:
        ids = {n: uid for uid, n in numbers(view).items()}
        dismissed = {ids[n]: often for n, often in (times or {}).items()}
        return meet(view, take(view, TODAY), ids[number], k, TODAY, novelty, dismissed)


def people(view: View, meetings: list[Meeting]) -> list[int]:
    number = numbers(view)
    return [number[m.person] for m in meetings]


def test_the_one_whom_all_friends_know_comes_first_and_three_of_them_are_named() -> None:
    with empty_store() as store:
        take_in(store, TWO_CIRCLES)
        best, *rest = found(store, 0)
        with store.view() as view:
            assert people(view, [best]) == [4]
            assert 5 in people(view, rest)
            number, ties = numbers(view), {t.alter for t in view.ties([best.person])}
            assert {number[t.person] for t in best.through} == {1, 2, 3}
            assert {t.person for t in best.through} <= ties
        assert best.score == 1.0
        assert all(
            f"p00{n}" in best.parts[0] and f"{t.mine:.2f} and {t.theirs:.2f}" in best.parts[0]
            for n, t in zip((1, 2, 3), best.through, strict=True)
        )


def test_the_slider_brings_up_who_opens_another_circle() -> None:
    with empty_store() as store:
        take_in(store, TWO_CIRCLES)
        familiar, novel = ({m.person: m.score for m in found(store, 0, novelty=x)} for x in (0.0, 1.0))
        with store.view() as view:
            ids = {n: uid for uid, n in numbers(view).items()}
        assert novel[ids[5]] / novel[ids[4]] > familiar[ids[5]] / familiar[ids[4]]
        assert any("new to" in part for m in found(store, 0, novelty=1.0) for part in m.parts)


def test_dismissed_ones_fade() -> None:
    with empty_store() as store:
        take_in(store, TWO_CIRCLES)
        before, after = ({m.person: m.score for m in found(store, 0, times=t)} for t in ({}, {4: 2}))
        with store.view() as view:
            four = next(uid for uid, n in numbers(view).items() if n == 4)
        assert after[four] == pytest.approx(before[four] * DISMISSED**2)
        assert {p: s for p, s in after.items() if p != four} == {p: s for p, s in before.items() if p != four}


def test_an_event_too_large_to_tie_anyone_is_a_reason() -> None:
    rows = [f"Fair,{TODAY - timedelta(days=2)},{email(n)}" for n in (0, 7, *range(20, 90))]
    with empty_store() as store:
        take_in(store, TWO_CIRCLES)
        import_file(store, BytesIO("\n".join(["event,when,person", *rows]).encode()), name="fair.csv")
        with store.view() as view:
            seven = next(m for m in found(store, 0, 100) if people(view, [m]) == [7])
        assert any("both were at Fair" in part and "72 known" in part for part in seven.parts)


def test_what_cannot_be_asked_is_said() -> None:
    with empty_store() as store:
        take_in(store, TWO_CIRCLES)
        for k, novelty in ((0, 0.0), (1, 1.1), (1, -0.1)):
            with pytest.raises(BadInput, match="novelty of 0 to 1"):
                found(store, 0, k, novelty)
        with store.view() as view, pytest.raises(BadInput, match="day of the snapshot"):
            meet(view, take(view, TODAY), "", 1, TODAY + timedelta(days=1), 0.0, {})


def test_nobody_known_nobody_to_meet() -> None:
    with empty_store() as store, store.view() as view:
        assert meet(view, take(view, TODAY), "p-nobody", 5, TODAY, 0.0, {}) == []


def circles_that_close(people: int, seed: int) -> list[Contact]:
    """First everyone knows the next two in a ring; later people meet whom two of their contacts know."""
    dice = random.Random(seed)
    ring = [Contact(i, (i + step) % people, dice.randrange(40)) for i in range(people) for step in (1, 2)]
    return [*ring, *(Contact(i, (i + 3) % people, 41 + dice.randrange(50)) for i in range(people) if dice.random() < 0.7)]


def test_a_network_teaches_how_its_people_meet() -> None:
    with empty_store() as store:
        take_in(store, circles_that_close(90, seed=3))
        with store.view() as view:
            snapshot = take(view, TODAY)
            chance = prepare(view, snapshot).chance
            past, number = trail.read(view, snapshot), numbers(view)
        place = {number[uid]: i for i, uid in enumerate(snapshot.ids)}
        fabric = weave(past, (START + timedelta(days=40)).toordinal())
        firsts = []
        for n in range(90):
            scored = scores(fabric, place[n], chance)
            firsts.append(
                max(zip(scored.score.tolist(), scored.who.tolist(), strict=True))[1] in {place[(n + 3) % 90], place[(n - 3) % 90]}
            )
        apart = [n for n in range(90) if {place[(n + 3) % 90], place[(n - 3) % 90]} - set(fabric.alters(place[n]).tolist())]
        assert chance.learned_from > ENOUGH
        assert "new ties of this network" in chance.name
        assert np.mean([firsts[n] for n in apart]) > 0.9
        early = (START + timedelta(days=10)).toordinal()
        assert learn(past.until(early), early).learned_from < chance.learned_from


def test_the_blend_is_used_until_there_is_enough_to_learn_from() -> None:
    with empty_store() as store:
        take_in(store, TWO_CIRCLES)
        with store.view() as view:
            chance = prepare(view, take(view, TODAY)).chance
    assert chance.name == "an untrained blend"
    assert np.array_equal(chance.weights, untrained().weights)
    assert {name for name, w in zip(FEATURES, chance.weights, strict=True) if w} == {"faded", "rooted", "spectral"}
