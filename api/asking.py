"""Questions about people that the HTTP interface and the command line both ask, on one View."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from api import present
from api.present import Json
from graph.errors import BadInput, NotFound
from graph.introducing.finding import Finders, by_corridor
from graph.introducing.introductions import USUAL, How, Introductions, introduce, ties_of
from graph.introducing.targets import Target, to_company, to_event, to_names, to_person, to_skill
from graph.introducing.who import find_person
from graph.measures.groups import Communities
from graph.model import Person
from graph.store.base import View
from graph.strength.calibration import model_at
from graph.strength.reasons import tie_between

WHO = "A person: id, e-mail, profile URL or name"
"""What names somebody in a question, told wherever one is asked for."""


def now() -> datetime:
    """This moment, in the time zone of this machine."""
    return datetime.now(tz=UTC).astimezone()


def today() -> date:
    """The local date: what `--as-of` is when nobody says otherwise."""
    return now().date()


class Wanted(NamedTuple):
    """Whom a question is about: exactly one of these is filled."""

    to: str = ""
    """A WHO."""
    company: str = ""
    skill: str = ""
    event: str = ""
    names: Sequence[str] = ()
    """WHOs."""

    def target(self, view: View, as_of: date) -> Target:
        """Raises `BadInput`, `NotFound` and `Ambiguous`."""
        if sum(map(bool, self)) != 1:
            raise BadInput("say whom it is about by one of: to, company, skill, event, names")
        if self.company:
            return to_company(view, self.company, as_of)
        if self.skill:
            return to_skill(view, self.skill)
        if self.event:
            return to_event(view, self.event, as_of)
        if self.names:
            return to_names(view, self.names)
        return to_person(find_person(view, self.to, tied=True))


def introductions(
    view: View,
    start: str,
    wanted: Wanted,
    *,
    k: int = 5,
    max_hops: int = 3,
    as_of: date,
    how: How = USUAL,
    finder: Finders = by_corridor,
) -> Introductions:
    """From a WHO to whom is wanted. Raises `NotFound`, `Ambiguous` and `BadInput`."""
    ego = find_person(view, start, tied=True)
    return introduce(view, ego.id, wanted.target(view, as_of), k=k, max_hops=max_hops, as_of=as_of, how=how, finder=finder)


def known(view: View, uid: str) -> Person:
    """By an id, also an older one. Raises `NotFound`."""
    person = view.person(uid)
    if person is None:
        raise NotFound(f"There is no person with the id {uid!r}")
    return person


def tie(view: View, a: str, b: str, *, as_of: date) -> Json:
    """`TieBetween` two person ids. Raises `NotFound` where there is none."""
    one, other = known(view, a), known(view, b)
    found = tie_between(view, one.id, other.id, as_of=as_of)
    if found is None:
        raise NotFound(f"Nothing imported joins {one.name} and {other.name} directly")
    return {"a": present.person(one), "b": present.person(other), "model": model_at(view, as_of).name, **present.tie(found)}


def person(view: View, uid: str, *, ties: int, as_of: date, communities: Communities) -> Json:
    """`PersonFull`: the person with where each fact comes from, the strongest ties, possible twins, and the community, if that
    is at hand."""
    found = known(view, uid)
    statements = list(view.statements([found.id]))
    strongest = ties_of(view, found.id, as_of=as_of, limit=ties)
    community = communities.at_hand(view, found.id, as_of)
    return {
        **present.person(found),
        "slug": found.slug,
        "profile_url": present.profile_url(found.slug),
        "emails": list(found.emails),
        "other_names": list(found.other_names),
        "records": [present.record(s) for s in statements],
        "ties": [{"person": present.person(alter), **present.tie(t)} for alter, t in strongest],
        "model": model_at(view, as_of).name,
        "twins": [present.person(p) for p in _twins_of(view, found)],
        "community": present.community(community) if community else None,
    }


def _twins_of(view: View, ego: Person) -> list[Person]:
    """Who may be the same person, the most probable first."""
    ids = [t.b if t.a == ego.id else t.a for t in view.twins([ego.id])]
    people = {p.id: p for p in view.people(ids)}
    return [people[uid] for uid in ids]
