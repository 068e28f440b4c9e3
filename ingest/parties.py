"""People as the generic files write them: an e-mail, a profile URL or a name in one cell."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.model import Record
from graph.values import email_of, name_key, slug_of, uid

_WEB = re.compile(r"(?:https?://|www\.)(?:www\.)?(\S+)", re.IGNORECASE)


def described(text: str) -> Record:
    """What a cell says of a person, in a record without a place: `Ada <ada@example.org>` gives a name and an e-mail."""
    if slug := slug_of(text):
        return Record("", "", 0, 0, slug=slug, url=text)
    if found := _WEB.fullmatch(text):
        return Record("", "", 0, 0, accounts=(account_of(found[1]),), url=text)
    if email := email_of(text):
        name = re.sub(r"[<(\[\"']*" + re.escape(email) + r"[>)\]\"']*", " ", text, flags=re.IGNORECASE).strip(" \"',;")
        return Record("", "", 0, 0, name=name, emails=(email,))
    return Record("", "", 0, 0, name=text)


def account_of(address: str) -> str:
    """The account that a profile address on some other site than LinkedIn stands for."""
    return "url:" + address.partition("?")[0].rstrip("/").lower()


class Parties:
    """The people of one file. One cell text, cases and accents aside, is one person within the file, and one record at
    the line that mentions it first; memory grows with distinct people only."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._met: dict[str, str] = {}

    def record(self, text: str, line: int, number: int, fresh: list[Record]) -> str:
        """Record id of the person in a cell, who joins `fresh` when met for the first time; empty for an empty cell."""
        if not text:
            return ""
        if known := self._met.get(text):
            return known
        said = described(text)
        address = next(iter((*said.emails, *said.accounts)), said.slug and "in/" + said.slug)
        key = address or name_key(said.name) or text.casefold()
        if key not in self._met:
            self._met[key] = uid("r", self._part, str(line), str(len(fresh)))
            fresh.append(replace(said, id=self._met[key], part=self._part, line=line, row=number))
        self._met[text] = self._met[key]
        return self._met[key]
