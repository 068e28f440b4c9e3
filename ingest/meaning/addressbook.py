"""What one entry of an address book says: a person, and that the book's owner keeps an address of theirs.

Of a telephone number alone nobody can say whose it is, and an organisation without a person is nobody: both are nameless.
Private addresses, birthdays and notes are never kept.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from graph.model import Encounter, Record
from graph.values import email_of, plain, slug_of, uid
from ingest.meaning.ownership import anonymous_owner
from ingest.reading.columns import Columns
from ingest.reading.document import Row
from ingest.source import Aside, Named, Nameless, RowReader

_SEVERAL = re.compile(r"\s*:::\s*")
_SYSTEM = frozenset(("mycontacts", "othercontacts", "starred", "starredinandroid", "friends&family", ""))
"""Groups that the address book makes itself: they say nothing of the relationship."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, its cells cleaned; `urls`, `emails` and `labels` as written, one or several."""

    name: str = ""
    given: str = ""
    family: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    company: str = ""
    position: str = ""
    labels: tuple[str, ...] = ()


def several(cell: str) -> tuple[str, ...]:
    """The values that Google joins in one cell by ` ::: `, without repeats."""
    if ":::" not in cell:
        return (cell,) if cell else ()
    return tuple(dict.fromkeys(v for v in _SEVERAL.split(cell) if v))


def full_name(*words: str) -> str:
    """The filled ones of given, middle and family name."""
    return " ".join(filter(None, words))


def listed(part: str, owner: str, line: int, number: int, entry: Entry, warnings: tuple[str, ...] = ()) -> Named | Nameless:
    """The row of an entry: its person, and a tie of kind `listed` from `owner` (a record id) that carries the labels."""
    emails = tuple(dict.fromkeys(e for e in map(email_of, entry.emails) if e))
    slug, url = next(((s, u) for u in entry.urls if (s := slug_of(u))), ("", ""))
    if not (entry.name or emails or slug):
        return Nameless(line)
    if entry.emails and not emails:
        warnings = (*warnings, f"the e-mail {entry.emails[0][:40]!r} identifies nobody: left out")
    record = Record(
        id=uid("r", part, str(line), "0"), part=part, line=line, row=number, name=entry.name, given=entry.given,
        family=entry.family, slug=slug, emails=emails, phones=tuple(dict.fromkeys(filter(None, entry.phones))),
        company=entry.company, position=entry.position, url=url,
    )  # fmt: skip
    tie = Encounter(
        id=uid("e", part, str(line), "listed", owner, record.id), part=part, line=line, kind="listed", a=owner, b=record.id,
        direction="forward", note="; ".join(_told(entry.labels)),
    )  # fmt: skip
    return Named(line, (record,), (tie,), warnings)


class EntryReader(RowReader):
    """The rows of an address book, after the record of its owner."""

    def __init__(self, part: str, columns: Columns) -> None:
        super().__init__(columns)
        self._part = part
        self._owner = anonymous_owner(part)

    def before(self) -> Aside:
        return Aside(records=(self._owner,))

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        return listed(self._part, self._owner.id, row.line, row.number, self.entry(*cells), warnings)

    @abstractmethod
    def entry(self, *cells: str) -> Entry:
        """What the cells of a row, in the order of the fields, say."""


def _told(labels: Iterable[str]) -> Iterable[str]:
    """Labels that a person gave. Google marks its own with `* `, which a person's first label may carry as well."""
    bare = (label.removeprefix("*").strip() for label in labels)
    return dict.fromkeys(label for label in bare if not _is_system(label))


@lru_cache(maxsize=1 << 10)
def _is_system(label: str) -> bool:
    return plain(label).replace(" ", "") in _SYSTEM
