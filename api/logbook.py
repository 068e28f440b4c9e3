"""The log of requests as the HTTP interface and the command line tell it, and the ways in which something is added."""

from __future__ import annotations

from datetime import date

from api import asking, present
from api.present import Json
from graph.introducing import asks
from graph.introducing.asks import Ask, Log
from graph.introducing.who import find_person
from graph.introducing.willingness import Willingness
from graph.store.base import Store, View


def listed(view: View, as_of: date) -> Json:
    """`Asks`: all of them, the newest first."""
    log = asks.read(view, as_of)
    return {"items": [shown(view, log, a) for a in reversed(log.asks)]}


def shown(view: View, log: Log, one: Ask) -> Json:
    """`AskShown`."""
    people = {p.id: present.person(p) for p in view.people({one.start, one.through, one.goal})}
    said = Willingness(log).introduces(one.through, 1)
    return {
        "id": one.uid,
        "from": people.get(one.start),
        "through": people.get(one.through),
        "to": people.get(one.goal),
        "day": one.day.isoformat(),
        "state": one.state,
        "outcomes": [{"outcome": outcome, "day": told.isoformat()} for outcome, told in one.outcomes],
        "willing": {"id": one.through, "chance": said.value, "why": said.why} if one.through else None,
    }


def ask(store: Store, start: str, through: str, goal: str, day: date | None = None) -> Json:
    """Log a request between three WHOs, made today or on an earlier day. Raises `NotFound`, `Ambiguous` and `BadInput`."""
    with store.writer() as w:
        people = [find_person(w, who, tied=True) for who in (start, through, goal)]
        made = asking.now()
        told = asks.ask(w, *people, day=day or asking.today(), made=made)
        w.add_word(told)
    return _one(store, told.uid)


def outcome(store: Store, uid: str, what: str) -> Json:
    """What became of a request. Raises `NotFound`, `BadInput` and `Conflict`."""
    with store.writer() as w:
        w.add_word(asks.outcome(w, uid, what, made=asking.now()))
    return _one(store, uid)


def forget(store: Store, uid: str) -> None:
    """As if the request had never been logged. Raises `NotFound`."""
    with store.writer() as w:
        for word in asks.with_outcomes(w, uid):
            w.drop_word(word)


def limits(view: View, as_of: date) -> Json:
    """`Limits`: the one that counts of each person, the newest first."""
    found = sorted(asks.read(view, as_of).limits, key=lambda one: (one.made, one.uid), reverse=True)
    people = {p.id: present.person(p) for p in view.people([one.person for one in found])}
    return {"items": [{"person": people[one.person], "per_month": one.per_month} for one in found]}


def limit(store: Store, who: str, per_month: int) -> Json:
    """At most so many requests a month, 0: never; the last word counts. Raises `NotFound`, `Ambiguous` and `BadInput`."""
    with store.writer() as w:
        person = find_person(w, who, tied=True)
        w.add_word(asks.limit(w, person, per_month, made=asking.now()))
    return {"person": present.person(person), "per_month": per_month}


def lift(store: Store, who: str) -> None:
    """Nothing limits requests to this person any more. Raises `NotFound` and `Ambiguous`."""
    with store.writer() as w:
        for word in asks.limits_of(w, find_person(w, who, tied=True)):
            w.drop_word(word)


def _one(store: Store, uid: str) -> Json:
    with store.view() as view:
        log = asks.read(view, asking.today())
        return next(shown(view, log, one) for one in log.asks if one.uid == uid)
