"""A network with a history, imported from a file: by its own weights, told in the answer, the same whatever came later, and
computed again from the rows that the answer names."""

from __future__ import annotations

import io
from datetime import date, timedelta
from itertools import pairwise
from math import isclose

import numpy as np
import pytest

from api import asking
from graph import priors
from graph.introducing.introductions import introduce, ties_of
from graph.introducing.who import find_person
from graph.measures.groups import Communities
from graph.measures.society import Societies
from graph.priors import KINDS
from graph.store.base import Store
from graph.strength.calibration import model_at
from graph.strength.reasons import MOST_ROWS, PathTie, Proof
from graph.strength.ties import BACKWARD, FORWARD, SHIPPED, Day, distinct, fold, pack_stats, strengths
from ingest.run import import_file

START, DAYS = date(2024, 1, 1), 260
AS_OF = START + timedelta(220)
PEOPLE, TIES = 60, 330
MESSAGE = KINDS["message"].code


def mail() -> list[str]:
    """Rows of a `ties` file, at most one a day for each pair: some pairs write for weeks, most of them only once or twice."""
    dice = np.random.default_rng(8)
    pairs = sorted({tuple(sorted(pair)) for pair in dice.integers(0, PEOPLE, size=(TIES, 2)).tolist() if pair[0] != pair[1]})
    rows = []
    for pair in pairs:
        day, gap, most = (
            int(dice.integers(0, DAYS * 3 // 4)),
            float(dice.choice([5, 20, 60])),
            int(dice.choice([1, 2, MOST_ROWS])),
        )
        for _ in range(most):
            if day >= DAYS:
                break
            a, b = pair if dice.random() < 0.6 else pair[::-1]
            rows.append(f"p{a}@example.org,p{b}@example.org,{START + timedelta(day)},message")
            day += 1 + int(dice.exponential(gap))
    return rows


ROWS = mail()


def bring(store: Store, rows: list[str], name: str) -> None:
    assert not import_file(store, io.BytesIO("\n".join(["from,to,when,kind", *rows]).encode()), name=name).problems


@pytest.fixture
def history(store: Store) -> Store:
    bring(store, [r for r in ROWS if r.split(",")[2] <= AS_OF.isoformat()], "mail.csv")
    return store


def answers(store: Store, as_of: date = AS_OF) -> list[object]:
    """Paths and ties of some people, who are of today."""
    found: list[object] = []
    with store.view() as view:
        people = [find_person(view, f"p{n}@example.org").id for n in range(4)]
        for a, b in pairwise(people):
            answer = introduce(view, a, b, as_of=as_of)
            found += [answer.model, answer.reach]
            found += [(p.probability, [one.id for one in p.people], p.ties) for p in answer.paths]
        found += [(alter.id, tie) for p in people for alter, tie in ties_of(view, p, as_of=as_of, limit=12)]
    return found


def test_an_answer_says_by_which_weights_and_what_comes_later_does_not_change_them(history: Store) -> None:
    with history.view() as view:
        ego, goal = (find_person(view, f"p{n}@example.org").id for n in (0, 1))
        model = introduce(view, ego, goal, as_of=AS_OF).model
        assert model.startswith(f"{priors.FITTED} fitted to 2024-0")
        communities = Communities(Societies())
        assert asking.person(view, ego, ties=3, as_of=AS_OF, communities=communities)["model"] == model
        assert introduce(view, ego, goal, as_of=START + timedelta(20)).model == priors.MODEL
    before = answers(history)
    newcomers = [f"n{n}@example.org,p{n % 9}@example.org,{AS_OF + timedelta(1 + n % 30)},message" for n in range(40)]
    bring(history, [*(r for r in ROWS if r.split(",")[2] > AS_OF.isoformat()), *newcomers], "later.csv")
    assert answers(history) == before
    assert answers(history, AS_OF + timedelta(40)) != before


def test_strengths_follow_from_the_rows_that_they_name(history: Store) -> None:
    lines = ["from,to,when,kind", *(r for r in ROWS if r.split(",")[2] <= AS_OF.isoformat())]
    compared = 0
    with history.view() as view:
        model = model_at(view, AS_OF)
        assert model is not SHIPPED
        for n in range(12):
            ego = find_person(view, f"p{n}@example.org")
            for alter, tie in ties_of(view, ego.id, as_of=AS_OF, limit=99):
                days = [_day(lines[proof.line - 1], ego.emails[0], lesser=ego.id < alter.id) for proof in _rows(tie)]
                stats = fold(distinct(days), AS_OF.toordinal())
                assert stats
                again = strengths([pack_stats(stats)], AS_OF, model)[0]
                assert isclose(tie.strength, again, rel_tol=1e-9)
                compared += 1
    assert compared > 80


def _rows(tie: PathTie) -> list[Proof]:
    return [proof for reason in tie.why for proof in reason.rows]


def _day(line: str, ego: str, *, lesser: bool) -> Day:
    """What a row says, seen from the lesser of the two ids."""
    sender, _, when, _ = line.split(",")
    return Day(date.fromisoformat(when).toordinal(), MESSAGE, FORWARD if (sender == ego) == lesser else BACKWARD, 2)
