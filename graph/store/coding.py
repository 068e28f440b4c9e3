"""Evidence and people as rows: how both stores write a Record, Person, Part or Source down, and read it back."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import json
from msgspec.structs import fields, replace

from graph.model import Judgement, Part, Person, Record, Source, Word
from graph.store.base import Employment
from graph.values import search_terms

_places = {f.name: i for i, f in enumerate(fields(Record))}
COMPANY, SCHOOL = f"$[{_places['company']}]", f"$[{_places['school']}]"
"""Where `record_text` holds company and school, as JSON paths."""

_written = json.Encoder().encode
_record, _person = json.Decoder(Record), json.Decoder(Person)
_part, _source = json.Decoder(Part), json.Decoder(Source)
_judgement, _word = json.Decoder(Judgement), json.Decoder(Word)


def rows_text(rows: Sequence[object]) -> str:
    """JSON of any number of rows, as one parameter of a statement."""
    return _written(rows).decode()


def record_text(record: Record) -> str:
    """JSON list of the fields in their order; a change of the fields is a new version of the store's schema."""
    return _written(record).decode()


def record_from(text: str) -> Record:
    return _record.decode(text)


def employment(person: str, record: Record, organisation: str) -> Employment:
    """What a record that names an organisation says of its person."""
    name = record.school or record.company
    return Employment(person, organisation, name, record.part, record.line, record.began, record.ended)


def person_text(person: Person) -> str:
    """JSON list of the fields in their order."""
    return _written(person).decode()


def person_from(text: str) -> Person:
    return _person.decode(text)


def part_text(part: Part) -> str:
    return _written(part).decode()


def part_from(text: str) -> Part:
    return _part.decode(text)


def source_text(source: Source) -> str:
    """JSON without the parts, which are kept beside it."""
    return _written(replace(source, parts=())).decode()


def source_from(text: str, parts: tuple[Part, ...]) -> Source:
    return replace(_source.decode(text), parts=parts)


def judgement_text(judgement: Judgement) -> str:
    return _written(judgement).decode()


def judgement_from(text: str) -> Judgement:
    return _judgement.decode(text)


def word_text(word: Word) -> str:
    return _written(word).decode()


def word_from(text: str) -> Word:
    return _word.decode(text)


def search_text(person: Person) -> str:
    """What `View.search` looks in: the words of names, employer, position, place, e-mails and profile."""
    facts = (person.name, *person.other_names, person.company, person.position, person.place, *person.emails, person.slug)
    return " ".join(dict.fromkeys(search_terms(" ".join(filter(None, facts)))))
