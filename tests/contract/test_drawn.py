"""What every store draws to learn from, and what it remembers."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from graph.priors import KINDS
from graph.store.base import Store
from graph.store.lots import lot_of
from graph.strength.ties import BOTH, Day, pack_history
from tests.contract.said import DAY, person, record, source, state, tie

CONNECTED = KINDS["connected"].code
PEOPLE = [person(f"li:p{n}", f"Person {n}") for n in range(8)]
TIES = [tie(PEOPLE[n].id, PEOPLE[n + 1].id, DAY + timedelta(n)) for n in range(7)]


def settle(store: Store) -> None:
    records = [record("t1", n, p.name) for n, p in enumerate(PEOPLE)]
    with store.writer() as w:
        state(w, source("s1", "t1"), records)
        w.put_people(PEOPLE)
        w.assign({r.id: p.id for r, p in zip(records, PEOPLE, strict=True)})
        w.put_ties(TIES)


def drawn(store: Store, until: date, most: int = 9) -> list[tuple[str, str]]:
    with store.view() as view:
        return list(view.drawn(until, most))


def test_ties_are_drawn_by_lot_among_those_of_the_day(store: Store) -> None:
    settle(store)
    by_lot = sorted(((t.a, t.b) for t in TIES), key=lambda pair: lot_of(*pair))
    assert drawn(store, DAY + timedelta(9)) == by_lot
    assert drawn(store, DAY + timedelta(9), most=3) == by_lot[:3]
    early = {(t.a, t.b) for t in TIES[:4]}
    assert drawn(store, DAY + timedelta(3), most=3) == [pair for pair in by_lot if pair in early][:3]
    with store.view() as view:
        assert view.drawn(DAY, 9) == {(TIES[0].a, TIES[0].b): TIES[0].history}


def test_a_tie_without_contact_takes_no_part_and_one_that_goes_leaves(store: Store) -> None:
    settle(store)
    stands = tie(PEOPLE[0].id, PEOPLE[1].id)
    connection = pack_history([Day(DAY.toordinal(), CONNECTED, BOTH, 2)])
    with store.writer() as w:
        w.put_ties([type(stands)(stands.a, stands.b, "observed", DAY, DAY, (("connected", 1),), stands.stats, connection)])
        w.drop_ties([(TIES[1].a, TIES[1].b)])
        left = {(t.a, t.b) for t in TIES[2:]}
        assert set(w.drawn(DAY + timedelta(9), 9)) == left
        assert len(w.drawn(DAY + timedelta(9), 2)) == 2
    assert set(drawn(store, DAY + timedelta(9))) == left


def test_what_is_made_of_a_store_is_kept_until_it_changes(store: Store) -> None:
    settle(store)
    numbers = count()

    def ask(name: str) -> int:
        with store.view() as view:
            return view.kept(name, lambda: next(numbers))

    assert [ask("one"), ask("other"), ask("one")] == [0, 1, 0]
    with store.writer() as w:
        w.drop_ties([(TIES[0].a, TIES[0].b)])
        assert [w.kept("one", lambda: 7), w.kept("one", lambda: 8)] == [7, 8]
    assert ask("one") == 2
