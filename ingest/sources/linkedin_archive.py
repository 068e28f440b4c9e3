"""LinkedIn data export as a ZIP (Basic or Complete): everybody whom its files name, and who it belongs to.

The files stand at the root or under one parent folder, and each exists only when it is not empty for that member. AI chats
(`coach_messages.csv` and its like) are no conversations between people and are never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from graph.values import email_of, name_key, tidy
from ingest.beside import beside
from ingest.meaning.circle import Acts, Contact, Known
from ingest.meaning.ownership import anonymous_owner
from ingest.reading.columns import Columns, heading
from ingest.reading.document import Document, HeadRow
from ingest.source import Aside, Found, Named, Owner, Reading, TableImporter
from ingest.sources.linkedin_activity import Activity
from ingest.sources.linkedin_connections import Connections
from ingest.sources.linkedin_contacts import Contacts
from ingest.sources.linkedin_endorsements import Endorsements
from ingest.sources.linkedin_follows import Follows
from ingest.sources.linkedin_invitations import Invitations
from ingest.sources.linkedin_messages import Context, Messages
from ingest.sources.linkedin_recommendations import Recommendations
from ingest.sources.linkedin_stays import Stays

_MARKS = frozenset(
    ("connections.csv", "messages.csv", "profile.csv", "email addresses.csv", "registration.csv", "invitations.csv",
     "positions.csv", "company follows.csv", "endorsement_received_info.csv", "endorsement_given_info.csv",
     "recommendations_received.csv", "recommendations_given.csv", "phonenumbers.csv", "member_follows.csv",
     "ad_targeting.csv", "skills.csv", "education.csv")
)  # fmt: skip
_OWNERS = frozenset(("profile.csv", "email addresses.csv", "skills.csv"))
_PROFILE = {"first": ("firstname",), "last": ("lastname",)}
_PLACE = {"place": ("geolocation",)}
_POSITIONS = {"company": ("companyname",), "title": ("title",), "finished": ("finishedon",)}
_SKILLS = {"name": ("name",)}
_MOST_SKILLS = 200
_ADDRESSES = {"email": ("emailaddress",)}


class Archive:
    """Each file as if it stood alone, with names that have no profile looked up among the connections."""

    name = "linkedin-archive"
    version = 3
    personal = True
    accepts = "a LinkedIn data export ZIP (with Connections.csv, messages.csv or Profile.csv inside)"

    def recognises(self, document: Document) -> bool:
        """Two files by LinkedIn's names, or one of Connections and messages."""
        names = _parts(document).keys()
        return bool(names & {"connections.csv", "messages.csv"}) or len(names & _MARKS) > 1

    def owner(self, document: Document) -> Owner:
        """Profile.csv, the job in Positions.csv that has not ended, Skills.csv, addresses of Email Addresses.csv, and the
        profile that sends most of the messages."""
        parts = _parts(document)
        name = next((f"{first} {last}" for first, last in _cells(parts.get("profile.csv"), _PROFILE)), "")
        place = next((cell for (cell,) in _cells(parts.get("profile.csv"), _PLACE)), "")
        emails = (email_of(cell) for (cell,) in _cells(parts.get("email addresses.csv"), _ADDRESSES))
        jobs = ((company, title) for company, title, end in _cells(parts.get("positions.csv"), _POSITIONS) if company and not end)
        company, position = next(jobs, ("", ""))
        skills = (cell for (cell,) in islice(_cells(parts.get("skills.csv"), _SKILLS), _MOST_SKILLS) if cell)
        messages = _recognised(parts, "messages.csv", Messages())
        slug = Messages().cast(messages).most_frequent_sender if messages else ""
        return Owner(
            tidy(name), tuple(dict.fromkeys(e for e in emails if e)), slug, company, position, place, tuple(dict.fromkeys(skills))
        )

    def read(self, document: Document) -> Iterator[Reading]:
        """Connections, messages, then what else names people or would, and where the owner was."""
        parts, owner = _parts(document), self.owner(document)
        contacts = _contacts(_recognised(parts, "connections.csv", Connections()))
        known = {n: i for n, i in _importers(contacts).items() if _recognised(parts, n, i)}
        stays = {n: s for n, s in _stays(owner).items() if _recognised(parts, n, s)}
        read = known.keys() | stays.keys() | _OWNERS
        left = [d.name.rpartition("/")[2] for n, d in parts.items() if n not in read]
        note = f"left alone, as they name nobody, only bots, or have no header that is known: {', '.join(sorted(left))}"
        warnings = (note,) if left else ()
        for name, importer in known.items():
            if isinstance(importer, Messages):
                part, found = _conversations(parts[name], owner, contacts)
            else:
                part = beside(parts[name], *(importer.context(parts[name]) if isinstance(importer, Acts) else ()))
                found = importer.found(part)
            yield Reading(part, importer.name, importer.name != Activity.name, chain([Aside(warnings=warnings)], found))
            warnings = ()
        for name, stay in stays.items():
            part = stay.part(parts[name])
            yield Reading(part, stay.name, personal=True, found=stay.found(part))


def _conversations(messages: Document, owner: Owner, contacts: Known) -> tuple[Document, Iterator[Found]]:
    """The messages beside those whom they name without an address: contacts, and the owner as he stands in them."""
    me = name_key(owner.name)
    named = Messages().cast(messages).unaddressed & (contacts.keys() | {me})
    context = [f"{key}={'' if key == me else contacts[key].id}" for key in sorted(named)]
    part = beside(messages, *context)
    mine = anonymous_owner(part.part)
    known = {key: mine.id if key == me else contacts[key].id for key in named}
    return part, chain([Aside((mine,) if me in named else ())], Messages(Context(known)).found(part))


def _stays(owner: Owner) -> dict[str, Stays]:
    """Who reads where the owner was."""
    return {"positions.csv": Stays(owner, school=False), "education.csv": Stays(owner, school=True)}


def _importers(contacts: Known) -> dict[str, TableImporter]:
    """Who reads which file of an export, in this order."""
    return {
        "connections.csv": Connections(),
        "messages.csv": Messages(),
        "invitations.csv": Invitations(contacts),
        "endorsement_received_info.csv": Endorsements(contacts),
        "endorsement received info.csv": Endorsements(contacts),
        "endorsement_given_info.csv": Endorsements(contacts),
        "endorsement given info.csv": Endorsements(contacts),
        "recommendations_received.csv": Recommendations(contacts, given=False),
        "recommendations received.csv": Recommendations(contacts, given=False),
        "recommendations_given.csv": Recommendations(contacts, given=True),
        "recommendations given.csv": Recommendations(contacts, given=True),
        "member_follows.csv": Follows(contacts),
        "contacts.csv": Contacts(),
        "imported contacts.csv": Contacts(),
        "importedcontacts.csv": Contacts(),
        "reactions.csv": Activity(),
        "comments.csv": Activity(),
        "shares.csv": Activity(),
        "votes.csv": Activity(),
    }


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


def _recognised(parts: dict[str, Document], name: str, importer: TableImporter | Stays) -> Document | None:
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


def _contacts(connections: Document | None) -> Known:
    """The contacts by name, of those whose name only one of them has."""
    known: dict[str, Contact] = {}
    twice: set[str] = set()
    found = Connections().found(connections) if connections else ()
    for record in chain.from_iterable(f.records for f in found if isinstance(f, Named)):
        key = name_key(record.name)
        if key in known:
            twice.add(key)
        known[key] = Contact(record.id, record.slug)
    return {k: c for k, c in known.items() if k and k not in twice}
