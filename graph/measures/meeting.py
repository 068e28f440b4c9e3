"""Whom a person should meet: people without a tie to him, by how likely the two are to get in touch and by what it would open.

    value = p^(1 - novelty / 2) * (1 - novelty * (0.5 - 0.3 * community - 0.2 * bridge))

p is the odds of the pair (`measures.chance`), over those of the likeliest one; `community` the share of the person's ties
(by strength) that lie outside the candidate's community; `bridge` the share of the candidate's contacts who are more than two
steps away from the person. At novelty 0 only p counts; at 1 this is the utility p^0.5 (0.5 + 0.3 community + 0.2 bridge) of the
project's notes. Moderately weak, bridging ties opened most jobs (Rajkumar et al. 2022, doi:10.1126/science.abl4476).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp

from graph.errors import BadInput
from graph.measures import trail
from graph.measures.chance import Chance, Scored, learn, scores, untrained
from graph.measures.common_ground import common_ground
from graph.measures.communities import leiden
from graph.measures.proximity import Fabric, rows_of, weave
from graph.measures.trail import Floats, Ints
from graph.store.base import View
from graph.strength.corridor import current
from graph.whole.snapshot import Snapshot

DISMISSED = 0.7
"""What is left of the value for each time somebody was dismissed (impression discounting: Lee, Lakshmanan, Tiwari, Shah 2014,
doi:10.1145/2623330.2623356; the factor is set by hand)."""
MOST = 200
"""Meetings in one answer."""
NAMED = 3
"""Contacts in common that a reason names."""
KEPT, ELSEWHERE, BRIDGED = 0.5, 0.3, 0.2
"""Shares of the value at novelty 1: of somebody who opens nothing, for another community, for new people."""
DIGITS = 9
"""Of a value: what comes after depends on the order in which numbers were added up."""
_MOSTLY = 0.8
"""Share of somebody's ties outside a community from which on it counts as new, in words."""


class Through(NamedTuple):
    """Somebody whom both know, and the strengths of the two ties."""

    person: str
    mine: float
    theirs: float


@dataclass(frozen=True, slots=True)
class Meeting:
    """Somebody to meet."""

    person: str
    score: float
    """The value, in [0, 1]; 1 is the likeliest of all at novelty 0. Compares within one answer."""
    parts: tuple[str, ...]
    """Why, in words."""
    through: tuple[Through, ...]
    """Contacts in common, the closest first, at most `NAMED`."""


@dataclass(frozen=True, slots=True)
class Prospects:
    """What whom-to-meet needs of a whole network; good for one snapshot, and made anew with it."""

    fabric: Fabric
    chance: Chance
    community: Ints
    """-1 for people without ties."""
    strength: sp.csr_array
    """Of every tie, from both its ends."""


def prepare(view: View, snapshot: Snapshot, community: Ints | None = None, times: Floats | None = None) -> Prospects:
    """Read the days behind all ties and learn from them; `community` is the label of everyone, where it is known already.

    `times` is given for a part of a network, as in `proximity.weave`: from a part nothing is learned, as most of that would be
    where it ends.
    """
    past = trail.read(view, snapshot)
    day, n = snapshot.as_of.toordinal(), len(snapshot.ids)
    if community is None:
        community = leiden(n, snapshot.u, snapshot.v, snapshot.weight)
    ends = np.concatenate([snapshot.u, snapshot.v]), np.concatenate([snapshot.v, snapshot.u])
    strength = sp.csr_array((np.tile(snapshot.weight, 2), ends), shape=(n, n))
    chance = learn(past, day) if times is None else untrained()
    return Prospects(weave(past, day, times), chance, community, strength)


def meet(
    view: View,
    snapshot: Snapshot,
    person: str,
    k: int,
    as_of: date,
    novelty: float,
    dismissed: Mapping[str, int],
    prospects: Prospects | None = None,
) -> list[Meeting]:
    """The k best people for one person to meet, best first, equals by id; fewer where there are not so many within reach.

    Args:
        view: the store that the snapshot was taken of.
        snapshot: the network at `as_of`.
        person: current id.
        k: 1 to `MOST`.
        as_of: the day that is asked about; nothing later counts.
        novelty: 0 for the likeliest, 1 for those who would open most.
        dismissed: person id -> how often that suggestion was not wanted.
        prospects: `prepare(view, snapshot)`, kept; made on the way when None.

    Raises:
        BadInput: `k` or `novelty` out of range, or a snapshot of another day.
    """
    if not 1 <= k <= MOST or not 0.0 <= novelty <= 1.0 or snapshot.as_of != as_of:
        message = f"ask for 1 to {MOST} people, with a novelty of 0 to 1, on the day of the snapshot ({snapshot.as_of})"
        raise BadInput(message)
    found = snapshot.find([person])
    if not len(found):
        return []
    ego = int(found[0])
    known = prospects or prepare(view, snapshot)
    ground = common_ground(view, person, as_of)
    shared = snapshot.find(sorted(ground))
    scored = scores(known.fabric, ego, known.chance, shared)
    ids = [snapshot.ids[i] for i in scored.who.tolist()]
    value, opens = _values(known, ego, scored, novelty)
    value = np.round(value * np.array([DISMISSED ** dismissed.get(uid, 0) for uid in ids]), DIGITS)
    rows = view.ties([person])
    tied = {r.alter for r, s in zip(rows, current(view, rows, as_of), strict=True) if s > 0.0}
    best = _best(scored, value, shared, snapshot.find(sorted(tied)), k).tolist()
    contacts = {i: contacts_in_common(known.strength, ego, int(scored.who[i])) for i in best}
    named = {
        p.id: p.name for p in view.people({person, *(snapshot.ids[j] for some in contacts.values() for j, *_ in some[:NAMED])})
    }
    meetings = []
    for i in best:
        through = tuple(Through(snapshot.ids[j], mine, theirs) for j, mine, theirs in contacts[i][:NAMED])
        parts = [*_in_common(len(contacts[i]), through, named), *ground.get(ids[i], ())]
        parts += opens.told(i, named.get(person, person)) if novelty else ()
        meetings.append(Meeting(ids[i], float(value[i]), tuple(parts or ("near by whom their contacts know",)), through))
    return meetings


def _best(scored: Scored, value: Floats, shared: Ints, tied: Ints, k: int) -> Ints:
    """The k candidates of most value without a tie. Whoever shares nothing and stands more than three steps away has no reason
    to be named."""
    near = scored.near | np.isin(scored.who, shared)
    fit = np.flatnonzero(near & ~np.isin(scored.who, tied))
    return fit[np.lexsort((fit, -value[fit]))][:k]


@dataclass(frozen=True, slots=True)
class _Opening:
    """What each candidate would open: the shares `community` and `bridge` of the formula, and the numbers behind them."""

    community: Floats
    bridge: Floats
    contacts: Ints

    def told(self, i: int, person: str) -> list[str]:
        said = []
        if self.community[i] > _MOSTLY:
            said.append(f"in a community where {person} has {1 - self.community[i]:.0%} of their ties")
        if new := round(float(self.bridge[i] * self.contacts[i])):
            said.append(f"{new} of {self.contacts[i]} contacts are new to {person}, also at second hand")
        return said


def _values(known: Prospects, ego: int, scored: Scored, novelty: float) -> tuple[Floats, _Opening]:
    """The value of each candidate, and what it would open."""
    fabric, who = known.fabric, scored.who
    share = np.zeros(int(known.community.max(initial=-1)) + 2)
    mine = slice(*known.strength.indptr[ego : ego + 2])
    alters, worth = known.strength.indices[mine], known.strength.data[mine]
    np.add.at(share, known.community[alters], worth / max(float(worth.sum()), 1e-12))
    share[-1] = 0.0
    reached = scored.steps.common > 0.0
    reached[alters] = True
    reached[ego] = True
    places, which = rows_of(fabric, who)
    new = np.bincount(which, weights=~reached[fabric.alter[places]], minlength=len(who))
    opens = _Opening(
        1.0 - share[known.community[who]], new / np.maximum(fabric.degree[who], 1.0), fabric.degree[who].astype(np.int64)
    )
    odds = np.exp(scored.score - scored.score.max(initial=-np.inf))
    worth = 1.0 - novelty * (1.0 - KEPT - ELSEWHERE * opens.community - BRIDGED * opens.bridge)
    value = odds ** (1.0 - novelty / 2.0) * worth
    return value, opens


def contacts_in_common(strength: sp.csr_array, one: int, other: int) -> list[tuple[int, float, float]]:
    """Contacts in common with the strengths of both ties, the closest (by their product) first, then by id."""
    mine, theirs = (slice(*strength.indptr[p : p + 2]) for p in (one, other))
    both, i, j = np.intersect1d(strength.indices[mine], strength.indices[theirs], assume_unique=True, return_indices=True)
    here, there = strength.data[mine][i], strength.data[theirs][j]
    order = np.lexsort((both, -here * there))
    return list(zip(both[order].tolist(), here[order].tolist(), there[order].tolist(), strict=True))


def _in_common(count: int, through: tuple[Through, ...], names: Mapping[str, str]) -> list[str]:
    if not count:
        return []
    told = ", ".join(f"{names.get(t.person, t.person)} (ties {t.mine:.2f} and {t.theirs:.2f})" for t in through)
    if count == 1:
        return [f"{told} knows both"]
    return [f"{told} know both" if count <= NAMED else f"{count} contacts in common, the closest {told}"]
