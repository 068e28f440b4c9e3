"""How alike spellings of employers are, and what that, people and addresses come to."""

from __future__ import annotations

from collections import Counter

import pytest

from graph.identity.cluster import MERGE, REVIEW
from graph.model import Record
from graph.organisations.book import LARGEST_BLOCK, LARGEST_MAIL, Book
from graph.organisations.facts import Facts, tell
from graph.organisations.likeness import likeness, one_slip
from graph.organisations.names import block_of, key_of, read
from graph.organisations.score import score
from graph.values import organisation_key
from tests.worlds import empty_store

ALIKE = [
    ("Norvik Lumen", "NorvikLumen", "letters"),
    ("Plan A", "PlanA", "few letters"),
    ("Norvik Lumen", "Norvik Lumne", "rare slip"),
    ("Mill Works", "Mill Worsk", "slip"),
    ("Davis Media", "Davies Media", "shares"),
    ("Norvik Lumen", "The Norvik Lumen Holding", "house"),
    ("Norvik Lumen", "Norvik Lumen Kenya Ltd", "unit"),
    ("Norvik Lumen Kenya", "Norvik Lumen Peru Mines", "shares"),
    ("NVL", "Northern Visible Light", "initials"),
    ("UoY", "University of Yarrow", "initials"),
    ("UY", "University of Yarrow", "two initials"),
    ("PwC", "PricewaterhouseCoopers", "abbreviation"),
    ("Norvik", "Norvik Lumen", "begins"),
    ("Plan A", "Plan", "shares"),
    ("Unit 17", "Unit 71", "differs"),
    ("Quay", "Mill", "differs"),
    ("Новик Люмен", "Novik Lyumen", "letters"),
]


@pytest.mark.parametrize(("one", "other", "level"), ALIKE)
def test_how_alike_two_spellings_are(one: str, other: str, level: str) -> None:
    assert likeness(one, other) == likeness(other, one) == level


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [("abc", "abd", True), ("abc", "acb", True), ("abc", "ab", True), ("abc", "xabc", True), ("abc", "abc", True),
     ("abcd", "badc", False), ("abc", "a", False), ("abcd", "abxy", False)],
)  # fmt: skip
def test_one_slip_of_the_pen(one: str, other: str, is_one: bool) -> None:  # noqa: FBT001 - an outcome
    assert one_slip(one, other) is one_slip(other, one) is is_one


@pytest.mark.parametrize(
    "name",
    [
        "Acme Sp. z o.o.",
        "Acme S.A. de C.V.",
        "Acme d.o.o.",
        "ACME GesmbH",
        "Acme Sdn Bhd",
        "Acme s.r.o.",
        "Acme AktienGesellschaft",
    ],
)
def test_legal_forms_name_nobody(name: str) -> None:
    assert organisation_key(name) == "acme"


def test_what_only_looks_like_a_legal_form_stays() -> None:
    assert organisation_key("Berlin Zoo") == "berlin zoo"
    assert organisation_key("GmbH") == "gmbh"


def of(name: str, rows: int = 1, **domains: int) -> Facts:
    return Facts(Counter({name: rows}), Counter(domains))


def said(row: int, company: str, *emails: str) -> Record:
    return Record(f"r{row}", "t", row + 1, row, company=company, emails=emails)


def p(one: Facts, other: Facts, people: int = 0, *, shared_mail: bool = True) -> float:
    found = score(one, other, people, shared_mail=shared_mail)
    assert score(other, one, people, shared_mail=shared_mail) == found
    return found.p


def test_initials_never_join_by_themselves() -> None:
    short, long = "NVL", "Northern Visible Light"
    assert p(of(short), of(long)) < REVIEW
    assert p(of(short, nvl=2), of(long, nvl=2)) >= MERGE
    assert p(of(short, nvl=2), of(long, nvl=2), shared_mail=False) < REVIEW
    assert REVIEW <= p(of(short), of(long), 1) < MERGE
    assert p(of(short), of(long), 3) >= MERGE


def test_whatever_is_shared_other_names_and_parts_of_a_house_never_join() -> None:
    assert p(of("Quay", mill=9), of("Mill", mill=9), 9) < REVIEW
    assert REVIEW <= p(of("Norvik Lumen", norvik=9), of("Norvik Lumen Kenya", norvik=9), 9) < MERGE


def test_letters_join_unless_addresses_differ() -> None:
    one, other = "Norvik Lumen", "NorvikLumen"
    assert p(of(one), of(other)) >= MERGE
    assert p(of(one, 3, norvik=3), of(other, 3, lumen=3)) < MERGE


def test_a_slip_is_rare_beside_what_it_should_be() -> None:
    assert p(of("Norvik Lumen", 3), of("Norvik Lumne", 1)) >= MERGE
    assert REVIEW <= p(of("Norvik Lumen", 3), of("Norvik Lumne", 3)) < MERGE


def test_a_mail_domain_reads_as_a_name() -> None:
    assert p(of("NV", norvikvale=2), of("Norvik Vale")) == pytest.approx(0.8)
    assert p(of("Norvik", norvikvale=2), of("Norvik Vale"), 1) >= MERGE


def test_facts_add_up_and_can_be_taken_away() -> None:
    people = [
        [said(1, "NVL", "a@nvl.test", "a@gmail.com"), said(2, "Northern Visible Light")],
        [said(3, "N.V.L. Ltd"), said(4, "Quay"), Record("r5", "t", 6, 5, school="NVL")],
        [said(6, "Self-employed"), said(7, "word " * 100)],
    ]
    facts: dict[str, Facts] = {}
    tell(facts, people, 1)
    assert facts["nvl"].to_json() == [{"N.V.L. Ltd": 1, "NVL": 1}, {"nvl": 1}, {"light northern visible": 1}]
    assert set(facts) == {"nvl", "light northern visible", "quay"}
    assert facts["nvl"].names() == ["N.V.L. Ltd"]
    tell(facts, people[::-1], -1)
    assert not any(f.changes() for f in facts.values())


def test_blocks_do_not_depend_on_the_order_of_words() -> None:
    keys = {
        block_of(key_of(name)) for name in ("Norvik Lumen", "Lumen Norvik", "NorvikLumen", "Norvik Lumne Group", "Norvik Lumin")
    }
    assert len(keys) == 1
    assert read("Norvik Lumen Group").core == "norviklumen"


def test_a_crowd_of_one_block_or_mail_domain_says_nothing() -> None:
    with empty_store() as store, store.writer() as writer:
        few = {key: of(key, crowd=1) for key in (f"{'a' * n}b" for n in range(1, LARGEST_MAIL + 1))}
        more = {key: of(key) for key in (f"{'e' * n}b" for n in range(1, LARGEST_BLOCK - LARGEST_MAIL + 1))}
        cards, concerned = Book(writer).change(few | more)
        writer.put_cards(cards)
        assert concerned == few.keys() | more.keys()
        book = Book(writer)
        assert (len(book.beside("ab")), len(book.sharing("crowd"))) == (LARGEST_BLOCK, LARGEST_MAIL)
        cards, concerned = book.change({"bo": of("bo", crowd=1)})
        assert concerned == {*few, *more, "bo"}
        assert (book.beside("ab"), book.sharing("crowd")) == (set(), set())
