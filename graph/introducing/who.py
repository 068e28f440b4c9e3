"""WHO: a person as people name one, by id, e-mail, profile URL or name."""

from __future__ import annotations

from graph.errors import Ambiguous, Candidate, NotFound
from graph.keys import EMAIL, NAME, SLUG
from graph.model import Person
from graph.store.base import View
from graph.values import email_of, name_key, slug_of, tidy

MOST_CANDIDATES = 20
"""People listed when a name fits several."""


def find_person(view: View, who: str, *, tied: bool = False) -> Person:
    """The one person meant. With `tied`, of several people of one name the only one who has ties at all is meant, as
    nobody else can be on a path. Raises `NotFound`, or `Ambiguous` with the candidates."""
    said = tidy(who)
    if (found := view.person(said)) is not None:
        return found
    if slug := slug_of(said):
        people = _holding(view, SLUG + slug)
    elif email := email_of(said):
        people = _holding(view, EMAIL + email)
    else:
        people = _holding(view, NAME + name_key(said)) if name_key(said) else []
        people = people or view.search(said, MOST_CANDIDATES)
    if not people:
        message = f"nobody here is {said!r}: give an id, e-mail, profile URL or name of a person in the imported files"
        raise NotFound(message)
    if tied and len(people) > 1:
        with_ties = {row.ego for row in view.ties({p.id for p in people})}
        people = [p for p in people if p.id in with_ties] if len(with_ties) == 1 else people
    if len(people) > 1:
        raise Ambiguous(said, [Candidate(p.id, p.name, ", ".join(filter(None, (p.position, p.company)))) for p in people])
    return people[0]


def _holding(view: View, key: str) -> list[Person]:
    records = view.records_with([key]).get(key, [])
    return view.people(set(view.people_of(records).values()))
