"""From when to when people were somewhere, in every store: who was there together, and who only before or after the other."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from graph.changes import changes_of
from graph.derive import undo
from graph.introducing.who import find_person
from graph.model import Person
from graph.store.base import Employment, Organisation, Store
from graph.strength.reasons import PathTie, tie_between
from graph.values import organisation_id, school_id
from ingest.run import import_file
from tests.contract.test_workplaces import tied, who
from tests.offices import Job, Staff, at, take_in

MILL, SCHOOL = organisation_id("Mill"), school_id("Mill")
POSITIONS = "Company Name,Title,Description,Location,Started On,Finished On\n"
EDUCATION = "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def bring(store: Store, name: str, owner: str, **tables: str) -> str:
    """Import an archive that its owner made. Returns its source."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        first, last = owner.split()
        archive.writestr("Profile.csv", f"First Name,Last Name,Headline\n{first},{last},\n")
        for table, rows in tables.items():
            archive.writestr(f"{table}.csv", rows)
    return import_file(store, packed, name=name).source


def person(store: Store, name: str) -> Person:
    with store.view() as view:
        return find_person(view, name, tied=False)


def shown(store: Store, a: str, b: str, when: date) -> PathTie | None:
    with store.view() as view:
        return tie_between(view, find_person(view, a, tied=False).id, find_person(view, b, tied=False).id, when)


def test_who_left_before_the_other_came_has_no_tie(store: Store) -> None:
    take_in(store, Staff(0, 0, (Job(1, "Mill", "2010", "2014"), Job(2, "Mill", "2014", "2018"))))
    take_in(store, Staff(1, 0, (Job(3, "Mill", "2013-05", "2015"),)))
    assert tied(store, 1, 2) is None
    assert tied(store, 1, 3) is not None
    assert tied(store, 2, 3) is not None
    take_in(store, Staff(2, 9, at("Mill", 1)))  # an old word about an employer that was left
    assert tied(store, 1, 2) is None
    with store.writer() as writer:
        undo(writer, "s01")
    assert tied(store, 1, 3) is None


def test_a_school_is_no_employer(store: Store) -> None:
    took = Job(1, "Mill", "2010", "2014", school=True), Job(2, "mill", "2012", "2016", school=True)
    take_in(store, Staff(0, 0, (*took, Job(3, "Mill", "2010", "2016"))))
    assert tied(store, 1, 2) is not None
    assert tied(store, 1, 3) is None
    with store.view() as view:
        assert view.employees([MILL, SCHOOL], 9) == {MILL: [who(3)], SCHOOL: sorted((who(1), who(2)))}
        assert view.employments([who(1), who(3)]) == sorted(
            [
                Employment(who(1), SCHOOL, "Mill", "t00", 2, "2010", "2014"),
                Employment(who(3), MILL, "Mill", "t00", 4, "2010", "2016"),
            ]
        )
        assert list(view.organisations()) == sorted([Organisation(MILL, ("Mill",), 1), Organisation(SCHOOL, ("Mill", "mill"), 2)])


def test_an_archive_says_where_its_owner_was(store: Store) -> None:
    kai = "Kai Quay,Lead,,,Mar 2020,\n"
    ada = f"{POSITIONS}{kai}Mill Ltd,Miller,,,Jan 2015,Feb 2020\n"
    bring(store, "ada.zip", "Ada Testerson", Positions=ada, Education=f"{EDUCATION}Uni Ex,2008,2012,,BSc,\nSummer Ex,,,,,\n")
    bo = f"{POSITIONS}Mill,Clerk,,,2018,\nSea,Hand,,,2010,sometime\n"
    bring(store, "bo.zip", "Bo Fixture", Positions=bo, Education=f"{EDUCATION}Ex Uni,2011,2015,,,\n")
    assert (person(store, "Ada Testerson").company, person(store, "Bo Fixture").company) == ("Kai Quay", "Mill")
    tie = shown(store, "Ada Testerson", "Bo Fixture", date(2021, 1, 1))
    assert tie is not None
    assert (tie.basis, tie.last_contact) == ("inferred", None)
    assert [(r.kind, r.text) for r in tie.why] == [
        ("schooled", "both studied at Ex Uni, 2011 (2 people known there), inferred"),
        ("worked", "both worked at Mill, 2018 to 2020 (2 people known there), inferred"),
    ]
    assert [(p.file, p.line, p.day) for p in tie.why[1].rows] == [
        ("bo.zip/Positions.csv", 2, date(2018, 1, 1)),
        ("ada.zip/Positions.csv", 3, date(2015, 1, 1)),
    ]
    then = shown(store, "Ada Testerson", "Bo Fixture", date(2019, 6, 1))
    assert then is not None
    assert then.strength > tie.strength
    assert shown(store, "Ada Testerson", "Bo Fixture", date(2010, 12, 31)) is None
    with store.view() as view:
        said = [w.reason for s in view.sources() for w in view.problems(s.uid)]
    assert said == ["line 3 (Sea) is left out: the time 'sometime' cannot be read (2020, Jan 2020 and 2020-01-31 can)"]


def test_a_job_that_ended_is_nobodys_employer_of_now(store: Store) -> None:
    bring(store, "ada.zip", "Ada Testerson", Positions=f"{POSITIONS}Mill,Miller,,,2015,2018\n", Skills="Name\nPython\n")
    ada = person(store, "Ada Testerson")
    assert (ada.company, ada.position) == ("", "")
    with store.view() as view:
        assert [(e.company, e.began, e.ended) for e in view.employments([ada.id])] == [("Mill", "2015", "2018")]


def test_classmates_with_the_same_row_stay_two_people(store: Store) -> None:
    rows = f"{EDUCATION}Uni Ex,2008,2012,,BSc,\n"
    bring(store, "ada.zip", "Ada Testerson", Education=rows, Skills="Name\nPython\n")
    bring(store, "bo.zip", "Bo Fixture", Education=rows, Skills="Name\nPython\n")
    assert person(store, "Ada Testerson").id != person(store, "Bo Fixture").id
    assert shown(store, "Ada Testerson", "Bo Fixture", date(2021, 1, 1)) is not None


@pytest.mark.parametrize("newer_first", [False, True])
def test_a_newer_archive_tells_what_ended_and_changes_stay_those_of_contacts(store: Store, *, newer_first: bool) -> None:
    def contacts(day: str, company: str) -> str:
        return f"{CONNECTIONS}Cy,Sample,https://www.linkedin.com/in/cy-fx,,{company},Hand,{day}\n"

    older = {"Connections": contacts("01 Feb 2023", "Mill"), "Positions": f"{POSITIONS}Mill,Miller,,,2015,\n"}
    newer = {
        "Connections": contacts("02 Feb 2024", "Sea"),
        "Positions": f"{POSITIONS}Mill,Miller,,,2015,2023-06\nSea,Hand,,,Aug 2023,\n",
    }
    first, second = (newer, older) if newer_first else (older, newer)
    names = ("new.zip", "old.zip") if newer_first else ("old.zip", "new.zip")
    brought = {name: bring(store, name, "Ada Testerson", **tables) for name, tables in zip(names, (first, second), strict=True)}
    assert person(store, "Ada Testerson").company == "Sea"
    with store.view() as view:
        (change,) = changes_of(view, brought["new.zip"])
    assert [(m.person.name, m.before.company, m.after.company) for m in change.moved] == [("Cy Sample", "Mill", "Sea")]
    assert (change.new, change.left) == ((), ())
    now = shown(store, "Ada Testerson", "Cy Sample", date(2024, 2, 2))
    assert now is not None
    assert [r.text for r in now.why if r.kind == "worked"] == [
        "both worked at Mill (2 people known there), inferred",
        "both work at Sea (2 people known there), inferred",
    ]
