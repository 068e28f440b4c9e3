"""Who is meant: display names, seats in a meeting, mentions in messages, cells of the generic files."""

from __future__ import annotations

import io
import zipfile

import pytest

from graph.errors import NotUnderstood, OwnerNeeded
from graph.model import Record
from graph.store.open import open_store
from ingest.meaning.correspondents import split_names
from ingest.meaning.parties import Described, Parties, described
from ingest.meaning.presence import Seats, is_device, spoken_name
from ingest.meaning.titles import title_of
from ingest.reading.document import Document
from ingest.run import import_file
from ingest.source import Named, Nameless, Unusable
from ingest.sources.linkedin_archive import Archive
from ingest.sources.linkedin_messages import Messages
from tests.golden.rendered import document


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Ada T (Ada Testerson)", "Ada Testerson"),
        ("Grace Sample (she/her)", "Grace Sample"),
        ("Max (er/ihm) (Max Mustermann)", "Max Mustermann"),
        ("Bo (Bo)", "Bo"),
        ("Robin Doe (Guest)", "Robin Doe"),
        ("Robin Doe (iPhone)", "Robin Doe"),
        ("Robin Doe [Acme]", "Robin Doe"),
        ("(Robin)", "Robin"),
        ("Robin Doe", "Robin Doe"),
    ],
)
def test_the_name_in_a_display_name(shown: str, name: str) -> None:
    assert spoken_name(shown) == name


@pytest.mark.parametrize(
    "name", ["iPhone", "Ada's iPad", "Galaxy S21", "Conference Room 2", "+1 202-555-0199", "MacBook Pro", "Zoom user"]
)
def test_devices_name_nobody(name: str) -> None:
    assert is_device(name)


@pytest.mark.parametrize("name", ["Ada Testerson", "Pixel Perkins", "Guest Lecturer", "Ro", "Mobile Mary"])
def test_people_are_not_devices(name: str) -> None:
    assert not is_device(name)


def test_seats_tell_rejoins_from_namesakes() -> None:
    seats = Seats()
    assert seats.of("Ada T", "", 0, 10) == "ada t#1"
    assert seats.of("Ada T", "", 20, 30) == "ada t#1"
    assert seats.of("ADA T", "", 10, 20) == "ada t#1"
    assert seats.of("Ada T", "", 5, 6) == "ada t#2"
    assert seats.of("Ada T", "", None, None) == "ada t#3"
    assert seats.of("Ada T", "a@example.org", 5, 6) == "a@example.org#1"
    assert seats.of("Ada Elsewhere", "a@example.org", 5, 6) == "a@example.org#1"


def test_many_namesakes_are_seated_without_looking_at_all_of_them() -> None:
    seats = Seats()
    taken = {seats.of("Robin Doe", "", 0, 10) for _ in range(1_000)}
    assert len(taken) == 1_000


@pytest.mark.parametrize(
    ("names", "count", "known", "expected"),
    [
        ("Grace Sample, PhD, MBA,Bo K.", 2, (), ["Grace Sample, PhD, MBA", "Bo K."]),
        ("Sample, Grace,Bo K.", 2, (), None),
        ("Sample, Grace", 1, (), ["Sample, Grace"]),
        ("Grace Sample, PhD, MBA", 0, (), ["Grace Sample, PhD, MBA"]),
        ("Grace Sample, PhD,Bo K.", 0, (), None),
        ("Grace Sample, PhD,Bo K.", 0, ("Grace Sample, PhD", "Bo K."), ["Grace Sample, PhD", "Bo K."]),
        ("", 0, (), []),
    ],
)
def test_recipients_are_split_only_where_that_is_certain(
    names: str, count: int, known: tuple[str, ...], expected: list[str] | None
) -> None:
    assert split_names(names, count, known.__contains__) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Ada Testerson", Described("Ada Testerson")),
        ("ADA@example.org", Described(email="ada@example.org")),
        ("Ada Testerson <ada@example.org>", Described("Ada Testerson", "ada@example.org")),
        ("linkedin.com/in/Ada-X/", Described(slug="ada-x", url="linkedin.com/in/Ada-X/")),
        (
            "https://www.git.example.org/~Bo/?tab=1",
            Described(account="url:git.example.org/~bo", url="https://www.git.example.org/~Bo/?tab=1"),
        ),
        ("R&D / Sales", Described("R&D / Sales")),
    ],
)
def test_a_cell_is_an_address_or_a_name(cell: str, expected: Described) -> None:
    assert described(cell) == expected


def test_one_spelling_is_one_person_within_a_file() -> None:
    parties, fresh = Parties("t1"), list[Record]()
    ids = {parties.record(text, 2, 1, fresh) for text in ("José Ñandú", "jose nandu", "Dr. José Ñandú, PhD")}
    assert len(ids) == len(fresh) == 1


def test_titles_come_from_file_names() -> None:
    assert title_of("out/harbor-data_night-2025-10-16 (1).csv") == "Harbor Data Night"
    assert title_of("participants_81234567890.csv") == "Participants"
    assert title_of("Q3 Kick-off.csv") == "Q3 Kick off"


NINE = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER"
TEN = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"
URL = "https://www.linkedin.com/in/"


def said(given: Document) -> list[str]:
    """`a->b`, `nameless` or `problem` for each row."""
    names: dict[str, str] = {}
    rows = []
    for found in Messages().found(given):
        if isinstance(found, Named):
            names |= {r.id: r.slug or r.name for r in found.records}
            rows.append(" ".join(f"{names[e.a]}->{names[e.b]}" for e in found.encounters))
        elif isinstance(found, Nameless | Unusable):
            rows.append(type(found).__name__.lower())
    return rows


def test_a_name_without_a_profile_is_looked_up_in_the_file() -> None:
    lines = (
        f"1,,Ada T,{URL}ada,Me Owner,{URL}me,2024-10-01 08:00:00 UTC,,hi,INBOX",
        f"1,,Ada T,,Me Owner,{URL}me,2024-10-02 08:00:00 UTC,,hi,INBOX",
        f"1,,Example Cloud,,Me Owner,{URL}me,2024-10-02 08:00:00 UTC,Grow,buy,INBOX",
        f"1,,Me Owner,{URL}me,LinkedIn Member,,2024-10-02 08:00:00 UTC,,hi,INBOX",
        f"1,,Me Owner,{URL}me,Me Owner,{URL}me,2024-10-02 08:00:00 UTC,,note to self,INBOX",
    )
    assert said(document("\n".join((TEN, *lines)).encode(), "m.csv")) == [
        "ada->me",
        "ada->me",
        "nameless",
        "nameless",
        "nameless",
    ]


def test_a_sender_whom_somebody_wrote_to_is_no_advertiser() -> None:
    lines = (
        f"1,,Me Owner,{URL}me,Ada T,2024-10-01 08:00:00 UTC,,hi,INBOX",
        "1,,Ada T,,Me Owner,2024-10-02 08:00:00 UTC,,hi,INBOX",
        "1,,Example Cloud,,Me Owner,2024-10-02 08:00:00 UTC,Grow,buy,INBOX",
        f'1,,Me Owner,{URL}me,"Ada T,Me Owner",2024-10-01 08:00:00 UTC,,hi,INBOX',
        f'1,,Me Owner,{URL}me,"Ada T,Bo K.",2024-10-01 08:00:00 UTC,,hi,INBOX',
    )
    assert said(document("\n".join((NINE, *lines)).encode(), "m.csv")) == [
        "me->Ada T",
        "Ada T->me",
        "nameless",
        "me->Ada T",
        "unusable",
    ]


def test_no_text_of_a_message_is_kept() -> None:
    line = f'1,secret title,Ada T,{URL}ada,Me Owner,{URL}me,2024-10-01 08:00:00 UTC,secret subject,"secret text",INBOX'
    given = document(f"{TEN}\n{line}\n{line},secret,cells\nsecret".encode(), "m.csv")
    assert "secret" not in "".join(map(repr, Messages().found(given)))


CONNECTIONS = (
    "First Name,Last Name,Email Address,Company,Position,Connected On\n"
    "Ada,Testerson,,,,01 Aug 2018\nRobin,Doe,,A,,01 Aug 2018\nRobin,Doe,,B,,01 Aug 2018\n"
)
OLD_MESSAGES = (
    "From,To,Date,Subject,Content,Direction,Folder\n"
    'Me Owner,Ada Testerson,"11/4/18, 9:08 AM",,Hello,OUTGOING,INBOX\n'
    'Robin Doe,Me Owner,"11/3/18, 10:15 PM",,Hi,INCOMING,INBOX\n'
    'Me Owner,"Ada Testerson,Me Owner","11/4/18, 9:08 AM",,Hello,OUTGOING,INBOX\n'
)
PROFILE = "First Name,Last Name,Headline\nMe,Owner,Tester\n"


def archive(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return buffer.getvalue()


def test_names_in_an_old_archive_are_its_owner_and_its_only_contact_of_that_name() -> None:
    given = document(
        archive({"x/Connections.csv": CONNECTIONS, "x/Messages.csv": OLD_MESSAGES, "x/Profile.csv": PROFILE}), "old.zip"
    )
    parts = {r.kind: [f for f in r.found if isinstance(f, Named)] for r in Archive().read(given)}
    ada = parts["linkedin-connections"][0].records[0]
    first, second, third = parts["linkedin-messages"]
    owner = first.encounters[0].a
    assert first.encounters[0].b == ada.id
    assert first.records == ()
    assert [r.name for r in second.records] == ["Robin Doe"]  # two contacts have the name: neither is meant for certain
    assert (second.encounters[0].b, third.encounters[0].a) == (owner, owner)


def test_conversations_with_a_coach_are_not_read() -> None:
    line = f"2,,Me Owner,{URL}me,Learning Coach,,2025-06-01 10:00:00 UTC,,secret,INBOX\n"
    given = document(
        archive({"Profile.csv": PROFILE, "learning_coach_messages.csv": f"{TEN}\n{line}", "Skills.csv": "Name\n"}), "a.zip"
    )
    assert [r.kind for r in Archive().read(given)] == []


def test_an_archive_that_does_not_say_whose_it_is_needs_an_owner() -> None:
    store = open_store("sqlite:///:memory:")
    data = archive({"Connections.csv": CONNECTIONS})
    with pytest.raises(OwnerNeeded):
        import_file(store, io.BytesIO(data), name="a.zip")
    assert import_file(store, io.BytesIO(data), name="a.zip", owner="Me Owner").people == 3
    store.close()


def test_an_archive_of_something_else_is_refused_with_its_files() -> None:
    store = open_store("sqlite:///:memory:")
    with pytest.raises(NotUnderstood, match=r"Files seen: a\.txt, inner\.zip"):
        import_file(store, io.BytesIO(archive({"a.txt": "x", "inner.zip": "PK"})), name="a.zip")
    store.close()
