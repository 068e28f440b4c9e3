"""How willing people are to introduce and to be introduced: what is known of everybody, and then of each one.

A chance is the mean of a Beta distribution. Before any outcome is logged it is the prior of `graph.priors`. All outcomes
of the network move that prior; its weight stays what it was, so that one's own outcomes, which come on top, soon outweigh
those of others (empirical Bayes with a fixed weight; a person's own outcomes are left out of what others say of him). Only
first introducers are ever asked by who keeps the log; a later one is as much less willing than a first one as the two
priors say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graph import priors
from graph.introducing.asks import Ask, Log, by_introducer, counted


class Beta(NamedTuple):
    """A probability and how sure it is: that of `yes` against `no` outcomes, times a factor that is known."""

    yes: float
    no: float
    times: float = 1.0

    @property
    def mean(self) -> float:
        return self.times * self.yes / (self.yes + self.no)


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance that somebody says yes, and why it is what it is."""

    beta: Beta
    why: str

    @property
    def value(self) -> float:
        return self.beta.mean


def beta(mean: float, observations: float, times: float = 1.0) -> Beta:
    """A probability that is worth so many observations."""
    return Beta(mean * observations, (1.0 - mean) * observations, times)


class Willingness:
    """Of everybody, by one log."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._through = by_introducer(log)
        self._to: dict[str, list[Ask]] = {}
        for ask in log.asks:
            if ask.goal:
                self._to.setdefault(ask.goal, []).append(ask)
        self._all_introduced = counted(a.introduced for a in log.asks)
        self._all_accepted = counted(a.accepted for a in log.asks)
        self._limits = {limit.person: limit for limit in log.limits}

    def usual(self) -> tuple[float, float]:
        """As first and as later introducer, of those of whom nothing is logged."""
        return self.introduces("", 1).value, self.introduces("", 2).value

    def own(self) -> dict[str, tuple[float, float]]:
        """The same of each of whom something is."""
        people = sorted({*self._through, *self._limits})
        return {p: (self.introduces(p, 1).value, self.introduces(p, 2).value) for p in people}

    def never(self) -> list[str]:
        """Who must not be asked on that day."""
        return [p for p, chances in self.own().items() if max(chances) == 0.0]

    def introduces(self, person: str, position: int) -> Chance:
        """The chance that an introducer does it, at `position` of the path (1 is the first)."""
        asks = self._through.get(person, [])
        yes, no = counted(a.introduced for a in asks)
        base = _shrunk(priors.FIRST_WILLING, self._all_introduced, (yes, no))
        known = base.yes + base.no + yes + no
        mean = (base.yes + yes) / known * (1.0 if position == 1 else priors.LATER_WILLING / priors.FIRST_WILLING)
        pending = sum(a.open_on(self._log.day) for a in asks)
        if barred := self._barred(person):
            return Chance(beta(mean, known, 0.0), barred)
        why = [f"asked {_times(yes + no)}, introduced {yes}"] if asks and yes + no else []
        why += [f"{pending} {'request' if pending == 1 else 'requests'} without an answer yet"] if pending else []
        why = why or [_as_anybody(self._all_introduced, "requests")]
        why += ["asked by somebody who may be a stranger"] if position > 1 else []
        return Chance(beta(mean, known, priors.PENDING**pending), "; ".join(why))

    def accepts(self, person: str) -> Chance:
        """The chance that whom it is for says yes to who introduces."""
        yes, no = counted(a.accepted for a in self._to.get(person, []))
        base = _shrunk(priors.ACCEPTS, self._all_accepted, (yes, no))
        why = f"introduced {_times(yes + no)}, met {yes}" if yes + no else _as_anybody(self._all_accepted, "introductions")
        return Chance(Beta(base.yes + yes, base.no + no), why)

    def _barred(self, person: str) -> str:
        """Why a person must not be asked on that day; empty where he may."""
        limit = self._limits.get(person)
        if limit is None:
            return ""
        if limit.per_month == 0:
            return "not to be asked for introductions"
        lately = self._log.lately(person)
        return f"asked {_times(lately)} within a month, of at most {limit.per_month}" if lately >= limit.per_month else ""


def _shrunk(prior: float, everybody: tuple[int, int], own: tuple[int, int]) -> Beta:
    """What the outcomes of all others make of a prior, at the weight of the prior."""
    yes, no = everybody[0] - own[0], everybody[1] - own[1]
    weight = priors.OBSERVATIONS
    return beta((prior * weight + yes) / (weight + yes + no), weight)


def _as_anybody(everybody: tuple[int, int], of_what: str) -> str:
    yes, no = everybody
    return f"no request on record: as usual here, {yes} of {yes + no} {of_what} worked" if yes + no else "no request on record"


def _times(n: int) -> str:
    return "once" if n == 1 else f"{n} times"
