"""What is said of the network around one person: as much as the allowance was enough for, it is what the whole network says."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.measures.nearby import nearby
from graph.measures.society import Society, read
from graph.model import Person
from graph.store.base import View
from graph.suggesting.suggestion import Kind, Suggestions
from graph.suggesting.suggestions import How, suggest
from tests.contacts import START, Contact, numbers, take_in
from tests.worlds import empty_store

PEOPLE, DAYS = 16, 60
TODAY = START + timedelta(days=DAYS)
pairs = st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)).filter(lambda p: p[0] != p[1])
networks = st.lists(st.builds(lambda p, day: Contact(p[0], p[1], day), pairs, st.integers(0, DAYS)), min_size=12, max_size=60)


def told(view: View, person: Person, kind: Kind, as_of: date, novelty: float, most: int | None) -> Suggestions:
    """By what is around the person; by the whole network without an allowance."""

    def around(view: View, as_of: date, who: str) -> Society:
        return read(view, as_of) if most is None else nearby(view, as_of, who, most)

    return suggest(view, person, kind, as_of=as_of, how=How(200, novelty), society=around)


@settings(max_examples=12)
@given(networks, st.integers(0, DAYS), st.sampled_from((0.0, 0.5, 1.0)), st.integers(0, 200))
def test_what_was_read_is_enough_for_what_is_said(contacts: list[Contact], day: int, novelty: float, most: int) -> None:
    as_of = START + timedelta(days=day)
    with empty_store() as store:
        take_in(store, contacts)
        with store.view() as view:
            fits = 2 * view.size().ties <= most
            for person in view.people(list(numbers(view))):
                brokers, meet = (told(view, person, kind, as_of, novelty, most) for kind in ("brokers", "meet"))
                if brokers.complete.startswith("all ties of everyone") or fits:
                    assert brokers.suggestions == told(view, person, "brokers", as_of, novelty, None).suggestions
                if fits:
                    assert meet.complete == "all ties"
                    assert meet.suggestions == told(view, person, "meet", as_of, novelty, None).suggestions
                known = met_by(contacts, day, numbers(view), person.id)
                assert not {s.person.id for s in meet.suggestions} & (known | {person.id})
                assert all(s.why for s in meet.suggestions)


def met_by(contacts: list[Contact], day: int, number: dict[str, int], person: str) -> set[str]:
    """Whom somebody had met by a day."""
    met = {c.other for c in contacts if c.one == number[person] and c.day <= day}
    met |= {c.one for c in contacts if c.other == number[person] and c.day <= day}
    return {uid for uid, n in number.items() if n in met}


@settings(max_examples=8)
@given(networks, st.lists(st.builds(lambda p, day: Contact(p[0], p[1], day), pairs, st.integers(DAYS + 1, 90)), max_size=20))
def test_what_happens_later_changes_nothing_where_all_is_read(contacts: list[Contact], later: list[Contact]) -> None:
    def answers(said: list[Contact]) -> dict[int, Suggestions]:
        with empty_store() as store:
            take_in(store, said)
            with store.view() as view:
                people = {n: view.people([uid])[0] for uid, n in numbers(view).items()}
                return {n: told(view, p, "meet", TODAY, 0.0, 10_000) for n, p in people.items()}

    before, after = answers(contacts), answers([*contacts, *later])
    for number, answer in before.items():
        assert [(s.person.id, s.score) for s in after[number].suggestions] == [(s.person.id, s.score) for s in answer.suggestions]
