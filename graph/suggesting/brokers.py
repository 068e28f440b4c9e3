"""Who stands between groups: of somebody's contacts, those who open most that is new; of the whole network, its brokers.

Whoever exported contacts looks like a broker by construction: everybody's star is seen from its middle. So what is not known of
the ties in a circle is estimated (`measures.holes.open_size`), and exporters are compared with exporters only, others with the
others: the score is the share of one's own sort that opens less, halfway to the next for having few to compare with.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from graph.measures.holes import circles, constraint, effective_size, open_size
from graph.strength.joint import named, reason_of_ties
from graph.strength.reasons import Reason, tie_between
from graph.suggesting.ranks import shares
from graph.suggesting.suggestion import Asked, Candidate
from graph.whole.snapshot import Nodes

MOST_COMPARED = 1_000
"""Of the whole network, those with most contacts are compared: nobody opens more people than they know."""


def find(asked: Asked) -> list[Candidate]:
    """Contacts of the person who open somebody new to them; without a person, everybody with two contacts or more."""
    society = asked.society()
    if asked.person is None:
        degree = society.taken.degree
        order = np.lexsort((np.arange(len(degree)), -degree))[:MOST_COMPARED]
        nodes, known = np.sort(order[degree[order] > 1]), None
    else:
        ego = society.place(asked.person.id)
        if ego < 0:
            return []
        nodes = society.alters(ego)
        known = np.union1d(nodes, [ego])
    around = circles(society.ties, nodes, society.exported, known)
    opened = open_size(around)
    kept = around.contacts > (1.0 if asked.person is None else 0.0)
    nodes, opened, size, exported = nodes[kept], opened[kept], effective_size(around)[kept], society.exported[nodes[kept]]
    score = np.zeros(len(nodes))
    for sort in (exported, ~exported):
        score[sort] = shares(opened[sort])
    return [
        Candidate(uid, float(p), partial(_why, asked, int(node), float(o), float(s), int((exported == e).sum()) - 1))
        for uid, node, p, o, s, e in zip(society.ids(nodes), nodes, score, opened, size, exported, strict=True)
    ]


def _why(asked: Asked, node: int, opened: float, size: float, others: int) -> tuple[Reason, ...]:
    view, society, as_of = asked.view, asked.society(), asked.as_of
    broker, near = society.taken.ids[node], society.alters(node)
    if asked.person is not None:
        ego = society.place(asked.person.id)
        near = np.setdiff1d(near, np.union1d(society.alters(ego), [ego]))
    first = society.ids(_strongest(society.taken.reach, near))
    whose = f", whom {asked.person.name} does not know as far as files say" if asked.person is not None else ""
    text = (
        f"knows {named(view, first)}{whose}: {len(near)} {'people' if len(near) > 1 else 'person'}, effective size {size:.1f} by "
        f"the ties that are seen and {opened:.1f} with those that nobody could tell of, within the pooled data"
    )
    pairs = [(broker, other) for other in first]
    reasons = [reason_of_ties(view, text, "opens", pairs, as_of)]
    closed = float(constraint(society.ties, np.array([node]))[0])
    here = "whose own export is here too" if society.exported[node] else "whose own export is not here either"
    sort = f"compared with {others} other {'contacts' if asked.person is not None else 'people'} {here}"
    reasons.append(Reason(f"{sort}; constraint {closed:.2f}, where 1 is enclosed by one circle", "compared", (), 0))
    if asked.person is not None and (tie := tie_between(view, asked.person.id, broker, as_of)) is not None:
        reasons += tie.why
    return tuple(reasons)


def _strongest(reach: NDArray[np.float64], nodes: Nodes) -> Nodes:
    return nodes[np.lexsort((nodes, -reach[nodes]))]
