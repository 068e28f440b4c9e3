"""What `graph.measures.kernel` takes and gives: a whole network as arrays, the people of a portion, and whom those should meet.

Lists of places, one for each person, are two arrays: list i is `places[begins[i]:begins[i + 1]]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.measures.chance import LISTED, NEAREST
from graph.measures.meeting import BRIDGED, DIGITS, ELSEWHERE, KEPT, NAMED, Prospects
from graph.measures.proximity import COARSE, NOISE, RESTART
from graph.measures.trail import Floats, Ints


class Rules(NamedTuple):
    """Numbers of the modules that say the same of one person."""

    listed: int
    nearest: int
    noise: float
    coarse: float
    """One over the unit to which nearness is rounded before it is compared."""
    restart: float
    kept: float
    elsewhere: float
    bridged: float
    """Shares of a value: of somebody who opens nothing, for another community, for new people."""
    fine: float
    """One over the unit to which a value is rounded."""
    named: int


RULES = Rules(LISTED, NEAREST, NOISE, 10.0**COARSE, RESTART, KEPT, ELSEWHERE, BRIDGED, 10.0**DIGITS, NAMED)


class Lists(NamedTuple):
    """A list of places for each person of a sequence."""

    begins: Ints
    places: Ints


class Woven(NamedTuple):
    """`proximity.Fabric`, its factors by falling length, and the rest of `meeting.Prospects`."""

    start: Ints
    alter: NDArray[np.int32]
    steady: Floats
    faded: Floats
    degree: Floats
    active: Floats
    recent: Floats
    arriving: Floats
    factors: Floats
    signs: Floats
    beta: float
    ranked: Ints
    """People by falling length of their factors."""
    length: Floats
    """Of those."""
    along: Floats
    """Their factors, in that order."""
    weights: Floats
    """Of `FEATURES`."""
    community: Ints
    communities: int
    ties: Lists
    strength: Floats
    """Of `ties`."""
    was: Lists
    """Where each person was: employers, schools, events."""
    there: Lists
    """Who was at each of those."""


class Portion(NamedTuple):
    """Some people, and to whom each has a tie, however faint."""

    egos: Ints
    tied: Lists


class Told(NamedTuple):
    """For each ego `size[i]` people, the best first; behind them -1 and 0."""

    size: Ints
    who: Ints
    value: Floats
    common: Ints
    """How many contacts they have in common."""
    through: Ints
    """The closest of those, at most `NAMED`, then -1."""


def lists(some: Sequence[Sequence[int]]) -> Lists:
    """The same as two arrays."""
    begins = np.zeros(len(some) + 1, dtype=np.int64)
    np.cumsum([len(one) for one in some], out=begins[1:])
    return Lists(begins, np.fromiter((place for one in some for place in one), np.int64, int(begins[-1])))


def woven(known: Prospects, was: Lists, there: Lists) -> Woven:
    """The arrays of a network; factors are held twice."""
    f = known.fabric
    length = np.sqrt((f.factors**2).sum(axis=1))
    ranked = np.argsort(-length, kind="stable")
    ties = Lists(*(a.astype(np.int64) for a in (known.strength.indptr, known.strength.indices)))
    alter = f.alter.astype(np.int32)
    return Woven(
        f.start, alter, f.steady, f.faded, f.degree, f.active, f.recent, f.arriving, f.factors, f.signs, f.beta,
        ranked, length[ranked], f.factors[ranked], known.chance.weights, known.community.astype(np.int64),
        int(known.community.max(initial=-1)) + 1,
        ties, known.strength.data, was, there,
    )  # fmt: skip
