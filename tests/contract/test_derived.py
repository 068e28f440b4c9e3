"""What every store does with people and ties, and how it finds them."""

from __future__ import annotations

from msgspec.structs import replace

from graph.keys import lone_id, person_id
from graph.model import Person, Twins
from graph.store.base import Size, Store, TieRow
from graph.strength.evidence import pair_of
from tests.contract.said import person, record, source, state, tie

ADA = record("t1", 1, "Ada Testerson", slug="ada-testerson", emails=("ada@example.org",), company="Quayside Ltd")
BO = record("t1", 2, "Bo Kayler", company="Mill")
BO_TOO = record("t2", 1, "bo kayler", company="Mill Inc.", accounts=("zoom:9",))
A = person("li:ada-testerson", "Ada Testerson", company="Quayside Ltd", slug="ada-testerson", emails=("ada@example.org",))
B = person(BO.id, "Bo Kayler", company="Mill", position="Chief Miller", place="Delft", other_names=("B. Kayler", "Bo K"))
C = person("ac:zoom:9", "bo kayler", company="Mill Inc.", records=3)


def settle(store: Store) -> None:
    with store.writer() as w:
        state(w, source("s1", "t1"), [ADA, BO])
        state(w, source("s2", "t2"), [BO_TOO])
        w.put_people([A, B, C])
        w.assign({ADA.id: A.id, BO.id: B.id, BO_TOO.id: C.id})
        w.put_ties([tie(A.id, B.id), tie(A.id, C.id, None)])


def test_people_come_back_whole(store: Store) -> None:
    settle(store)
    with store.view() as view:
        everyone = sorted([A, B, C], key=lambda p: p.id)
        assert view.people([A.id, B.id, C.id, "p-unknown"]) == everyone
        assert sorted(view.everyone(), key=lambda p: p.id) == everyone
        assert view.people_of([ADA.id, BO_TOO.id, "r-unknown"]) == {ADA.id: A.id, BO_TOO.id: C.id}
        assert view.records_of([A.id, B.id, "p-unknown"]) == {A.id: [ADA.id], B.id: [BO.id]}
        assert view.size() == Size(3, 2, 3, 0, 2)


def test_every_older_id_leads_to_the_person(store: Store) -> None:
    settle(store)
    with store.view() as view:
        for alias in (A.id, person_id("em:ada@example.org"), lone_id(ADA.id)):
            assert view.person(alias) == A
        assert view.person(person_id("ac:zoom:9")) == C
        assert view.person(person_id("nm:ada testerson")) is None
        assert view.people([person_id("em:ada@example.org")]) == []


def test_ties_are_met_from_each_end(store: Store) -> None:
    settle(store)
    ab, ac = tie(A.id, B.id), tie(A.id, C.id, None)
    with store.view() as view:
        assert sorted(view.ties([A.id])) == sorted([TieRow(A.id, B.id, ab.stats), TieRow(A.id, C.id, ac.stats)])
        assert sorted(view.ties([A.id, B.id])) == sorted([*view.ties([A.id]), TieRow(B.id, A.id, ab.stats)])
        assert view.ties([A.id, B.id, C.id], [C.id]) == [TieRow(A.id, C.id, ac.stats)]
        assert view.ties([B.id], [C.id, B.id]) == []
        assert view.ties([], [A.id]) == view.ties([A.id], []) == []
        assert view.degrees([A.id, B.id, "p-unknown"]) == {A.id: 2, B.id: 1}
        assert view.degrees([]) == {}
        assert view.tie(C.id, A.id) == view.tie(A.id, C.id) == ac
        assert view.tie(B.id, C.id) is None
        assert view.histories([(ab.a, ab.b), tuple(sorted((B.id, C.id)))]) == {(ab.a, ab.b): ab.history}  # type: ignore[list-item]
        assert sorted(view.all_ties()) == sorted(TieRow(t.a, t.b, t.stats) for t in (ab, ac))


def test_a_person_changes_and_goes_with_the_ties(store: Store) -> None:
    settle(store)
    with store.writer() as w:
        w.put_people([replace(A, name="Ada T. Testerson", company="", emails=())])
        w.assign({BO.id: C.id})
        w.drop_people([B.id])
        assert w.tie(A.id, B.id) is None
        assert w.degrees([A.id, B.id]) == {A.id: 1}
        assert w.records_of([B.id, C.id]) == {C.id: sorted([BO.id, BO_TOO.id])}
        assert w.person(lone_id(BO.id)) == C
    with store.view() as view:
        assert view.people([A.id, B.id]) == [replace(A, name="Ada T. Testerson", company="", emails=())]
        assert view.ties([A.id]) == [TieRow(A.id, C.id, tie(A.id, C.id, None).stats)]
        assert view.person(B.id) == C
        assert view.search("quayside", 9) == []
        assert view.size() == Size(2, 1, 3, 0, 2)


def test_a_person_who_went_and_came_back_has_only_new_ties(store: Store) -> None:
    settle(store)
    with store.writer() as w:
        w.drop_people([A.id])
        w.put_people([A])
        assert w.ties([A.id]) == []
        again = tie(A.id, C.id)
        w.put_ties([again])
    with store.view() as view:
        assert list(view.all_ties()) == [TieRow(again.a, again.b, again.stats)]


def test_ties_are_replaced_and_dropped(store: Store) -> None:
    settle(store)
    stronger = replace(tie(A.id, B.id, code=3), kinds=(("connected", 1), ("met", 12)), basis="asserted")
    with store.writer() as w:
        w.put_ties([stronger])
        gone = tie(A.id, C.id)
        w.drop_ties([(gone.a, gone.b), ("p-x", "p-y")])
        assert w.size().ties == 1
    with store.view() as view:
        assert view.tie(A.id, B.id) == stronger
        assert view.size().ties == 1


def test_a_record_may_be_nobodys(store: Store) -> None:
    settle(store)
    with store.writer() as w:
        w.assign({ADA.id: None})
    with store.view() as view:
        assert view.people_of([ADA.id]) == {}
        assert view.person(lone_id(ADA.id)) is None
        assert [s.record for s in view.statements([A.id])] == []


def test_statements_name_every_source_in_order(store: Store) -> None:
    settle(store)
    with store.writer() as w:
        w.finish_source(source("s3", "t1"))
    with store.view() as view:
        told = [(s.file, s.record.line, s.source, s.person) for s in view.statements()]
        assert told == [
            ("s1.csv/t1.csv", 2, "s1", A.id), ("s1.csv/t1.csv", 3, "s1", B.id), ("s2.csv/t2.csv", 2, "s2", C.id),
            ("s3.csv/t1.csv", 2, "s3", A.id), ("s3.csv/t1.csv", 3, "s3", B.id),
        ]  # fmt: skip
        assert [s for s in view.statements() if s.person == B.id] == list(view.statements([B.id]))


def test_twins_are_kept_until_they_are_replaced_or_one_of_them_goes(store: Store) -> None:
    settle(store)
    d = replace(C, id=lone_id("r9"), name="Di")
    first, second = pair_of(B.id, C.id), pair_of(C.id, d.id)
    with store.writer() as w:
        w.put_people([d])
        w.put_twins([Twins(*first, 0.6), Twins(*second, 0.9)])
        assert w.twins([B.id]) == [Twins(*first, 0.6)]
        assert w.twins() == [Twins(*second, 0.9), Twins(*first, 0.6)]
    with store.writer() as w:
        w.put_twins([Twins(*first, 0.7)])
        w.drop_twins([second])
        assert w.twins([C.id, d.id]) == [Twins(*first, 0.7)]
    with store.view() as view:
        assert view.twins() == view.twins([C.id, B.id]) == [Twins(*first, 0.7)]
    with store.writer() as w:
        w.assign({BO_TOO.id: B.id})
        w.drop_people([C.id])
        assert w.twins() == []
    with store.view() as view:
        assert view.twins() == []


def test_search_finds_all_words_by_their_beginnings(store: Store) -> None:
    settle(store)
    with store.view() as view:
        assert view.search("ADA test", 9) == [A]
        assert view.search("ada@exam", 9) == [A]
        assert view.search("chief bo", 9) == [B]
        assert view.search("b kayler", 9) == view.search("bo k mill", 9) == sorted([B, C], key=lambda p: p.id)
        assert view.search("esterson", 9) == []
        assert view.search("ada kayler", 9) == []
        assert view.search("*", 9) == view.search("+ada -bo OR", 9) == view.search('"', 9) == []
        assert view.search("ada", 0) == []


def test_search_lists_everyone_in_order_page_by_page(store: Store) -> None:
    names = ["Zoë Ärn", "zoe arn", "Ängla", "O'Fixture", "Łukasz", "李 明", "🙂", "", "A" * 300, "𝔸da", "\uffee x"]
    people = [Person(f"p{n:02d}", name) for n, name in enumerate(names)]
    with store.writer() as w:
        w.put_people(people)
        inside = w.search("", 99)
    with store.view() as view:
        listed = view.search("  ", 99)
        assert sorted(listed, key=lambda p: p.id) == people
        assert listed == inside
        paged: list[Person] = []
        while page := view.search("", 3, (paged[-1].name, paged[-1].id) if paged else None):
            paged += page
        assert paged == listed
        assert [p.id for p in view.search("zoe ar", 9)] == ["p00", "p01"]
        assert [p.id for p in view.search("a" * 280, 9)] == ["p08"]
        assert view.search("a" * 280 + "b", 9) == []


def test_search_among_many_of_one_name(store: Store) -> None:
    many = [Person(f"p{n:05d}", f"Ada Number{n % 97:02d}", position="Engineer" if n % 500 == 3 else "") for n in range(5000)]
    with store.writer() as w:
        w.put_people(many)
    with store.view() as view:
        assert [p.id for p in view.search("ada number96", 2)] == ["p00096", "p00193"]
        assert len(view.search("ada eng", 99)) == 10
        assert len(view.search("a", 9999)) == 5000
        first = view.search("a", 10)
        assert view.search("a", 10, (first[-1].name, first[-1].id)) == view.search("a", 20)[10:]
