from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from datetime import date
from math import exp
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.store.base import Store
from graph.store.open import open_store
from graph.strength.ties import strength_of
from ingest.meaning.authors import OWNER, Authors
from ingest.reading import bibtex, ris
from ingest.reading.latex import unlatexed
from ingest.reading.paper import Author, Paper, dated
from ingest.run import import_file

LONGEST = 1 << 16


def bib(text: str) -> list[Paper]:
    return list(bibtex.papers(io.StringIO(text), LONGEST))


def names(text: str) -> list[str]:
    (paper,) = bib(f"@article{{k, author = {{{text}}}, year = 2020}}")
    return [a.name for a in paper.authors]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"{\"O}zg{\"u}r", "O\u0308zgu\u0308r"),
        (r"Mu\~noz and Mu{\~{n}}oz", "Mun\u0303oz and Mun\u0303oz"),
        (r"Kov{\'a}{\v{c}}ov\'{a}", "Kova\u0301c\u030cova\u0301"),
        (r"{\L}ukasz S{\o}rensen Stra{\ss}er", "Łukasz Sørensen Straßer"),
        (r"Garc{\'\i}a Garc\'{\i}a Garc\'{i}a", "Garci\u0301a Garci\u0301a Garci\u0301a"),
        (r"\AA{}ke {\c C}a\u{g}la", "Åke C\u0327ag\u0306la"),
        (r"{\em Ada} Test\-er~son \& Sons", "Ada Tester son & Sons"),
        ("two\r\nlines", "two  lines"),
        ("\\", "\\"),
    ],
)
def test_letters_of_latex_are_read(written: str, read: str) -> None:
    assert unlatexed(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Doe, Jane AND Roe, R.", ["Jane Doe", "R. Roe"]),
        ("Jane Q. Doe and Ludwig van der Sample", ["Jane Q. Doe", "Ludwig van der Sample"]),
        ("{van der Sample}, Ann and Doe, Jr, Bo", ["Ann van der Sample", "Bo Doe, Jr"]),
        ("{Invented Institute of Ropes and Knots} and Doe, J.", ["J. Doe"]),
        ("ATLAS Collaboration and Doe, J. and others", ["J. Doe"]),
        ("Anderson, Andy\n  and\n  Band, Bo", ["Andy Anderson", "Bo Band"]),
        ("Plato", ["Plato"]),
        (" and and ", []),
    ],
)
def test_forms_of_names_are_told_apart(written: str, read: list[str]) -> None:
    assert names(written) == read


def test_abbreviations_months_and_joined_values_are_read() -> None:
    text = '@string{doe = {Doe, Jane}}\n@book(x, Author = doe # " and " # {Roe, R.}, month = mar # "~3", year = 2019)\n'
    (paper,) = bib(text)
    assert ([a.name for a in paper.authors], str(paper.when and paper.when.day), paper.line) == (
        ["Jane Doe", "R. Roe"],
        "2019-03-01",
        2,
    )


def test_a_bomb_of_abbreviations_stays_small() -> None:
    steps = "\n".join(f"@string{{s{i} = " + " # ".join([f"s{i - 1}"] * 50) + "}" for i in range(1, 4))
    text = f'@string{{s0 = "{"x" * 1000}"}}\n{steps}\n@misc{{k, author = s3, year = 2020}}\n'
    tracemalloc.start()
    assert len(bib(text)) == 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 << 20


@pytest.mark.parametrize(
    "broken", ["author = {Doe, {Jane},", 'author = "Doe, Jane,', "author = ,", "author {x}", "author = {x})"]
)
def test_a_broken_entry_takes_none_with_it(broken: str) -> None:
    good = "@article{%s, author = {Doe, Jane}, year = 2020}\n"
    found = bib(good % "a" + "@article{b,\n" + broken + "\n}\n" + good % "c")
    assert [(p.line, bool(p.fault)) for p in found] == [(1, False), (2, True), (5, False)]


def test_an_entry_longer_than_a_row_may_be_is_a_problem_and_the_next_is_read() -> None:
    long = "@article{a,\n" + "abstract = {text text text},\n" * 5_000 + "}\n@misc{b, author = {Doe, Jane}}\n"
    assert [(p.line, bool(p.fault)) for p in bib(long)] == [(1, True), (5_003, False)]


def test_of_several_dates_of_a_ris_entry_the_fullest_counts() -> None:
    text = "TY  - JOUR\nAU  - Doe, Jane\nPY  - 2020\nDA  - 2020/05/12/\nER  - \n"
    (paper,) = ris.papers(io.StringIO(text), LONGEST)
    assert paper.when == dated("2020-05-12")
    assert dated("2020///") == dated("2020-01-01")
    assert [dated(t) for t in ("2020-13", "n.d.", "", "20")] == [None] * 4


def by(*papers: str, owner: str = "") -> Authors:
    return Authors(owner, [[a for n in p.split(" and ") if (a := bibtex.author(n))] for p in papers])


def same(authors: Authors, one: str, other: str) -> bool:
    a, b = bibtex.author(one), bibtex.author(other)
    assert a is not None
    assert b is not None
    return authors.account(a) == authors.account(b) != ""


def test_an_initial_is_the_one_author_whom_it_fits() -> None:
    authors = by("Doe, J.", "Doe, Jane", "Doe, Jane A.", "Roe, Jane")
    assert same(authors, "Doe, J.", "Jane Doe")
    assert same(authors, "Doe, Jane A.", "Jane Doe")
    assert not same(authors, "Roe, Jane", "Jane Doe")
    assert authors.name(Author("J.", "Doe")) == "Jane A. Doe"


def test_an_initial_that_fits_two_is_neither() -> None:
    authors = by("Doe, J.", "Doe, Jane", "Doe, John")
    assert not same(authors, "Doe, J.", "Doe, Jane")
    assert not same(authors, "Doe, John", "Doe, Jane")
    assert not same(by("Doe, Jane A.", "Doe, Jane B."), "Doe, Jane A.", "Doe, Jane B.")


def test_two_on_one_paper_are_two() -> None:
    assert not same(by("Doe, J. and Doe, Jane"), "Doe, J.", "Doe, Jane")
    assert not same(by("Wu, Y. and Wu, Y.", "Wu, Y."), "Wu, Y.", "Wu, Y.")


@pytest.mark.parametrize(
    ("told", "written", "found"),
    [
        ("Jane Doe", "Doe, J.", True),
        ("Dr. Jane Anne Doe, PhD", "Jane Doe", True),
        ("Doe, Jane", "Doe, JA", True),
        ("Ana van der Berg", "van der Berg, A.", True),
        ("Jane Doe", "Doe, John", False),
        ("Doe", "Doe, Jane", False),
        ("J. Doe", "Doe, Jane", True),
    ],
)
def test_the_owner_is_found_among_the_authors(told: str, written: str, *, found: bool) -> None:
    author = bibtex.author(written)
    assert author is not None
    assert (by(f"{written} and Other, O.", owner=told).account(author) == OWNER) is found


def test_an_owner_who_may_be_two_authors_is_neither_unless_one_is_called_so() -> None:
    assert not by("Doe, Jane", "Doe, John", owner="J. Doe").owner
    assert len(by("Doe, J. and Doe, Jane", owner="Jane Doe").owner) == 1


spellings = st.builds(
    lambda given, family: f"{family}, {given}",
    st.sampled_from(["J.", "Jane", "John", "J. A.", "JA", "Jane A."]),
    st.sampled_from(["Xu", "Yeo"]),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(spellings, min_size=1, max_size=4).map(" and ".join), max_size=8))
def test_the_order_of_papers_says_nothing_of_who_is_who(papers: list[str]) -> None:
    turned = list(reversed(papers))
    one, other = by(*papers, owner="Jane Xu"), by(*turned, owner="Jane Xu")
    for paper in papers:
        for author in filter(None, map(bibtex.author, paper.split(" and "))):
            assert (one.account(author), one.name(author)) == (other.account(author), other.name(author))


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite:///:memory:")
    yield opened
    opened.close()


def test_co_authors_are_weighted_by_how_many_shared_the_paper(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "mine.bib"
    file.write_text(
        "@article{a, author = {Doe, J. and Two, Bo}, year = 2024}\n"
        "@article{b, author = {Doe, Jane and Five, Al and Five, Bo and Five, Cy and Five, Di}, year = 2024}\n"
    )
    report = import_file(store, file, name=file.name, owner="Jane Doe")
    assert (report.rows, report.people, report.encounters, report.warnings) == (2, 2, 11, ())
    with store.view() as view:
        people = {p.name: p.id for p in view.everyone()}
        assert people.keys() == {"Jane Doe", "Bo Two", "Al Five", "Bo Five", "Cy Five", "Di Five"}

        def strength(one: str, other: str) -> float:
            tie = view.tie(*sorted((people[one], people[other])))
            assert tie is not None
            return strength_of(tie.stats, date(2024, 1, 1))

        assert strength("Jane Doe", "Bo Two") == pytest.approx(1 - exp(-0.6))
        assert strength("Jane Doe", "Al Five") == strength("Bo Five", "Cy Five") == pytest.approx(1 - exp(-0.6 / 4))
