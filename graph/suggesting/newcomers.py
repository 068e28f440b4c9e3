"""Whom to meet as a suggestion: `graph.measures.meeting` says who and how likely, the rows behind it are found here."""

from __future__ import annotations

from functools import partial

import numpy as np

from graph.measures.meeting import MOST, Meeting, meet
from graph.model import Person
from graph.strength.joint import at_employers, at_events, news, reason_of_ties
from graph.strength.reasons import Reason
from graph.suggesting.suggestion import Asked, Candidate
from graph.whole.snapshot import Nodes


def find(asked: Asked) -> list[Candidate]:
    """The best people without a tie to the person, more than are shown by as many as may have been dismissed."""
    if asked.person is None:
        return []
    society = asked.society()
    found = meet(
        asked.view,
        society.taken,
        asked.person.id,
        min(asked.most, MOST),
        asked.as_of,
        asked.novelty,
        {},
        society.prospects(asked.view),
    )
    return [Candidate(m.person, m.score, partial(_why, asked, asked.person, m)) for m in found]


def _why(asked: Asked, person: Person, meeting: Meeting) -> tuple[Reason, ...]:
    view, society, as_of = asked.view, asked.society(), asked.as_of
    ego, other = (society.place(uid) for uid in (person.id, meeting.person))
    mine, theirs = society.alters(ego), society.alters(other)
    common = society.ids(np.intersect1d(mine, theirs))
    reasons = []
    if common:
        pairs = [(end, c) for c in common for end in (person.id, meeting.person)]
        reasons.append(reason_of_ties(view, meeting.parts[0], "common", pairs, as_of))
    reasons += at_events(view, person.id, meeting.person, as_of)
    reasons += at_employers(view, person.id, meeting.person, as_of)
    if not reasons:
        reasons += _near(asked, person, meeting.person, mine, theirs)
    fresh = np.setdiff1d(theirs, np.append(mine, ego))
    if len(fresh):
        best = fresh[np.lexsort((fresh, -society.taken.reach[fresh]))]
        reasons.append(news(view, person, meeting.person, society.ids(best), as_of))
    return tuple(reasons) if reasons else tuple(Reason(text, "near", (), 0) for text in meeting.parts)


def _near(asked: Asked, person: Person, who: str, mine: Nodes, theirs: Nodes) -> list[Reason]:
    """Of two who share nothing: contacts of theirs who know each other, those with the strongest tie."""
    society = asked.society()
    between = society.ties[mine][:, theirs].tocoo()
    if not between.nnz:
        return []
    best = int(np.lexsort((between.col, between.row, -between.data))[0])
    one, other = society.ids(np.array([mine[between.row[best]], theirs[between.col[best]]]))
    known = {p.id: p.name for p in asked.view.people([one, other])}
    text = f"{person.name} knows {known[one]}, who knows {known[other]}, who knows this person"
    return [reason_of_ties(asked.view, text, "near", [(person.id, one), (one, other), (other, who)], asked.as_of)]
