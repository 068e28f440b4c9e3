"""What people told of others, made and read: a word names persons by keys, as judgements do, and finds them again whatever
was imported, undone or decided since."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from graph.errors import NotFound
from graph.identity.judgements import NAMING, RECORD
from graph.identity.judging import naming
from graph.keys import naming_keys
from graph.model import Person, Word
from graph.store.base import View, Writer
from graph.values import uid

_SAID_ON = "said_on"


def word(view: View, kind: str, people: Sequence[Person], data: Mapping[str, object], made: datetime) -> Word:
    """A word of this kind about these people, in the order that the kind gives them; `data` are its own fields. `made` is in the
    time zone of whoever says it, as the day there is the one from which on it counts."""
    about = tuple(naming(view, p) for p in people)
    text = json.dumps({**data, _SAID_ON: made.date().isoformat()}, ensure_ascii=False, sort_keys=True)
    moment = made.astimezone(UTC)
    named = [key for side in about for key in (*side, "")]
    return Word(uid("w", kind, *named, text, moment.isoformat()), kind, moment, about, text)


def fields_of(told: Word) -> dict[str, Any]:
    """The kind's own fields."""
    found: dict[str, Any] = json.loads(told.data)
    return found


def day_of(told: Word) -> date:
    """The day on which it was said, where it was said: asked about that day or a later one, it counts."""
    return date.fromisoformat(fields_of(told)[_SAID_ON])


def meant(view: View, words: Sequence[Word]) -> dict[str, tuple[str, ...]]:
    """uid of each word -> the present ids of the people it is about, in its order; "" where nobody stands there now.

    The strongest kind of key that somebody carries decides. Where it leads to several people since (they were split), the one
    with most of the side's keys is meant, then the least id. Who is known by a bare name alone is met by it as long as he is
    the only one.
    """
    keys = {key for w in words for side in w.about for key in side}
    met = view.records_with({k for k in keys if not k.startswith(RECORD)})
    met |= {k: [k.removeprefix(RECORD)] for k in keys if k.startswith(RECORD)}
    records = {r.id: r for r in view.records({r for ids in met.values() for r in ids})}
    person = view.people_of(records)
    carriers: dict[str, set[str]] = {}
    for key, ids in met.items():
        bare = key[:3] not in NAMING and not key.startswith(RECORD)
        carriers[key] = {person[r] for r in ids if r in person and not (bare and naming_keys(records[r]))}
    return {w.uid: tuple(_who(side, carriers) for side in w.about) for w in words}


def _who(side: Sequence[str], carriers: Mapping[str, set[str]]) -> str:
    votes: dict[str, int] = {}
    for kind in (RECORD, *NAMING):
        for key in side:
            if key.startswith(kind):
                for found in carriers.get(key, ()):
                    votes[found] = votes.get(found, 0) + 1
        if votes:
            return min(votes, key=lambda p: (-votes[p], p))
    called = {found for key in side for found in carriers.get(key, ())}
    return called.pop() if len(called) == 1 else ""


def take_back(w: Writer, kind: str, uid: str, missing: str) -> None:
    """Forget a word of a kind from which nothing is derived. Raises `NotFound` with `missing` where there is none."""
    if uid not in {told.uid for told in w.words(kind)}:
        raise NotFound(missing)
    w.drop_word(uid)
