"""Small invented worlds for properties: sheets of evidence that a store can take in and forget again, and a dump of what
it made of them, to compare."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from graph.derive import settle
from graph.model import Encounter, Event, Part, Record, Source
from graph.organisations.join import BEGUN
from graph.store.base import Store, View
from graph.store.open import open_store
from graph.values import uid
from tests.server.ladder import Server, wipe

NAMES = (
    "Mary Smith", "Bo Kayler", "Cleo Marsh", "Dov Rennick", "Eli Sandow", "Fay Torvik", "Mary Smith", "Robert Sandow",
    "Bob Sandow", "E. Sandow", "Marsh Cleo",
)  # fmt: skip
"""Some of them are alike, or alike enough to be asked about."""
START = date(2024, 1, 1)


@dataclass(frozen=True)
class Row:
    """One line of a sheet: who (index into NAMES), how well identified, on which day after START, and how."""

    who: int
    profile: bool
    address: bool
    day: int
    writes: bool


@dataclass(frozen=True)
class Sheet:
    """One file: an export of `owner`, or, when he is None, the attendance list of event `event`."""

    number: int
    owner: int | None
    event: int
    rows: tuple[Row, ...]

    @property
    def source(self) -> str:
        return f"s{self.number:02d}"


rows = st.builds(Row, st.integers(0, len(NAMES) - 1), st.booleans(), st.booleans(), st.integers(0, 400), st.booleans())
worlds = st.lists(
    st.tuples(st.none() | st.integers(0, 5), st.integers(0, 1), st.lists(rows, min_size=1, max_size=5).map(tuple)),
    min_size=1,
    max_size=5,
).map(lambda sheets: [Sheet(i, *s) for i, s in enumerate(sheets)])


@contextmanager
def empty_store() -> Iterator[Store]:
    """An embedded store for the block."""
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'graph.db'}")
        try:
            yield store
        finally:
            store.close()


@contextmanager
def emptied(server: Server) -> Iterator[Store]:
    """A Neo4j store without any data for the block."""
    wipe(server)
    store = open_store(server.uri)
    try:
        yield store
    finally:
        store.close()


def take_in(store: Store, sheet: Sheet) -> None:
    """Import a sheet as one visible change."""
    part, said = f"t{sheet.number:02d}", f"o{sheet.number:02d}"
    listing = sheet.owner is None
    kind = "event" if listing else "linkedin-connections"
    me = Record(id=uid("r", "owner", part), part=part, line=0, row=0, owner_of=(part,))
    records, encounters = ([] if listing else [me]), []
    for n, row in enumerate(sheet.rows, 1):
        day = START + timedelta(days=row.day)
        who = Record(
            id=uid("r", part, str(n)),
            part=part,
            line=n + 1,
            row=n,
            name=NAMES[row.who],
            slug=f"slug-{row.who}" if row.profile else "",
            emails=(f"p{row.who}@example.org",) if row.address else (),
            company={0: "Mill", 6: "Quay", 7: "Quay", 8: "Quay Ltd"}.get(row.who, ""),
            since="" if listing else day.isoformat(),
        )
        records.append(who)
        if listing:
            event = f"event-{sheet.event}"
            encounters.append(Encounter(uid("e", part, str(n)), part, n + 1, "attended", who.id, event=event, day=day))
        else:
            encounters.append(Encounter(uid("e", part, str(n), "c"), part, n + 1, "connected", me.id, who.id, day=day))
            if row.writes:
                encounters.append(
                    Encounter(uid("e", part, str(n), "m"), part, n + 1, "message", who.id, me.id, direction="forward", day=day)
                )
    parts = [Part(part, "sheet.csv", kind, len(sheet.rows), len(sheet.rows), newest=START + timedelta(days=sheet.number))]
    if sheet.owner is not None:
        records.append(Record(uid("r", said), said, 0, 0, name=NAMES[sheet.owner], owner_of=(part,)))
        parts.append(Part(said, "(owner)", "owner"))
    source = Source(sheet.source, "sheet.csv", part, kind, "", datetime(2026, 1, 1, tzinfo=UTC), kind, 1, parts=tuple(parts))
    with store.writer() as writer:
        writer.add_source(source)
        writer.add_records(records)
        writer.add_encounters(encounters)
        if listing:
            writer.add_events([Event(f"event-{sheet.event}", part, f"Event {sheet.event}", START)])
        writer.finish_source(source)
        settle(writer, [p.uid for p in source.parts])


def dump(view: View) -> dict[str, object]:
    """Everything that a person could see, in a canonical order; the revision is left out."""
    people = list(view.everyone())
    ties = sorted(view.all_ties())
    return {
        "people": people,
        "members": view.records_of([p.id for p in people]),
        "ties": [view.tie(t.ego, t.alter) for t in ties],
        "statements": list(view.statements()),
        "sources": view.sources(),
        "found": view.search("", 100),
        "twins": view.twins(),
        "judgements": view.judgements(),
        "words": view.words(),
        "model": view.model(),
        "cards": [card for card in view.cards_under("") if card[0] != BEGUN],
    }
