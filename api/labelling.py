"""Labels of how two people know each other, as the HTTP interface and the command line tell them."""

from __future__ import annotations

from api import present
from api.asking import known, now
from api.present import Json
from graph.derive import retract, tell
from graph.errors import NotFound
from graph.model import Word
from graph.store.base import Store, View
from graph.strength.labels import LABEL, label, label_of, labels_between, placed

SAID = {"close": "close", "knows": "knows", "met-once": "met_once", "does-not-know": "does_not_know"}
"""What one may say -> its name in `graph.priors.LABELS`."""
_TOLD = {name: said for said, name in SAID.items()}


def give(store: Store, a: str, b: str, said: str) -> Json:
    """`LabelShown`, just made of two people by their ids. Raises `NotFound` and `BadInput`."""
    with store.writer() as w:
        one, other = known(w, a), known(w, b)
        told = label(w, one, other, SAID.get(said, said), now())
        tell(w, told)
        return _shown(told, present.person(one), present.person(other))


def take_back(store: Store, uid: str) -> None:
    """Withdraw a label. Raises `NotFound`."""
    with store.writer() as w:
        retract(w, uid)


def take_back_newest(store: Store, a: str, b: str) -> Json:
    """Withdraw the newest label of two people, by their ids, and return its `LabelShown`. Raises `NotFound`."""
    with store.writer() as w:
        one, other = known(w, a), known(w, b)
        found = labels_between(w, one.id, other.id)
        if not found:
            raise NotFound(f"nobody said how {one.name} and {other.name} know each other")
        retract(w, found[0].uid)
        return _shown(found[0], present.person(one), present.person(other))


def labels(view: View, person: str = "") -> Json:
    """`Labels`, the newest first: all whose people are here, or those of one person."""
    words = view.words(LABEL)
    places = placed(view, words)
    ego = known(view, person).id if person else ""
    here = [told for told in reversed(words) if told.uid in places and (not ego or ego in places[told.uid])]
    people = {p.id: present.person(p) for p in view.people({uid for told in here for uid in places[told.uid]})}
    return {"items": [_shown(told, *(people[uid] for uid in places[told.uid])) for told in here]}


def _shown(told: Word, *people: Json) -> Json:
    a, b = sorted(people, key=lambda p: str(p["id"]))
    return {"id": told.uid, "label": _TOLD[label_of(told)], "made": present.moment(told.made), "a": a, "b": b}
