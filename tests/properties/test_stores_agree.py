"""Whatever is done to both stores, both answer alike."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from msgspec.structs import replace

from graph.keys import alias_ids, keys_of, lone_id
from graph.model import Encounter, Event, Person, Problem, Record
from graph.store.base import Store, View, Writer
from graph.store.open import open_store
from graph.values import organisation_id
from tests.contract.said import DAY, Interrupted, attended, everything, judgement, met, person, record, source, tie
from tests.server.ladder import Server, wipe

PARTS = ("t0", "t1", "t2", "t3")
TOGETHER = (("t0",), ("t1",), ("t2", "t3"))
"""The parts of a source: an encounter of t3 names a record of t2, as messages name contacts beside them in an archive."""
EVENTS = ("v0", "v1")
NAMES = ("Ada Testerson", "Ädä Testerson, PhD", "Bo Kayler", "李 明", "O'Fixture 🙂", "")
COMPANIES = ("", "Mill", "Mill Inc.", "Quayside & Sons")
WORDS = ("", "a", "ada test", "mill", "o'fix", "ofixture", "李", "testerson a", "x y", "+", "k mill bo", "🙂")


def _records(part: str) -> list[Record]:
    """What a part says: always the same, as its uid is the hash of its bytes; some of it is in other parts too."""
    n = PARTS.index(part)
    return [
        record(part, 1, NAMES[n], slug=f"slug-{n // 2}", company=COMPANIES[n]),
        record(part, 2, NAMES[n + 1], emails=("shared@example.org", f"{part}@example.org"), company="Mill", skills=("Sailing",)),
        record(part, 3, "Bo Kayler", accounts=(f"zoom:{n % 2}",), company=COMPANIES[n], place="Delft"),
        replace(record(part, 4, NAMES[n + 2]), line=0, owner_of=(part,)),
    ]


def _encounters(part: str) -> list[Encounter]:
    a, b, c, owner = _records(part)
    there = [attended(a, EVENTS[0]), attended(c, EVENTS[PARTS.index(part) % 2])]
    across = [replace(met(_records("t2")[0], owner, 7), part="t3")] if part == "t3" else []
    return [met(owner, a), met(a, owner, 1), replace(met(b, c), day=None), met(a, a), *across, *{e.id: e for e in there}.values()]


def _events(part: str) -> list[Event]:
    return [Event(v, part, f"{v} as {part} has it", DAY if part == "t1" else None) for v in EVENTS[: 1 + PARTS.index(part) % 2]]


def _flat(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(part for some in parts for part in some)


PEOPLE = tuple(
    person(f"li:slug-{n}", NAMES[n], company=COMPANIES[n % 4], emails=(f"p{n}@example.org",) * (n % 2)) for n in range(5)
)
ALL_RECORDS = [r for part in PARTS for r in _records(part)]


@dataclass(frozen=True)
class State:
    """A source states parts, all of their rows or only the first ones."""

    source: int
    parts: tuple[str, ...]
    rows: int

    def do(self, w: Writer) -> None:
        about = source(f"s{self.source}", *self.parts, hour=self.source % 3)
        w.add_source(about)
        kept: set[str] = set()
        for part in self.parts:
            kept |= {r.id for r in _records(part)[: self.rows]}
            w.add_records([r for r in _records(part) if r.id in kept])
            w.add_events(_events(part))
            w.add_encounters([e for e in _encounters(part) if e.a in kept and (not e.b or e.b in kept)])
        w.add_problems(about.uid, [Problem(about.file, n, "a reason", "warning") for n in range(self.rows)])
        w.finish_source(about)


@dataclass(frozen=True)
class Drop:
    source: int

    def do(self, w: Writer) -> None:
        w.drop_source(f"s{self.source}")


@dataclass(frozen=True)
class Settle:
    """People are put, and records given to them."""

    people: tuple[int, ...]
    variant: str
    members: tuple[tuple[int, int | None], ...]

    def do(self, w: Writer) -> None:
        w.put_people([replace(PEOPLE[n], position=self.variant, records=n + 1) for n in self.people])
        there = {p.id for p in w.people([p.id for p in PEOPLE])}
        known = {r.id for r in w.records([r.id for r in ALL_RECORDS])}
        chosen = {ALL_RECORDS[r].id: None if p is None else PEOPLE[p].id for r, p in self.members}
        w.assign({r: p for r, p in chosen.items() if r in known and (p is None or p in there)})


@dataclass(frozen=True)
class Leave:
    """People go; whoever was counted among their records is nobody's, as after a derivation."""

    people: tuple[int, ...]

    def do(self, w: Writer) -> None:
        ids = [PEOPLE[n].id for n in self.people]
        w.assign({r: None for records in w.records_of(ids).values() for r in records})
        w.drop_people(ids)


@dataclass(frozen=True)
class Tie:
    pairs: tuple[tuple[int, int], ...]
    drop: bool
    days: int

    def do(self, w: Writer) -> None:
        there = {p.id for p in w.people([p.id for p in PEOPLE])}
        ends = [(PEOPLE[a].id, PEOPLE[b].id) for a, b in self.pairs if a != b]
        ties = [tie(a, b, DAY + timedelta(self.days) if self.days else None) for a, b in ends if {a, b} <= there]
        if self.drop:
            w.drop_ties([(t.a, t.b) for t in ties])
        else:
            w.put_ties(ties)


@dataclass(frozen=True)
class Say:
    """A judgement is added, or withdrawn."""

    number: int
    note: str
    drop: bool

    def do(self, w: Writer) -> None:
        if self.drop:
            w.drop_judgement(f"j{self.number}")
        else:
            w.add_judgement(judgement(self.number, "li:a", "em:b", note=self.note))


@dataclass(frozen=True)
class Learn:
    """A model comes, or goes."""

    text: str

    def do(self, w: Writer) -> None:
        w.put_model(self.text)


Step = State | Drop | Settle | Leave | Tie | Say | Learn
some_people = st.lists(st.integers(0, 4), max_size=4, unique=True).map(tuple)
members = st.lists(st.tuples(st.integers(0, len(ALL_RECORDS) - 1), st.none() | st.integers(0, 4)), max_size=8).map(tuple)
pairs = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=6).map(tuple)
steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(
        State, st.integers(0, 3), st.lists(st.sampled_from(TOGETHER), max_size=3, unique=True).map(_flat), st.integers(0, 4)
    ),
    st.builds(Drop, st.integers(0, 3)),
    st.builds(Settle, some_people, st.sampled_from(("", "Miller", "Chief Engineer")), members),
    st.builds(Leave, some_people),
    st.builds(Tie, pairs, st.booleans(), st.integers(0, 40)),
    st.builds(Say, st.integers(0, 3), st.sampled_from(("", "because")), st.booleans()),
    st.builds(Learn, st.sampled_from(("", "one", "other"))),
)


def _answers(view: View) -> dict[str, object]:
    """More of what a view says than `everything`."""
    records = [r.id for r in ALL_RECORDS]
    aliases = sorted({a for r in ALL_RECORDS for a in (*alias_ids(r), lone_id(r.id))})
    found: dict[str, Sequence[Person]] = {text: view.search(text, 3) for text in WORDS}
    people = [p.id for p in PEOPLE]
    return {
        **everything(view),
        "aliases": [view.person(a) for a in aliases],
        "keys": view.records_with([k for r in ALL_RECORDS for k in keys_of(r)]),
        "found": found,
        "found after": {t: view.search(t, 9, (hits[0].name, hits[0].id)) for t, hits in found.items() if hits},
        "met": [sorted(view.ties(people[:n], people[n - 1 :])) for n in (1, 2, 4)],
        "drawn": list(view.drawn(DAY + timedelta(20), 3).items()),
        "between": view.encounters_between(records[:3], records[2:]),
        "attended": view.attended_by(records[:9]),
        "employees": [view.employees({organisation_id(c) for c in COMPANIES if c}, most) for most in (4, 9)],
        "employments": view.employments(people),
        "organisations": list(view.organisations()),
        "told": list(view.statements(people[:2])),
    }


class Agreement(RuleBasedStateMachine):
    """Two stores, one history."""

    def __init__(self, server: Server, folder: Path) -> None:
        super().__init__()
        wipe(server)
        (folder / "network.sqlite").unlink(missing_ok=True)
        for log in folder.glob("network.sqlite-*"):
            log.unlink()
        self.stores: list[Store] = [open_store(f"sqlite:///{folder / 'network.sqlite'}"), open_store(server.uri)]

    @rule(change=st.lists(steps, min_size=1, max_size=6), fails=st.sampled_from((False, False, True)), looks=st.booleans())
    def change(self, change: list[Step], *, fails: bool, looks: bool) -> None:
        with suppress(Interrupted), ExitStack() as stack:
            one, other = (stack.enter_context(store.writer()) for store in self.stores)
            for step in change:
                step.do(one)
                step.do(other)
            if looks:
                assert _answers(other) == _answers(one)
            if fails:
                raise Interrupted
        with self.stores[0].view() as expected, self.stores[1].view() as found:
            assert found.revision() == expected.revision()
            assert _answers(found) == _answers(expected)

    def teardown(self) -> None:
        for store in self.stores:
            store.close()


@pytest.mark.neo4j
def test_both_stores_answer_alike(neo4j: Server, tmp_path: Path) -> None:
    class Here(Agreement):
        def __init__(self) -> None:
            super().__init__(neo4j, tmp_path)

    few = settings(max_examples=20, stateful_step_count=6, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Here, settings=few)
