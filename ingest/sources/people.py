"""Generic `people`: `name` or `given,family`, then any of `email,url,phone,company,position,place,skills,ref`.

Gives people and no ties. Several e-mails, telephone numbers or skills in a cell are separated by `;` or `|` (skills also by
commas); `ref` is passed through as it is.
"""

from __future__ import annotations

import re

from graph.model import Record
from graph.values import LONGEST_NAME, email_of, slug_of, uid
from ingest.meaning.parties import account_of
from ingest.reading.columns import Columns, clean
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Named, Nameless, RowReader, TableImporter

FIELDS = {
    "name": ("name", "fullname"),
    "given": ("given", "givenname"),
    "family": ("family", "familyname"),
    "email": ("email", "e-mail", "emails"),
    "url": ("url", "profileurl", "linkedin"),
    "phone": ("phone", "telephone", "phones"),
    "company": ("company", "employer", "organisation", "organization"),
    "position": ("position", "jobtitle"),
    "place": ("place", "location", "city"),
    "skills": ("skills",),
    "ref": ("ref",),
}
_SEVERAL = re.compile(r"[;|]")
_SKILLS = re.compile(r"[;|,]")
_MAILS = re.compile(r"[;|,\s]")
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)


class People(TableImporter):
    """One record a row."""

    name = "people"
    accepts = "people (name, or given and family, with any of email, url, phone, company, position, place, skills, ref)"
    units = "people"

    def is_header(self, row: HeadRow) -> bool:
        """A name, something about the person, and no more foreign columns than known ones.

        So a list that another importer knows better (`Name` and `Email` among twenty columns) is not taken for this one.
        """
        columns = Columns(row.cells, FIELDS)
        if not (columns.has("name") or columns.has("given", "family")):
            return False
        known = sum(columns.has(f) for f in FIELDS)
        return known > 1 + columns.has("given", "family") and known >= len(columns.unknown())

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """A row without a name, e-mail or profile identifies nobody."""
        return Listed(document.part, Columns(header.cells, FIELDS))


class Listed(RowReader):
    """Reads rows of people whose cells come in the order of `FIELDS`."""

    def __init__(self, part: str, columns: Columns) -> None:
        super().__init__(columns)
        self._part = part
        self._ref = columns.at("ref")

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        name, given, family, email, url, phone, company, position, place, skills, _ = cells
        name = name or f"{given} {family}".strip()
        emails = tuple(dict.fromkeys(e for e in map(email_of, _MAILS.split(email)) if e)) if email else ()
        slug = slug_of(url) if url else ""
        accounts = (account_of(_SCHEME.sub("", url)),) if url and not slug else ()
        if not (name or emails or slug or accounts):
            return Nameless(row.line)
        if email and not emails:
            warnings = (*warnings, f"the e-mail {email[:40]!r} identifies nobody: left out")
        record = Record(
            id=uid("r", self._part, str(row.line), "0"), part=self._part, line=row.line, row=row.number, name=name, given=given,
            family=family, slug=slug, emails=emails, phones=_split(_SEVERAL, phone), accounts=accounts, company=company,
            position=position, place=place, skills=_split(_SKILLS, skills),
            ref=row.cells[self._ref][:LONGEST_NAME] if self._ref >= 0 else "", url=url,
        )  # fmt: skip
        return Named(row.line, (record,), (), warnings)


def _split(separator: re.Pattern[str], text: str) -> tuple[str, ...]:
    if not text:
        return ()
    return tuple(dict.fromkeys(p for p in map(clean, separator.split(text)) if p))
