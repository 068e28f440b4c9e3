"""Whose export a file is: what its own parts know, what the file says, and what the person who imports it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from graph.dating import OWNER_KIND
from graph.errors import Conflict, OwnerNeeded
from graph.model import Part, Record, Source
from graph.store.base import View
from graph.values import email_of, name_key, slug_of, tidy, uid
from ingest.reading.document import Document
from ingest.source import Importer, Owner

"""Kind of the part that holds what was said of the owner."""


def said(text: str) -> Owner:
    """What a person says of an owner: an e-mail, a profile URL or a name."""
    if slug := slug_of(text):
        return Owner(slug=slug)
    if email := email_of(text):
        return Owner(emails=(email,))
    return Owner(name=tidy(text))


def settled(importer: Importer, document: Document, told: str) -> Owner:
    """The owner of a personal file, from the file where it says so and from `told`; nobody for any other kind.

    Raises `OwnerNeeded` when neither does, and `Conflict` when they name two different people.
    """
    if not importer.personal:
        return Owner()
    stated, claim = importer.owner(document), said(told)
    if stated.name and claim.name and not _compatible(stated.name, claim.name):
        raise Conflict(f"{document.name} says that it is the export of {stated.name}, not of {claim.name}: leave the owner out")
    emails = tuple(dict.fromkeys((*stated.emails, *claim.emails)))
    owner = replace(stated, name=stated.name or claim.name, emails=emails, slug=stated.slug or claim.slug)
    if not str(owner):
        raise OwnerNeeded(f"{document.name} is somebody's own export ({importer.name}): say whose, with --owner NAME")
    return owner


def part_of(source: str, owner: Owner, personal: Sequence[str], newest: date | None) -> tuple[Part, Record]:
    """The part that holds what was said of the owner of these parts, and the record that says it; `newest` is the day that the
    source is of, as far as its parts say."""
    part = Part(uid("t", "owner", source, name_key(str(owner)) or str(owner)), "(owner)", OWNER_KIND, newest=newest)
    record = Record(
        uid("r", part.uid), part.uid, 0, 0, name=owner.name, slug=owner.slug, emails=owner.emails, company=owner.company,
        position=owner.position, place=owner.place, skills=owner.skills, owner_of=tuple(personal),
    )  # fmt: skip
    return part, record


def anonymous_owner(part: str) -> Record:
    """The owner of a personal part as the part alone knows him: what else is said of him is said by the source."""
    return Record(id=uid("r", "owner", part), part=part, line=0, row=0, owner_of=(part,))


def check_same_file(before: Source, owner: Owner) -> None:
    """Raises `Conflict` when the very same personal file was imported as somebody else's."""
    if name_key(before.owner) != name_key(str(owner)):
        raise Conflict(
            f"this file was imported before as the export of {before.owner}, not of {owner}. If that was wrong, undo it first: "
            f"mutuals undo {before.uid}"
        )


def check_same_part(view: View, part: str, name: str, owner: Owner) -> None:
    """Raises `Conflict` when a personal table inside another file was imported as that of somebody with no word in common."""
    for holder in view.holders([part]).get(part, []):
        before = view.source(holder)
        if before and before.owner and owner.name and said(before.owner).name and not _related(before.owner, owner.name):
            raise Conflict(
                f"{name} was imported before, in {before.file}, as the export of {before.owner}, not of {owner}. If that was "
                f"wrong, undo it first: mutuals undo {before.uid}"
            )


def _compatible(one: str, other: str) -> bool:
    """Whether two names may be one person's: equal, or all words of one among those of the other."""
    a, b = set(name_key(one).split()), set(name_key(other).split())
    return a <= b or b <= a


def _related(one: str, other: str) -> bool:
    return bool(set(name_key(one).split()) & set(name_key(other).split()))
