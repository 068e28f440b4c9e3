"""From records to people: what joins, what is asked, what stays apart, and why."""

from __future__ import annotations

from msgspec.structs import replace

from graph.identity.blocks import blocks
from graph.identity.estimate import learn
from graph.identity.model import Model, shipped
from graph.identity.pairs import candidates
from graph.identity.people import people
from graph.identity.reasons import score
from graph.identity.walls import Kept, Walls, walls_of
from graph.model import Record
from tests.linking import links


def record(uid: str, name: str, **facts: object) -> Record:
    return replace(Record(id=f"r{uid}", part="t1", line=int(uid) + 1, row=int(uid), name=name), **facts)


def groups(*records: Record, musts: tuple[tuple[str, str], ...] = (), apart: tuple[tuple[str, str], ...] = ()) -> set[str]:
    found = people(records, links(records, shipped()), musts, walls_of(records, (), ()), apart, shipped())
    return {" ".join(c) for c in found.clusters}


def doubts(*records: Record) -> list[tuple[str, str]]:
    found = people(records, links(records, shipped()), (), walls_of(records, (), ()), (), shipped())
    assert all(0.5 <= d.p < 0.95 for d in found.doubts)
    return [(d.one, d.other) for d in found.doubts]


def apart(walls: Walls, one: str, other: str) -> bool:
    return Kept(walls.get(one, ())).apart(Kept(walls.get(other, ())))


def meet(one: Record, other: Record) -> bool:
    return not set(blocks(one)).isdisjoint(blocks(other))


def test_records_meet_however_the_name_is_written() -> None:
    person = record("1", "Robert Sample", company="Acme Widgets")
    for name in ("Bob Sample", "R. Sample", "Sample Robert", "Robert Smaple", "Robert J. Sample-Test"):
        assert meet(person, record("2", name)), name
    assert meet(person, record("2", "Bob Other", company="Acme Widgets Inc."))
    assert meet(record("1", "", slug="robert-sample-1a2b"), person)
    assert meet(replace(person, phones=("+49 151 2345678",)), record("2", "Zoe Quill", phones=("0151 2345678",)))
    assert meet(replace(person, emails=("rs.81@a.example",)), record("2", "Zoe Quill", emails=("rs.81@b.example",))) is False
    assert meet(replace(person, emails=("rob81s@a.example",)), record("2", "Zoe Quill", emails=("rob81s@b.example",)))
    assert not meet(person, record("2", "Zoe Quill"))


def test_a_usual_record_has_few_blocks() -> None:
    assert 1 <= len(blocks(record("1", "Grace Sample"))) <= 3
    assert len(blocks(record("1", "Grace Sample", company="Acme", emails=("gsample@acme.example",)))) <= 6
    assert all(-(2**63) <= k < 2**63 for k in blocks(record("1", "Grace Sample")))
    assert blocks(record("1", "")) == ()


def test_a_block_that_too_many_share_proposes_nobody() -> None:
    assert candidates([[1], [1], [2], [1, 2]], largest=2).tolist() == [[2, 3]]
    assert candidates([[1], [1], [1]], largest=3).tolist() == [[0, 1], [0, 2], [1, 2]]
    assert candidates([]).tolist() == []


def test_an_uncommon_name_and_a_common_one() -> None:
    rare = record("1", "Wilhelmine Quastenberg"), record("2", "Wilhelmine Quastenberg")
    assert groups(*rare) == {"r1 r2"}
    common = record("1", "James Smith"), record("2", "James Smith")
    assert groups(*common) == {"r1", "r2"}


def test_nobody_is_taken_for_somebody_on_a_common_name_or_an_initial_alone() -> None:
    for one, other in (("Karen Williams", "Karen Williams"), ("Wilhelmine Quastenberg", "W. Quastenberg")):
        assert doubts(record("1", one), record("2", other)) == [("r1", "r2")]
        assert doubts(record("1", one, position="Miller"), record("2", other, position="Chief Miller")) == [("r1", "r2")]
        assert groups(record("1", one, company="Acme"), record("2", other, company="Acme")) == {"r1 r2"}


def test_numbers_tell_people_apart() -> None:
    for one, other in (("Guest 1", "Guest 101"), ("Guest 100", "Guest 101"), ("Guest 1000", "Guest 10001")):
        pair = record("1", one, company="Quill Widgets"), record("2", other, company="Quill Widgets")
        assert groups(*pair) == {"r1", "r2"}
        assert doubts(*pair) == []


def test_a_common_name_at_one_small_employer_is_one_person_or_is_asked() -> None:
    one, other = record("1", "Bob Sample", company="Quill Widgets"), record("2", "Robert Sample", company="Quill Widgets Inc.")
    assert groups(one, other) == {"r1 r2"}
    assert doubts(record("1", "James Smith", company="Acme"), record("2", "Jim Smith", company="Acme")) == [("r1", "r2")]


def test_two_profiles_are_two_people_unless_something_sure_joins_them() -> None:
    one, other = record("1", "Wilhelmine Quastenberg", slug="wq-1"), record("2", "Wilhelmine Quastenberg", slug="wq-2")
    assert groups(one, other) == {"r1", "r2"}
    assert groups(one, other, musts=(("r1", "r2"),)) == {"r1 r2"}


def test_a_persons_word_stands_over_everything() -> None:
    one, two, three = (record(n, "Wilhelmine Quastenberg") for n in "123")
    assert groups(one, two, three) == {"r1 r2 r3"}
    found = groups(one, two, three, musts=(("r1", "r3"), ("r2", "r3")), apart=(("r1", "r2"),))
    assert found == {"r1 r3", "r2"}


def test_who_fits_two_people_equally_well_joins_neither() -> None:
    one, two = record("1", "Wilhelmine Quastenberg", slug="wq-1"), record("2", "Wilhelmine Quastenberg", slug="wq-2")
    lone = record("3", "Wilhelmine Quastenberg")
    assert groups(one, two, lone) == {"r1", "r2", "r3"}
    better = replace(lone, company="Quill Widgets")
    assert groups(one, replace(two, company="Quill Widgets"), better) == {"r1", "r2 r3"}


def test_what_one_record_of_a_person_says_speaks_for_the_others() -> None:
    old = record("1", "James Smith", slug="js", company="Quill Widgets")
    new = record("2", "James Smith", slug="js", company="Acme")
    guest = record("3", "James Smith", company="Quill Widgets", place="Testville")
    assert groups(old, new, replace(guest, place=""), musts=(("r1", "r2"),)) == groups(
        old, replace(new, company=""), replace(guest, place=""), musts=(("r1", "r2"),)
    )


def test_rows_of_a_contact_list_that_are_called_differently_are_two_people() -> None:
    bob, robert = record("1", "Bob Sample"), record("2", "Robert Sample")
    assert apart(walls_of([bob, robert], ["t1"], []), "r1", "r2")
    assert not apart(walls_of([bob, replace(bob, id="r3")], ["t1"], []), "r1", "r3")
    assert apart(walls_of([bob, replace(bob, id="r3")], ["t1"], ["t1"]), "r1", "r3"), "this one lists each account once"
    assert walls_of([replace(bob, line=0)], ["t1"], ["t1"]) == {}


def test_nobody_is_in_his_own_contact_list() -> None:
    contact, owner = record("1", "Bob Sample"), record("2", "Bob Sample", line=0, owner_of=("t1",))
    assert apart(walls_of([contact, owner], ["t1"], []), "r1", "r2")
    assert walls_of([contact, owner], [], []) == {}


def test_a_score_says_why() -> None:
    found = score(
        record("1", "Bob Quastenberg", company="Quill", emails=("bob@quill.example",)),
        record("2", "Robert Quastenberg", company="Acme"),
        shipped(),
    )
    words = [r.words for r in found.reasons]
    assert "same family name, an uncommon one" in words
    assert "Bob is short for Robert" in words
    assert "different employers" in words
    assert [abs(r.bits) for r in found.reasons] == sorted((abs(r.bits) for r in found.reasons), reverse=True)


def test_a_model_is_what_it_was_when_written_and_read() -> None:
    assert Model.from_json(shipped().to_json()) == shipped()


def test_a_model_learns_from_records_and_from_decisions() -> None:
    names = [
        f"{g} {f}" for g in ("Ada", "Bea", "Cleo", "Dora", "Edda") for f in ("Quastenberg", "Probst", "Musterling", "Beispiel")
    ]
    pool = [record(str(n), name, company=f"Acme {n}") for n, name in enumerate(names)]
    pool += [record(str(100 + n), name, company=f"Other {n}") for n, name in enumerate(names)]
    without = learn(pool, shipped(), {})
    decided = learn(pool, shipped(), {(f"r{n}", f"r{100 + n}"): False for n in range(20)})
    assert decided.prior < without.prior
    assert without.m["employer"][2] > shipped().m["employer"][2]


def test_a_record_that_is_a_list_costs_no_more_than_others() -> None:
    mails = tuple(f"person{n}.test@firm{n}.example" for n in range(3_000))
    long = record("1", "x" * 10_000, emails=mails, phones=tuple(f"0151 {n:07}" for n in range(3_000)), company="y" * 10_000)
    assert len(blocks(long)) < 200
    assert score(long, replace(long, id="r2", name="x" * 9_999, company="y" * 9_999), shipped()).p > 0.5
