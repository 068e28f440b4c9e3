"""What a file says, as text that a person can check line by line against the file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from graph.errors import MutualsError
from graph.model import Encounter, Record
from graph.store.base import Store
from graph.strength.stays import told
from ingest.mapper.mapped import checked
from ingest.mapper.mapping import parsed
from ingest.reading.blob import Blob, Shared
from ingest.reading.dates import Order
from ingest.reading.document import Document
from ingest.reading.limits import Limits
from ingest.recognise import recognise
from ingest.report import Report
from ingest.run import import_file
from ingest.source import Importer, Owner
from ingest.sources import SOURCES
from ingest.tally import Tally

HERE = Path(__file__).parent
FOLDERS = (
    "bad", "bevy", "books", "calendar", "eventbrite", "facebook", "generic", "google-chat", "learning", "linkedin", "luma",
    "mail", "mapped", "meet", "meetup", "mentoring", "papers", "slack", "teams", "trello", "webex", "x", "zoom",
)  # fmt: skip
ORDERS: dict[str, Order] = {"teams-2020-list-en-utf16le-lf.csv": "dmy", "mentorcliq-pairs.csv": "mdy"}
"""What a person has to say of samples all of whose dates fit both orders."""
OWNERS = {"zotero.bib": "Dr Ada Testerson", "scholar.bib": "Roe, Richard", "references.ris": "Ada Testerson"}
"""Whose the lists are in which the owner stands among the others."""
_CARDS = 'name=Vorname+Nachname,email=E-Mail-Adresse,company=Firma,position="Funktion, Titel",skills=Kenntnisse,ref=Nr.'
MAPS = {
    "mentorcliq-pairs.csv": 'mentor="Mentor Name"+"Mentor Email",mentee="Mentee Name"+"Mentee Email",when="Match Date"',
    "mentorcliq-profiles.csv": 'given="First Name",family="Last Name",email="Work Email",position="Job Title",place=Office,'
    'skills="Skills Offered",role="Program Role",goals=Goals,capacity="Max Mentees"',
    "workspace-activity.csv": "person=Actor,item=Document,when=Date",
    "teams-chat.csv": 'from=Sender,to=Recipients,when="Sent (UTC)",kind=:message',
    "meet-attendance.tsv": 'event=:Harbour sync,person=Name+Email,when="Time joined",minutes=Duration',
    "alumni.csv": "name=Alumna,email=Mail,school=Universidad,started=Desde,ended=Hasta",
    "lebenslauf.csv": "name=Name,email=E-Mail,company=Firma,position=Funktion,started=Von,ended=Bis",
    "kontakte.csv": _CARDS,
    "kontakte.xlsx": _CARDS,
}
"""How a person maps the columns of samples that no importer knows."""
EXPECTED = ".expected.txt"


def samples() -> list[Path]:
    """Every sample, by folder and name."""
    return sorted(f for folder in FOLDERS for f in (HERE / folder).iterdir() if not f.name.endswith(EXPECTED))


def expected(sample: Path) -> Path:
    """Where the text of a sample stands."""
    return sample.with_name(sample.name + EXPECTED)


def document(data: bytes, name: str, date_order: Order | None = None, owner: str = "") -> Document:
    """Bytes as a document."""
    return Document(Blob(name, lambda: io.BufferedReader(Shared(io.BytesIO(data)))), Limits(), date_order, owner)


def opened(sample: Path) -> tuple[Importer, Document]:
    """A sample, with what a person has to say of it, and who reads it."""
    given = document(sample.read_bytes(), sample.name, ORDERS.get(sample.name), OWNERS.get(sample.name, ""))
    columns = MAPS.get(sample.name)
    return checked(given, parsed(columns)) if columns else recognise(given, SOURCES), given


def taken_in(store: Store, sample: Path, *, dry_run: bool = False) -> Report:
    """A sample imported, with what a person has to say of it."""
    return import_file(
        store, sample, name=sample.name, owner="Me Owner", date_order=ORDERS.get(sample.name),
        columns=MAPS.get(sample.name, ""), dry_run=dry_run,
    )  # fmt: skip


def rendered(sample: Path) -> str:
    """The people, ties, events, problems and counts of a sample, sorted by line."""
    try:
        importer, given = opened(sample)
        lines = [f"{importer.name}{_owner(importer.owner(given))}"]
        names: dict[str, str] = {}
        for reading in importer.read(given):
            tally = Tally(reading.document.name)
            for found in reading.found:
                tally.add(found)
            lines += ["", *_part(tally, reading.kind, names)]
    except MutualsError as error:
        return f"refused: {type(error).__name__}: {error}\n".replace(" Accepted:", "\nAccepted:").replace("; ", ";\n  ")
    return "\n".join(lines) + "\n"


def _owner(owner: Owner) -> str:
    work = (owner.company, owner.position, owner.place, "; ".join(owner.skills))
    said = " | ".join(filter(None, (owner.name, *owner.emails, owner.slug and f"in/{owner.slug}", *work)))
    return f" of {said}" if said else ""


def _part(tally: Tally, kind: str, names: dict[str, str]) -> Iterator[str]:
    newest = f", newest {tally.newest}" if tally.newest else ""
    counts = f"{tally.rows} rows = {tally.people} people + {tally.nameless} nameless + {tally.problems} problems"
    yield f"{tally.name} ({kind}): {counts}{newest}"
    # A tie may be to somebody whom an earlier part of the file has named.
    names |= {r.id: r.name or (f"in/{r.slug}" if r.slug else "owner" if r.owner_of else "nobody") for r in tally.records}
    for record in sorted(tally.records, key=lambda r: (r.line, r.id)):
        yield f"  {record.line:3} {_person(record)}"
    for event in sorted(tally.events, key=lambda e: e.uid):
        yield f"  event {event.name} on {event.day}"
    for tie in sorted(tally.ties, key=lambda t: (t.line, names.get(t.b, ""))):
        yield f"  {tie.line:3} {_tie(tie, names)}"
    for remark in sorted(tally.remarks, key=lambda p: (p.line, p.reason)):
        yield f"  {remark.line:3} {remark.severity}: {remark.reason}"


def _person(r: Record) -> str:
    scope = (f"account {a.partition(':')[0].partition('-')[0]}:{a.partition(':')[2]}" for a in r.accounts)
    said = (
        r.name or ("(owner)" if r.owner_of else "(no name)"), f"in/{r.slug}" if r.slug else "", *r.emails, *r.phones, *scope,
        r.company, r.position, r.place, "; ".join(r.skills), f"ref {r.ref}" if r.ref else "", *told(r),
    )  # fmt: skip
    return " | ".join(filter(None, said))


def _tie(t: Encounter, names: dict[str, str]) -> str:
    one, other = names.get(t.a, "?"), names.get(t.b, "?")
    ends = one if t.event else f"{one} {'->' if t.direction == 'forward' else '--'} {other}"
    start = f" {t.start}" if t.start is not None else ""
    end = f"..{t.end}" if t.end is not None else ""
    more = (f" x{t.count}" if t.count > 1 else "", f" among {t.size}" if t.size > 2 else "", f" ({t.note})" if t.note else "")
    return f"{t.kind}: {ends}, {t.day or 'no date'}{start}{end}{''.join(more)}"
