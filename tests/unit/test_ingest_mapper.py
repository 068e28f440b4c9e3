from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.derive import undo
from graph.errors import BadInput, Conflict, NotUnderstood, OrderNeeded
from graph.store.base import Store
from graph.store.open import open_store
from ingest.mapper.guess import shapes
from ingest.mapper.mapping import header_key, parsed
from ingest.reading.columns import told_apart
from ingest.report import Report
from ingest.run import import_file

TABLE = "Full name;Mail;Firma\nAda Testerson;ada@example.org;Quayside\nBo Fixture;bo@example.org;\n;;\n"
MAP = 'name="Full name",email=Mail,company=Firma'


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'graph.db'}")


def bring(store: Store, text: str = TABLE, **said: Any) -> Report:
    return import_file(store, io.BytesIO(text.encode()), name="table.csv", **said)


def people(store: Store) -> list[str]:
    with store.view() as view:
        return sorted(p.name for p in view.everyone())


@pytest.mark.parametrize(
    ("said", "shape", "written"),
    [
        ('name="Full name" , email=Mail', "people", "name=Full name,email=Mail"),
        ("email=Mail,NAME=Full name", "people", "name=Full name,email=Mail"),
        ('from="a, b"+c,to="x ""y""",kind=:met', "ties", 'from="a, b"+c,to="x ""y""",kind=:met'),
        ("person=Who,event=:Kickoff 2025,", "attendance", "event=:Kickoff 2025,person=Who"),
        ("mentee=B,mentor=A", "mentoring", "mentor=A,mentee=B"),
        ("item=Doc,person=A+A,when=D", "activity", "item=Doc,when=D,person=A"),
        ('name=":odd"', "people", 'name=":odd"'),
    ],
)
def test_a_mapping_is_read_and_written(said: str, shape: str, written: str) -> None:
    found = parsed(said)
    assert (found.shape, str(found)) == (shape, written)
    assert parsed(str(found)) == found


OPEN = "Who,Whom,Day\nada@example.org,bo@example.org,03/03/2025\nada@example.org,cy@example.org,04/05/2025\n"


def test_dates_that_are_now_said_to_be_written_otherwise_are_told(store: Store) -> None:
    said = {"columns": "from=Who,to=Whom,when=Day", "date_order": "dmy"}
    first = bring(store, OPEN, **said)
    assert bring(store, OPEN, **said).unchanged == first.people
    for dry in (True, False):
        with pytest.raises(Conflict, match=f"line 3 is 2025-05-04 before and 2025-04-05 now.*mutuals undo {first.source}"):
            bring(store, OPEN, **{**said, "date_order": "mdy", "dry_run": dry})
    with store.view() as view:
        assert [e.day for e in view.encounters_in([p.uid for p in first.parts]) if e.line == 3] == [date(2025, 5, 4)]


@pytest.mark.parametrize("sure", ["31/05/2025", "2025-05-31"])
def test_an_order_that_decides_nothing_is_no_conflict(store: Store, sure: str) -> None:
    said = {"columns": "from=Who,to=Whom,when=Day"}
    table = OPEN.replace("04/05/2025", sure)
    bring(store, table, **said)
    assert bring(store, table, **said, date_order="mdy").unchanged == 2


def test_times_of_employment_that_are_now_said_to_be_written_otherwise_are_told(store: Store) -> None:
    table = "Who,Firma,Von,Bis\nada@example.org,Mill,04/05/2015,06/07/2020\n"
    said = {"columns": "email=Who,company=Firma,started=Von,ended=Bis"}
    bring(store, table, **said, date_order="dmy")
    with pytest.raises(Conflict, match="2015-05-04 to 2020-07-06 before and 2015-04-05 to 2020-06-07 now"):
        bring(store, table, **said, date_order="mdy")


def test_columns_with_one_heading_are_told_apart(store: Store) -> None:
    table = "Name;Mail;mail ;Mail (2)\nAda;ada@example.org;second@example.org;third@example.org\n"
    with pytest.raises(NotUnderstood) as refused:
        bring(store, table)
    assert refused.value.table is not None
    assert refused.value.table.columns == ("Name", "Mail", "mail (3)", "Mail (2)")
    assert refused.value.table.rows == (("Ada", "ada@example.org", "second@example.org", "third@example.org"),)
    assert bring(store, table, columns='name=Name,email="Mail (3)"').people == 1
    with store.view() as view:
        assert [p.emails for p in view.everyone()] == [("second@example.org",)]
    with pytest.raises(BadInput, match=r"no column 'Mail \(4\)'\. Columns seen: Name, Mail, mail \(3\), Mail \(2\)$"):
        bring(store, table.replace("Ada", "Bo"), columns='name=Name,email="Mail (4)"')


def test_a_header_of_one_heading_is_read_in_no_time() -> None:
    assert told_apart(["c"] * 100_000)[-1] == "c (100000)"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "one table"),
        ("name", "FIELD=COLUMN"),
        ("name=", "missing"),
        ("name=a+", "missing"),
        ("name=a+,email=b", "missing"),
        ('name="a', "not closed"),
        ('name="a"b', "not closed"),
        ("shoe=a", "no field 'shoe'"),
        ("name=a,company=b,school=c", "not both"),
        ("name=a,started=b", "company or school"),
        ("name=a,name=b", "twice"),
        ("from=a", "one table"),
        ("from=a,to=b,company=c", "one table"),
        ("kind=:,from=a,to=b", "colon"),
        ("from=:a,to=:b", "at least one column"),
    ],
)
def test_a_mapping_that_says_nothing_usable_is_refused(said: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        parsed(said)


def test_an_unknown_table_is_read_as_mapped_and_known_the_next_time(store: Store) -> None:
    with pytest.raises(NotUnderstood) as refused:
        bring(store)
    table = refused.value.table
    assert table
    assert table.columns == ("Full name", "Mail", "Firma")
    assert table.rows[0] == ("Ada Testerson", "ada@example.org", "Quayside")
    assert (table.shapes[0].name, dict(table.shapes[0].guess)) == (
        "people", {"name": ("Full name",), "email": ("Mail",), "company": ("Firma",)},
    )  # fmt: skip
    first = bring(store, columns=MAP)
    assert (first.kind, first.rows, first.people, first.nameless) == ("mapped-people", 3, 2, 1)
    later = bring(store, " FIRMA ;full name;Mail\nQuayside;Cleo Sample;cleo@example.org\n")
    assert (later.kind, later.people, later.columns) == ("mapped-people", 1, "name=Full name,email=Mail,company=Firma")
    assert people(store) == ["Ada Testerson", "Bo Fixture", "Cleo Sample"]
    assert bring(store).unchanged == 2


def test_what_is_forgotten_has_to_be_mapped_again(store: Store) -> None:
    bring(store, columns=MAP)
    with store.writer() as w:
        w.drop_mapping(header_key(["mail", "Firma", "FULL NAME"]))
    with pytest.raises(NotUnderstood):
        bring(store, TABLE + "Cleo;;\n")
    assert bring(store, columns=MAP).unchanged == 2
    assert bring(store, TABLE + "Cleo;;\n").people == 3


def test_a_mapping_outlives_the_import_that_was_undone_and_the_store_that_was_closed(store: Store, tmp_path: Path) -> None:
    first = bring(store, columns=MAP)
    with store.writer() as w:
        undo(w, first.source)
    store.close()
    again = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    assert bring(again).new_people == 2


def test_the_same_file_under_another_mapping_is_a_conflict_and_changes_nothing(store: Store) -> None:
    first = bring(store, columns=MAP)
    with store.view() as view:
        before = (view.revision(), view.mappings())
    for dry_run in (True, False):
        with pytest.raises(Conflict, match=f"name=Full name.*name=Firma.*undo {first.source}"):
            bring(store, columns="name=Firma", dry_run=dry_run)
    with store.view() as view:
        assert (view.revision(), view.mappings()) == before
    # In whatever order and case it is said, the same is the same.
    assert bring(store, columns="company=firma,email=MAIL,name=full  name").unchanged == 2


def test_a_table_that_an_importer_knows_can_be_mapped_and_is_then_another_part(store: Store) -> None:
    known = "name,email,company\nAda Testerson,ada@example.org,Quayside\n"
    plain = bring(store, known)
    assert plain.kind == "people"
    with pytest.raises(Conflict, match="imported before as people"):
        bring(store, known, columns="name=company")
    with store.writer() as w:
        undo(w, plain.source)
    mapped = bring(store, known, columns="name=name")
    assert {p.uid for p in mapped.parts}.isdisjoint(p.uid for p in plain.parts)
    with pytest.raises(Conflict, match="read as people"):
        bring(store, known, kind="people")


def test_a_person_s_word_about_a_header_wins_over_an_importer(store: Store) -> None:
    bring(store, "name,email,company\nAda,ada@example.org,Quayside\n", columns="name=company,email=email")
    assert bring(store, "name,email,company\nBo,bo@example.org,Pier\n").kind == "mapped-people"
    assert bring(store, "name,email,company\nCleo,c@example.org,Dock\n", kind="people").kind == "people"


def test_a_mapping_needs_its_columns_and_a_table(store: Store) -> None:
    with pytest.raises(BadInput, match=r"no column 'Surname'\. Columns seen: Full name, Mail, Firma"):
        bring(store, columns="name=Surname,email=Mail")
    with pytest.raises(BadInput, match="is no table"):
        bring(store, '{"a": 1}', columns="name=a")
    with pytest.raises(BadInput, match="one of the two"):
        bring(store, columns=MAP, kind="people")


def test_a_dry_run_tells_what_the_first_rows_would_become_and_keeps_nothing(store: Store) -> None:
    rows = "".join(f"Guest {i};g{i}@example.org;\n" for i in range(40))
    told = bring(store, TABLE + rows, columns=MAP, dry_run=True)
    assert (told.rows, told.people, len(told.preview)) == (43, 42, 20)
    ada, _, nobody, *_ = told.preview
    assert (ada.line, ada.became, ada.people[0].name, ada.people[0].company) == (2, "people", "Ada Testerson", "Quayside")
    assert (nobody.line, nobody.became) == (4, "nameless")
    with store.view() as view:
        assert (view.revision(), view.mappings(), view.size().records) == (0, {}, 0)
    assert bring(store, TABLE, columns=MAP).preview == ()


def test_a_preview_names_both_ends_of_a_tie_and_the_event(store: Store) -> None:
    ties = "a;b;on\nada@example.org;Bo Fixture <bo@example.org>;2025-03-01\nada@example.org;;\n"
    met, bad = bring(store, ties, columns="from=a,to=b,when=on,kind=:met", dry_run=True).preview
    (tie,) = met.ties
    assert (tie.kind, tie.one, tie.other, tie.day) == ("met", "ada@example.org", "Bo Fixture", "2025-03-01")
    assert (bad.became, bad.reason) == ("problem", "`to` is empty: a tie needs two people")
    came = bring(store, "Guest;Talk\nAda;Harbour night\n", columns="event=Talk,person=Guest", dry_run=True).preview
    assert [t.event for t in came[0].ties] == ["Harbour night"]


def test_dates_that_fit_both_orders_are_asked_about_with_both_readings(store: Store) -> None:
    ties = "a;b;on\nada@example.org;bo@example.org;03/04/2025\n"
    with pytest.raises(OrderNeeded) as asked:
        bring(store, ties, columns="from=a,to=b,when=on")
    assert (asked.value.text, asked.value.dmy, asked.value.mdy) == ("03/04/2025", "2025-04-03", "2025-03-04")
    (row,) = bring(store, ties, columns="from=a,to=b,when=on", date_order="dmy", dry_run=True).preview
    assert row.ties[0].day == "2025-04-03"
    clear = ties + "ada@example.org;bo@example.org;13/04/2025\n"
    assert bring(store, clear, columns="from=a,to=b,when=on", dry_run=True).preview[0].ties[0].day == "2025-04-03"


@pytest.mark.parametrize(
    ("header", "shape", "guess"),
    [
        ("Vorname,Nachname,E-Mail-Adresse,Firma", "people", "given=Vorname,family=Nachname,company=Firma"),
        ("Sender,Recipients,Sent,Text", "ties", "from=Sender,to=Recipients,when=Sent"),
        ("Mentor Mail,Mentor,Mentee,Match Date", "mentoring", "mentor=Mentor+Mentor Mail,mentee=Mentee,when=Match Date"),
        ("Mentor Email,Mentee Email,Start Date", "mentoring", "mentor=Mentor Email,mentee=Mentee Email,when=Start Date"),
        ("Meeting,Email,Attendee,Date,Minutes", "attendance", "event=Meeting,when=Date,person=Attendee+Email,minutes=Minutes"),
        ("Date,Actor,Document", "activity", "item=Document,when=Date,person=Actor"),
        ("First Name,Last Name,Work Email,Program Role,Skills Offered,Goals", "people",
         "given=First Name,family=Last Name,email=Work Email,skills=Skills Offered,role=Program Role,goals=Goals"),
    ],
)  # fmt: skip
def test_the_guess_is_a_mapping_that_can_be_agreed_to(header: str, shape: str, guess: str) -> None:
    best = shapes(header.split(","))[0]
    assert best.name == shape
    said = {f: "+".join(c) for f, c in best.guess}
    assert said.items() >= dict(pair.split("=") for pair in guess.split(",")).items()
    assert parsed(",".join(f"{f}={c}" for f, c in said.items())).shape == shape
