"""The nouns. Evidence (Source, Part, Record, Encounter, Event) is stated by files, a Judgement and a Word by a person; none
is ever edited.
Person and Tie are derived from it and can be thrown away and made again.

A *part* is one table of one file: a Connections.csv alone, or the one inside a LinkedIn archive. Its uid is the hash of
its bytes, and evidence belongs to its part, so the same table met again in another file adds nothing, and a part is
forgotten when the last source that holds it is removed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, NamedTuple

from msgspec import Struct

Basis = Literal["observed", "asserted", "inferred"]
Direction = Literal["both", "forward"]
"""`forward` is from `Encounter.a` to `Encounter.b` (a wrote to b)."""
Verdict = Literal["same", "different"]


class Record(Struct, frozen=True, gc=False, array_like=True):
    """What one row says about one person. Identifiers are normalised (`graph.values`); empty means not stated."""

    id: str
    part: str
    line: int
    """1-based line of the file where the row starts (sheet row for a workbook); 0 for what was said of the whole file."""
    row: int
    """1-based data row below the header; 0 for what was said of the whole file."""
    name: str = ""
    """The full name as written, trimmed; `given` and `family` only where the file keeps them apart."""
    given: str = ""
    family: str = ""
    slug: str = ""
    """LinkedIn profile slug: percent-decoded, NFC, lower case."""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    """Ids that mean one person within their scope, as `scope:id` (`x:12345`, `zoom-<part>:ada t#1`)."""
    company: str = ""
    position: str = ""
    place: str = ""
    skills: tuple[str, ...] = ()
    ref: str = ""
    """The file's own key for the row, passed through untouched."""
    url: str = ""
    """The profile address as written, beside the normalised slug."""
    since: str = ""
    """ISO day on which the owner of the part connected with this person: the same in every later export of his."""
    owner_of: tuple[str, ...] = ()
    """Parts whose owner (the person who exported them) this record describes."""
    about: tuple[str, ...] = ()
    """What else a mentoring programme says of the person, as `role: mentor`, `goals: …`, `capacity: 2`."""
    school: str = ""
    """Where the person studied, by a record that names no employer."""
    began: str = ""
    ended: str = ""
    """ISO year, month or day from when to when the person was with the employer or school; `ended` alone empty: still there
    when the part was written. Both empty: not stated, the record is of the day of its part."""

    def __hash__(self) -> int:
        # The id stands for all the other fields, and hashing them took longer than what is looked up by it.
        return hash(self.id)


class Encounter(Struct, frozen=True, gc=False):
    """What one row says about two people (`a`, `b`), or about a person and an event (`a`, `event`)."""

    id: str
    part: str
    line: int
    kind: str
    """A name in `graph.priors.KINDS`."""
    a: str
    """Record id; the sender where `direction` is forward."""
    b: str = ""
    event: str = ""
    direction: Direction = "both"
    day: date | None = None
    start: int | None = None
    """Seconds since 1970 (the file's own clock where it names no zone); with `end`, the interval of presence."""
    end: int | None = None
    count: int = 1
    size: int = 2
    """People who shared it: 2 for a direct message, recipients + 1 for a group message. Ignored for attendance,
    whose size is the number of people known to have attended."""
    note: str = ""


class Event(Struct, frozen=True, gc=False):
    """Something that people attended, as one part describes it."""

    uid: str
    part: str
    name: str
    day: date | None = None


class Judgement(Struct, frozen=True, gc=False):
    """A person's word on whether two sides, each of which is one person, are the same one. Evidence like what files say:
    added and withdrawn, never edited. It names keys (`identity.judgements`), so that it outlives the rows it was made on."""

    uid: str
    verdict: Verdict
    one: tuple[str, ...]
    """Keys of the one side, sorted; after a split, of the side that stays what it was."""
    other: tuple[str, ...]
    made: datetime
    note: str = ""
    kept: tuple[str, ...] = ()
    """Identifiers that both sides of a split hold: they go on naming `one`."""


class Word(Struct, frozen=True, gc=False):
    """What a person told of others that no file says: that somebody was asked, may not be asked, is close. Evidence: added
    and withdrawn, never edited. It names people by keys (`graph.words` makes and reads one), so that it outlives the rows."""

    uid: str
    kind: str
    made: datetime
    about: tuple[tuple[str, ...], ...]
    """For each person it is about, in the order that its kind gives them, the keys that name him; sorted."""
    data: str
    """The kind's own fields, as a JSON object."""


class Problem(Struct, frozen=True, gc=False):
    """A row that could not be used (severity `problem`) or was used with a caveat (`warning`)."""

    file: str
    line: int
    reason: str
    severity: Literal["problem", "warning"] = "problem"


class Part(Struct, frozen=True, gc=False):
    """One table of a source and its counts: rows = people + nameless + problems."""

    uid: str
    name: str
    kind: str
    rows: int = 0
    people: int = 0
    nameless: int = 0
    problems: int = 0
    encounters: int = 0
    newest: date | None = None
    """The newest date that the part states; of which day it is, `graph.dating` says."""


class Source(Struct, frozen=True, gc=False):
    """One imported file: the unit of the ledger and of undo."""

    uid: str
    file: str
    hash: str
    kind: str
    owner: str
    """Whose export it is, as said or as the archive says; empty for event lists and the generic files."""
    imported: datetime
    importer: str
    version: int
    parts: tuple[Part, ...] = ()
    new_people: int = 0

    @property
    def rows(self) -> int:
        return sum(p.rows for p in self.parts)

    @property
    def people(self) -> int:
        return sum(p.people for p in self.parts)

    @property
    def nameless(self) -> int:
        return sum(p.nameless for p in self.parts)

    @property
    def problems(self) -> int:
        return sum(p.problems for p in self.parts)


class Person(Struct, frozen=True, gc=False, array_like=True):
    """A cluster of records. Derived; its id comes from its best identifier, and every older id still leads to it."""

    id: str
    name: str
    company: str = ""
    position: str = ""
    place: str = ""
    slug: str = ""
    emails: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    records: int = 1


class Twins(NamedTuple):
    """Two people who may be one, `a` < `b`. Derived."""

    a: str
    b: str
    p: float
    """The probability that they are one: `graph.identity.cluster.REVIEW` or more, and too little to take them for one."""


class Tie(Struct, frozen=True, gc=False):
    """What the encounters of two people add up to, `a` < `b`. See `graph.strength.ties` for the two byte layouts."""

    a: str
    b: str
    basis: Basis
    first: date | None
    last: date | None
    kinds: tuple[tuple[str, int], ...]
    """Encounters by kind, sorted by kind."""
    stats: bytes
    """Sufficient statistics at `last` (`graph.strength.ties.STATS`): the strength at any later moment follows from them."""
    history: bytes
    """The days behind them (`graph.strength.ties.DAYS`): the strength at any earlier moment follows from these."""
