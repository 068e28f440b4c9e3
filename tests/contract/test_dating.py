"""What a list of contacts states is of the day of its whole export, in every store and in whatever order files come."""

from __future__ import annotations

import io
import zipfile

from graph.derive import undo
from graph.introducing.who import find_person
from graph.store.base import Store
from ingest.run import import_file
from tests.worlds import dump

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
KIM = f"{HEADER}Ada,Fernholt,https://www.linkedin.com/in/ada-f,,Old Mill,Miller,05 Mar 2024\n"
LOU = (
    f"{HEADER}Ada,Fernholt,https://www.linkedin.com/in/ada-f,,New Quay,Harbour master,02 Feb 2020\n"
    "Bo,Mossdene,https://www.linkedin.com/in/bo-m,,New Quay,Pilot,01 Feb 2020\n"
)
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
    "2-A==,,Bo Mossdene,https://www.linkedin.com/in/bo-m,Lou Oatley,https://www.linkedin.com/in/lou-o,"
    "2026-01-09 10:00:00 UTC,,hello,INBOX\n"
)


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as z:
        z.writestr("Connections.csv", LOU)
        z.writestr("messages.csv", MESSAGES)
        z.writestr("Profile.csv", "First Name,Last Name,Headline\nLou,Oatley,Skipper\n")
    return made.getvalue()


FILES = {"kim.csv": (KIM.encode(), "Kim Ternley"), "lou.csv": (LOU.encode(), "Lou Oatley"), "lou.zip": (archive(), "Lou Oatley")}


def bring(store: Store, *names: str) -> list[str]:
    return [import_file(store, io.BytesIO(FILES[n][0]), name=n, owner=FILES[n][1]).source for n in names]


def employer(store: Store) -> str:
    with store.view() as view:
        return find_person(view, "Ada Fernholt").company


def held(store: Store) -> dict[str, object]:
    with store.view() as view:
        return dump(view)


def test_a_list_is_as_new_as_the_archive_that_it_came_in(store: Store) -> None:
    bring(store, "kim.csv", "lou.zip")
    assert employer(store) == "New Quay", "Lou's list has no contact newer than Kim's, but was exported two years later"


def test_a_list_that_comes_again_in_an_archive_is_of_its_day_for_as_long_as_the_archive_is_there(store: Store) -> None:
    bring(store, "kim.csv", "lou.csv")
    before = held(store)
    assert employer(store) == "Old Mill"
    (zipped,) = bring(store, "lou.zip")
    assert employer(store) == "New Quay"
    with store.writer() as writer:
        undo(writer, zipped)
    assert held(store) == before


def test_which_of_the_two_came_first_does_not_matter(store: Store) -> None:
    alone, _, _ = bring(store, "lou.csv", "kim.csv", "lou.zip")
    both = held(store)
    del both["sources"]
    with store.writer() as writer:
        undo(writer, alone)
    bring(store, "lou.csv")
    assert {what: found for what, found in held(store).items() if what != "sources"} == both
