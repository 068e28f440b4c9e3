"""vCard files of version 2.1, 3.0 and 4.0, many cards in a file, versions mixed: whom their owner keeps the address of.

The unit is the card. One that never ends, or is longer than a row may be, is a problem and takes no other with it; pictures
and keys are passed over line by line. Why the format is read here and not by a library: docs/decisions.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.values import LONGEST_NAME, plain
from ingest.meaning.addressbook import Entry, full_name, listed
from ingest.meaning.ownership import anonymous_owner
from ingest.reading.cards import Card, Property, cards
from ingest.reading.columns import clean
from ingest.reading.document import Document
from ingest.source import Aside, Found, Named, Nameless, Owner, Reading, Unusable

_BEGIN = "BEGIN:VCARD"


class VCards:
    """One record and one `listed` tie for each card that names somebody."""

    name = "vcard"
    version = 1
    personal = True
    accepts = "vCard (BEGIN:VCARD)"

    def recognises(self, document: Document) -> bool:
        """The first line that is not blank begins a card."""
        return any(row.cells[0].strip().upper() == _BEGIN for row in document.head[:1])

    def owner(self, document: Document) -> Owner:  # noqa: ARG002 - no card says that it is the owner's
        """Nobody."""
        return Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """The one part."""
        yield Reading(document, self.name, self.personal, _found(document))


def _found(document: Document) -> Iterator[Found]:
    part, owner = document.part, anonymous_owner(document.part)
    yield Aside(records=(owner,))
    number = 0
    with document.blob.text() as stream:
        for number, card in enumerate(cards(stream, document.limits.line_chars), start=1):
            yield _row(part, owner.id, number, card)
    if not number:
        yield Aside(warnings=("0 cards: there is no card in the file",))


def _row(part: str, owner: str, number: int, card: Card) -> Named | Nameless | Unusable:
    if card.fault:
        return Unusable(card.line, card.fault)
    entry, warnings = _entry(card)
    return listed(part, owner, card.line, number, entry, warnings)


def _entry(card: Card) -> tuple[Entry, tuple[str, ...]]:
    held: dict[str, list[Property]] = {}
    for found in card.properties:
        held.setdefault(found.name, []).append(found)
    warnings: list[str] = []

    def texts(name: str) -> tuple[str, ...]:
        return tuple(_cut(name, found.text, warnings) for found in held.get(name, ()))

    def fields(name: str, count: int) -> list[str]:
        """The first `count` components of the first property of a name."""
        found = next((p.components for p in held.get(name, ())), [])
        return [_cut(name, c, warnings) for c in (found + [""] * count)[:count]]

    family, given, middle = fields("N", 3)
    (company,) = fields("ORG", 1)
    shown = next(filter(None, texts("FN")), "")
    if not (given or family) and plain(shown) == plain(company):
        shown = ""  # the card of an organisation, which has to be called something
    return Entry(
        name=shown or full_name(given, middle, family) or next(iter(texts("NICKNAME")), ""), given=given, family=family,
        emails=texts("EMAIL"), phones=tuple(t.removeprefix("tel:").partition(";")[0] for t in texts("TEL")),
        urls=(*texts("URL"), *texts("X-SOCIALPROFILE")), company=company, position=next(iter(texts("TITLE")), ""),
        labels=tuple(clean(c) for found in held.get("CATEGORIES", ()) for c in found.listed),
    ), tuple(warnings)  # fmt: skip


def _cut(name: str, text: str, warnings: list[str]) -> str:
    whole = clean(text)
    if len(whole) > LONGEST_NAME:
        warnings.append(f"{name} has {len(whole):,} characters: cut to {LONGEST_NAME:,}")
    return whole[:LONGEST_NAME]
