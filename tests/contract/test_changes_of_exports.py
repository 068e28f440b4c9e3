"""The same export a year later says who is new, who left and who changed jobs; what was known keeps its dates."""

from __future__ import annotations

import io
from datetime import date

import pytest

from graph.changes import Changes, Job, changes_of
from graph.derive import undo
from graph.errors import NotFound
from graph.introducing.who import find_person
from graph.store.base import Store
from graph.strength.reasons import tie_between
from ingest.run import import_file

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
OLD = (
    "Bo,Fixture,bo-fx1,Quayside,Founder,19 Jan 2024",
    "Cy,Example,cy-fx2,North Pier,Engineer,20 Jan 2024",
    "Dee,Sample,dee-fx3,Harbor Labs,Analyst,21 Jan 2024",
    "Eli,Sample,eli-fx4,Harbor Labs,Analyst,22 Jan 2024",
)
NEW = (
    "Fay,Newcome,fay-fx5,Mill,Miller,19 Jan 2025",
    "Bo,Fixture,bo-fx1,Quayside Ltd.,founder,19 Jan 2024",
    "Cy,Example,cy-fx2,Mill,Engineer,20 Jan 2024",
    "Eli,Sample-Marsh,eli-fx4,,Head of Analysis,22 Jan 2024",
)


def bring(store: Store, *rows: str, owner: str = "Ada Testerson") -> str:
    told = [r.split(",") for r in rows]
    lines = [f"{a},{b},https://www.linkedin.com/in/{slug},,{job},{title},{day}" for a, b, slug, job, title, day in told]
    data = "\n".join([HEADER, *lines, ""]).encode()
    return import_file(store, io.BytesIO(data), name=f"Connections-{lines[0][-4:]}.csv", owner=owner).source


def of(store: Store, source: str) -> Changes:
    with store.view() as view:
        (found,) = changes_of(view, source)
    return found


def names(changes: Changes) -> tuple[list[str], list[str], list[str]]:
    said = ([p.name for p in changes.new], [p.name for p in changes.left], [m.person.name for m in changes.moved])
    return said[0], said[1], said[2]


@pytest.mark.parametrize("turned", [False, True])
def test_a_newer_export_is_a_difference_whichever_came_first(store: Store, *, turned: bool) -> None:
    sources = [bring(store, *rows) for rows in ((NEW, OLD) if turned else (OLD, NEW))]
    newer, older = sources if turned else reversed(sources)
    bring(store, "Gil,Stranger,gil-fx6,Mill,Miller,01 Jan 2025", owner="Bo Fixture")
    found = of(store, newer)
    assert found.before is not None
    assert (found.before.source, found.before.day, found.day) == (older, date(2024, 1, 22), date(2025, 1, 19))
    assert names(found) == (["Fay Newcome"], ["Dee Sample"], ["Cy Example", "Eli Sample-Marsh"])
    assert [(m.before, m.after) for m in found.moved] == [
        (Job("North Pier", "Engineer", 3), Job("Mill", "Engineer", 4)),
        (Job("Harbor Labs", "Analyst", 5), Job("", "Head of Analysis", 5)),
    ]
    assert of(store, older) == Changes(found.name.replace("2025", "2024"), found.kind, date(2024, 1, 22), None)


def test_who_left_keeps_the_tie_and_its_day(store: Store) -> None:
    bring(store, *OLD)
    newer = bring(store, *NEW)
    with store.view() as view:
        ada, dee = find_person(view, "Ada Testerson", tied=True), find_person(view, "Dee Sample")
        tie = tie_between(view, ada.id, dee.id, date(2025, 6, 1))
    assert tie is not None
    assert (tie.basis, tie.last_contact) == ("observed", date(2024, 1, 21))
    assert tie.why[0].text == "connected on LinkedIn since 21 Jan 2024, no longer listed since 19 Jan 2025"
    with store.view() as view:
        then = tie_between(view, ada.id, dee.id, date(2024, 6, 1))
    assert then is not None
    assert then.why[0].text == "connected on LinkedIn since 21 Jan 2024"
    with store.writer() as writer:
        undo(writer, newer)
    with store.view() as view:
        again = tie_between(view, ada.id, dee.id, date(2025, 6, 1))
    assert again is not None
    assert again.why[0].text == "connected on LinkedIn since 21 Jan 2024"


def test_a_table_of_nobodys_has_no_changes_and_what_is_not_there_is_an_error(store: Store) -> None:
    table = import_file(store, io.BytesIO(b"name,email\nAda,ada@example.org\n"), name="people.csv")
    with store.view() as view:
        assert changes_of(view, table.source) == ()
        with pytest.raises(NotFound):
            changes_of(view, "s-none")
