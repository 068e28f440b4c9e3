"""Which column of a table means what, as a person says it: `name="Full name",email=Mail` or `from=Sender,to=Team,kind=:met`.

A field is said to be one column, several of them joined by `+` (`name=Vorname+Nachname`), or, after a colon, one word for every
row. Of columns with one heading the second is called `Mail (2)`. Headings that hold a comma, a plus or a quotation mark stand in
double quotes, which are doubled inside. Which kind of table it is follows from the fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.errors import BadInput
from graph.values import uid
from ingest.reading.columns import clean, heading, told_apart

_FIELD = re.compile(r"\s*([A-Za-z]+)\s*=\s*")
_COLUMN = re.compile(r'(?:"((?:[^"]|"")*)"\s*|([^",+][^,+]*))([,+]|$)\s*')
_WORD = re.compile(r":([^,]*)(,|$)\s*")
_PLAIN = re.compile(r'[^",+:\s][^",+]*')
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of table: what can be said of its columns."""

    name: str
    label: str
    fields: dict[str, str]
    """Field and what it holds, in words, in the order in which readers take them."""
    needs: tuple[tuple[str, ...], ...]
    """Of each of these, at least one field."""


_WHEN = "the day or the moment"
SHAPES: dict[str, Shape] = {
    s.name: s
    for s in (
        Shape(
            "mentoring",
            "Pairs of mentor and mentee",
            {"mentor": "the mentor: name, e-mail or profile", "mentee": "the mentee", "when": _WHEN},
            (("mentor",), ("mentee",)),
        ),
        Shape(
            "ties",
            "Who had to do with whom",
            {
                "from": "one person: name, e-mail or profile",
                "to": "the other, or several with semicolons",
                "when": _WHEN,
                "kind": "what it was",
                "count": "how often",
                "direction": "both or forward",
            },
            (("from",), ("to",)),
        ),
        Shape(
            "attendance",
            "Who was at what",
            {
                "event": "the event",
                "when": _WHEN,
                "person": "who was there: name, e-mail or profile",
                "minutes": "minutes there",
                "session": "which session, table or breakout of it",
            },
            (("event",), ("person",)),
        ),
        Shape(
            "activity",
            "Who worked on what",
            {"item": "the document, task or channel", "when": _WHEN, "person": "who worked on it: name, e-mail or profile"},
            (("item",), ("person",)),
        ),
        Shape(
            "people",
            "People",
            {
                "name": "full name",
                "given": "given name",
                "family": "family name",
                "email": "e-mail",
                "url": "profile address",
                "phone": "telephone",
                "company": "employer",
                "position": "job title",
                "place": "place",
                "skills": "skills, or skills offered",
                "ref": "the table's own key",
                "role": "role in a programme (mentor, mentee)",
                "goals": "goals, or skills wanted",
                "capacity": "how many mentees at once",
                "school": "school, in place of the employer",
                "started": "since when there",
                "ended": "until when there (empty: still)",
            },
            (("name", "given", "family", "email", "url"),),
        ),
    )
}
"""The most telling first: what is left over names people."""


class Choice(NamedTuple):
    """What one field is: columns of the table, or one word."""

    columns: tuple[str, ...] = ()
    word: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What a person says of the columns of one table."""

    shape: str
    choices: tuple[tuple[str, Choice], ...]
    """In the order of the shape's fields."""

    def __str__(self) -> str:
        return ",".join(f"{name}={_written(choice)}" for name, choice in self.choices)

    @property
    def identity(self) -> str:
        """The same for two that read every table in the same way."""
        said = ((f, "\x1e".join(map(heading, c.columns)) or f":{c.word}") for f, c in self.choices)
        return "\x1d".join((self.shape, *(f"{f}={c}" for f, c in said)))

    def columns(self) -> tuple[str, ...]:
        """All columns that are named, each once."""
        return tuple(dict.fromkeys(c for _, choice in self.choices for c in choice.columns))

    def fits(self, header: Iterable[str]) -> bool:
        """Whether a row has all the columns that are named."""
        return set(map(heading, self.columns())) <= set(map(heading, told_apart(tuple(header))))


def parsed(text: str) -> ColumnMap:
    """The mapping that a text says. Raises `BadInput`."""
    said: dict[str, Choice] = {}
    at = 0
    while at < len(text):
        if not (found := _FIELD.match(text, at)):
            raise BadInput(f"a mapping is FIELD=COLUMN,FIELD=COLUMN…, and this is not: {text[at : at + _SHOWN]!r}")
        field = found[1].lower()
        if field in said:
            raise BadInput(f"the field {field!r} is mapped twice: join columns with +, as in name=Vorname+Nachname")
        said[field], at = _choice(text, found.end())
    return made(said)


def made(said: dict[str, Choice]) -> ColumnMap:
    """A mapping of these fields. Raises `BadInput` when they are not those of one kind of table."""
    known = {f for s in SHAPES.values() for f in s.fields}
    if unknown := [f for f in said if f not in known]:
        raise BadInput(f"there is no field {unknown[0][:_SHOWN]!r} to map; fields are: {_fields()}")
    fits = [s for s in SHAPES.values() if said.keys() <= s.fields.keys() and all(any(f in said for f in n) for n in s.needs)]
    if not fits:
        raise BadInput(f"these fields are not those of one table: {', '.join(said) or 'none'}. Say: {_fields()}")
    if "school" in said and "company" in said:
        raise BadInput("a row is about an employer or about a school: map company or school, not both")
    if said.keys() & {"started", "ended"} and not said.keys() & {"school", "company"}:
        raise BadInput("started and ended say from when to when somebody was with an employer or a school: map company or school")
    if not any(c.columns for c in said.values()):
        raise BadInput("a mapping names at least one column: words alone say the same of every table")
    shape = fits[0]
    return ColumnMap(shape.name, tuple((f, said[f]) for f in shape.fields if f in said))


def header_key(header: Sequence[str]) -> str:
    """What a table is met again by: its headings, in whatever order and case. Empty for a row without any."""
    headings = sorted({h for c in header if (h := heading(clean(c)))})
    return uid("m", *headings) if headings else ""


def _choice(text: str, at: int) -> tuple[Choice, int]:
    if found := _WORD.match(text, at):
        if not (word := clean(found[1])):
            raise BadInput("a colon stands before one word for every row, as in kind=:met, and here is none")
        return Choice(word=word), found.end()
    columns: list[str] = []
    while found := _COLUMN.match(text, at):
        columns.append(clean(found[2] if found[1] is None else found[1].replace('""', '"')))
        at = found.end()
        if found[3] != "+":
            break
    if not found or not all(map(heading, columns)):
        raise BadInput(f"a column is missing or its quotation marks are not closed: {text[at : at + _SHOWN]!r}")
    return Choice(tuple(dict.fromkeys(columns))), at


def _written(choice: Choice) -> str:
    if choice.word:
        return f":{choice.word}"
    return "+".join(c if _PLAIN.fullmatch(c) else '"' + c.replace('"', '""') + '"' for c in choice.columns)


def _fields() -> str:
    return "; or ".join(", ".join(s.fields) for s in SHAPES.values())
