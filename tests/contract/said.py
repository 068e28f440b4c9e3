"""Invented evidence in small pieces, and what a derivation would make of it, for driving stores by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime

from msgspec.structs import replace

from graph.keys import lone_id, person_id
from graph.model import Encounter, Event, Judgement, Part, Person, Record, Source, Tie, Verdict
from graph.store.base import Store, View, Writer
from graph.strength.ties import BOTH, Day, fold, pack_history, pack_stats
from graph.values import uid

DAY = date(2024, 5, 17)


class Interrupted(Exception):
    """Something that goes wrong in the middle of a change."""


def source(name: str, *parts: str, hour: int = 9) -> Source:
    held = tuple(Part(p, f"{p}.csv", "people", rows=2, people=2, newest=DAY) for p in parts)
    when = datetime(2025, 3, 1, hour, tzinfo=UTC)
    return Source(name, f"{name}.csv", f"hash of {name}", "people", "Ada Testerson", when, "people", 1, held)


def record(part: str, row: int, name: str = "", **facts: object) -> Record:
    return replace(Record(uid("r", part, str(row)), part, row + 1, row, name=name), **facts)


def met(a: Record, b: Record, n: int = 0, kind: str = "met") -> Encounter:
    return Encounter(uid("e", a.id, b.id, str(n)), a.part, a.line, kind, a.id, b.id, day=DAY)


def attended(a: Record, event: str) -> Encounter:
    return Encounter(
        uid("e", a.id, event), a.part, a.line, "attended", a.id, event=event, day=DAY, start=1_700_000_000, end=1_700_003_600
    )


def tie(a: str, b: str, day: date | None = DAY, code: int = 4) -> Tie:
    a, b = sorted((a, b))
    days = [Day(day.toordinal() if day else 0, code, BOTH, 2)]
    stats = fold(days)
    assert stats is not None
    return Tie(a, b, "observed", day, day, (("met", 1),), pack_stats(stats), pack_history(days))


def person(key: str, name: str, **facts: object) -> Person:
    return replace(Person(person_id(key) if key[2:3] == ":" else lone_id(key), name), **facts)


def judgement(n: int, one: str, other: str, verdict: Verdict = "same", **facts: object) -> Judgement:
    made = datetime(2025, 3, 1, 12, n, 30, 5 * n, tzinfo=UTC)
    return replace(Judgement(f"j{n}", verdict, (one,), (other,), made), **facts)


def state(
    w: Writer, about: Source, records: Sequence[Record], encounters: Sequence[Encounter] = (), events: Sequence[Event] = ()
) -> None:
    w.add_source(about)
    w.add_records(records)
    w.add_events(events)
    w.add_encounters(encounters)
    w.finish_source(about)


def interrupted(store: Store, about: Source, records: Sequence[Record], people: Sequence[Person]) -> None:
    """A change that fails at its end."""
    with suppress(Interrupted), store.writer() as w:
        state(w, about, records)
        w.put_mapping("m1", "never")
        w.put_people(people)
        w.assign({r.id: p.id for r, p in zip(records, people, strict=False)})
        raise Interrupted


def by_id(encounters: Iterable[Encounter]) -> list[Encounter]:
    """In an order that can be compared."""
    return sorted(encounters, key=lambda e: e.id)


def everything(view: View) -> dict[str, object]:
    """All that a view shows, in a form that can be compared."""
    people = sorted(view.everyone(), key=lambda p: p.id)
    sources = view.sources()
    parts = sorted({p.uid for s in sources for p in s.parts})
    ids = sorted(view.records_in(parts))
    encounters = by_id(view.encounters_in(parts))
    ties = sorted(view.all_ties())
    events = {e.event for e in encounters if e.event}
    return {
        "people": people,
        "sources": sources,
        "mappings": view.mappings(),
        "judgements": view.judgements(),
        "model": view.model(),
        "problems": [view.problems(s.uid) for s in sources],
        "holders": view.holders(parts),
        "records": view.records(ids),
        "encounters": encounters,
        "encounters of": by_id(view.encounters_of(ids)),
        "attendance": view.attendance(events),
        "events": view.events(events),
        "ties": ties,
        "whole ties": [view.tie(t.ego, t.alter) for t in ties],
        "histories": view.histories([(t.ego, t.alter) for t in ties]),
        "met": sorted(view.ties([p.id for p in people])),
        "members": view.records_of([p.id for p in people]),
        "persons": view.people_of(ids),
        "twins": view.twins(),
        "statements": list(view.statements()),
        "size": view.size(),
    }
