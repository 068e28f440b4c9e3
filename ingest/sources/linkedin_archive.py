"""LinkedIn data export as a ZIP (Basic or Complete): its Connections and messages, and who it belongs to.

The files stand at the root or under one parent folder, and each exists only when it is not empty for that member. AI chats
(`coach_messages.csv` and its like) are no conversations between people and are never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from graph.values import email_of, name_key, tidy, uid
from ingest.columns import Columns, heading
from ingest.document import Document, HeadRow
from ingest.ownership import anonymous_owner
from ingest.source import Aside, Named, Owner, Reading
from ingest.sources.linkedin_connections import Connections
from ingest.sources.linkedin_messages import Context, Messages

_MARKS = frozenset(
    ("connections.csv", "messages.csv", "profile.csv", "email addresses.csv", "registration.csv", "invitations.csv",
     "positions.csv", "company follows.csv", "endorsement_received_info.csv", "endorsement_given_info.csv",
     "recommendations_received.csv", "recommendations_given.csv", "phonenumbers.csv", "member_follows.csv",
     "ad_targeting.csv", "skills.csv", "education.csv")
)  # fmt: skip
_OWNERS = frozenset(("profile.csv", "email addresses.csv"))
_PROFILE = {"first": ("firstname",), "last": ("lastname",)}
_ADDRESSES = {"email": ("emailaddress",)}


class Archive:
    """Connections as if they stood alone, and messages with names looked up among them."""

    name = "linkedin-archive"
    version = 1
    personal = True
    accepts = "a LinkedIn data export ZIP (with Connections.csv, messages.csv or Profile.csv inside)"

    def recognises(self, document: Document) -> bool:
        """Two files by LinkedIn's names, or one of Connections and messages."""
        names = _parts(document).keys()
        return bool(names & {"connections.csv", "messages.csv"}) or len(names & _MARKS) > 1

    def owner(self, document: Document) -> Owner:
        """Name of Profile.csv, addresses of Email Addresses.csv, and the profile that sends most of the messages."""
        parts = _parts(document)
        name = next((f"{first} {last}" for first, last in _cells(parts.get("profile.csv"), _PROFILE)), "")
        emails = (email_of(cell) for (cell,) in _cells(parts.get("email addresses.csv"), _ADDRESSES))
        messages = _recognised(parts, "messages.csv", Messages())
        slug = Messages().cast(messages).most_frequent_sender if messages else ""
        return Owner(tidy(name), tuple(dict.fromkeys(e for e in emails if e)), slug)

    def read(self, document: Document) -> Iterator[Reading]:
        """Connections, then messages."""
        parts = _parts(document)
        connections = _recognised(parts, "connections.csv", Connections())
        messages = _recognised(parts, "messages.csv", Messages())
        left = [d.name for n, d in parts.items() if d not in (connections, messages) and n not in _OWNERS]
        note = (f"only Connections and messages are read; left alone: {', '.join(left)}",) if left else ()
        aside = Aside(warnings=note)
        if connections:
            yield Reading(connections, Connections.name, True, chain([aside], Connections().found(connections)))
            aside = Aside()
        if messages:
            owner = Aside(records=(anonymous_owner(messages.part),))
            importer = Messages(_context(self.owner(document).name, messages, connections))
            yield Reading(messages, Messages.name, True, chain([aside, owner], importer.found(messages)))


def _parts(document: Document) -> dict[str, Document]:
    """The files of the export by lower-case name: those at the shallowest level at which LinkedIn's names are found."""
    levels: dict[str, dict[str, Document]] = {}
    for member in document.members:
        folder, _, name = member.name.rpartition("/")
        if folder.count("/") == 0:
            levels.setdefault(folder, {}).setdefault(name.lower(), member)
    ranked = sorted(levels, key=lambda f: (-len(levels[f].keys() & _MARKS), f))
    if not ranked:
        return {}
    folder = ranked[0] + "/" if ranked[0] else ""
    below = {m.name.removeprefix(folder).lower(): m for m in document.members if m.name.startswith(folder)}
    return below | levels[ranked[0]]


def _recognised(parts: dict[str, Document], name: str, importer: Connections | Messages) -> Document | None:
    document = parts.get(name)
    return document if document and importer.recognises(document) else None


def _cells(document: Document | None, fields: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """The rows of one of the owner's own tables."""

    def is_header(row: HeadRow) -> bool:
        return all(any(heading(c) in names for c in row.cells) for names in fields.values())

    header = document.find(is_header) if document else None
    if document and header:
        columns = Columns(header.cells, fields)
        for row in document.rows(header):
            if not row.fault:
                yield columns.read(row.cells, long=row.long)[0]


def _context(owner: str, messages: Document, connections: Document | None) -> Context:
    """Record ids by name: the owner's, and those of contacts whose name only one of them has."""
    known: dict[str, str] = {}
    twice: set[str] = set()
    found = Connections().found(connections) if connections else ()
    for record in chain.from_iterable(f.records for f in found if isinstance(f, Named)):
        key = name_key(record.name)
        if key in known:
            twice.add(key)
        known[key] = record.id
    known = {k: r for k, r in known.items() if k and k not in twice}
    if owner:
        known[name_key(owner)] = uid("r", "owner", messages.part)
    return Context(known)
