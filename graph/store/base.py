"""The store protocol: `Store` hands out a `View` (reads of one moment) and a `Writer` (one visible change).

Stores know nothing of identity or strength: they keep evidence and what `graph.derive` makes of it, and answer by key.
Every method takes and returns whole batches; order of returned rows is stated where it matters, else unspecified.
All driver errors leave as `graph.errors.StoreError` or `StoreUnavailable`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol, TypeVar, runtime_checkable

from graph.model import Encounter, Event, Judgement, Part, Person, Problem, Record, Source, Tie, Twins, Word

MOST_FOLLOWED = 10_000
"""Of how many people one change remembers that it changed them: beyond it, whoever follows reads everything again."""

KEPT_CHANGES = 200
"""How many changes are remembered for those who follow."""

_Made = TypeVar("_Made")


class TieRow(NamedTuple):
    """One tie as met from `ego`; `stats` as in `graph.strength.ties.STATS`."""

    ego: str
    alter: str
    stats: bytes


class Statement(NamedTuple):
    """One record as one source states it."""

    record: Record
    source: str
    file: str
    person: str


class Employment(NamedTuple):
    """One record's word about where a person works or studied; `line`, `began` and `ended` as in `Record`."""

    person: str
    organisation: str
    """`graph.keys.organisation_of` the record."""
    company: str
    """The employer or school as written."""
    part: str
    line: int
    began: str = ""
    ended: str = ""


class Organisation(NamedTuple):
    """An employer or school: all spellings, sorted, that were taken for one name, and how many people have it on some record."""

    id: str
    spellings: tuple[str, ...]
    people: int


class Parted(NamedTuple):
    """Communities of all who have ties, by Leiden on log1p(strength) from several seeds."""

    by: str
    """What found them."""
    people: list[str]
    """Sorted."""
    reach: list[float]
    """Sum of the strengths of each person's ties."""
    labels: list[list[int]]
    """For each seed a number of each person's community."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much a store holds."""

    people: int
    ties: int
    records: int
    encounters: int
    sources: int


class View(Protocol):
    """Reads. Evidence that an unfinished import has staged is invisible, except to that import's own Writer."""

    def revision(self) -> int:
        """Rises by one with every visible change; 0 for an empty store."""
        ...

    def changed_since(self, revision: int) -> frozenset[str] | None:
        """Ids of the people who came, went or were written, or whose ties came, went or were written, after that revision: of
        every such tie both ends, but for ties that went with a person. None when it is not known any more (only the last
        `KEPT_CHANGES` are) or too many (`MOST_FOLLOWED`): then read everything."""
        ...

    def stamp(self, revision: int) -> str:
        """What only the change to that revision was ever given, in this store or a copy of it; empty for one that is not known
        any more (as `changed_since`) or has not been. What was read at a revision is of this store's past if its stamp is."""
        ...

    def size(self) -> Size: ...

    # --- ledger
    def sources(self) -> list[Source]:
        """Newest import first (then by uid), with their parts."""
        ...

    def source(self, uid: str) -> Source | None: ...

    def problems(self, source: str) -> list[Problem]:
        """In the order in which they were added."""
        ...

    def holders(self, parts: Collection[str]) -> dict[str, list[str]]:
        """part uid -> uids of the sources that hold it, sorted; parts that nobody holds are absent."""
        ...

    def mappings(self) -> dict[str, str]:
        """What is remembered of tables whose columns a person mapped: key of a header -> mapping (`ingest.mapper.mapping`)."""
        ...

    def judgements(self) -> list[Judgement]:
        """All that people said of who is whom, the oldest first (then by uid)."""
        ...

    def words(self, kind: str = "") -> list[Word]:
        """What people told, of one kind or all, the oldest first (then by uid)."""
        ...

    def model(self) -> str:
        """What this network learned of telling people apart (`identity.learned`), as text; empty before it learned anything."""
        ...

    def cards(self, keys: Collection[str]) -> dict[str, str]:
        """What a derivation keeps for itself between changes, by keys of its own; those that are not there are absent."""
        ...

    def cards_under(self, prefix: str) -> list[tuple[str, str]]:
        """All cards whose keys begin so, by key."""
        ...

    # --- evidence
    def records(self, ids: Collection[str]) -> list[Record]:
        """Sorted by id; unknown ids are absent."""
        ...

    def records_in(self, parts: Collection[str]) -> list[str]: ...

    def records_with(self, keys: Collection[str]) -> dict[str, list[str]]:
        """identity key (`graph.keys`) -> record ids, sorted; keys that no record has are absent."""
        ...

    def encounters_in(self, parts: Collection[str]) -> Iterator[Encounter]:
        """As they are read: the store is asked nothing else before the last one is taken."""
        ...

    def encounters_of(self, records: Collection[str]) -> Iterator[Encounter]:
        """All encounters with one of these records on either side, attendance included, each once. As `encounters_in`."""
        ...

    def encounters_between(self, ours: Collection[str], theirs: Collection[str]) -> list[Encounter]:
        """Encounters of a record of `ours` with one of `theirs`, whichever way, sorted by id; events are left out."""
        ...

    def attended_by(self, records: Collection[str]) -> list[Encounter]:
        """The attendance encounters of these records, sorted by id."""
        ...

    def attendance(self, events: Collection[str]) -> list[Encounter]:
        """All attendance encounters of these events, sorted by id."""
        ...

    def events(self, uids: Collection[str] | None = None) -> list[Event]:
        """One for each known uid, or for all when None (of several parts' words the least part uid's), sorted by uid."""
        ...

    def statements(self, people: Collection[str] | None = None) -> Iterator[Statement]:
        """Every record of these people (of all when None), once for each source that states it, by file, line, id.
        Records that describe the owner of a part have line 0."""
        ...

    # --- derived
    def person(self, uid: str) -> Person | None:
        """By current id, or by any older one (`graph.keys`: of any key of any of its records, or of the record)."""
        ...

    def people(self, ids: Collection[str]) -> list[Person]:
        """By current ids only, sorted by id; unknown ids are absent."""
        ...

    def everyone(self) -> Iterator[Person]: ...

    def search(self, text: str, limit: int, after: tuple[str, str] | None = None) -> list[Person]:
        """People all of whose words in `text` (`graph.values.search_terms`) begin a word of their search text, ordered
        by (`graph.values.sort_name`(name), id), from the first past `after`; empty text lists everyone."""
        ...

    def people_of(self, records: Collection[str]) -> dict[str, str]:
        """record id -> current person id; records without a person are absent."""
        ...

    def records_of(self, people: Collection[str]) -> dict[str, list[str]]:
        """current person id -> record ids, sorted."""
        ...

    def twins(self, people: Collection[str] | None = None) -> list[Twins]:
        """Pairs that may be one person, those of these people or all; the most probable first, then by ids."""
        ...

    def employees(self, organisations: Collection[str], most: int) -> dict[str, list[str]]:
        """organisation id -> ids of the people who have a record that names it, sorted; of one with more than `most`
        people just some `most` + 1 of them, so that a large one costs no more. Those that nobody names are absent."""
        ...

    def employments(self, people: Collection[str]) -> list[Employment]:
        """What the records of these people say of employers and schools, sorted."""
        ...

    def organisations(self) -> Iterator[Organisation]:
        """All that somebody's record names, by id."""
        ...

    def ties(self, egos: Collection[str], alters: Collection[str] | None = None) -> list[TieRow]:
        """Every tie of these people (to one of `alters`, when given), once for each ego it is met from."""
        ...

    def degrees(self, people: Collection[str]) -> dict[str, int]:
        """How many ties each of these people has, known without reading them; those who have none are absent."""
        ...

    def ties_and_degrees(self, egos: Collection[str]) -> tuple[list[TieRow], dict[str, int]]:
        """`ties` of these people, and `degrees` of at least those whom they lead to: in one reading, where a store can."""
        ...

    def tie(self, a: str, b: str) -> Tie | None: ...

    def histories(self, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
        """(a, b) with a < b -> `Tie.history`; pairs without a tie are absent."""
        ...

    def all_ties(self) -> Iterator[TieRow]:
        """Every tie once, from its lesser id."""
        ...

    def parted(self, seeds: Sequence[int]) -> Parted | None:
        """Communities that the store finds by itself, without a tie leaving it; None where it cannot. Strengths are those of each
        tie's last contact: a store knows no others."""
        ...

    def drawn(self, until: date, most: int) -> dict[tuple[str, str], bytes]:
        """(a, b) -> `Tie.history` of at most `most` of the ties with direct contact (`strength.ties.first_contact`) on or before
        `until`: a fair draw that is always the same, in the order of its lots (`graph.store.coding.lot_of`), and that nothing
        which happened after that day changes."""
        ...

    def kept(self, name: Hashable, make: Callable[[], _Made]) -> _Made:
        """What `make` gives: a pure function of what this view shows and of `name`, which the store remembers while it has the
        same revision. A writer remembers nothing."""
        ...


@runtime_checkable
class Joining(Protocol):
    """What a view can do besides where its store is better at it than whoever asks."""

    def ties_to_common(self, ours: Collection[str], theirs: Collection[str]) -> list[TieRow]:
        """The ties, met from these people and from those, that all walks of two ties from one of these to another of those are
        made of: of somebody who is of both, they may come twice. Ties to others whom both know may be among them."""
        ...


def ties_to_common(view: View, ours: Collection[str], theirs: Collection[str]) -> list[TieRow]:
    """As `Joining.ties_to_common`, of any view: one that cannot do it reads all ties of `ours`."""
    if isinstance(view, Joining):
        return view.ties_to_common(ours, theirs)
    near = view.ties(ours)
    far = view.ties(theirs, {row.alter for row in near})
    common = {row.alter for row in far}
    return [row for row in near if row.alter in common] + far


class Writer(View, Protocol):
    """One visible change: everything below appears together when the `with` block of `Store.writer()` ends well, and
    nothing of it appears when it ends with an error or the process dies. Reads see what was written so far."""

    # --- evidence (staged as it comes; memory must not grow with it. What goes wrong with it may be raised by a later call,
    # at the latest when the block ends)
    def add_source(self, source: Source) -> None:
        """First call of an import; `source.parts` are ignored until `finish_source`."""
        ...

    def add_records(self, records: Sequence[Record]) -> None: ...
    def add_encounters(self, encounters: Sequence[Encounter]) -> None: ...
    def add_events(self, events: Sequence[Event]) -> None: ...
    def add_problems(self, source: str, problems: Sequence[Problem]) -> None: ...
    def finish_source(self, source: Source) -> None:
        """Final counts, and the parts that the source holds (also parts that other sources brought before)."""
        ...

    def drop_source(self, uid: str) -> None:
        """Forget the source, its problems, and the evidence of parts that no other source holds."""
        ...

    def put_mapping(self, header: str, text: str) -> None:
        """Remember it, in place of what was remembered for this header."""
        ...

    def drop_mapping(self, header: str) -> None:
        """Forget it; one that is not known is no error."""
        ...

    def add_judgement(self, judgement: Judgement) -> None:
        """In place of one with the same uid."""
        ...

    def drop_judgement(self, uid: str) -> None:
        """Forget it; one that is not known is no error."""
        ...

    def add_word(self, word: Word) -> None:
        """In place of one with the same uid."""
        ...

    def drop_word(self, uid: str) -> None:
        """Forget it; one that is not known is no error."""
        ...

    def put_model(self, text: str) -> None:
        """In place of what was learned before; empty: nothing was."""
        ...

    # --- derived
    def put_cards(self, cards: Mapping[str, str]) -> None:
        """In place of those with the same keys; an empty text takes one away."""
        ...

    def assign(self, members: Mapping[str, str | None]) -> None:
        """record id -> person id (None: no person)."""
        ...

    def put_people(self, people: Iterable[Person]) -> None: ...
    def drop_people(self, ids: Collection[str]) -> None:
        """Their ties and twins go with them."""
        ...

    def put_twins(self, twins: Iterable[Twins]) -> None: ...
    def drop_twins(self, pairs: Collection[tuple[str, str]]) -> None: ...
    def put_ties(self, ties: Iterable[Tie]) -> None: ...
    def drop_ties(self, pairs: Collection[tuple[str, str]]) -> None: ...


class Store(Protocol):
    """An open store. Thread-safe: views and writers may be taken from any thread; writers wait for one another."""

    url: str
    """As given, without credentials."""

    def view(self) -> AbstractContextManager[View]: ...
    def writer(self) -> AbstractContextManager[Writer]: ...
    def check(self) -> str:
        """One line about what answers (`SQLite 3.45`, `Neo4j Kernel 5.26.16 community`); raises `StoreUnavailable`."""
        ...

    def close(self) -> None: ...


__all__ = [
    "KEPT_CHANGES",
    "MOST_FOLLOWED",
    "Employment",
    "Joining",
    "Organisation",
    "Part",
    "Parted",
    "Size",
    "Statement",
    "Store",
    "TieRow",
    "View",
    "Writer",
    "ties_to_common",
]
