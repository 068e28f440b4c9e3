"""Who took the same course at the same time: weak evidence, and none where too many did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from graph.model import Encounter
from graph.priors import LARGEST_EVENT
from ingest.dates import Moment
from ingest.met import Said


class Cohorts:
    """The learners of each run of each course. Of a run with more than `LARGEST_EVENT` no one is kept, so that memory grows
    with runs and not with learners, and no two of them are tied: they were only on the same list."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._runs: dict[tuple[str, str], dict[str, tuple[str, date, int]] | None] = {}

    def add(self, course: str, run: str, learner: str, record: str, day: date, line: int) -> None:
        """One learner of a run, known by e-mail or by his row; again, he is not counted twice."""
        learners = self._runs.setdefault((course, run), {})
        if learners is not None:
            learners.setdefault(learner, (record, day, line))
            if len(learners) > LARGEST_EVENT:
                self._runs[course, run] = None

    def ties(self) -> Iterator[Encounter]:
        """Every two of a run, on the day on which the later one began."""
        for (course, _), learners in self._runs.items():
            for (a, day, line), (b, later, below) in combinations((learners or {}).values(), 2):
                said = Said(self._part, max(line, below), course, Moment(max(day, later), None))
                yield from said.ties("studied", a, [b], len(learners or ()), "both")


def month(day: date) -> str:
    """The run of a course without classes that begin on a day of their own."""
    return f"{day:%Y-%m}"
