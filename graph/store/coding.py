"""Evidence and people as rows: how both stores write a Record, Person, Part or Source down, and read it back."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any

import orjson

from graph.model import Judgement, Part, Person, Record, Source, Word
from graph.store.base import Employment
from graph.values import search_terms

_record_values = attrgetter(*(f.name for f in fields(Record)))
_places = {f.name: i for i, f in enumerate(fields(Record))}
COMPANY, SCHOOL = f"$[{_places['company']}]", f"$[{_places['school']}]"
"""Where `record_text` holds company and school, as JSON paths."""

_person_values = attrgetter(*(f.name for f in fields(Person)))


def _read(text: str) -> list[Any]:
    return [tuple(v) if type(v) is list else v for v in orjson.loads(text)]


def record_text(record: Record) -> str:
    """JSON list of the fields in their order; a change of the fields is a new version of the store's schema."""
    return orjson.dumps(_record_values(record)).decode()


def record_from(text: str) -> Record:
    return Record(*_read(text))


def employment(person: str, record: Record, organisation: str) -> Employment:
    """What a record that names an organisation says of its person."""
    name = record.school or record.company
    return Employment(person, organisation, name, record.part, record.line, record.began, record.ended)


def person_text(person: Person) -> str:
    """JSON list of the fields in their order."""
    return orjson.dumps(_person_values(person)).decode()


def person_from(text: str) -> Person:
    return Person(*_read(text))


def part_text(part: Part) -> str:
    return orjson.dumps(asdict(part)).decode()


def part_from(text: str) -> Part:
    found = orjson.loads(text)
    return Part(**{**found, "newest": date.fromisoformat(found["newest"]) if found["newest"] else None})


def source_text(source: Source) -> str:
    """JSON without the parts, which are kept beside it."""
    found = {f.name: getattr(source, f.name) for f in fields(Source) if f.name != "parts"}
    return orjson.dumps(found).decode()


def source_from(text: str, parts: tuple[Part, ...]) -> Source:
    found = orjson.loads(text)
    return Source(**{**found, "imported": datetime.fromisoformat(found["imported"]), "parts": parts})


def judgement_text(judgement: Judgement) -> str:
    return orjson.dumps(judgement).decode()


def judgement_from(text: str) -> Judgement:
    found = orjson.loads(text)
    sides = {name: tuple(found[name]) for name in ("one", "other", "kept")}
    return Judgement(**{**found, **sides, "made": datetime.fromisoformat(found["made"])})


def word_text(word: Word) -> str:
    return orjson.dumps(word).decode()


def word_from(text: str) -> Word:
    found = orjson.loads(text)
    about = tuple(tuple(keys) for keys in found["about"])
    return Word(**{**found, "about": about, "made": datetime.fromisoformat(found["made"])})


def search_text(person: Person) -> str:
    """What `View.search` looks in: the words of names, employer, position, place, e-mails and profile."""
    facts = (person.name, *person.other_names, person.company, person.position, person.place, *person.emails, person.slug)
    found = dict[str, None]()
    for fact in filter(None, facts):
        found.update(dict.fromkeys(search_terms(fact)))
    return " ".join(found)
