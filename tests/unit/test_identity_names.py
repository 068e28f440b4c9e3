"""How names are read and compared, whatever order, spelling or script they come in."""

import pytest

from graph.identity.features import domain_name, features_of, phone
from graph.identity.names import Reading, of_address, of_name, of_parts
from graph.identity.naming import family, given
from graph.identity.tables import family_names, full_names, given_names
from graph.model import Record

SAME, SHORT, ALIKE, INITIAL, DIFFERENT = 1, 2, 3, 4, 5
PART = 2


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Dr. Grace Q. Sample, PhD", "grace q", "sample"),
        ("Sample, Grace", "grace", "sample"),
        ("Lena van der Test", "lena", "test"),
        ("Anna Test-Probe", "anna", "test probe"),
        ("Лев Толстой", "lev", "tolstoi"),
        ("José Ejemplo (he/him)", "jose", "ejemplo"),
        ("Prince", "", "prince"),
        ("", "", ""),
    ],
)
def test_a_name_is_read(name: str, first: str, last: str) -> None:
    read = of_name(name)
    assert (" ".join(read.given), " ".join(read.family)) == (first, last)


def test_columns_say_which_part_is_which() -> None:
    assert of_parts("Grace Q.", "Sample, MBA") == Reading(("grace", "q"), ("sample",))


@pytest.mark.parametrize(
    ("local", "words"),
    [("grace-sample-1a2b3c", "grace sample"), ("sample.grace81", "sample grace"), ("gsample", None), ("x-1a2b", None)],
)
def test_an_address_that_sets_words_apart_is_read(local: str, words: str | None) -> None:
    read = of_address(local)
    assert (None if read is None else " ".join(read.all)) == words


@pytest.mark.parametrize(
    ("one", "other", "levels"),
    [
        ("Robert Sample", "Robert Sample", (SAME, SAME)),
        ("Bob Sample", "Robert Sample", (SHORT, SAME)),
        ("Bob Sample", "Rob Sample", (SHORT, SAME)),
        ("Kasia Próba", "Katarzyna Proba", (SHORT, SAME)),
        ("R. Sample", "Bob Sample", (INITIAL, SAME)),
        ("Robetr Sample", "Robert Smaple", (ALIKE, ALIKE)),
        ("Sample Robert", "Robert Sample", (SAME, SAME)),
        ("Jörg Müller", "Joerg Mueller", (SAME, SAME)),
        ("Ann Sample-Test", "Ann Test", (SAME, PART)),
        ("Victor Manuel Sample", "Victormanuel Sample", (SAME, SAME)),
        ("Ann S", "Ann Sample", (SAME, INITIAL)),
        ("Robert Sample", "William Sample", (DIFFERENT, SAME)),
        ("Ann Sample", "Bea Sample", (DIFFERENT, SAME)),
        ("Дмитрий Проба", "Dima Proba", (SHORT, SAME)),
    ],
)
def test_names_are_compared(one: str, other: str, levels: tuple[int, int]) -> None:
    a, b = (of_name(one),), (of_name(other),)
    assert (given(a, b).level, family(a, b).level) == levels
    assert (given(b, a), family(b, a)) == (given(a, b), family(a, b))


def test_a_common_name_says_less_than_an_uncommon_one() -> None:
    smith, rare = (of_name("Ann Smith"),), (of_name("Ann Smythurst"),)
    assert family(smith, smith).share > 100 * family(rare, rare).share > 0


def test_names_turned_round_are_as_common_as_in_their_more_common_role() -> None:
    one, other = (of_name("Thomas Ryan"),), (of_name("Ryan Thomas"),)
    both = sorted(max(given_names()[n], family_names()[n]) for n in ("thomas", "ryan"))
    assert sorted((given(one, other).share, family(one, other).share)) == both


def test_the_tables_hold_what_they_say() -> None:
    assert given_names()["james"] > 0.005
    assert family_names()["nguyen"] > family_names()["smith"] > 0.002
    assert {"bob", "robert"} <= full_names()["bob"]
    assert max(given_names().values()) < 1
    assert max(family_names().values()) < 1


def test_what_a_record_says_beside_its_name() -> None:
    record = Record(
        id="r1", part="t", line=1, row=1, name="Mae Sample", slug="marie-sample-12ab3c",
        emails=("sample.mae81@gmail.com", "mae@mail.acme.co.uk"), phones=("+49 (151) 2345678",), accounts=("x:mae_makes",),
        company="Acme Widgets Ltd.",
    )  # fmt: skip
    found = features_of(record)
    assert Reading(("marie",), ("sample",)) in found.names
    assert found.handles == {"samplemae81", "maemakes"}
    assert {e.name for e in found.employers} == {("acme",), ("acme", "widgets")}
    assert found.phones == {phone("0151 234 5678")}


def test_a_public_mailbox_is_no_employer() -> None:
    assert [domain_name(a) for a in ("a@gmail.com", "a@yahoo.co.uk", "a@acme.com", "a@hr.acme.co.jp")] == ["", "", "acme", "acme"]
