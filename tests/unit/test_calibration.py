"""Weights learned from a network's own history: what is learned from, when, and that nothing later is looked at."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph import priors
from graph.priors import KINDS
from graph.strength.calibration import Past, brier, fitted
from graph.strength.ties import (
    BACKWARD,
    BOTH,
    FORWARD,
    SHIPPED,
    Day,
    distinct,
    features,
    first_contact,
    fold,
    logistic,
    pack_history,
    pack_stats,
    strengths,
    table,
    unpack_history,
)

START = date(2024, 1, 1)
MESSAGE, CONNECTED, CLOSE = (KINDS[k].code for k in ("message", "connected", "close"))
codes = st.sampled_from([KINDS[k].code for k in ("message", "connected", "met", "attended", "worked", "close", "in_touch")])
when = st.just(0) | st.integers(START.toordinal(), START.toordinal() + 400)
some_days = st.lists(st.builds(Day, when, codes, st.sampled_from((BOTH, FORWARD, BACKWARD)), st.integers(2, 9)), max_size=12)


@given(st.lists(some_days, min_size=1, max_size=4), st.integers(0, 400))
def test_features_of_all_ties_at_once_are_those_of_each(histories: list[list[Day]], cut: int) -> None:
    packed = [pack_history(distinct(days)) for days in histories]
    today = START.toordinal() + cut
    window = Past(packed, START.toordinal() + 500).window(today)
    kept = [h for h in packed if 0 < first_contact(h) <= today]
    expected = []
    for days in histories:
        stats = fold(distinct(days), today)
        if stats is not None and stats.contact and 0 < first_contact(pack_history(distinct(days))) <= today:
            age = today - stats.last
            row = features(
                *(
                    np.array([float(v)])
                    for v in (
                        stats.active,
                        stats.fast * 2 ** (-age / priors.FAST_DAYS),
                        stats.slow * 2 ** (-age / priors.SLOW_DAYS),
                        today - stats.contact,
                        stats.contact - stats.first,
                        stats.reciprocal,
                    )
                )
            )
            expected.append([c[0] for c in row])
    assert len(window.outcome) == len(kept) == len(expected)
    if expected:
        assert np.allclose(np.stack(window.columns, axis=1), expected)


@given(some_days, st.integers(0, 400))
def test_the_shipped_weights_are_the_shipped_strength(days: list[Day], cut: int) -> None:
    stats = fold(distinct([d for d in days if d.code != CLOSE]), START.toordinal() + cut)
    if stats is not None:
        packed, day = pack_stats(stats), START + timedelta(cut)
        assert strengths([packed], day).tolist() == strengths(table([packed]), day, SHIPPED).tolist()


def network(ties: int, days: int = 300, *, seed: int = 5, fades: bool = True) -> list[bytes]:
    """Ties that meet again at rates of their own, most of them only for a time; or, with `fades` false, by chance alone."""
    dice = np.random.default_rng(seed)
    histories = []
    for _ in range(ties):
        began, gap = int(dice.integers(0, days // 2)), float(dice.choice([4, 40, 400]) if fades else 60)
        ends = began + int(dice.integers(1, days)) if fades else days
        moment, said = float(began), []
        while moment < min(ends, days):
            said.append(Day(START.toordinal() + int(moment), MESSAGE, int(dice.integers(1, 3)), 2))
            moment += dice.exponential(gap) + 1
        histories.append(pack_history(distinct(said)))
    return histories


TODAY = START + timedelta(299)
TALKS = network(400)


def test_what_was_learned_foretells_better_than_the_shipped_weights() -> None:
    model = fitted(network(600), TODAY - timedelta(30))
    assert model.name.startswith(f"{priors.FITTED} fitted to 2024-")
    assert model.name.endswith(" ties")
    after = Past(network(600), TODAY.toordinal()).window(TODAY.toordinal() - 30)
    ours, theirs = (brier(logistic(after.columns, m.weights), after.outcome) for m in (model, SHIPPED))
    assert ours < 0.9 * theirs


def test_with_fewer_ties_than_can_be_learned_from_the_shipped_weights_hold() -> None:
    assert fitted(network(priors.LEAST_TIES - 1), TODAY) is SHIPPED
    assert fitted([], TODAY) is SHIPPED
    once = [pack_history([Day(START.toordinal() + n % 200, MESSAGE, FORWARD, 2)]) for n in range(900)]
    assert fitted(once, TODAY) is SHIPPED, "nobody met again: that is no history to learn from"


def test_only_direct_contact_with_a_date_is_learned_from() -> None:
    lists = [pack_history([Day(START.toordinal() + n % 250, CONNECTED, BOTH, 2), Day(0, MESSAGE, BOTH, 2)]) for n in range(900)]
    assert fitted(lists, TODAY) is SHIPPED
    talks = network(600)
    assert fitted([*talks, *lists], TODAY) == fitted(talks, TODAY)


@given(st.lists(some_days, max_size=6), st.integers(200, 290))
def test_what_came_later_teaches_nothing(later: list[list[Day]], cut: int) -> None:
    day = START + timedelta(cut)
    grown = list(TALKS)
    for n, days in enumerate(later):
        more = [d for d in days if d.day > day.toordinal()]
        grown[n] = pack_history(distinct([*unpack_history(TALKS[n]), *more]))
    assert fitted(grown, day) == fitted(TALKS, day)
    cropped = [pack_history([d for d in unpack_history(h) if d.day <= day.toordinal()]) for h in TALKS]
    assert fitted([h for h in cropped if h], day) == fitted(TALKS, day)


def test_silence_after_the_newest_contact_is_the_end_of_the_export() -> None:
    assert fitted(TALKS, TODAY + timedelta(400)) == fitted(TALKS, TODAY)
