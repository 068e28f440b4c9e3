"""Which side of a judgement a record is on, what follows for clusters and ids, and which doubt comes first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from graph.identity.doubts import effect
from graph.identity.judgements import Said
from graph.identity.resolve import barred, person_of, resolve
from graph.keys import lone_id, person_id
from graph.model import Judgement, Record, Verdict

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def record(n: int, name: str = "Ada Test", **facts: object) -> Record:
    return replace(Record(f"r{n}", f"t{n}", 2, 1, name), **facts)


def word(verdict: Verdict, one: tuple[str, ...], other: tuple[str, ...], *kept: str, minute: int = 0) -> Judgement:
    return Judgement(f"j{minute}", verdict, one, other, NOON + timedelta(minutes=minute), "", kept)


def groups(records: list[Record], *said: Judgement) -> set[frozenset[str]]:
    ruling = Said(said).ruling(records)
    return {frozenset(r.id for r in c) for c in resolve(records, frozenset(), ruling)}


def ids(records: list[Record], *said: Judgement) -> dict[str, str]:
    ruling = Said(said).ruling(records)
    clusters = resolve(records, frozenset(), ruling)
    people = [person_of(c, {}, lost) for c, lost in zip(clusters, barred(clusters, ruling), strict=True)]
    return {r.id: p.id for c, p in zip(clusters, people, strict=True) for r in c}


PROFILE = record(1, slug="ada", emails=("a@example.org",))
BARE = record(2, company="Mill")
SAME = word("same", ("li:ada",), ("nc:ada test|mill", "re:r2"))


def test_a_word_joins_what_no_key_does() -> None:
    assert len(groups([PROFILE, BARE])) == 2
    assert len(groups([PROFILE, BARE], SAME)) == 1
    assert len(groups([PROFILE, replace(BARE, id="r9")], SAME)) == 1, "by what it is called"
    assert len(groups([PROFILE, replace(BARE, id="r9", slug="ada-2")], SAME)) == 2, "named otherwise"
    assert len(groups([BARE, replace(BARE, id="r9")], SAME)) == 2, "without the other side it means nothing"


def test_a_bare_name_keeps_apart_but_never_joins() -> None:
    namesake = record(3)
    assert len(groups([PROFILE, namesake], word("same", ("li:ada",), ("nm:ada test",)))) == 2
    both = [PROFILE, replace(namesake, emails=())]
    apart = word("different", ("li:ada",), ("nm:ada test",))
    assert Said([apart]).ruling(both).walls == {"r1": {1}, "r3": {-1}}


@pytest.mark.parametrize("shared", [{"slug": "ada"}, {"emails": ("a@example.org",)}, {"accounts": ("x:1",)}])
def test_a_wall_cuts_every_key_and_the_id_stays_with_the_side_that_stayed(shared: dict[str, Any]) -> None:
    stays, goes = record(2, company="Mill", **shared), record(1, company="Quayside", **shared)
    (kind,) = shared
    key = {"slug": "li:ada", "emails": "em:a@example.org", "accounts": "ac:x:1"}[kind]
    said = word("different", ("re:r2",), ("re:r1",), key)
    assert len(groups([stays, goes])) == 1
    assert ids([stays, goes], said) == {"r2": person_id(key), "r1": lone_id("r1")}
    newcomer = record(0, "Ada Test", **shared)
    assert groups([stays, goes, newcomer], said) == {frozenset({"r0", "r2"}), frozenset({"r1"})}, "goes with the one who stayed"


def test_the_strongest_key_tells_the_side() -> None:
    apart = word("different", ("em:a@example.org", "li:ada"), ("em:b@example.org", "nc:ada test|mill", "re:r5"))
    cases = (
        (record(3, emails=("a@example.org",)), 1),
        (record(3, emails=("b@example.org",)), -1),
        (record(3, slug="ada", emails=("b@example.org",)), 1),
        (record(3, emails=("a@example.org", "b@example.org")), 1),
        (record(5, slug="ada"), -1),
        (record(3, company="Mill"), -1),
    )
    for row, side in cases:
        one, other = Said([apart]).sides(apart, [row])
        assert (one, other) == (([row], []) if side == 1 else ([], [row]))
    assert Said([apart]).sides(apart, [record(3, company="Mill", emails=("c@example.org",))]) == ([], [])


def test_the_newest_word_comes_first_and_a_wall_above_all() -> None:
    a, b, c = (record(n, f"Person {n}", slug=f"s{n}") for n in (1, 2, 3))
    same_ab, same_bc = word("same", ("li:s1",), ("li:s2",), minute=1), word("same", ("li:s2",), ("li:s3",), minute=2)
    assert len(groups([a, b, c], same_ab, same_bc)) == 1
    wall = word("different", ("li:s1",), ("li:s3",))
    assert groups([a, b, c], same_ab, same_bc, wall) == {frozenset({"r1"}), frozenset({"r2", "r3"})}
    assert groups([a, b], same_ab, word("different", ("li:s1",), ("li:s2",))) == {frozenset({"r1"}), frozenset({"r2"})}


def test_an_owner_is_not_whom_he_was_said_not_to_be() -> None:
    owner = Record("r8", "o1", 0, 0, "Ada Test", owner_of=("t9",))
    first, second = record(1, slug="ada"), record(2, slug="ada-2")
    assert len(groups([owner, first, second])) == 3
    apart = word("different", ("on:ada test", "re:r8"), ("li:ada",))
    assert frozenset({"r8", "r2"}) in groups([owner, first, second], apart)


def test_the_effect_counts_whom_only_one_person_could_introduce() -> None:
    found = effect({"x", "y", "z"}, {"z", "w"})
    assert (found.ties_a, found.ties_b, found.common, found.introductions) == (3, 2, 1, 2)
