"""Doubts about employers and what was decided of them, as the HTTP interface and the command line tell them."""

from __future__ import annotations

from api import present
from api.asking import now
from api.present import Json
from graph.model import Verdict
from graph.organisations.doubts import Side, doubts
from graph.organisations.groups import group_id, members_of
from graph.organisations.judging import postpone, say, take_up, withdraw
from graph.organisations.words import Told, told
from graph.store.base import Store, View


def doubted(view: View, limit: int) -> Json:
    """`EmployerDoubts`: those first whose answer concerns most rows."""
    found, total = doubts(view, limit)
    items = [
        {
            "organisations": [_side(d.a), _side(d.b)],
            "p": round(d.p, 4),
            "why": "; ".join(r.words for r in d.reasons if r.bits > 0),
            "reasons": [{"what": r.what, "words": r.words, "bits": round(r.bits, 2)} for r in d.reasons],
            "put_off": d.put_off,
        }
        for d in found
    ]
    return {"items": items, "total": total, "next": None}


def _side(side: Side) -> Json:
    return {
        "id": side.id, "name": side.spellings[0], "spellings": list(side.spellings), "rows": side.rows,
        "domains": list(side.domains),
    }  # fmt: skip


def decided(view: View) -> Json:
    """`EmployerWords`: all that was said, the newest first."""
    said = told(view)
    return {"items": [_word(view, one) for one in said[::-1]], "total": len(said), "next": None}


def _word(view: View, said: Told) -> Json:
    now = [members_of(view, [group_id(side)])[group_id(side)][0] for side in (said.one, said.other)]
    return {
        "id": said.uid, "verdict": said.verdict, "made": present.moment(said.made), "note": said.note,
        "names": list(said.names), "organisations": now,
    }  # fmt: skip


def decide(store: Store, verdict: Verdict, a: str, b: str, note: str = "") -> Json:
    """Say that two employers, by id or name, are one or are two, as one visible change. Returns `EmployerWord`.

    Raises `NotFound`, `BadInput` and `Conflict`.
    """
    with store.writer() as w:
        made = say(w, verdict, a, b, made=now(), note=note)
    with store.view() as view:
        return next(_word(view, one) for one in told(view) if one.uid == made.uid)


def take_back(store: Store, uid: str) -> None:
    """Forget what was said. Raises `NotFound`."""
    with store.writer() as w:
        withdraw(w, uid)


def put_off(store: Store, a: str, b: str) -> Json:
    """`PutOff`: these two, by ids or names, are asked about after all others. Raises `NotFound` and `Conflict`."""
    with store.writer() as w:
        return {"id": postpone(w, a, b, made=now()).uid}


def in_turn(store: Store, uid: str) -> None:
    """They are asked about in their turn again. Raises `NotFound`."""
    with store.writer() as w:
        take_up(w, uid)
