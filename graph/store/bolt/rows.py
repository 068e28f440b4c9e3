"""Nouns as parameters of Cypher statements, and back.

A record's exact content is one JSON text (`data`, as in the embedded store), beside its name and the hashed keys that are
indexed; a person's and a tie's properties are plain ones, to be read in Neo4j Browser. What is empty is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from graph.keys import ACCOUNT, BLOCK, EMAIL, EMPLOYER, NAME, SINCE, SKILL, SLUG, TWIN, key_number, keys_of, person_id
from graph.model import Encounter, Event, Judgement, Part, Person, Problem, Record, Source, Tie, Word
from graph.store.bolt.cypher import at
from graph.store.coding import judgement_text, part_text, record_text, search_text, source_text, word_text
from graph.store.lots import draw_of
from graph.strength.ties import strengths
from graph.values import organisation_id, plain, sort_name, uid

Facts = dict[str, Any]

SINGLE = {SLUG: "profile_id", NAME: "name_id", EMPLOYER: "employer_id", TWIN: "twin_id", SINCE: "connected_id"}
"""Kinds of keys of which a record has at most one: a number each. The others but for `APART` are (:Handle) nodes."""

APART = (BLOCK, SKILL)
"""Blocks are words of a text, and skills are (:Skill) nodes."""

ALIASES = (EMAIL, ACCOUNT)
"""Kinds of handles that a person id may be made of."""


def key_id(key: str) -> str:
    """The uid of a handle: of fixed length, and for an e-mail or account the person id it stands for."""
    return person_id(key)


def _filled(**facts: object) -> Facts:
    return {name: value for name, value in facts.items() if value not in (None, "", (), [])}


class Stated(NamedTuple):
    """A piece of evidence as it is sent."""

    id: str
    part: str
    row: list[Any]


RECORD_FACTS = ("id", "part", "name", "company", "school", *SINGLE.values(), "blocks", "since", "data")


FILED = (*SINGLE.values(), "blocks")
"""What a record is found by on its own node."""


def filed(record: Record) -> list[int | str | None]:
    """Its `FILED`: the numbers of its keys of which it has one at most, None for those that it lacks, and its blocks."""
    keys = keys_of(record)
    found = {k[:3]: key_number(k) for k in keys if k[:3] in SINGLE}
    return [*(found.get(kind) for kind in SINGLE), " ".join(k[3:] for k in keys if k[:3] == BLOCK) or None]


def record_row(record: Record, since: int) -> Stated:
    """With the row of `RECORD_FACTS`."""
    return Stated(
        record.id,
        record.part,
        [
            record.id, record.part, record.name or None, record.company or None, record.school or None, *filed(record), since,
            record_text(record),
        ],
    )  # fmt: skip


def handle_rows(record: Record) -> list[list[Any]]:
    """Its id, the handle's uid and key, and whether that is an alias, for each key that a node stands for."""
    return [[record.id, key_id(k), k, k.startswith(ALIASES)] for k in keys_of(record) if k[:3] not in (*SINGLE, *APART)]


def skill_id(skill: str) -> str:
    """The uid of a skill, by its plain name."""
    return uid("k", skill)


def skill_rows(record: Record) -> list[list[Any]]:
    """Its id, the skill's uid and name."""
    return [[record.id, skill_id(plain(s)), s] for s in record.skills]


ENCOUNTER_FACTS = ("id", "part", "line", "kind", "direction", "day", "start", "end", "count", "size", "note", "since")


def encounter_row(e: Encounter, since: int) -> Stated:
    """With both ends, and then `ENCOUNTER_FACTS`; what has its usual value is left out."""
    direction = None if e.direction == "both" else e.direction
    count, size = (None if e.count == 1 else e.count), (None if e.size == 2 else e.size)
    return Stated(
        e.id,
        e.part,
        [
            e.a, e.b or e.event, e.id, e.part, e.line or None, e.kind, direction, e.day, e.start, e.end, count, size,
            e.note or None, since,
        ],
    )  # fmt: skip


ENCOUNTERS = "ENCOUNTERED|TOOK_PART"
"""Relationships of a record to another one, and to an event."""

ENCOUNTER = (
    "[e.id, e.part, coalesce(e.line, 0), e.kind, a.id, b.id, b.uid, coalesce(e.direction, 'both'), toString(e.day), e.start,"
    " e.end, coalesce(e.count, 1), coalesce(e.size, 2), coalesce(e.note, '')]"
)
"""Of (a:Record)-[e]->(b), where b is a Record (which has an id) or an Event (which has a uid)."""


def encounter_from(row: Sequence[Any]) -> Encounter:
    key, part, line, kind, a, b, event, direction, day, *rest = row
    return Encounter(key, part, line, kind, a, b or "", event or "", direction, day_from(day), *rest)


BOTH_ENDS = (
    f"UNWIND $rows AS row {at('a:Person', 'uid', 'row[0]')} {at('b:Person', 'uid', 'row[1]')}"
    " WITH a, b, row MATCH (a)-[k:KNOWS]->(b)"
)
"""A tie from both its ends: the WITH keeps the planner from reading all the ties of one end, which may be a hub."""


def day_from(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def event_row(event: Event, since: int) -> Facts:
    return {"uid": event.uid, "part": event.part, "facts": {**_filled(name=event.name, day=event.day), "since": since}}


def problem_row(problem: Problem, number: int) -> Facts:
    return {
        "number": number, "file": problem.file, "line": problem.line, "reason": problem.reason, "severity": problem.severity,
    }  # fmt: skip


def file_of(source: Source, part: Part) -> str:
    """What a part is called in statements."""
    return part.name if part.name == source.file else f"{source.file}/{part.name}"


def source_row(source: Source) -> Facts:
    """`facts` of the node, and its `parts` in order."""
    facts = _filled(file=source.file, kind=source.kind, owner=source.owner)
    return {
        "uid": source.uid,
        "facts": {**facts, "imported": source.imported.isoformat(), "rows": source.rows, "data": source_text(source)},
        "parts": [
            {
                "uid": p.uid, "name": p.name, "kind": p.kind,
                "facts": {
                    "place": place, "data": part_text(p), "file": file_of(source, p),
                },
            }
            for place, p in enumerate(source.parts)
        ],
    }  # fmt: skip


def judgement_row(judgement: Judgement) -> Facts:
    facts = _filled(
        verdict=judgement.verdict, one=list(judgement.one), other=list(judgement.other), kept=list(judgement.kept),
        made=judgement.made, note=judgement.note, data=judgement_text(judgement),
    )  # fmt: skip
    return {"uid": judgement.uid, "facts": {**facts, "uid": judgement.uid}}


def word_row(word: Word) -> Facts:
    facts = _filled(kind=word.kind, made=word.made, says=word.data, data=word_text(word))
    return {"uid": word.uid, "facts": {**facts, "uid": word.uid}}


PERSON_FACTS = (
    "uid", "name", "company", "position", "place", "slug", "emails", "other_names", "records", "sort", "words",
)  # fmt: skip


def person_row(person: Person, records: Sequence[str] = ()) -> list[Any]:
    """The uid of the employer or None, the records that are about this person, and then `PERSON_FACTS`."""
    employer = employer_of(person)
    texts = (person.name, person.company, person.position, person.place, person.slug)
    lists = (person.emails, person.other_names)
    return [
        employer[0] if employer else None, records, person.id, *(text or None for text in texts),
        *(list(some) or None for some in lists), person.records or None, sort_name(person.name), search_text(person),
    ]  # fmt: skip


def employer_of(person: Person) -> tuple[str, str] | None:
    """Uid, which depends on the compared name alone, and name of an (:Organisation)."""
    employer = organisation_id(person.company)
    return (employer, person.company) if employer else None


PERSON = "[p.uid, p.name, p.company, p.position, p.place, p.slug, p.emails, p.other_names, p.records]"


def person_from(row: Sequence[Any]) -> Person:
    *texts, emails, other_names, records = row
    key, name, company, position, place, slug = (text or "" for text in texts)
    return Person(key, name, company, position, place, slug, tuple(emails or ()), tuple(other_names or ()), records or 0)


TIE_FACTS = ("basis", "first", "last", "contacts", "strength", "stats", "history", "lot", "met")


def tie_rows(ties: Sequence[Tie]) -> list[list[Any]]:
    """Both ends, and then `TIE_FACTS`: with `strength` as it was at the last contact, for people who read the graph; the
    algorithms use `stats`."""
    worth = np.round(strengths([t.stats for t in ties], None), 3).tolist()
    return [
        [
            t.a, t.b, t.basis, t.first, t.last, " ".join(f"{kind}:{n}" for kind, n in t.kinds), strength, t.stats, t.history,
            *draw_of(t),
        ]
        for t, strength in zip(ties, worth, strict=True)
    ]  # fmt: skip


TIE = "[a.uid, b.uid, k.basis, toString(k.first), toString(k.last), k.contacts, k.stats, k.history]"


def tie_from(row: Sequence[Any]) -> Tie:
    a, b, basis, first, last, contacts, stats, history = row
    kinds = tuple((kind, int(n)) for kind, _, n in (one.partition(":") for one in contacts.split()))
    return Tie(a, b, basis, day_from(first), day_from(last), kinds, bytes(stats), bytes(history))
