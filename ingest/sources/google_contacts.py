"""Google Contacts as CSV, before and since 2024: whom its owner keeps the address of.

    to 2024     Name,Given Name,...,Group Membership,E-mail 1 - Type,E-mail 1 - Value,...,Organization 1 - Name,...
    since 2024  First Name,Middle Name,Last Name,...,File As,Organization Name,...,Labels,E-mail 1 - Label,...

The numbered groups are as many as the fullest entry needs, and one cell may hold several values joined by ` ::: `.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from ingest.meaning.addressbook import Entry, EntryReader, full_name, several
from ingest.reading.columns import Columns, heading
from ingest.reading.document import Document, HeadRow
from ingest.source import RowReader, TableImporter

FIELDS = {
    "name": ("name",),
    "given": ("givenname", "firstname"),
    "middle": ("additionalname", "middlename"),
    "family": ("familyname", "lastname"),
    "nickname": ("nickname",),
    "labels": ("groupmembership", "labels"),
    "file_as": ("fileas",),
    "company": ("organizationname", "organization1-name"),
    "position": ("organizationtitle", "organization1-title"),
}
_NUMBERED = re.compile(r"(e-mail|phone|website)\d+-value")


class GoogleContacts(TableImporter):
    """One record and one `listed` tie for each entry that names somebody."""

    name = "google-contacts"
    personal = True
    accepts = "Google Contacts CSV (Given Name, Family Name, Group Membership; or First Name, Last Name, File As, Labels)"
    units = "contacts"

    def is_header(self, row: HeadRow) -> bool:
        """Google's own columns for groups; LinkedIn and Outlook start with the same names."""
        columns = Columns(row.cells, FIELDS)
        old = {"givenname", "familyname", "groupmembership"}
        return columns.has("given", "family", "labels") and (columns.has("file_as") or old.issubset(columns.headings))

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """The columns of this file's numbered groups join those that every file has."""
        return _Entries(document.part, header.cells)


class _Entries(EntryReader):
    def __init__(self, part: str, header: Sequence[str]) -> None:
        numbered = [h for h in dict.fromkeys(map(heading, header)) if _NUMBERED.fullmatch(h)]
        super().__init__(part, Columns(header, FIELDS | {h: (h,) for h in numbered}))

    def entry(self, *cells: str) -> Entry:
        name, given, middle, family, nickname, labels, _, company, position, *values = cells
        numbered = dict(zip(self.columns.fields[len(FIELDS) :], values, strict=True))
        return Entry(
            name=name or full_name(given, middle, family) or nickname, given=given, family=family,
            emails=_all(numbered, "e-mail"), phones=_all(numbered, "phone"), urls=_all(numbered, "website"),
            company=next(iter(several(company)), ""), position=next(iter(several(position)), ""), labels=several(labels),
        )  # fmt: skip


def _all(numbered: dict[str, str], group: str) -> tuple[str, ...]:
    """Every value of one kind, whichever column it stands in."""
    return tuple(chain.from_iterable(several(v) for h, v in numbered.items() if v and h.startswith(group)))
