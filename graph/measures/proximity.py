"""How near two people who do not know each other are: one number for each way of looking at it.

Of an ego and candidates, with A the ties, k their number, W = log1p(worth of all days), L = log1p(worth, faded), s the sums of L:

    common      |N(u) & N(v)|                                      (Newman 2001, doi:10.1103/PhysRevE.64.025102)
    adamic      sum over common z of 1 / log k(z)                  (Adamic, Adar 2003, doi:10.1016/S0378-8733(03)00009-1)
    resource    sum over common z of 1 / k(z)                      (Zhou, Lü, Zhang 2009, doi:10.1140/epjb/e2009-00335-8)
    jaccard     |N(u) & N(v)| / |N(u) | N(v)|
    attachment  k(u) k(v)                                          (Barabási, Albert 1999)
    weighted    sum over z of W(u,z) W(z,v) / W(z)                 resource allocation on weights; `faded` the same with L
    long        A D^-1/2 A D^-1/2 A                                (L3: Kovács et al. 2019, doi:10.1038/s41467-019-09177-y)
    katz        A^2 + beta A^3                                     (Katz 1953; longer walks left out)
    rooted      three steps of a walk from u that restarts with .15 (Liben-Nowell, Kleinberg 2007, doi:10.1002/asi.20591)
    returned    the same from v: rooted s(u) / s(v), as L is symmetric
    spectral    dot product of 32 factors of D^-1/2 L D^-1/2
    active, recent, arriving   of the candidate alone: sums of W, of L, and of ties by how lately each began

Faded means: worth halves with every quarter of the time that the network has been watched, so that a conference of two days and
a mailbox of ten years are looked at alike (no half-life fits all networks: docs/decisions/0091-whom-to-meet.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.linalg import ArpackNoConvergence, eigsh

from graph.measures.trail import Floats, Ints, Trail

FEATURES = (
    "common", "adamic", "resource", "jaccard", "attachment", "weighted", "faded", "long", "katz", "rooted", "returned",
    "spectral", "active", "recent", "arriving",
)  # fmt: skip
"""Columns of `features`."""

RESTART = 0.15
"""Chance that the rooted walk starts again."""
FACTORS = 32
_HALVES = 4.0
"""Half-lives in the time that the network has been watched."""
_EARLIEST = 0.01
"""Share of all days of contact that are left out when it is asked since when that is: one wrong date may be centuries old."""
_DENSE = 400
"""Up to so many people the factors are computed exactly; of more, iteratively (Lanczos)."""
NOISE = 1e-9
"""Below this a product of factors is none."""
COARSE = 12
"""Digits of nearness where people are chosen by it: people with the same ties are as near but for noise."""
_STEPS = 12
"""Of the power iteration that estimates the largest eigenvalue of A; a bound within a factor of two is good enough."""


@dataclass(frozen=True, slots=True)
class Fabric:
    """A network at the end of one day, as adjacency lists: those of person i are at `start[i]` to `start[i + 1]`, sorted."""

    start: Ints
    alter: Ints
    steady: Floats
    """W of each."""
    faded: Floats
    """L of each."""
    degree: Floats
    active: Floats
    """Sums of W."""
    recent: Floats
    """Sums of L."""
    arriving: Floats
    """Sum over the person's ties of 1, halved with every half-life since the tie began."""
    factors: Floats
    """People by factors; scaled with the root of the size of the eigenvalue."""
    signs: Floats
    """Of the eigenvalues."""
    beta: float

    @property
    def people(self) -> int:
        return len(self.degree)

    def alters(self, ego: int) -> Ints:
        """Whom somebody is tied to."""
        return self.alter[self.start[ego] : self.start[ego + 1]]


def weave(trail: Trail, day: int, times: Floats | None = None) -> Fabric:
    """The network of the ties known at the end of a day (an ordinal). Evidence without a day counts as old as the oldest.

    `times` is how many ties each person has for one that the trail has (1 where it has all, as when this is left out): what is
    summed over somebody's ties is taken to be so many times as much.
    """
    known = trail.until(day)
    dated = known.day[known.day > 0]
    since = float(np.quantile(dated, _EARLIEST)) if len(dated) else float(day)
    span = max(day - since, 1.0)
    ages = np.where(known.day > 0, np.clip(day - known.day, 0.0, span), span) * (_HALVES / span)
    n, ties = trail.people, len(trail.a)
    worth = _sums(known.tie, known.worth, ties)
    faded = _sums(known.tie, known.worth * np.exp2(-ages), ties)
    youth = np.zeros(ties)
    np.maximum.at(youth, known.tie, ages)
    met = np.flatnonzero(worth > 0.0)
    a, b = trail.a[met], trail.b[met]
    rows, cols = np.concatenate([a, b]), np.concatenate([b, a])
    order = np.lexsort((cols, rows))
    rows, cols = rows[order], cols[order]
    steady, recent, new = (np.tile(x[met], 2)[order] for x in (np.log1p(worth), np.log1p(faded), np.exp2(-youth)))
    start = np.searchsorted(rows, np.arange(n + 1))
    seen = np.ones(n) if times is None else times
    sums = [_sums(rows, x, n) * seen for x in (np.ones(len(rows)), steady, recent, new)]
    degree, active, strength, arriving = sums
    factors, signs = _factors(sp.csr_array((recent, cols, start), shape=(n, n)), strength)
    beta = 0.5 / max(_radius(sp.csr_array((np.ones(len(cols)), cols, start), shape=(n, n))), 1.0)
    return Fabric(start, cols, steady, recent, degree, active, strength, arriving, factors, signs, beta)


def _factors(weights: sp.csr_array, strength: Floats) -> tuple[Floats, Floats]:
    """The largest factors of D^-1/2 L D^-1/2, largest first; none for people without ties."""
    n = weights.shape[0]
    root = np.zeros(n)
    np.divide(1.0, np.sqrt(strength), out=root, where=strength > 0.0)
    normal = sp.diags_array(root) @ weights @ sp.diags_array(root)
    if n <= _DENSE:
        values, vectors = np.linalg.eigh(normal.toarray())
    else:
        try:
            # The start is the same for the same network in whatever order its people stand.
            values, vectors = eigsh(normal, k=FACTORS, which="LM", v0=np.sqrt(strength) + 1.0, tol=1e-4, maxiter=50 * FACTORS)
        except ArpackNoConvergence as some:
            values, vectors = some.eigenvalues, some.eigenvectors
    order = np.argsort(-np.abs(values), kind="stable")[:FACTORS]
    values, vectors = values[order], vectors[:, order]
    return np.ascontiguousarray(vectors * np.sqrt(np.abs(values))), np.sign(values)


def _radius(ties: sp.csr_array) -> float:
    """About the largest eigenvalue of the adjacency matrix."""
    x = np.ones(ties.shape[0])
    size = 0.0
    for _ in range(_STEPS):
        x = ties @ x
        if not (size := float(np.linalg.norm(x))):
            return 0.0
        x /= size
    return size


def rows_of(fabric: Fabric, people: Ints) -> tuple[Ints, Ints]:
    """Places of all ties of these people, one after the other, and which of them each belongs to (0 is the first)."""
    counts = fabric.start[people + 1] - fabric.start[people]
    which = np.repeat(np.arange(len(people)), counts)
    ends = np.cumsum(counts)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts - fabric.start[people], counts), which


def _sums(which: Ints, weights: Floats, size: int) -> Floats:
    """Sum of the weights of each of `size` groups."""
    return np.bincount(which, weights=weights, minlength=size).astype(np.float64, copy=False)


def inverse(x: NDArray[np.float64]) -> Floats:
    """1 / x, 0 where x is."""
    found = np.zeros(len(x))
    np.divide(1.0, x, out=found, where=x > 0.0)
    return found


@dataclass(frozen=True, slots=True)
class Steps:
    """Two steps away from an ego, over everyone; what three steps need is with it."""

    common: Floats
    adamic: Floats
    resource: Floats
    weighted: Floats
    faded: Floats
    halfway: Floats
    """A D^-1/2 A."""


def two_steps(fabric: Fabric, ego: int) -> Steps:
    """What the ego's contacts have in common with whom; those contacts and the ego itself are in it too."""
    f, n = fabric, fabric.people
    mine = slice(int(f.start[ego]), int(f.start[ego + 1]))
    contacts = f.alter[mine]
    places, which = rows_of(f, contacts)
    ends, degree = f.alter[places], f.degree[contacts]
    logs = np.log(np.maximum(degree, 2.0))
    shares = {
        "common": np.ones(len(contacts)),
        "adamic": 1.0 / logs,
        "resource": inverse(degree),
        "halfway": np.sqrt(inverse(degree)),
    }
    found = {name: _sums(ends, share[which], n) for name, share in shares.items()}
    weighted = (f.steady[mine] * inverse(f.active[contacts]))[which] * f.steady[places]
    faded = (f.faded[mine] * inverse(f.recent[contacts]))[which] * f.faded[places]
    return Steps(
        weighted=_sums(ends, weighted, n),
        faded=_sums(ends, faded, n),
        **found,
    )


def spectral(fabric: Fabric, ego: int, candidates: Ints | slice) -> Floats:
    """Dot products of the factors of an ego and of candidates."""
    product = fabric.factors[candidates] @ (fabric.factors[ego] * fabric.signs)
    # What is left of two factors that cancel is no nearness, and would be evened up to one.
    return np.where(np.abs(product) < NOISE, 0.0, product)


def features(fabric: Fabric, ego: int, candidates: Ints, steps: Steps) -> Floats:
    """One row a candidate (not tied to the ego), one column for each of `FEATURES`. `steps` are `two_steps` of the ego."""
    f = fabric
    places, which = rows_of(f, candidates)
    between, m = f.alter[places], len(candidates)
    long = _sums(which, (steps.halfway * np.sqrt(inverse(f.degree)))[between], m)
    three = _sums(which, steps.common[between], m)
    # With s(u) P(u, v) = L(u, v), the walk of two steps is `faded` / s(u); one more step goes over the candidate's contacts.
    again = _sums(which, (steps.faded * inverse(f.recent))[between] * f.faded[places], m)
    own = max(float(f.recent[ego]), 1e-12)
    go = 1.0 - RESTART
    rooted = RESTART * (go**2 * steps.faded[candidates] + go**3 * again) / own
    common, degree = steps.common[candidates], f.degree[candidates]
    columns = {
        "common": common,
        "adamic": steps.adamic[candidates],
        "resource": steps.resource[candidates],
        "jaccard": common * inverse(f.degree[ego] + degree - common),
        "attachment": f.degree[ego] * degree,
        "weighted": steps.weighted[candidates],
        "faded": steps.faded[candidates],
        "long": long,
        "katz": common + f.beta * three,
        "rooted": rooted,
        "returned": rooted * own * inverse(f.recent[candidates]),
        "spectral": spectral(f, ego, candidates),
        "active": f.active[candidates],
        "recent": f.recent[candidates],
        "arriving": f.arriving[candidates],
    }
    return np.column_stack([columns[name] for name in FEATURES])


def evened(table: Floats) -> Floats:
    """Each column as log1p(x / median of what is above 0), divided by its deviation over the candidates: heavy tails come
    down, and networks of any size and density compare. What is below 0 (a spectral product) counts as 0."""
    x = np.maximum(table, 0.0)
    middle = np.array([np.median(c[c > 0.0]) if (c > 0.0).any() else 1.0 for c in x.T])
    y = np.log1p(x / middle)
    deviation = y.std(axis=0)
    even: Floats = y / np.where(deviation > 1e-12, deviation, 1.0)
    return even
