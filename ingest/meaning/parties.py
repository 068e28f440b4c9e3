"""People as the generic files write them: an e-mail, a profile URL or a name in one cell."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.model import Record
from graph.values import email_of, name_key, slug_of, tidy, uid

_WEB = re.compile(r"(?:https?://|www\.)(?:www\.)?(\S+)", re.IGNORECASE)


class Described(NamedTuple):
    """What a cell says of a person; empty for what it does not."""

    name: str = ""
    email: str = ""
    slug: str = ""
    account: str = ""
    url: str = ""


def described(text: str) -> Described:
    """`Ada <ada@example.org>` gives a name and an e-mail; an address on another site than LinkedIn gives an account."""
    if "/" in text:
        if slug := slug_of(text):
            return Described(slug=slug, url=text)
        if found := _WEB.fullmatch(text):
            return Described(account=account_of(found[1]), url=text)
    if "@" in text and (email := email_of(text)):
        at = text.lower().find(email)
        around = f"{text[:at]} {text[at + len(email) :]}" if len(text) > len(email) else ""
        return Described(tidy(around).strip(" \"',;<>()[]"), email)
    return Described(text)


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
        name, email, slug, account, url = described(text)
        key = email or (slug and "in/" + slug) or account or name_key(name) or text.casefold()
        if key not in self._met:
            self._met[key] = uid("r", self._part, str(line), str(len(fresh)))
            fresh.append(
                Record(
                    self._met[key], self._part, line, number, name=name, slug=slug, emails=(email,) if email else (),
                    accounts=(account,) if account else (), url=url,
                )
            )  # fmt: skip
        self._met[text] = self._met[key]
        return self._met[key]
