"""Strength: the chance that a tie carries a request, from the days on which two people were in touch.

    s = 1 - (1 - c)(1 - g)(1 - f)          noisy-or over independent kinds of evidence
    c = sigmoid(b . log features)          direct contact: active days, two decays, silence, span, reciprocity
    g = min(cap, 1 - exp(-lam))            group evidence: each event or thread counts weight / (n - 1) ** alpha
    f                                      the standing worth of a relation that does not fade (connected, mentor)

Numbers and their origin: `graph.priors`; b may be fitted to the network's own history (`strength.calibration`). A `History` is
the list of distinct (kind, day, way); `fold` reduces it to sufficient statistics at its last day. Exponential decays only
rescale, so from those the strength at any *later* moment follows; at an earlier one `fold(history, as_of)` leaves out what
had not happened yet.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph import priors
from graph.model import Basis
from graph.priors import KINDS

STATS = np.dtype([
    ("last", "<i4"), ("contact", "<i4"), ("first", "<i4"), ("label_day", "<i4"),
    ("active", "<f8"), ("fast", "<f8"), ("slow", "<f8"), ("group", "<f8"),
    ("undated", "<f8"), ("label", "<f8"),
    ("reciprocal", "u1"), ("standing", "u1"),
])  # fmt: skip
"""One tie at its `last` day (ordinals; 0 unknown): `contact` the last direct day, `undated` the group evidence
without a date (it does not fade), `label` -1 when nobody said anything."""

_PACK = struct.Struct("<4i6d2B")
_DAY = struct.Struct("<iBBi")
_BY_CODE = {k.code: (name, k) for name, k in KINDS.items()}
_LABEL_CODES = {KINDS[name].code: worth for name, worth in priors.LABELS.items()}
WORKED, SCHOOLED = KINDS["worked"].code, KINDS["schooled"].code
LABELLED = frozenset(_LABEL_CODES)
"""Codes of what a person said of two people."""
CONTACT = frozenset(k.code for n, k in KINDS.items() if not k.group and not k.standing and n not in priors.LABELS)
"""Codes of direct contact that does not stand: what fades, and what a calibration foretells."""
STATES = frozenset((WORKED, SCHOOLED))
"""Codes of what two people had in common for some time, as records say of each of them alone (`graph.strength.workplaces`)."""

BOTH, FORWARD, BACKWARD = 0, 1, 2
STATED, RESIZED = BOTH, FORWARD
"""Ways of a day of `STATES`: on it two people were said to be at one place, or only more people were known there."""


class Day(NamedTuple):
    """One kind of contact on one day: `way` is seen from the lesser person id, `size` the people who shared it."""

    day: int
    """Ordinal, 0 when the evidence has no date."""
    code: int
    way: int
    size: int


class Model(NamedTuple):
    """The b of `strengths`, one for each of `features`, and what an answer calls them."""

    name: str
    weights: tuple[float, ...]


SHIPPED = Model(
    priors.MODEL,
    (priors.INTERCEPT, priors.ACTIVE, priors.FAST, priors.SLOW, -priors.SILENCE, priors.SPAN, priors.RECIPROCAL, 0.0),
)


class Stats(NamedTuple):
    """`STATS` as a tuple, in its order."""

    last: int
    contact: int
    first: int
    label_day: int
    active: float
    fast: float
    slow: float
    group: float
    undated: float
    label: float
    reciprocal: int
    standing: int


def distinct(days: Iterable[Day]) -> list[Day]:
    """Sorted, one entry for each (day, kind, way): of several the one shared by fewest people counts."""
    smallest: dict[tuple[int, int, int], Day] = {}
    for d in days:
        key = d[:3]
        if key not in smallest or d.size < smallest[key].size:
            smallest[key] = d
    return [smallest[k] for k in sorted(smallest)]


def pack_history(days: Sequence[Day]) -> bytes:
    """Ten bytes a day: ordinal, kind code, way, size."""
    return b"".join([_DAY.pack(*d) for d in days])


def unpack_history(history: bytes) -> list[Day]:
    return [Day(*fields) for fields in _DAY.iter_unpack(history)]


@lru_cache(1 << 14)
def first_contact(history: bytes) -> int:
    """The first day (ordinal) of direct contact that is no standing relation; 0 when there is none with a date."""
    return min((d.day for d in unpack_history(history) if d.day and d.code in CONTACT), default=0)


def pack_stats(stats: Stats) -> bytes:
    return _PACK.pack(*stats)


def _share(code: int, size: int) -> float:
    """What one of the people who shared it gets of it."""
    alpha = _BY_CODE[code][1].alpha
    return 1.0 if not alpha or size <= 2 else float(size - 1) ** -alpha


def _employed(days: Sequence[Day]) -> tuple[dict[tuple[int, int], float], Sequence[Day]]:
    """The share that a common employer or school gives, by (kind, day), and all other days. Each is a state that is said again
    and again: the last word and the last size count, and count no more for having been repeated."""
    said: dict[int, list[Day]] = {}
    for d in days:
        if d.code in STATES:
            said.setdefault(d.code, []).append(d)
    if not said:
        return {}, days
    shares = {}
    for code, some in said.items():
        last = max((d.day for d in some if d.way == STATED), default=0)
        shares[code, last] = _share(code, some[-1].size)
    return shares, [d for d in days if d.code not in STATES]


def fold(days: Sequence[Day], as_of: int | None = None) -> Stats | None:
    """Sufficient statistics of the days up to `as_of` (ordinal; all when None), or None when there are none."""
    seen = days if as_of is None else [d for d in days if d.day <= as_of]
    if not seen:
        return None
    label, label_day, standing = -1.0, 0, 0
    direct: dict[tuple[int, int], float] = {}
    grouped, acts = _employed(seen)
    ways = set()
    for day, code, way, size in acts:
        if code in _LABEL_CODES:
            if day >= label_day:
                label, label_day = _LABEL_CODES[code], day
            continue
        bucket = grouped if _BY_CODE[code][1].group else direct
        bucket[code, day] = max(bucket.get((code, day), 0.0), _share(code, size))
        if bucket is direct:
            ways.add(way)
            standing = max(standing, _BY_CODE[code][1].standing)
    dated = [d.day for d in seen if d.day]
    contacts = [day for _, day in direct if day]
    last, contact = max(dated, default=0), max(contacts, default=0)
    reciprocal = FORWARD in ways and BACKWARD in ways
    fast = slow = group = undated = 0.0
    for (code, day), share in direct.items():
        kind = _BY_CODE[code][1]
        if day and not kind.standing:  # what stands does not fade
            amount = share * (kind.weight if reciprocal or BOTH in ways else kind.one_way)
            fast += amount * 2.0 ** ((day - last) / priors.FAST_DAYS)
            slow += amount * 2.0 ** ((day - last) / priors.SLOW_DAYS)
    for (code, day), share in grouped.items():
        amount = share * _BY_CODE[code][1].weight
        if day:
            group += amount * 2.0 ** ((day - last) / priors.GROUP_DAYS)
        else:
            undated += amount * 2.0 ** (-priors.UNDATED_DAYS / priors.GROUP_DAYS)
    first = min(contacts, default=0)
    return Stats(
        last, contact, first, label_day, sum(direct.values()), fast, slow, group, undated, label, int(reciprocal), standing
    )


def basis_of(days: Iterable[Day]) -> Basis:
    """Observed if any of it was; else asserted if somebody said so; else inferred."""
    found: set[Basis] = set()
    for d in days:
        name, kind = _BY_CODE[d.code]
        found.add("observed" if name == "attended" and d.size <= priors.SMALL_MEETING else kind.basis)
    return "observed" if "observed" in found else "asserted" if "asserted" in found else "inferred"


def table(stats: Sequence[bytes]) -> NDArray[Any]:
    """Packed statistics as one structured array of `STATS`."""
    return np.frombuffer(b"".join(stats), dtype=STATS)


def features(
    active: NDArray[np.float64],
    fast: NDArray[np.float64],
    slow: NDArray[np.float64],
    silent: NDArray[np.float64],
    span: NDArray[np.float64],
    reciprocal: NDArray[np.float64],
) -> tuple[NDArray[np.float64], ...]:
    """What the logistic of direct contact weighs, a column each: 1, active days, the two decays, days of silence, days from the
    first contact to the last, whether both acted, and the square of the silence, as no one half-life suits all networks."""
    quiet = np.log1p(silent)
    logs = (np.log1p(active), np.log1p(fast), np.log1p(slow), quiet, np.log1p(span), reciprocal, quiet * quiet)
    return (np.ones(len(active)), *logs)


def logistic(columns: Sequence[NDArray[np.float64]], weights: Sequence[float]) -> NDArray[np.float64]:
    """The probability of each row. Summed column by column: a product of matrices would round by the size of the batch."""
    logit = np.zeros(len(columns[0]))
    for weight, column in zip(weights, columns, strict=True):
        logit += weight * column
    return 1.0 / (1.0 + np.exp(-logit))


def strengths(stats: Sequence[bytes] | NDArray[Any], as_of: date | None, model: Model = SHIPPED) -> NDArray[np.float64]:
    """Strength of each tie in [0, 0.98] at `as_of`, which must not be before a tie's last day (fold it first); at that
    last day when None."""
    t = stats if isinstance(stats, np.ndarray) else table(stats)
    today = as_of.toordinal() if as_of else t["last"]
    age = np.where(t["last"] > 0, today - t["last"], 0).astype(np.float64)
    columns = features(
        t["active"],
        t["fast"] * np.exp2(-age / priors.FAST_DAYS),
        t["slow"] * np.exp2(-age / priors.SLOW_DAYS),
        np.where(t["contact"] > 0, np.maximum(today - t["contact"], 0), priors.UNDATED_DAYS),
        np.maximum(t["contact"] - t["first"], 0).astype(np.float64),
        t["reciprocal"].astype(np.float64),
    )
    contact = np.where(t["active"] > 0, logistic(columns, model.weights), 0.0)
    group = np.minimum(priors.GROUP_CAP, -np.expm1(-t["group"] * np.exp2(-age / priors.GROUP_DAYS) - t["undated"]))
    standing = np.take(priors.STANDING, t["standing"])
    evidence = 1.0 - (1.0 - contact) * (1.0 - group) * (1.0 - standing)
    fresh = (t["label_day"] == 0) | (today - t["label_day"] <= priors.LABEL_DAYS) | (t["label"] == 0.0)
    said = np.where((t["label"] >= 0.0) & fresh, t["label"], evidence)
    return np.clip(said, 0.0, priors.MOST_CERTAIN)


def strength_of(stats: bytes, as_of: date) -> float:
    """`strengths` of one tie."""
    return float(strengths([stats], as_of)[0])
