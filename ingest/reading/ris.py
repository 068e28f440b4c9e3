"""Entries of a RIS file one at a time (Zotero, EndNote, ResearchGate, publishers): who wrote what, and when.

TY  - JOUR            every line begins with a tag, two blanks and a hyphen
AU  - Doe, Jane       A1 in older files
PY  - 2020            Y1 in older files; DA has the day, `2020/05/12/`
ER  -                 the end of an entry
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from graph.values import LONGEST_NAME, plain, tidy
from ingest.reading.delimited import Physical
from ingest.reading.paper import Author, Paper, dated, is_body

_TAG = re.compile(r"\ufeff?[ \t]*([A-Z][A-Z0-9])[ \t]{1,2}-(?:[ \t](.*)|)$")
_AUTHORS = frozenset(("AU", "A1"))
_DATES = frozenset(("DA", "PY", "Y1"))
_MOST_AUTHORS = 20_000
"""Authors of one entry that are kept; no paper has had so many."""
_MANY = re.compile(r"\bet\.? al\b|^others$", re.IGNORECASE)


def papers(stream: TextIO, longest: int) -> Iterator[Paper]:
    """Every entry. One that has no end is a fault, as what follows it may be another's."""
    lines, entry = Physical(stream, longest), None
    while line := lines.take():
        found = _TAG.match(line.rstrip("\r\n"))
        if not found:
            continue
        tag, value = found[1], (found[2] or "").strip()
        if tag == "TY":
            if entry:
                yield Paper(entry.line, fault="the entry has no end (ER): another begins before it")
            entry = _Entry(lines.number)
        elif tag == "ER":
            yield entry.paper() if entry else Paper(lines.number, fault="an entry ends here that never began (TY)")
            entry = None
        elif entry:
            entry.take(tag, value)
    if entry:
        yield Paper(entry.line, fault="the entry has no end (ER): the file ends before it")


class _Entry:
    def __init__(self, line: int) -> None:
        self.line = line
        self._authors: list[Author] = []
        self._others = False
        self._dates: list[str] = []

    def take(self, tag: str, value: str) -> None:
        """One line of it."""
        if tag in _AUTHORS and len(self._authors) < _MOST_AUTHORS:
            self._others = self._others or bool(_MANY.search(value))
            if found := author(value):
                self._authors.append(found)
        elif tag in _DATES and value:
            self._dates.append(tidy(value)[:100])

    def paper(self) -> Paper:
        """The whole; of several dates the one that says most."""
        known = [(len(re.findall(r"\d+", d[:10])), d) for d in self._dates if dated(d)]
        said = max(known)[1] if known else next(iter(self._dates), "")
        return Paper(self.line, tuple(self._authors), self._others, said, dated(said))


def author(text: str) -> Author | None:
    """`Family, Given, Jr`. None for a body, and for a name without a comma that is one word: nobody can say whose."""
    bare = _MANY.sub("", tidy(text)[:LONGEST_NAME]).strip(" ,;")
    if is_body(bare):
        return None
    family, *rest = (p.strip() for p in bare.split(","))
    if rest and family:
        return Author(rest[0], family, " ".join(rest[1:]))
    given, _, last = family.rpartition(" ")
    return Author(given, last) if given and plain(last) else None
