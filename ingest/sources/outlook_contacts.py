"""Outlook contacts as CSV: of Outlook.com, of Outlook for the desktop, and Google Contacts' own "Outlook CSV".

All three have `First Name`, `Last Name` and `E-mail Address` with a hyphen (LinkedIn writes `Email Address`), in different
orders among up to ninety columns.
"""

from __future__ import annotations

import re

from ingest.meaning.addressbook import Entry, EntryReader, full_name
from ingest.reading.columns import Columns
from ingest.reading.document import Document, HeadRow
from ingest.source import RowReader, TableImporter
from ingest.sources.linkedin_connections import Connections

FIELDS = {
    "given": ("firstname",),
    "middle": ("middlename",),
    "family": ("lastname",),
    "nickname": ("nickname",),
    "email": ("e-mailaddress",),
    "email2": ("e-mail2address",),
    "email3": ("e-mail3address",),
    "mobile": ("mobilephone",),
    "business": ("businessphone",),
    "business2": ("businessphone2",),
    "home": ("homephone",),
    "home2": ("homephone2",),
    "primary": ("primaryphone",),
    "company": ("company",),
    "position": ("jobtitle",),
    "page": ("personalwebpage", "webpage"),
    "categories": ("categories",),
}
_LABELS = re.compile(r"\s*[;,]\s*")


class OutlookContacts(TableImporter):
    """One record and one `listed` tie for each entry that names somebody."""

    name = "outlook-contacts"
    personal = True
    accepts = "Outlook contacts CSV (First Name, Last Name, E-mail Address)"
    units = "contacts"

    def is_header(self, row: HeadRow) -> bool:
        """Both names and the e-mail with its hyphen, unless it is the list that LinkedIn once wrote for Outlook."""
        columns = Columns(row.cells, FIELDS)
        return columns.has("given", "family", "email") and not Connections().is_header(row)

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """The entries, after the owner's record."""
        return _Entries(document.part, Columns(header.cells, FIELDS))


class _Entries(EntryReader):
    def entry(self, *cells: str) -> Entry:
        given, middle, family, nickname, *rest = cells
        emails, phones, (company, position, page, categories) = rest[:3], rest[3:9], rest[9:]
        return Entry(
            name=full_name(given, middle, family) or nickname, given=given, family=family, emails=tuple(filter(None, emails)),
            phones=tuple(phones), urls=(page,), company=company, position=position, labels=tuple(_LABELS.split(categories)),
        )  # fmt: skip
