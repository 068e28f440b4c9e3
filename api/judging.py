"""Doubts and judgements as the HTTP interface and the command line tell them, and the ways in which one is made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from api import present
from api.asking import known, now
from api.present import Json
from graph.derive import judge
from graph.errors import BadInput
from graph.identity.doubts import LATER, Doubt, doubts
from graph.identity.judgements import Said
from graph.identity.judging import different, same, split, spoken_of
from graph.model import Judgement, Person, Record, Verdict
from graph.store.base import Store, View
from graph.words import take_back, word


def duplicates(view: View, limit: int) -> Json:
    """`Duplicates`: the doubts whose answer would change most."""
    found, total = doubts(view, limit)
    return {"items": [_doubt(one) for one in found], "total": total, "next": None}


def put_off(store: Store, a: str, b: str) -> Json:
    """`PutOff`: these two, by ids, are asked about after all others. Raises `NotFound`."""
    with store.writer() as w:
        told = word(w, LATER, [known(w, a), known(w, b)], {}, now())
        w.add_word(told)
    return {"id": told.uid}


def take_up(store: Store, uid: str) -> None:
    """What was put off is asked about in its turn again. Raises `NotFound`."""
    with store.writer() as w:
        take_back(w, LATER, uid, f"nothing was put off as {uid!r}: see `put_off` in the list of duplicates")


def _doubt(doubt: Doubt) -> Json:
    return {
        "people": [present.person(doubt.a) | _more(doubt.a), present.person(doubt.b) | _more(doubt.b)],
        "p": round(doubt.p, 4),
        "why": "; ".join(r.words for r in doubt.reasons if r.bits > 0),
        "reasons": [{"what": r.what, "words": r.words, "bits": round(r.bits, 2)} for r in doubt.reasons],
        "agrees": [asdict(fact) for fact in doubt.agrees],
        "differs": [asdict(fact) for fact in doubt.differs],
        "effect": asdict(doubt.effect),
        "put_off": doubt.put_off,
    }


def _more(person: Person) -> Json:
    return {
        "emails": list(person.emails),
        "profile_url": present.profile_url(person.slug),
        "other_names": list(person.other_names),
        "records": person.records,
    }


def decide(
    store: Store, verdict: Verdict, a: str, *, b: str = "", records: Collection[str] = (), note: str = ""
) -> tuple[Judgement, Json]:
    """Make a judgement on two people, or on some records of one, by ids, as one visible change. Returns it with `Judged`.

    Raises `NotFound`, `BadInput` and `Conflict`.
    """
    if bool(b) == bool(records) or (records and verdict == "same"):
        raise BadInput("say `same` or `different` of two people (a, b), or `different` of some records of one (a, records)")
    with store.writer() as w:
        one, made = known(w, a), datetime.now(tz=UTC)
        if b:
            said = (same if verdict == "same" else different)(w, one, known(w, b), made=made, note=note)
        else:
            said = split(w, one, records, made=made, note=note)
        judge(w, said)
    with store.view() as view:
        (shown,) = judgements_shown(view, [said])
        people = {p["id"]: p for side in ("one", "other") for p in shown[side]["people"]}
        return said, {"judgement": shown, "people": list(people.values())}


def judgements(view: View, limit: int, after: str, person: str = "") -> Json:
    """`Judgements`, the newest first, from the one past the id `after`; only those about a person, if one is named."""
    said = view.judgements()
    if person:
        ids = view.records_of([known(view, person).id])
        found = Said(said).about(view.records([r for some in ids.values() for r in some]))
    else:
        found = said[::-1]
    start = next((i + 1 for i, j in enumerate(found) if j.uid == after), 0)
    page = found[start : start + limit]
    return {
        "items": judgements_shown(view, page),
        "total": len(found),
        "next": page[-1].uid if start + limit < len(found) else None,
    }


def judgements_shown(view: View, values: Sequence[Judgement]) -> list[Json]:
    """`JudgementShown` of each: what was said, and who stands on its sides at present."""
    said = Said(values)
    records = view.records(spoken_of(view, values))
    member = view.people_of([r.id for r in records])
    people = {p.id: present.person(p) for p in view.people(set(member.values()))}

    def side(keys: Sequence[str], rows: Iterable[Record]) -> Json:
        here = sorted({member[r.id] for r in rows if r.id in member})
        return {"keys": list(keys), "people": [people[uid] for uid in here if uid in people]}

    found = []
    for value in values:
        one, other = said.sides(value, records)
        shown = {"id": value.uid, "verdict": value.verdict, "made": present.moment(value.made), "note": value.note}
        found.append({**shown, "one": side(value.one, one), "other": side(value.other, other)})
    return found
