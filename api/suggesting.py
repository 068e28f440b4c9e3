"""Suggestions, dismissals and communities as the HTTP interface and the command line tell them."""

from __future__ import annotations

from datetime import date

from api import present
from api.asking import known, now
from api.present import Json
from graph.errors import NotFound
from graph.introducing.who import find_person
from graph.measures.groups import Communities, membership
from graph.measures.society import Societies
from graph.model import Person
from graph.store.base import Store, View
from graph.suggesting.dismissals import DISMISSED, dismissal, dismissals_of
from graph.suggesting.suggestion import Kind, Met, Suggestion
from graph.suggesting.suggestions import How, suggest
from graph.words import take_back

SHOWN = 5
"""Members of a community that a list of communities names."""


def suggestions(
    view: View, who: str, kind: Kind | None, *, as_of: date, how: How, societies: Societies, kept: Communities
) -> Json:
    """`SuggestionsShown` for a WHO, or for the whole network. Raises `NotFound`, `Ambiguous`, `BadInput` and `TooLargeHere`."""
    person = find_person(view, who, tied=True) if who else None
    found = suggest(view, person, kind, as_of=as_of, how=how, society=societies.society, communities=kept.named)
    return {
        "for": present.person(person) if person else None,
        "kind": found.kind,
        "as_of": found.as_of.isoformat(),
        "model": found.model,
        "way": found.way,
        "complete": found.complete,
        "suggestions": [_suggestion(s) for s in found.suggestions],
    }


def _suggestion(value: Suggestion) -> Json:
    shown: Json = {
        "kind": value.kind,
        "person": present.person(value.person),
        "score": value.score,
        "why": [present.reason(r) for r in value.why],
    }
    return shown | {"met": _met(value.met)} if value.met else shown


def _met(value: Met) -> Json:
    return {
        "event": value.event,
        "name": value.name,
        "day": value.day.isoformat(),
        "people": value.people,
        "days_left": value.days_left,
    }


def dismiss(store: Store, whom: str, who: str, kind: Kind) -> Json:
    """Not this one for that person, by ids. Returns `DismissalShown`. Raises `NotFound`."""
    with store.writer() as w:
        person = known(w, who)
        said = dismissal(w, known(w, whom), person, kind, now())
        w.add_word(said)
    return {"id": said.uid, "kind": kind, "made": present.moment(said.made), "person": present.person(person)}


def bring_back(store: Store, uid: str) -> None:
    """Take a dismissal back. Raises `NotFound`."""
    with store.writer() as w:
        take_back(w, DISMISSED, uid, f"nothing was dismissed under the id {uid!r}")


def dismissals(view: View, person: Person) -> Json:
    """`DismissalsShown` for a person."""
    found = dismissals_of(view, person)
    people = {p.id: present.person(p) for p in view.people({who for _, who, _ in found if who})}
    return {
        "items": [
            {"id": word.uid, "kind": kind, "made": present.moment(word.made), "person": people.get(who)}
            for word, who, kind in found
        ]
    }


def communities(view: View, kept: Communities, as_of: date, limit: int, after: str) -> Json:
    """`CommunitiesShown`, from the one past the id `after`."""
    society, found = kept.named(view, as_of)
    start = next((g.number + 1 for g in found if g.uid == after), 0)
    page = found[start : start + limit]
    people = {p.id: present.person(p) for p in view.people({uid for g in page for uid in society.ids(g.members[:SHOWN])})}
    return {
        "as_of": as_of.isoformat(),
        "way": society.way,
        "stability": society.communities.stability,
        "seeds": society.communities.seeds,
        "total": len(found),
        "items": [
            present.group(g) | {"people": [people[uid] for uid in society.ids(g.members[:SHOWN]) if uid in people]} for g in page
        ],
        "next": page[-1].uid if start + limit < len(found) else None,
    }


def community(view: View, kept: Communities, as_of: date, uid: str, limit: int, after: int) -> Json:
    """`CommunityMembers` of the community that a person is in. Raises `NotFound`."""
    society, named = kept.named(view, as_of)
    found = membership(society, named, known(view, uid).id)
    if found is None:
        raise NotFound("this person is in no community: nothing imported ties them to anyone")
    ids = society.ids(found.group.members[after : after + limit])
    people = {p.id: present.person(p) for p in view.people(ids)}
    more = after + limit < len(found.group.members)
    return {
        **present.community(found),
        "items": [people[i] for i in ids if i in people],
        "next": str(after + limit) if more else None,
    }
