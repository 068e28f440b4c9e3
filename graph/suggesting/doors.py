"""Which of somebody's contacts is the door to a community that they are not part of."""

from __future__ import annotations

from functools import partial

import numpy as np

from graph.measures.groups import Group, groups
from graph.model import Person
from graph.strength.joint import named, reason_of_ties
from graph.strength.reasons import Reason, tie_between
from graph.suggesting.suggestion import Asked, Candidate
from graph.whole.snapshot import Nodes

_LEAST = 3
"""Smaller communities are no circle to enter."""


def find(asked: Asked) -> list[Candidate]:
    """For each community but the person's own in which somebody has ties whom the person knows: the best door to it. The score
    is the strength of the tie to the door times the share of the community that is new to the person."""
    person, society = asked.person, asked.society()
    if person is None or (ego := society.place(person.id)) < 0:
        return []
    own = society.communities.label[ego]
    known, strength = society.around(ego)
    best: dict[str, Candidate] = {}
    for group in groups(asked.view, society, asked.as_of):
        fresh = np.setdiff1d(group.members, np.append(known, ego))
        if group.number == own or len(group.members) < _LEAST or not len(fresh):
            continue
        leads = (society.ties[known][:, fresh] > 0).sum(axis=1)
        inside = np.isin(known, group.members)
        if not leads.any():
            continue
        door = int(np.lexsort((known, ~inside, -strength * leads))[0])
        uid = society.taken.ids[int(known[door])]
        score = float(strength[door] * len(fresh) / len(group.members))
        opened = np.intersect1d(society.alters(int(known[door])), fresh)
        why = partial(_why, asked, person, uid, group, int(inside.sum()), opened)
        if uid not in best or best[uid].score < score:
            best[uid] = Candidate(uid, score, why)
    return list(best.values())


def _why(asked: Asked, person: Person, door: str, group: Group, known: int, opened: Nodes) -> tuple[Reason, ...]:
    view, society, as_of = asked.view, asked.society(), asked.as_of
    there = society.ids(opened[np.lexsort((opened, -society.taken.reach[opened]))])
    text = (
        f"the door to {group.name}: {len(group.members)} people ({group.because}), {known} of whom {person.name} knows; "
        f"through this contact {named(view, there)}"
    )
    tie = tie_between(view, person.id, door, as_of)
    return reason_of_ties(view, text, "door", [(door, p) for p in there], as_of), *(tie.why if tie else ())
