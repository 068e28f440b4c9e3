"""Publication lists in BibTeX and RIS (ResearchGate, Google Scholar, Zotero, publishers): who wrote papers with whom.

The rows are the entries. Every two authors of a paper get `coauthored`, weighted as Newman does: of a paper by n people each of
the others has 1/(n - 1). Titles, journals and abstracts are never kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TextIO

from graph.model import Encounter, Record
from graph.values import uid
from ingest.meaning.authors import OWNER, Authors, account_of
from ingest.meaning.met import Met, Said
from ingest.meaning.ownership import said as said_of
from ingest.reading import bibtex, ris
from ingest.reading.document import Document
from ingest.reading.paper import Author, Paper
from ingest.source import Aside, Found, Named, Nameless, Owner, Reading, Unusable

LARGEST_PAPER = 30
"""A paper by more people ties none of them, and names nobody: each two would have less than a thirtieth of it."""

Papers = Callable[[TextIO, int], Iterator[Paper]]
_TOP = 1 << 16
"""Characters within which the first entry is looked for."""
_BIBTEX = re.compile(
    r"^[ \t\ufeff]*@[ \t]*(?:article|book|booklet|collection|conference|dataset|inbook|incollection|inproceedings|manual|"
    r"mastersthesis|misc|online|patent|phdthesis|proceedings|report|software|string|techreport|thesis|unpublished)[ \t]*[{(]",
    re.IGNORECASE | re.MULTILINE,
)
_RIS = re.compile(r"^[ \t\ufeff]*TY[ \t]{1,2}-[ \t]*[A-Z]{3,7}\s*$", re.MULTILINE)


class Publications:
    """One record for each spelling of an author, one encounter for each paper and two of its authors."""

    version = 1
    personal = True

    def __init__(self, name: str, accepts: str, begins: re.Pattern[str], papers: Papers) -> None:
        self.name = name
        self.accepts = accepts
        self._begins = begins
        self._papers = papers

    def recognises(self, document: Document) -> bool:
        """An entry that begins near the top."""
        if not document.opening:
            return False
        with document.blob.text() as stream:
            return self._begins.search(stream.read(_TOP)) is not None

    def owner(self, document: Document) -> Owner:  # noqa: ARG002 - a list of papers does not say whose it is
        """Nobody: whoever stands on most of the papers may be a favourite author as well."""
        return Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """The one part."""
        yield Reading(document, self.name, True, self._found(document))

    def _read(self, document: Document) -> Iterator[Paper]:
        with document.blob.text() as stream:
            yield from self._papers(stream, document.limits.line_chars)

    def _found(self, document: Document) -> Iterator[Found]:
        whose = said_of(document.owner).name
        authors = Authors(whose, (p.authors for p in self._read(document) if len(p.authors) <= LARGEST_PAPER))
        people = _People(document.part, authors)
        number = 0
        for number, paper in enumerate(self._read(document), start=1):
            if paper.fault:
                yield Unusable(paper.line, paper.fault)
            elif not paper.authors:
                yield Nameless(paper.line)
            else:
                yield people.row(number, paper)
        if not number:
            yield Aside(warnings=("0 publications: there is no entry in the file",))
        elif not authors.owner:
            missing = (
                f"no author, or no single one, is called {whose!r}" if whose else "the owner is told by an address, not by name"
            )
            yield Aside(warnings=(f"{missing}: the list ties its authors to each other, and not to its owner",))


class _People:
    def __init__(self, part: str, authors: Authors) -> None:
        self._part = part
        self._authors = authors
        self._met = Met(part)

    def row(self, number: int, paper: Paper) -> Named:
        """What one paper says."""
        written = len(paper.authors) + paper.others
        warnings = () if paper.when or not paper.date else (f"the date {paper.date[:40]!r} cannot be read: kept without it",)
        if len(paper.authors) > LARGEST_PAPER:
            return Named(paper.line, (), (), (*warnings, f"{len(paper.authors)} authors: so many are no tie"))
        fresh: list[Record] = []
        said = Said(self._part, paper.line, str(number), paper.when)
        accounts = dict[str, str]()
        for place, author in enumerate(paper.authors):
            account = account_of(self._part, self._authors.account(author), paper.line, place)
            accounts.setdefault(account, self._record(author, account, paper.line, number, fresh))
        ties: list[Encounter] = []
        for one, other in combinations(sorted(accounts.values()), 2):
            ties += said.ties("coauthored", one, [other], written, "both")
        return Named(paper.line, tuple(fresh), tuple(ties), warnings)

    def _record(self, author: Author, account: str, line: int, number: int, fresh: list[Record]) -> str:
        mine = account == account_of(self._part, OWNER, 0, 0)
        return self._met.record(
            uid("", account, author.name), line, number, fresh, name=self._authors.name(author), given=author.given,
            family=author.family, accounts=(account,), owner_of=(self._part,) if mine else (),
        )  # fmt: skip


def importers() -> Sequence[Publications]:
    """Of each format one."""
    return (
        Publications("bibtex", "a publication list in BibTeX (@article{…})", _BIBTEX, bibtex.papers),
        Publications("ris", "a publication list in RIS (TY  - JOUR)", _RIS, ris.papers),
    )
