"""Identity's first step: what joins, what must not, whatever the order."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from graph.identity.resolve import contested, person_of, resolve
from graph.keys import alias_ids, lone_id
from graph.model import Record

LIST = frozenset({"t1", "t2", "t3"})


def record(uid: str, name: str = "", *, part: str = "t1", **facts: object) -> Record:
    return replace(Record(id=f"r{uid}", part=part, line=int(uid) + 1, row=int(uid), name=name), **facts)


def owner(uid: str, name: str, *parts: str) -> Record:
    return Record(id=f"r{uid}", part=f"o{uid}", line=0, row=0, name=name, owner_of=parts)


def groups(*records: Record) -> set[frozenset[str]]:
    return {frozenset(r.id for r in cluster) for cluster in resolve(records, LIST)}


def together(*records: Record) -> bool:
    return len(groups(*records)) == 1


def test_one_profile_is_one_person_under_any_name() -> None:
    assert together(record("1", "Bob Carrow", slug="bob"), record("2", "Robert Carrow, MBA", part="t2", slug="bob"))


def test_one_address_is_one_person_across_files() -> None:
    assert together(
        record("1", "Bob", emails=("b@example.org",)), record("2", "Robert Carrow", part="t2", emails=("b@example.org",))
    )


def test_two_profiles_are_two_people() -> None:
    one, other = record("1", "Robin Doe", slug="robin-1"), record("2", "Robin Doe", part="t2", slug="robin-2")
    assert len(groups(one, other)) == 2
    shared = ("r@example.org",)
    assert len(groups(replace(one, emails=shared), replace(other, part="t1", emails=shared))) == 2, "side by side in one export"


def test_a_renamed_profile_is_known_by_its_address() -> None:
    before = record("1", "Katarzyna Lisow", slug="katarzyna", emails=("k@example.org",))
    after = record("2", "Kasia Lisow-Brandt", part="t2", slug="kasia-brandt", emails=("k@example.org",))
    assert together(before, after)
    assert len(groups(before, replace(after, name="Somebody Else"))) == 2


def test_a_buyers_address_on_his_guests_joins_nobody() -> None:
    buyer, guest = (record(str(i), n, emails=("buyer@example.org",)) for i, n in ((1, "Ann Buyer"), (2, "Gus Guest")))
    assert len(groups(buyer, guest)) == 2
    people = [person_of(c, {}, contested(resolve([buyer, guest], LIST))) for c in resolve([buyer, guest], LIST)]
    assert len({p.id for p in people}) == 2


def test_a_role_address_joins_nobody() -> None:
    crowd = [record(str(i), f"First{i} Last{i}", part=f"x{i}", emails=("info@example.org",)) for i in range(25)]
    assert len(groups(*crowd)) == 25


def test_name_and_employer_alone_never_join() -> None:
    assert len(groups(record("1", "Ada Test", company="Acme"), record("2", "Ada Test", part="t2", company="Acme"))) == 2


def test_a_named_owner_is_the_one_person_of_that_name_with_a_profile() -> None:
    me, listed = owner("8", "Ada Test", "t1"), record("1", "Ada Test", part="t2", slug="ada")
    assert together(me, listed)
    assert frozenset({"r8", "r1"}) in groups(me, listed, record("2", "Ada Test", part="t3"))
    assert len(groups(me, listed, record("2", "Ada Test", part="t3", slug="ada-2"))) == 3, "ambiguous: left apart"


def test_an_owner_is_not_his_own_contact() -> None:
    assert len(groups(owner("8", "John Smith", "t1"), record("1", "John Smith", part="t1", slug="john"))) == 2


def test_owners_of_one_export_are_one_person() -> None:
    assert together(owner("8", "Ada Test", "t1"), owner("9", "A. T.", "t1", "t2"))


def test_one_owners_old_and_new_export_meet_on_name_and_day() -> None:
    old = record("1", "Jo Bell", part="t1", since="2020-02-02")
    new = record("2", "Jo Bell", part="t2", since="2020-02-02", slug="jo")
    mine = owner("8", "Me Self", "t1", "t2")
    assert frozenset({"r1", "r2"}) in groups(old, new, mine)
    assert frozenset({"r1", "r2"}) not in groups(old, new, owner("8", "Me Self", "t1"), owner("9", "Other One", "t2"))
    assert frozenset({"r1", "r2"}) not in groups(old, replace(new, since="2020-02-03"), mine)
    assert not any({"r1", "r3"} <= g for g in groups(old, replace(new, id="r3", part="t1", slug=""), mine)), (
        "two rows, two people"
    )


records = st.lists(
    st.builds(
        lambda n, part, name, slug, email, since: (
            record("0", name, part=part, slug=slug, emails=(email,) if email else (), since=since)
            if n
            else owner("0", name, part)
        ),
        st.integers(0, 4),
        st.sampled_from(["t1", "t2", "t3"]),
        st.sampled_from(["Ada Test", "Ada Best", "Bo Kay", ""]),
        st.sampled_from(["", "", "ada", "bo"]),
        st.sampled_from(["", "", "a@example.org", "b@example.org"]),
        st.sampled_from(["", "2020-01-01"]),
    ),
    max_size=9,
).map(lambda found: [replace(r, id=f"r{i}", line=0 if r.owner_of else i + 1) for i, r in enumerate(found)])


@given(records, st.randoms(use_true_random=False))
def test_order_does_not_matter(found: list[Record], dice: random.Random) -> None:
    shuffled = list(found)
    dice.shuffle(shuffled)
    assert groups(*found) == groups(*shuffled)


@given(records)
def test_every_record_has_one_person_and_ids_do_not_collide(found: list[Record]) -> None:
    clusters = resolve(found, LIST)
    assert sorted(r.id for c in clusters for r in c) == sorted(r.id for r in found)
    people = [person_of(c, {}, contested(clusters)) for c in clusters]
    assert len({p.id for p in people}) == len(people)
    for cluster, person in zip(clusters, people, strict=True):
        assert any(person.id in (*alias_ids(r), lone_id(r.id)) for r in cluster)
