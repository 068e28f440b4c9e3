"""Evidence and people as rows: how both stores write a Record, Person, Part or Source down, and read it back."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

import orjson

from graph.model import Part, Person, Record, Source
from graph.values import search_terms

_TUPLES = frozenset(("emails", "phones", "accounts", "skills", "owner_of", "other_names"))
_RECORD_FIELDS = tuple(f.name for f in fields(Record))
_PERSON_FIELDS = tuple(f.name for f in fields(Person))


def _filled(thing: Record | Person, names: tuple[str, ...]) -> str:
    return orjson.dumps({n: v for n in names if (v := getattr(thing, n))}).decode()


def _read(text: str) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(text)
    for name in _TUPLES & found.keys():
        found[name] = tuple(found[name])
    return found


def record_text(record: Record) -> str:
    """JSON of the filled fields."""
    return _filled(record, _RECORD_FIELDS)


def record_from(text: str) -> Record:
    return Record(**{"line": 0, "row": 0, **_read(text)})


def person_text(person: Person) -> str:
    """JSON of the filled fields."""
    return _filled(person, _PERSON_FIELDS)


def person_from(text: str) -> Person:
    return Person(**{"name": "", **_read(text)})


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


def search_text(person: Person) -> str:
    """What `View.search` looks in: the words of names, employer, position, place, e-mails and profile."""
    facts = (person.name, *person.other_names, person.company, person.position, person.place, *person.emails, person.slug)
    return " ".join(dict.fromkeys(w for fact in facts for w in search_terms(fact)))
