"""Suggestions, on both stores, in a small office whose right answers are known by hand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from graph.errors import BadInput
from graph.introducing.who import find_person
from graph.measures.common_ground import Grounds, common_ground
from graph.measures.groups import groups
from graph.measures.society import read
from graph.model import Person
from graph.store.base import Store, View
from graph.strength.reasons import Reason
from graph.suggesting.dismissals import AWAY_DAYS, FADES, dismissal, dismissals_of
from graph.suggesting.suggestion import Kind, Suggestion
from graph.suggesting.suggestions import How, suggest
from graph.suggesting.to_meet import to_meet
from ingest.run import import_file

NOW = date(2026, 6, 1)
TIES = (
    # Ada and Bo wrote every ten days until a year ago, Ada and Cleo once; Ada and Dov write to this day.
    *(f"ada,bo,2025-0{m}-{d},message" for m in (3, 4, 5) for d in ("01", "11", "21")),
    "ada,cleo,2025-05-20,message",
    *(f"ada,dov,2026-0{m}-10,message" for m in range(1, 6)),
    # Fay is dormant by the calendar, but never wrote more often than once in a hundred days.
    "ada,fay,2025-01-10,message", "ada,fay,2025-07-10,message", "ada,fay,2025-10-10,message",
    # Lou wrote two days after the events.
    "lou,ada,2026-05-27,message",
    # Bo and Dov know each other, Bo also knows the mill: Gus, Hal, Ida and Jo, who all know one another.
    "bo,dov,2026-01-05,message", "bo,gus,2026-02-02,message", "bo,hal,2026-02-03,message",
    *(f"{a},{b},2026-0{1 + n % 5}-0{1 + n},met" for n, (a, b) in enumerate(
        [("gus", "hal"), ("gus", "ida"), ("gus", "jo"), ("hal", "ida"), ("hal", "jo"), ("ida", "jo")])),
)  # fmt: skip
EVENTS = "event,when,person\n" + "".join(
    f"{event},2026-05-25,{p}@x.org\n"
    for event, who in (("Fair", "ada dov kit lou max"), ("Dinner", "ada ned lou"))
    for p in who.split()
)
PEOPLE = "name,email,company\n" + "".join(f"{n.title()} Mill,{n}@x.org,The Mill\n" for n in ("gus", "hal", "ida", "jo"))


def ties(rows: Sequence[str]) -> str:
    said = [r.split(",") for r in rows]
    return "from,to,when,kind\n" + "".join(f"{a}@x.org,{b}@x.org,{day},{kind}\n" for a, b, day, kind in said)


def bring(store: Store, name: str, text: str) -> None:
    import_file(store, io.BytesIO(text.encode()), name=name)


@pytest.fixture
def world(store: Store) -> Store:
    for name, text in (("ties.csv", ties(TIES)), ("events.csv", EVENTS), ("people.csv", PEOPLE)):
        bring(store, name, text)
    return store


def ask(store: Store, kind: Kind | None, who: str = "ada", as_of: date = NOW, how: How | None = None) -> list[Suggestion]:
    with store.view() as view:
        person = find_person(view, f"{who}@x.org") if who else None
        return list(suggest(view, person, kind, as_of=as_of, how=how or How(novelty=0.0)).suggestions)


Seen = tuple[Kind, str, float, tuple[Reason, ...]]


def called(found: Sequence[Suggestion]) -> list[str]:
    return [s.person.name.split("@")[0].split()[0].lower() for s in found]


def test_who_was_met_and_not_written_to_since(world: Store) -> None:
    found = ask(world, "follow-up")
    assert called(found)[0] == "ned", "of two events on one day the smaller comes first"
    assert sorted(called(found)) == ["kit", "max", "ned"], "Dov was known before, and Lou wrote since"
    dinner = found[0]
    assert dinner.met is not None
    assert (dinner.met.name, dinner.met.people, dinner.met.days_left) == ("Dinner", 3, 7)
    assert dinner.why[0].text == "both at Dinner, 25 May 2026, with 3 known attendees; not in touch before or since, 7 days left"
    assert {(p.file, p.line) for p in dinner.why[0].rows} == {("events.csv", 7), ("events.csv", 8)}


def test_nobody_is_followed_up_before_the_event_or_long_after(world: Store) -> None:
    assert ask(world, "follow-up", as_of=date(2026, 5, 24)) == []
    assert "lou" in called(ask(world, "follow-up", as_of=date(2026, 5, 26))), "who had not written yet"
    assert called(ask(world, "follow-up", as_of=date(2026, 6, 8))) != []
    assert ask(world, "follow-up", as_of=date(2026, 6, 9)) == []
    assert called(ask(world, "follow-up", as_of=date(2026, 6, 9), how=How(days=20))) != []


def test_who_left_before_one_came_was_not_met(world: Store) -> None:
    rows = (("ada", "10:00", 30), ("pia", "10:20", 30), ("quin", "09:00", 30))
    said = "".join(f"Call,2026-05-30T{at}:00Z,{who}@x.org,{minutes}\n" for who, at, minutes in rows)
    bring(world, "call.csv", f"event,when,person,minutes\n{said}")
    found = called(ask(world, "follow-up"))
    assert "pia" in found
    assert "quin" not in found


def test_the_ones_to_reconnect_with_are_those_who_used_to_write(world: Store) -> None:
    found = ask(world, "reconnect")
    assert called(found) == ["bo", "cleo"], "Dov writes, and Fay was never quicker than this"
    silent, wrote, common, new = found[0].why
    assert silent.text == "in touch on 9 days, and not for 376 days, where 10 days used to be between two of them"
    assert silent.total == 9
    assert wrote.kind == "message"
    assert (common.kind, common.total) == ("common", 8), "Dov: five messages, two rows of the fair, and Bo's message"
    assert new.text == "knows Hal Mill and Gus Mill, whom ada@x.org does not know as far as files say"
    assert called(ask(world, "reconnect", as_of=date(2025, 6, 1))) == [], "nothing was silent then"


def test_novelty_prefers_who_knows_others(world: Store) -> None:
    plain, novel = (ask(world, "reconnect", how=How(novelty=n)) for n in (0.0, 1.0))
    assert [s.score for s in plain] == sorted((s.score for s in plain), reverse=True)
    assert all(
        b.score <= a.score
        for a, b in zip(sorted(plain, key=lambda s: s.person.id), sorted(novel, key=lambda s: s.person.id), strict=True)
    )


def test_whom_to_meet_is_somebody_new_with_the_rows_that_join_them(world: Store) -> None:
    found = ask(world, "meet")
    assert set(called(found)) == {"gus", "hal", "ida", "jo"}, "whom Ada has no tie to; the mill is new to her"
    assert set(called(found)[:2]) == {"gus", "hal"}, "Bo knows those two"
    common = found[0].why[0]
    assert common.kind == "common"
    assert common.text.startswith("bo@x.org")
    assert common.total == 10, "nine messages of Ada and Bo, and one of Bo"
    near = next(s for s in found if s.person.name.startswith("Ida")).why[0]
    assert near.kind == "near"
    assert {row.file for row in near.rows} == {"ties.csv"}


def test_of_the_contacts_the_one_who_opens_most_comes_first(world: Store) -> None:
    found = ask(world, "brokers")
    assert called(found)[0] == "bo", "Gus and Hal are known through nobody else"
    opens, compared, *tie = found[0].why
    assert "Gus" in opens.text
    assert "2 people, effective size 1.0 by the ties that are seen" in opens.text, "they know each other"
    assert opens.total == 2
    assert compared.text.startswith("compared with ")
    assert tie[0].kind == "message"


def test_the_whole_network_has_brokers_too_and_nothing_else(world: Store) -> None:
    assert called(ask(world, "brokers", who=""))[0] in {"ada", "bo", "gus"}
    with pytest.raises(BadInput, match="say for whom"):
        ask(world, "reconnect", who="")


def test_communities_have_names_and_doors(world: Store) -> None:
    with world.view() as view:
        society = read(view, NOW)
        mill = [g for g in groups(view, society, NOW) if g.name == "The Mill"]
    assert len(mill) == 1
    assert mill[0].because == "4 of 4 are at The Mill"
    found = [s for s in ask(world, "communities") if "The Mill" in s.why[0].text]
    assert called(found) == ["bo"]


def test_all_kinds_come_in_one_list(world: Store) -> None:
    found = ask(world, None, how=How(k=5, novelty=0.0))
    assert [s.kind for s in found] == ["follow-up", "reconnect", "meet", "brokers", "communities"]


def dismiss(store: Store, name: str, kind: Kind, day: date) -> str:
    made = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    with store.writer() as w:
        told = dismissal(w, find_person(w, "ada@x.org"), find_person(w, f"{name}@x.org"), kind, made)
        w.add_word(told)
        return told.uid


def test_a_dismissed_one_stays_away_and_then_fades(world: Store) -> None:
    before = {s.person.name: s.score for s in ask(world, "reconnect")}
    uid = dismiss(world, "bo", "reconnect", NOW)
    assert called(ask(world, "reconnect")) == ["cleo"]
    assert "bo" in called(ask(world, "brokers")), "only for that kind"
    assert called(ask(world, "reconnect", as_of=NOW - timedelta(days=1))) == ["bo", "cleo"], "it was not said yet"
    again = {s.person.name: s.score for s in ask(world, "reconnect", as_of=NOW + timedelta(days=AWAY_DAYS))}
    assert again["bo@x.org"] == pytest.approx(before["bo@x.org"] * FADES)
    with world.view() as view:
        assert [(w.uid, kind) for w, _, kind in dismissals_of(view, find_person(view, "ada@x.org"))] == [(uid, "reconnect")]
    with world.writer() as w:
        w.drop_word(uid)
    assert {s.person.name: s.score for s in ask(world, "reconnect")} == before


def test_what_cannot_be_asked(world: Store) -> None:
    for how in (How(k=0), How(k=201), How(novelty=1.5), How(days=0)):
        with pytest.raises(BadInput, match="ask for 1 to"):
            ask(world, "reconnect", how=how)


def everything(view: View, as_of: date) -> list[Seen]:
    person = find_person(view, "ada@x.org")
    asked: list[tuple[Person | None, Kind | None]] = [(person, None), (person, "brokers"), (None, "brokers")]
    found = [suggest(view, who, kind, as_of=as_of, how=How(k=50)).suggestions for who, kind in asked]
    return [(s.kind, s.person.id, s.score, s.why) for some in found for s in some]


def test_what_comes_later_changes_nothing(world: Store) -> None:
    with world.view() as view:
        before = everything(view, NOW)
    bring(
        world,
        "later.csv",
        ties(
            [
                f"{a},{b},2026-06-0{2 + i},message"
                for i, (a, b) in enumerate([("bo", "ada"), ("ned", "ada"), ("cleo", "gus"), ("kit", "new"), ("dov", "ida")])
            ]
        ),
    )
    bring(world, "later-event.csv", "event,when,person\n" + "".join(f"Late,2026-06-02,{p}@x.org\n" for p in ("ada", "bo", "zoe")))
    with world.view() as view:
        assert everything(view, NOW) == before
        assert everything(view, NOW + timedelta(days=3)) != before


@pytest.mark.parametrize("novelty", [0.0, 0.7])
def test_whom_everybody_should_meet_is_what_each_is_told(world: Store, novelty: float) -> None:
    dismiss(world, "gus", "meet", NOW - timedelta(days=40))
    dismiss(world, "hal", "meet", NOW)
    with world.view() as view:
        society = read(view, NOW)
        told = [line for portion in to_meet(view, society, 3, novelty, 1) for line in portion]
        each = {
            p.id: suggest(view, p, "meet", as_of=NOW, how=How(3, novelty), society=lambda *_: society).suggestions
            for p in view.people(society.taken.ids)
        }
        names = {p.id: p.name for p in view.everyone()}
    found = {who: [(m.who, round(m.score, 9)) for m in told if m.ego == who] for who in each}
    assert found == {who: [(s.person.id, round(s.score, 9)) for s in some] for who, some in each.items()}
    assert list(dict.fromkeys(m.ego for m in told)) == sorted(who for who, some in each.items() if some)
    gus = next(m for m in told if names[m.ego].startswith("ada") and names[m.who].startswith("Gus"))
    assert (gus.common, [names[p] for p in gus.through]) == (1, ["bo@x.org"])
    assert not any(names[m.ego].startswith("ada") and names[m.who].startswith("Hal") for m in told)


def test_what_all_share_is_what_each_shares(world: Store) -> None:
    with world.view() as view:
        for day in (NOW, date(2026, 5, 24)):
            grounds = Grounds(view, day)
            people = [p.id for p in view.everyone()]
            shared = {p: grounds(p) for p in people}
            assert shared == {p: set(common_ground(view, p, day)) for p in people}
            assert sum(map(len, shared.values())) > (12 if day == NOW else 0)
