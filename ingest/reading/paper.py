"""A publication as a reference list gives it, whatever the format: who wrote it, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from graph.values import words
from ingest.reading.dates import Moment

_PARTS = re.compile(r"\s*(\d{4})(?:\s*[-/]\s*(\d{1,2})(?!\d))?(?:\s*[-/]\s*(\d{1,2})(?!\d))?")
_BODIES = frozenset(
    "university universitat universite universidad institute institut consortium collaboration organization organisation "
    "committee commission association society foundation group team network department ministry agency council initiative "
    "inc ltd gmbh".split()
)
"""Words of bodies that sign papers. A family name is hardly ever one of them."""


class Author(NamedTuple):
    """A person's name in its parts; `given` may be initials, `suffix` is Jr and its like."""

    given: str
    family: str
    suffix: str = ""

    @property
    def name(self) -> str:
        """As it is shown."""
        whole = f"{self.given} {self.family}".strip()
        return f"{whole}, {self.suffix}" if self.suffix else whole


@dataclass(slots=True)
class Paper:
    """One entry: the line where it begins, its authors in their order, its date, and why it cannot be used (else empty)."""

    line: int
    authors: tuple[Author, ...] = ()
    others: bool = False
    """Whether the list of authors says that it leaves some out."""
    date: str = ""
    """As written."""
    when: Moment | None = None
    fault: str = ""


def is_body(name: str) -> bool:
    """Whether an author is an institution, a collaboration or nobody at all."""
    return not words(name) or not _BODIES.isdisjoint(words(name))


def dated(text: str) -> Moment | None:
    """`2020`, `2020-05`, `2020/05/12/`: the day, of a month or year its first; None for anything else."""
    found = _PARTS.match(text)
    if not found:
        return None
    year, month, day = (int(p or 0) for p in found.groups())
    try:
        return Moment(date(year, month or 1, (day or 1) if month else 1), None)
    except ValueError:  # month 13
        return None
