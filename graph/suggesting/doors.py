"""Which of somebody's contacts is the door to a community that they are not part of."""

from __future__ import annotations

from functools import partial

import numpy as np

from graph.measures.groups import Divided, Group
from graph.measures.society import Society
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
    person = asked.person
    if person is None:
        return []
    society, (divided, named) = asked.society(), asked.communities()
    if (ego := society.place(person.id)) < 0:
        return []
    label = _labels(society, divided)
    order = np.argsort(label, kind="stable")
    starts = np.searchsorted(label[order], np.arange(len(named) + 1))
    known, strength = society.around(ego)
    best: dict[str, Candidate] = {}
    for group in named:
        met = order[starts[group.number] : starts[group.number + 1]]
        fresh = np.setdiff1d(met, np.append(known, ego))
        new = len(group.members) - len(met) + len(fresh)  # who was not met in what was read is not known either
        if group.number == label[ego] or len(group.members) < _LEAST or not len(fresh):
            continue
        leads = (society.ties[known][:, fresh] > 0).sum(axis=1)
        inside = label[known] == group.number
        if not leads.any():
            continue
        door = int(np.lexsort((known, ~inside, -strength * leads))[0])
        uid = society.taken.ids[int(known[door])]
        score = float(strength[door] * new / len(group.members))
        opened = np.intersect1d(society.alters(int(known[door])), fresh)
        why = partial(_why, asked, person, uid, group, int(inside.sum()), opened)
        if uid not in best or best[uid].score < score:
            best[uid] = Candidate(uid, score, why)
    return list(best.values())


def _labels(society: Society, divided: Divided) -> Nodes:
    """The community of each person of a network by another one's numbers of people; -1 for none."""
    if divided is society:
        return society.communities.label
    places = np.array([divided.place(uid) for uid in society.taken.ids], dtype=np.int64)
    return np.where(places < 0, -1, divided.communities.label[places])


def _why(asked: Asked, person: Person, door: str, group: Group, known: int, opened: Nodes) -> tuple[Reason, ...]:
    view, society, as_of = asked.view, asked.society(), asked.as_of
    there = society.ids(opened[np.lexsort((opened, -society.taken.reach[opened]))])
    text = (
        f"the door to {group.name}: {len(group.members)} people ({group.because}), {known} of whom {person.name} knows; "
        f"through this contact {named(view, there)}"
    )
    tie = tie_between(view, person.id, door, as_of)
    return reason_of_ties(view, text, "door", [(door, p) for p in there], as_of), *(tie.why if tie else ())
