"""What the benches of strength and of introducers count, on invented mail."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from graph import priors
from tests.bench.introducers import Introduction, Strengths, drawn, introductions, ranked
from tests.bench.strength import Foretold, Mail, days_of, foretold, mails

START = datetime(2020, 1, 1, tzinfo=UTC)


def sent(day: int, sender: str, *to: str) -> list[Mail]:
    return [Mail(int((START + timedelta(days=day)).timestamp()), sender, one) for one in to]


HISTORY = [*sent(0, "bo", "ada"), *sent(1, "cy", "bo"), *sent(2, "dee", "ada"), *sent(3, "dee", "cy")]


def test_an_introduction_is_seen_where_two_write_after_a_mail_to_both() -> None:
    mail = [*HISTORY, *sent(9, "bo", "ada", "cy"), *sent(12, "ada", "cy")]
    (found,) = introductions(mail, 7)
    assert (found.by, found.a, found.c, found.candidates) == ("bo", "ada", "cy", ("bo", "dee"))
    assert introductions(mail, 2) == []
    assert introductions([*HISTORY, *sent(4, "ada", "cy"), *mail[4:]], 7) == [], "they knew each other"
    assert introductions([*HISTORY[:2], *mail[4:]], 7) == [], "nobody else could have done it"
    many = [*HISTORY, *sent(9, "bo", "ada", "cy", *(f"p{n}" for n in range(10))), *sent(12, "ada", "cy")]
    assert introductions(many, 7) == [], "a mail to everybody introduces nobody"


def test_the_one_with_the_stronger_ties_comes_first() -> None:
    mail = [*HISTORY, *(m for day in range(4, 9) for m in (*sent(day, "bo", "ada"), *sent(day, "bo", "cy")))]
    cases = [Introduction(mail[-1].day + 1, "bo", "ada", "cy", ("bo", "dee"))]
    worth = Strengths(days_of(mail))
    for weigh in (worth.product, worth.shipped, worth.raw):
        assert ranked(cases, weigh, np.multiply) == (1.0, 1.0)
        assert ranked([cases[0]._replace(by="dee")], weigh, np.multiply) == (0.0, 0.5)
    assert drawn(cases) == (0.5, 0.75)


def test_calibration_is_the_mean_gap_over_bins_of_equal_size() -> None:
    p = np.repeat([0.1, 0.8], 50)
    came = np.concatenate([np.arange(50) < 10, np.arange(50) < 40]).astype(np.float64)
    found = Foretold(p, came)
    assert found.base() == pytest.approx(0.25)
    assert found.brier() == pytest.approx((10 * 0.81 + 40 * 0.01 + 40 * 0.04 + 10 * 0.64) / 100)
    assert found.bins()[0] == pytest.approx((0.1, 1.0))
    assert found.ece() == pytest.approx(0.5 * (0.2 * 0.9 + 0.8 * 0.1) + 0.5 * (0.8 * 0.2 + 0.2 * 0.8))


def test_only_the_last_fifth_is_foretold(tmp_path: Path) -> None:
    dice = np.random.default_rng(3)
    rows = {(int(dice.integers(0, 400)), int(a), int(b)) for a, b in dice.integers(0, 30, (3_000, 2)) if a != b}
    lines = ["when,from,to", *(f"{sent(day, '', '')[0].when},{a},{b}" for day, a, b in sorted(rows))]
    path = tmp_path / "mail.csv.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    assert len(mails(path)) == len(rows)
    models = foretold(path, 30)
    last = mails(path)[-1].day
    first_cut = mails(path)[0].day + (last - mails(path)[0].day) * 4 // 5
    pairs = len(days_of(mails(path)))
    assert models["fitted"].came.size == pytest.approx(pairs * len(range(first_cut, last - priors.WINDOW_DAYS + 1, 30)), rel=0.02)
    assert {name: f.came.sum() for name, f in models.items()} == dict.fromkeys(models, models["B0"].came.sum())
