"""Who took the same course, or worked on the same thing, at the same time: weak evidence, and none where many did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from graph.model import Encounter
from ingest.meaning.met import Said
from ingest.reading.dates import Moment

LARGEST_COHORT = 20
"""A run with more learners ties none of them: one in twenty of so little is nothing, and every two of a large one are many."""


class Stay(NamedTuple):
    """A learner in one run of a course, and the day on which he began."""

    course: str
    run: str
    learner: str
    """His e-mail, or his row where he has none."""
    day: date


class Cohorts:
    """The learners of each run, counted in a first pass. Of a run with too many no one is kept."""

    def __init__(self, part: str, stays: Iterator[Stay], kind: str = "studied") -> None:
        self._part = part
        self._kind = kind
        self._runs: dict[tuple[str, str], set[str]] = {}
        for stay in stays:
            learners = self._runs.setdefault((stay.course, stay.run), set())
            if len(learners) <= LARGEST_COHORT:
                learners.add(stay.learner)
        self._before: dict[tuple[str, str], dict[str, tuple[str, date]]] = {}

    def ties(self, stay: Stay, record: str, line: int) -> Iterator[Encounter]:
        """A learner with everyone of his run on an earlier row, on the day on which the later of both began."""
        run = (stay.course, stay.run)
        size = len(self._runs.get(run, ()))
        before = self._before.setdefault(run, {})
        if not 1 < size <= LARGEST_COHORT or stay.learner in before:
            return
        for other, day in before.values():
            said = Said(self._part, line, stay.course, Moment(max(day, stay.day), None))
            yield from said.ties(self._kind, record, [other], size, "both")
        before[stay.learner] = (record, stay.day)


def month(day: date) -> str:
    """The run of a course without classes that begin on a day of their own."""
    return f"{day:%Y-%m}"
