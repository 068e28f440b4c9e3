"""Whom a question may be about, on both stores: a company, a skill, an event, a list of names."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from api.asking import Wanted, introductions
from graph.derive import undo
from graph.errors import BadInput, NotFound
from graph.introducing.introductions import How, Introductions
from graph.introducing.targets import Target
from graph.keys import skill_key
from graph.organisations.judging import say, withdraw
from graph.store.base import Store
from graph.store.open import open_store
from ingest.run import import_file
from tests.server.ladder import Server, wipe

NOW = date(2026, 6, 1)
PEOPLE = """name,email,company,position,skills
Ada Testerson,ada@example.org,Harbor Labs,Engineer,
Bo Fixture,bo@example.org,Quayside,Founder,Welding
Cy Example,cy@example.org,North Pier Ltd,CTO,welding; Tax law
Dee Sample,dee@example.org,North Pier,Head of Welding,
Eve Invented,eve@example.org,Mill,Analyst,Wélding
Eve Invented,eve2@example.org,Quayside,Clerk,
"""
TIES = """from,to,when,kind
ada@example.org,bo@example.org,2026-05-01,message
bo@example.org,cy@example.org,2026-04-01,connection
bo@example.org,dee@example.org,2026-04-02,connection
cy@example.org,eve@example.org,2026-04-03,connection
"""
GUESTS = """event,when,person
Harbor Days,2025-05-17,cy@example.org
Harbor Days,2025-05-17,eve@example.org
Harbor Days,2026-05-17,dee@example.org
Pier Night,2026-05-20,eve@example.org
Pier Evening,2026-05-21,eve@example.org
"""
CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Eve,Invented,https://www.linkedin.com/in/eve-invented-fx9,eve@example.org,{company},Analyst,{day}
"""


@pytest.fixture(scope="module", params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One of each kind for all tests: whatever one changes, it takes back."""
    url = f"sqlite:///{tmp_path_factory.mktemp('targets') / 'network.sqlite'}"
    if request.param == "neo4j":
        server: Server = request.getfixturevalue("neo4j_server")
        wipe(server)
        url = server.uri
    store = open_store(url)
    for name, text in (("people.csv", PEOPLE), ("ties.csv", TIES), ("guests.csv", GUESTS)):
        assert not import_file(store, io.BytesIO(text.encode()), name=name).problems
    for n, (company, day) in enumerate((("North Pier", "01 Jan 2024"), ("Mill", "01 Jan 2025"))):
        text = CONNECTIONS.format(company=company, day=day)
        import_file(store, io.BytesIO(text.encode()), name=f"c{n}.csv", owner="cy@example.org")
    yield store
    store.close()


def target(store: Store, as_of: date = NOW, **wanted: Any) -> Target:
    with store.view() as view:
        return Wanted(**wanted).target(view, as_of)


def fits(store: Store, as_of: date = NOW, **wanted: str) -> dict[str, tuple[float, str]]:
    found = target(store, as_of, **wanted)
    with store.view() as view:
        return {p.name: (found.fits[p.id].fit, found.fits[p.id].why) for p in view.people(found.fits)}


def ask(store: Store, /, per_introducer: int = 0, **wanted: Any) -> Introductions:
    with store.view() as view:
        how = How(per_introducer, intervals=False)
        return introductions(view, "ada@example.org", Wanted(**wanted), as_of=NOW, how=how)


def test_a_company_is_who_works_there_and_less_who_did(world: Store) -> None:
    found = fits(world, company="North Pier, Ltd.")
    assert {name: fit for name, (fit, _) in found.items()} == {"Cy Example": 1.0, "Dee Sample": 1.0, "Eve Invented": 0.5}
    assert found["Eve Invented"][1].startswith("worked at North Pier")
    assert fits(world, date(2024, 6, 1), company="north pier")["Eve Invented"][0] == 1.0, "then she worked there"


def test_paths_to_a_company_lead_to_one_employee_each_the_present_ones_first(world: Store) -> None:
    answer = ask(world, company="North Pier")
    ends = [path.people[-1].name for path in answer.paths]
    assert sorted(ends) == sorted(set(ends))
    assert ends[-1] == "Eve Invented"
    assert answer.paths[-1].fit.fit == 0.5
    assert {(row.file, row.line) for row in answer.paths[-1].fit_rows} == {("c0.csv", 2)}
    assert answer.goal is None
    assert len(ask(world, 2, company="North Pier").paths) == 2, "all begin with one introducer"
    assert answer.reach >= answer.paths[0].probability
    assert [p.name for p in answer.paths[-1].people] == ["Ada Testerson", "Bo Fixture", "Cy Example", "Eve Invented"]


def test_a_company_by_its_id_and_one_that_is_not_there(world: Store) -> None:
    with world.view() as view:
        (uid,) = {o.id for o in view.organisations() if "Quayside" in o.spellings}
    assert fits(world, company=uid) == fits(world, company="quayside")
    with pytest.raises(NotFound, match=r"did you mean 'North Pier[^']*'\?"):
        target(world, company="North Peer")
    with pytest.raises(NotFound, match=r"works or worked at 'Zzz'$"):
        target(world, company="Zzz")
    with pytest.raises(BadInput, match="nobody but Ada Testerson"):
        ask(world, company="Harbor Labs")


def test_employers_that_are_one_are_asked_for_by_either_name(world: Store) -> None:
    before = fits(world, company="Quayside")
    with world.writer() as w:
        said = say(w, "same", "North Pier", "Quayside", made=datetime(2026, 5, 1, tzinfo=UTC))
    assert sorted(before) == ["Bo Fixture", "Eve Invented"]
    assert sorted(fits(world, company="Quayside")) == ["Bo Fixture", "Cy Example", "Dee Sample", "Eve Invented"]
    assert fits(world, company="north pier") == fits(world, company="Quayside")
    ends = {path.people[-1].name: {row.file for row in path.fit_rows} for path in ask(world, company="Quayside").paths}
    assert ends["Cy Example"] == {"people.csv"}
    with world.writer() as w:
        withdraw(w, said.uid)
    assert fits(world, company="Quayside") == before


def test_a_skill_is_who_states_it_and_less_whose_position_names_it(world: Store) -> None:
    found = fits(world, skill="welding")
    assert {name: fit for name, (fit, _) in found.items()} == {
        "Bo Fixture": 1.0, "Cy Example": 1.0, "Dee Sample": 0.5, "Eve Invented": 1.0,
    }  # fmt: skip
    assert found["Dee Sample"][1] == "is Head of Welding"
    assert list(fits(world, skill="tax law")) == ["Cy Example"]
    with world.view() as view:
        held = view.records_with([skill_key("WELDING"), skill_key("knots")])
        assert {r.name for r in view.records(held[skill_key("welding")])} == {"Bo Fixture", "Cy Example", "Eve Invented"}
        assert skill_key("knots") not in held
    with pytest.raises(NotFound, match="'Knots'"):
        target(world, skill="Knots")
    with pytest.raises(BadInput, match="name a skill"):
        target(world, skill="--")


def test_an_event_is_who_was_there_by_then(world: Store) -> None:
    assert {n: why for n, (_, why) in fits(world, event="harbor days").items()} == {
        "Cy Example": "was at Harbor Days, 17 May 2025",
        "Dee Sample": "was at Harbor Days, 17 May 2026",
        "Eve Invented": "was at Harbor Days, 17 May 2025",
    }
    assert sorted(fits(world, date(2025, 6, 1), event="Harbor Days")) == ["Cy Example", "Eve Invented"]
    assert list(fits(world, event="night")) == ["Eve Invented"], "words of the name are enough when they fit one event"
    with pytest.raises(BadInput, match="2 events fit 'pier', say which: 'Pier Evening', 'Pier Night'"):
        target(world, event="pier")
    with pytest.raises(NotFound, match="did you mean 'Harbor Days'"):
        target(world, event="Harbour Days")
    with pytest.raises(NotFound, match="by 2020-01-01"):
        target(world, date(2020, 1, 1), event="Harbor Days")


def test_a_list_reports_whom_it_does_not_know_and_who_is_two(world: Store) -> None:
    answer = ask(world, names=["cy@example.org", "Zed Nobody", " ", "Dee Sample", "cy@example.org", "Eve Invented"])
    assert {path.people[-1].name for path in answer.paths} == {"Cy Example", "Dee Sample"}
    assert answer.target.unknown == ("Zed Nobody",)
    assert [(a.said, len(a.candidates)) for a in answer.target.ambiguous] == [("Eve Invented", 2)]


def test_what_nobody_can_be_asked_for(world: Store) -> None:
    none: dict[str, Any] = {}
    for wanted in (none, {"to": "bo@example.org", "company": "Quayside"}):
        with pytest.raises(BadInput, match="by one of"):
            ask(world, **wanted)
    with pytest.raises(BadInput, match="one a line"):
        ask(world, names=[" "])
    with pytest.raises(NotFound, match="nobody on the list"):
        ask(world, names=["Zed Nobody", "Yan Nobody"])


def test_no_path_to_any_of_them_says_why_and_what_would_help(world: Store) -> None:
    world_of_one = b"name,email,company,skills\nFay Alone,fay@example.org,Far Mill,Splices\n"
    report = import_file(world, io.BytesIO(world_of_one), name="more.csv")
    asked: list[tuple[dict[str, Any], str]] = [
        ({"company": "Far Mill"}, "Far Mill"), ({"skill": "Splices"}, "Splices"), ({"names": ["fay@example.org"]}, "list"),
    ]  # fmt: skip
    for wanted, somebody in asked:
        because = ask(world, **wanted).none_because
        assert because is not None
        assert because.reason.startswith("nobody's contacts, messages or attended events mention any")
        assert somebody in because.reason
        assert 1 <= len(because.ways) <= 3
        assert somebody in because.ways[0]
    with world.writer() as w:
        undo(w, report.source)
