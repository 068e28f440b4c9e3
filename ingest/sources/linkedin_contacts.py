"""LinkedIn Contacts.csv (2018 `Imported Contacts.csv`): the address books that its owner once let LinkedIn read.

    2018   First Name,Last Name,Companies,Title,Email Address,Phone Numbers,Created At,...
    since  Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,...,FullName,...,BookmarkedAt,Profiles

`CreatedAt` is the day of the upload and says nothing of the two people.
"""

from __future__ import annotations

import re

from graph.values import slug_of
from ingest.meaning.addressbook import Entry, EntryReader, full_name
from ingest.reading.columns import Columns
from ingest.reading.document import Document, HeadRow
from ingest.source import RowReader, TableImporter

FIELDS = {
    "given": ("firstname",),
    "family": ("lastname",),
    "full": ("fullname",),
    "companies": ("companies",),
    "title": ("title",),
    "emails": ("emails", "emailaddress"),
    "phones": ("phonenumbers",),
    "created": ("createdat",),
    "profiles": ("profiles",),
    "sites": ("sites",),
}
_SEVERAL = re.compile(r"[,;|]")


class Contacts(TableImporter):
    """One record and one `listed` tie for each entry that names somebody, as in any address book."""

    name = "linkedin-contacts"
    personal = True
    accepts = "LinkedIn Contacts.csv (FirstName, LastName, Companies, PhoneNumbers, CreatedAt)"
    units = "contacts"

    def is_header(self, row: HeadRow) -> bool:
        """The plural of companies and telephone numbers beside the names."""
        return Columns(row.cells, FIELDS).has("given", "family", "companies", "phones", "created")

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """The entries, after the owner's record."""
        return _Entries(document.part, Columns(header.cells, FIELDS))


class _Entries(EntryReader):
    def entry(self, *cells: str) -> Entry:
        given, family, full, companies, title, emails, phones, _, profiles, sites = cells
        return Entry(
            name=full_name(given, family) or full, given=given, family=family, emails=_split(emails), phones=_split(phones),
            urls=tuple(u for u in (*_split(profiles), *_split(sites)) if slug_of(u)), company=companies, position=title,
        )  # fmt: skip


def _split(cell: str) -> tuple[str, ...]:
    return tuple(v for v in map(str.strip, _SEVERAL.split(cell)) if v)
