"""Identity holds its promises for any records: no order matters, walls stand, and agreement never speaks against."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from graph.identity.blocks import blocks
from graph.identity.compare import PERSON, Comparison
from graph.identity.model import Model, shipped
from graph.identity.naming import Compared
from graph.identity.people import people
from graph.identity.reasons import score
from graph.identity.walls import Kept, Walls, walls_of
from graph.keys import (
    ACCOUNT,
    BLOCK,
    EMAIL,
    EXPORT,
    KINDS,
    NAME,
    OWNER,
    SINCE,
    SLUG,
    WITHIN_NAME,
    block_keys,
    filed_numbers,
    key_number,
    keys_of,
    naming_keys,
    numbers_naming,
    person_id,
    personal_keys,
)
from graph.model import Record
from tests.linking import links

GIVEN = ("Robert", "Bob", "Rob", "R.", "Wilhelmine", "Minna", "Robetr", "Лев", "")
FAMILY = ("Quastenberg", "Quastenberg-Test", "Smith", "Smtih", "Müller", "Mueller", "van der Test", "")
MAILS = ("bob@quill.example", "robert.quastenberg@gmail.com", "smith.bob81@gmail.com", "smith.bob81@outlook.com")


@st.composite
def records(draw: st.DrawFn, uid: str = "r1") -> Record:
    first, last = draw(st.sampled_from(GIVEN)), draw(st.sampled_from(FAMILY))
    return Record(
        id=uid,
        part=draw(st.sampled_from(("t1", "t2"))),
        line=draw(st.integers(1, 9)),
        row=1,
        name=draw(st.sampled_from((f"{first} {last}", f"{last}, {first}", f"{last} {first}"))).strip(", "),
        slug=draw(st.sampled_from(("", "", "robert-quastenberg-1a2b3c", "bob-smith-77", "rs"))),
        emails=tuple(draw(st.lists(st.sampled_from(MAILS), max_size=2, unique=True))),
        phones=draw(st.sampled_from(((), ("+49 151 2345678",), ("0151 2345678", "1")))),
        company=draw(st.sampled_from(("", "Quill Widgets", "Quill", "QW", "Acme Inc."))),
        position=draw(st.sampled_from(("", "Founder", "Head of Sales"))),
        place=draw(st.sampled_from(("", "Testville", "Probstadt"))),
    )


pools = st.integers(2, 9).flatmap(lambda n: st.tuples(*(records(f"r{i}") for i in range(n))))


@given(records("r1"), records("r2"))
def test_a_score_has_no_first_and_second(one: Record, other: Record) -> None:
    assert score(one, other, shipped()) == score(other, one, shipped())


@given(records("r1"), records("r2"))
def test_blocks_do_not_know_which_record_they_are_of(one: Record, other: Record) -> None:
    assert blocks(one) == blocks(replace(one, id=other.id, part=other.part, line=other.line))
    assert list(blocks(one)) == sorted(set(blocks(one)))


@given(records("r1"), st.booleans(), st.sampled_from(("", "2024-05-06")))
def test_every_way_to_the_keys_of_a_record_gives_the_same(drawn: Record, owner: bool, since: str) -> None:  # noqa: FBT001 - drawn
    one = replace(drawn, owner_of=("t9",) if owner else (), since=since, accounts=("x:1",), skills=("Law", "law", "Go"))
    keys = keys_of(one)
    of_kind = {kind: [k for k in keys if k[:3] == kind] for kind in KINDS}
    assert naming_keys(one) == of_kind[SLUG] + of_kind[EMAIL] + of_kind[ACCOUNT]
    assert personal_keys(one) == [*naming_keys(one), *of_kind[EXPORT], *of_kind[NAME], *of_kind[OWNER], *of_kind[SINCE]]
    assert block_keys(one) == of_kind[BLOCK]
    assert set(filed_numbers(one)) == {key_number(k) for k in keys if k[:3] not in WITHIN_NAME}
    assert all(key_number(k) in numbers_naming(person_id(k)) for k in naming_keys(one))


@given(pools, st.randoms(use_true_random=False))
def test_links_are_of_two_records_alone(pool: tuple[Record, ...], dice: random.Random) -> None:
    found = links(pool, shipped())
    shuffled = list(pool)
    dice.shuffle(shuffled)
    assert links(shuffled, shipped()) == found
    for (a, b), bits in found.items():
        one, other = (next(r for r in pool if r.id == i) for i in (a, b))
        assert links([one, other], shipped()) == {(a, b): bits}
        assert score(one, other, shipped()).bits == bits


def all_walls(pool: tuple[Record, ...]) -> Walls:
    return walls_of(pool, ("t1",), ())


pairs_of = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda p: p[0] != p[1]), max_size=3)


@settings(max_examples=150)
@given(pools, pairs_of, pairs_of, st.randoms(use_true_random=False))
def test_people_do_not_depend_on_order_and_keep_walls(
    pool: tuple[Record, ...], must: list[tuple[int, int]], foe: list[tuple[int, int]], dice: random.Random
) -> None:
    musts = [(f"r{a}", f"r{b}") for a, b in must if max(a, b) < len(pool)]
    apart = [(f"r{a}", f"r{b}") for a, b in foe if max(a, b) < len(pool)]
    walls = all_walls(pool)
    linked = list(links(pool, shipped()))
    found = people(pool, linked, musts, walls, apart, shipped())
    again = list(pool)
    for some in (again, linked, musts, apart):
        dice.shuffle(some)
    turned = [(b, a) for a, b in linked]
    other_way = dict(reversed(list(walls.items())))
    assert people(again, turned, musts, other_way, [(b, a) for a, b in apart], shipped()) == found
    assert sorted(r for c in found.clusters for r in c) == sorted(r.id for r in pool)
    of = {r: n for n, c in enumerate(found.clusters) for r in c}
    assert all(of[a] != of[b] for a, b in apart)
    if not musts:
        for cluster in found.clusters:
            for a, b in combinations(cluster, 2):
                assert not Kept(walls.get(a, ())).apart(Kept(walls.get(b, ())))
    if not apart:
        assert all(of[a] == of[b] for a, b in musts)
    assert all(of[d.one] != of[d.other] and 0.5 <= d.p < 0.95 for d in found.doubts)


@given(records("r1"), records("r2"), st.sampled_from(("phones", "place", "company", "emails")))
def test_something_more_in_common_never_lowers_a_score(one: Record, other: Record, what: str) -> None:
    extra = {"phones": ("+1 555 0123456",), "place": "Gleichen", "company": "Gleichen Works", "emails": ("x@gleichen.example",)}
    without = {what: "" if isinstance(extra[what], str) else ()}
    bare = (replace(one, **without), replace(other, **without))
    both = (replace(one, **{what: extra[what]}), replace(other, **{what: extra[what]}))
    assert score(*both, shipped()).bits >= score(*bare, shipped()).bits - 1e-9


models = st.builds(
    Model,
    st.floats(1e-6, 0.5),
    st.just(shipped().m),
    st.just(shipped().u),
    st.fixed_dictionaries({"name": st.floats(0, 1e-3)}),
)


@given(models, st.sampled_from(PERSON), st.floats(1e-6, 1))
def test_only_the_last_level_speaks_against(model: Model, comparison: Comparison, share: float) -> None:
    ladder = model.ladder(comparison)
    assert ladder[0] == 0
    assert ladder[1:-1] == tuple(sorted(ladder[1:-1], reverse=True))
    assert min(ladder[:-1]) >= 0 >= ladder[-1]
    assert model.bits(comparison, Compared(1, share)) >= model.bits(comparison, Compared(1, min(1.0, 2 * share))) >= 0
