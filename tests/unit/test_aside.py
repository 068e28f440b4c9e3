"""Steps beside: in order, few at a time, none after one that failed, and what one raises is told."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from threading import Event, Thread

import pytest

from graph.errors import StoreError
from graph.store.aside import MOST, Aside, aside


def _refuse() -> None:
    raise StoreError("the lease was lost")


def test_steps_are_taken_in_their_order() -> None:
    taken: list[int] = []
    with aside() as steps:
        for n in range(3 * MOST):
            steps.do(partial(taken.append, n))
        steps.wait()
        assert taken == list(range(3 * MOST))


def test_whoever_asks_for_too_many_waits() -> None:
    may_go, asked = Event(), Event()
    with aside() as steps:
        for _ in range(MOST):
            steps.do(may_go.wait)

        def ask() -> None:
            steps.do(lambda: None)
            asked.set()

        asking = Thread(target=ask)
        asking.start()
        assert not asked.wait(0.05)
        may_go.set()
        asking.join()
        steps.wait()


def test_none_is_taken_after_one_that_failed_and_its_error_is_told() -> None:
    taken: list[int] = []
    with aside() as steps:
        steps.do(_refuse)
        with suppress(StoreError):
            steps.do(partial(taken.append, 1))
        for _ in range(2):
            with pytest.raises(StoreError, match="lost"):
                steps.wait()
        with pytest.raises(StoreError, match="lost"):
            steps.do(partial(taken.append, 2))
    assert taken == []


def _asked_for_more(steps: Aside) -> None:
    for _ in range(MOST + 1):
        steps.do(_refuse)


def test_an_error_is_told_to_whoever_asks_for_more() -> None:
    with aside() as steps, pytest.raises(StoreError, match="lost"):
        _asked_for_more(steps)


def test_no_step_outlives_the_block() -> None:
    began, may_go, taken = Event(), Event(), list[int]()

    def first() -> None:
        began.set()
        may_go.wait()
        taken.append(1)

    with pytest.raises(StoreError, match="lost"), aside() as steps:  # noqa: PT012 - the error is to come from within
        steps.do(first)
        steps.do(lambda: taken.append(2))
        began.wait()
        Thread(target=may_go.set).start()
        _refuse()
    assert taken[:1] == [1]
