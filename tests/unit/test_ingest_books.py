"""What entries of address books and one-sided acts are worth beside other evidence, and whose they are."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from graph.derive import undo
from graph.introducing.who import find_person
from graph.store.base import Store, View
from graph.store.open import open_store
from graph.strength.ties import strength_of
from ingest.run import import_file
from tests.worlds import dump

NOW = date(2026, 1, 1)
ME = "me@example.org"
LINKEDIN = Path(__file__).parents[1] / "golden" / "linkedin"
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
OUTLOOK = "First Name,Last Name,E-mail Address\n"
INVITED = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"


@pytest.fixture
def store() -> Store:
    return open_store("sqlite:///:memory:")


def bring(store: Store, text: str, owner: str = ME, name: str = "file.csv") -> str:
    return import_file(store, io.BytesIO(text.encode()), name=name, owner=owner).source


def strength(store: Store, one: str, other: str) -> float:
    with store.view() as view:
        a, b = sorted((find_person(view, one).id, find_person(view, other).id))
        tie = view.tie(a, b)
    assert tie is not None
    return strength_of(tie.stats, NOW)


def test_a_kept_address_is_worth_less_than_half_of_a_connection(store: Store) -> None:
    bring(store, OUTLOOK + "Ada,Testerson,ada@example.org\n")
    bring(store, CONNECTIONS + "Bo,Fixture,,,,,\n", "Idris Other")
    listed, connected = strength(store, ME, "ada@example.org"), strength(store, "Idris Other", "Bo Fixture")
    assert 0.03 < listed < 0.5 * connected < 0.04


def test_an_invitation_is_worth_less_than_a_connection_and_a_follow_less_than_that(store: Store) -> None:
    bring(store, INVITED + "Me Owner,Ada T,1/1/26,,OUTGOING,,https://www.linkedin.com/in/ada-fx01\n")
    bring(store, "Date,Status,FullName\n2026-01-01 00:00:00,Active,Bo Fixture\n")
    bring(store, CONNECTIONS + "Cleo,Fixture,,,,,\n")
    invited, followed = strength(store, ME, "linkedin.com/in/ada-fx01"), strength(store, ME, "Bo Fixture")
    assert 0 < followed < invited < strength(store, ME, "Cleo Fixture")


def test_a_kept_address_makes_no_message_mutual(store: Store) -> None:
    bring(store, "from,to,when,kind\nada@example.org,me@example.org,2025-12-01,message\n")
    before = strength(store, "me@example.org", "ada@example.org")
    bring(store, OUTLOOK + "Ada,Testerson,ada@example.org\n", "me@example.org")
    after = strength(store, "me@example.org", "ada@example.org")
    assert before < after < before + 0.04


def test_a_namesake_in_the_book_is_not_its_owner_but_his_own_address_is(store: Store) -> None:
    bring(store, OUTLOOK + "Sam,Fixture,senior@example.org\nMe,Myself,sam@example.org\n", "sam@example.org")
    bring(store, OUTLOOK + "Ada,Testerson,ada@example.org\nAda,Testerson,\n", "Ada Testerson", "other.csv")
    with store.view() as view:
        sam, senior = find_person(view, "sam@example.org"), find_person(view, "senior@example.org")
        assert sam.id != senior.id
        assert sam.records == 3
        assert len(list(view.ties([sam.id]))) == 1
        ada = find_person(view, "ada@example.org")
        assert ada.records == 2, "two rows of one name in a book are one person, who is not its owner"


def test_the_owner_of_an_archive_has_the_present_job(store: Store) -> None:
    file = LINKEDIN / "Basic_LinkedInDataExport_12-05-2025.zip"
    import_file(store, file, name=file.name)
    with store.view() as view:
        me = find_person(view, "linkedin.com/in/me-owner-fx00")
    assert (me.company, me.position, me.place) == ("Acme", "Analyst", "Exampletown")


def said(view: View) -> list[str]:
    return sorted({s.person for s in view.statements()})


def test_whom_an_archive_says_to_be_meant_goes_with_it(store: Store) -> None:
    follows = "Date,Status,FullName\n2026-01-01 00:00:00,Active,Ada Testerson\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Connections.csv", CONNECTIONS + "Ada,Testerson,https://www.linkedin.com/in/ada-fx01,,,,1 Jan 2020\n")
        archive.writestr("Member_Follows.csv", follows)
    alone = bring(store, follows)
    assert strength(store, ME, "Ada Testerson") > 0
    with store.view() as view:
        before = dump(view)
    archive_source = import_file(store, packed, name="export.zip", owner=ME).source
    assert strength(store, ME, "linkedin.com/in/ada-fx01") > 0
    with store.writer() as writer:
        undo(writer, archive_source)
    with store.view() as view:
        assert dump(view) == before
    with store.writer() as writer:
        undo(writer, alone)
    with store.view() as view:
        assert said(view) == []


def test_the_same_book_again_changes_nothing(store: Store) -> None:
    book = "BEGIN:VCARD\nFN:Ada Testerson\nEMAIL:ada@example.org\nEND:VCARD\n"
    bring(store, book, name="a.vcf")
    with store.view() as view:
        before = dump(view)
    bring(store, book, name="b.vcf")
    with store.view() as view:
        assert dump(view) == before
