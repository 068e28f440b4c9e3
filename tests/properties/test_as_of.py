"""An answer of a day stays what it was: evidence and words that came after the day change nothing in it, on both stores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import priors
from graph.derive import tell
from graph.introducing.introductions import introduce
from graph.store.base import Store
from graph.strength.labels import label
from graph.strength.reasons import tie_between
from tests.server.ladder import Server
from tests.worlds import START, Row, Sheet, emptied, empty_store, take_in

DAY = 200
"""The day that is asked about, after START."""
AS_OF = START + timedelta(DAY)
PEOPLE = 6
Labels = Sequence[tuple[int, int, str, int]]


def sheets(first: int, last: int, number: int) -> st.SearchStrategy[list[Sheet]]:
    """Files whose rows are of these days, and whose people no later file can take for others; events are of one day."""
    rows = st.builds(Row, st.integers(0, PEOPLE - 1), st.just(True), st.just(True), st.integers(first, last), st.booleans())
    owner = st.none() | st.integers(1, 5)
    some = st.lists(st.tuples(owner, st.lists(rows, min_size=1, max_size=6).map(tuple)), min_size=1, max_size=4)
    return some.map(lambda found: [Sheet(number + i, o, number + i, r) for i, (o, r) in enumerate(found)])


before, after = sheets(0, DAY, 0), sheets(DAY + 1, 400, DAY + 1)
labels = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from(sorted(priors.LABELS)), st.integers(0, 150)), max_size=4
)


def say(store: Store, said: Labels, first: int) -> None:
    for a, b, what, day in said:
        with store.writer() as w:
            everyone = sorted(w.everyone(), key=lambda p: p.id)
            one, other = everyone[a % len(everyone)], everyone[b % len(everyone)]
            if one.id != other.id:
                moment = datetime.combine(START + timedelta(first + day), datetime.min.time(), UTC)
                tell(w, label(w, one, other, what, moment))


def told(store: Store, ids: Sequence[str]) -> list[object]:
    """Every tie and every introduction of these people as of the day, with all reasons."""
    with store.view() as view:
        ties = [tie_between(view, a, b, AS_OF) for a, b in combinations(ids, 2)]
        asked = [introduce(view, a, b, as_of=AS_OF) for a, b in combinations(ids, 2)]
    # What a person is called and does is of today: files of all days are about one and the same.
    shown = [[(p.probability, [one.id for one in p.people], p.ties) for p in answer.paths] for answer in asked]
    return [ties, shown, [(answer.model, answer.reach) for answer in asked]]


def what_comes_later(store: Store, early: Sequence[Sheet], late: Sequence[Sheet], said: Labels, later: Labels) -> None:
    for sheet in early:
        take_in(store, sheet)
    say(store, said, 0)
    with store.view() as view:
        people = {p.id for p in view.everyone()}
        whose = {r: p for p, rows in view.records_of(people).items() for r in rows}
    known = told(store, sorted(people))
    for sheet in late:
        take_in(store, sheet)
    say(store, later, DAY + 1)
    with store.view() as view:
        # Who somebody is may be learned later (whose export it is, too), and that is no matter of time.
        if view.people_of(whose) == whose:
            assert told(store, sorted(people)) == known


@settings(max_examples=25, deadline=None)
@given(before, after, labels, labels)
def test_what_comes_later_changes_nothing(early: list[Sheet], late: list[Sheet], said: Labels, later: Labels) -> None:
    with empty_store() as store:
        what_comes_later(store, early, late, said, later)


@pytest.mark.neo4j
def test_what_comes_later_changes_nothing_in_neo4j(neo4j: Server) -> None:
    @settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
    @given(before, after, labels, labels)
    def holds(early: list[Sheet], late: list[Sheet], said: Labels, later: Labels) -> None:
        with emptied(neo4j) as store:
            what_comes_later(store, early, late, said, later)

    holds()
