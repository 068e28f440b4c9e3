"""The weights of direct contact, fitted to the network's own history: what a tie's past said of the next 30 days.

The history up to the day asked about is cut some windows before its newest contact. At each cut every tie that was in touch
has features (`strength.ties.features`, of what was before) and an outcome (was there direct contact in the window after?); a
logistic with an L2 penalty learns one from the other, newer windows counting more. It is taken only if it foretold the newest
window, which it had not seen, better than the shipped weights. No evidence after the day is looked at, so that an answer of
that day stays what it was; and a tie that nothing is known of is no outcome: the unknown never counts against anybody.

Where exports end, nothing is known, which is not silence: the last window ends at the newest contact, not at the day asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph import priors
from graph.priors import KINDS
from graph.store.base import View
from graph.strength.ties import BACKWARD, BOTH, CONTACT, FORWARD, SHIPPED, Model, features, logistic

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_DAYS = np.dtype([("day", "<i4"), ("code", "u1"), ("way", "u1"), ("size", "<i4")])
_NEVER = np.iinfo(np.int64).max
_STEPS, _STILL = 30, 1e-9
"""Newton steps at most, and the step that ends them."""


def _by_code(value: Callable[[str], float]) -> Floats:
    """A number of each kind, at its code; 0 where there is none."""
    found = np.zeros(256)
    for name, kind in KINDS.items():
        found[kind.code] = value(name)
    return found


_DIRECT = _by_code(lambda name: not KINDS[name].group and name not in priors.LABELS) > 0
_CONTACT = _by_code(lambda name: KINDS[name].code in CONTACT) > 0
_ALPHA = _by_code(lambda name: KINDS[name].alpha)
_WEIGHT = _by_code(lambda name: KINDS[name].weight)
_ONE_WAY = _by_code(lambda name: KINDS[name].one_way)


def model_at(view: View, as_of: date) -> Model:
    """The weights for a day: fitted where the history up to it allows, else the shipped ones. Kept by the store until it
    changes."""
    return view.kept(("weights", as_of), lambda: fitted(view.drawn(as_of, priors.MOST_TIES).values(), as_of))


def fitted(histories: Collection[bytes], as_of: date) -> Model:
    """The weights these histories (`strength.ties.pack_history`) teach of what is up to `as_of`; the shipped ones where there
    is too little to learn from, or where they foretell the newest window better."""
    past = Past(histories, as_of.toordinal())
    newest = past.newest()
    cuts = [newest - n * priors.WINDOW_DAYS for n in range(1, priors.WINDOWS + 1)]
    windows = [past.window(cut) for cut in cuts if newest]
    windows = [w for w in windows if len(w.outcome)]
    if len(windows) < 2 or len(windows[0].outcome) < priors.LEAST_TIES or not _enough(windows[1:]):
        return SHIPPED
    tried, held = fit(windows[1:]), windows[0]
    if brier(logistic(held.columns, tried), held.outcome) >= brier(logistic(held.columns, SHIPPED.weights), held.outcome):
        return SHIPPED
    ties = len(held.outcome)
    return Model(f"{priors.FITTED} fitted to {date.fromordinal(newest)} on {ties:,} ties", fit(windows))


class Window(NamedTuple):
    """What was known of each tie in touch at a cut, and whether there was contact in the days after."""

    columns: tuple[Floats, ...]
    outcome: Floats


class Past:
    """The direct contact in some histories up to a day, as arrays: what `ties.fold` makes of it, for all ties at once."""

    def __init__(self, histories: Collection[bytes], today: int) -> None:
        days = np.frombuffer(b"".join(histories), dtype=_DAYS)
        self._ties = len(histories)
        tie = np.repeat(np.arange(self._ties), [len(h) // _DAYS.itemsize for h in histories])
        known = (days["day"] <= today) & _DIRECT[days["code"]]
        days, tie = days[known], tie[known]
        self._acted = [self._first(tie, days["day"], days["way"] == way) for way in (FORWARD, BACKWARD, BOTH)]
        # One contact for each day and kind, shared as by `fold`: by the fewest people.
        order = np.lexsort((days["size"], days["code"], days["day"], tie))
        days, tie = days[order], tie[order]
        same = (np.diff(tie) == 0) & (np.diff(days["day"]) == 0) & (np.diff(days["code"].astype(np.int64)) == 0)
        once = np.concatenate([np.ones(min(len(tie), 1), np.bool_), ~same])
        days, self._tie = days[once], tie[once]
        self._day = days["day"].astype(np.int64)
        self._fades = _CONTACT[days["code"]] & (self._day > 0)
        self._share = np.maximum(days["size"] - 1.0, 1.0) ** -_ALPHA[days["code"]]
        self._both, self._alone = _WEIGHT[days["code"]], _ONE_WAY[days["code"]]

    def _first(self, tie: Ints, day: NDArray[Any], which: Bools) -> Ints:
        """The first day of each tie among some contacts, `_NEVER` where there are none."""
        found = np.full(self._ties, _NEVER)
        np.minimum.at(found, tie[which], day[which])
        return found

    def newest(self) -> int:
        """The last day of contact (ordinal); 0 when there was none."""
        return int(self._day[self._fades].max(initial=0))

    def window(self, cut: int) -> Window:
        """All ties that were in touch at `cut`, in their order, with their outcome of the next `priors.WINDOW_DAYS`."""
        seen = self._day <= cut
        live = self._sum(self._fades & seen, np.ones(len(self._day))) > 0
        forward, backward, both = (first <= cut for first in self._acted)
        reciprocal = forward & backward
        amount = self._share * np.where((reciprocal | both)[self._tie], self._both, self._alone)
        fading, age = self._fades & seen, np.maximum(cut - self._day, 0)
        dated = seen & (self._day > 0)
        last = np.zeros(self._ties, np.int64)
        np.maximum.at(last, self._tie[dated], self._day[dated])
        after = self._fades & (self._day > cut) & (self._day <= cut + priors.WINDOW_DAYS)
        columns = features(
            self._sum(seen, self._share)[live],
            self._sum(fading, amount * np.exp2(-age / priors.FAST_DAYS))[live],
            self._sum(fading, amount * np.exp2(-age / priors.SLOW_DAYS))[live],
            (cut - last)[live].astype(np.float64),
            (last - self._first(self._tie, self._day, dated))[live].astype(np.float64),
            reciprocal[live].astype(np.float64),
        )
        return Window(columns, np.minimum(self._sum(after, np.ones(len(self._day)))[live], 1.0))

    def _sum(self, which: Bools, amounts: Floats) -> Floats:
        """Of each tie."""
        return np.bincount(self._tie[which], weights=amounts[which], minlength=self._ties).astype(np.float64)


def fit(windows: Sequence[Window]) -> tuple[float, ...]:
    """The weights of an L2 logistic on windows, the newest first, each counting `priors.FADING` of the one before: by Newton's
    steps on standardised features, whose penalty leaves the intercept free."""
    x = np.concatenate([np.stack(w.columns, axis=1) for w in windows])
    y = np.concatenate([w.outcome for w in windows])
    weight = np.concatenate([np.full(len(w.outcome), priors.FADING**n) for n, w in enumerate(windows)])
    mean, scale = x.mean(axis=0), x.std(axis=0)
    mean[0], scale[0] = 0.0, 1.0
    scale[scale == 0.0] = 1.0
    z = (x - mean) / scale
    ridge = np.full(x.shape[1], priors.RIDGE)
    ridge[0] = 0.0
    b = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(-(z @ b)))
        slope = z.T @ (weight * (y - p)) - ridge * b
        bend = (z * (weight * p * (1.0 - p))[:, None]).T @ z + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        b += step
        if np.abs(step).max() < _STILL:
            break
    found = b / scale
    found[0] -= float((found * mean).sum())
    return tuple(found.tolist())


def brier(p: Floats, outcome: Floats) -> float:
    """Mean squared error of probabilities (Brier 1950)."""
    return float(np.mean((p - outcome) ** 2))


def _enough(windows: Sequence[Window]) -> bool:
    """Whether both outcomes came often enough for all weights."""
    came = sum(float(w.outcome.sum()) for w in windows)
    stayed_away = sum(len(w.outcome) for w in windows) - came
    return min(came, stayed_away) >= priors.RARER_A_WEIGHT * len(SHIPPED.weights)
