"""What Teams lists leave open: other languages, other savers of the file, clocks that contradict themselves."""

from __future__ import annotations

import pytest

from graph.errors import OrderNeeded
from graph.model import Encounter, Record
from ingest.meaning.comings import Comings, Visit
from ingest.meaning.presence import in_order
from ingest.reading.dates import Order, moment
from ingest.source import Named
from ingest.sources.teams import Attendance, time_of
from tests.golden.rendered import HERE, document

LIST = HERE / "teams" / "teams-2020-list-en-utf16le-lf.csv"


def said(data: bytes, order: Order | None = None) -> tuple[list[Record], list[Encounter]]:
    found = [f for f in Attendance().found(document(data, "list.csv", order)) if isinstance(f, Named)]
    return [r for f in found for r in f.records], [e for f in found for e in f.encounters]


def test_a_list_whose_dates_fit_both_orders_is_refused_unless_somebody_says() -> None:
    with pytest.raises(OrderNeeded, match=r"2020-12-11 .* 2020-11-12"):
        said(LIST.read_bytes())
    assert {e.day.isoformat() for e in said(LIST.read_bytes(), "mdy")[1] if e.day} == {"2020-11-12"}
    assert {e.day.isoformat() for e in said(LIST.read_bytes(), "dmy")[1] if e.day} == {"2020-12-11"}


def test_actions_in_a_language_that_nobody_listed() -> None:
    rows = ["Nimi\tToiminto\tAika", "Ada T\tLiittyi\t13.4.2021 9:00:00", "Ada T\tPoistui\t13.4.2021 9:30:00"]
    people, stays = said("\n".join(rows).encode("utf-16"))
    assert [p.name for p in people] == ["Ada T", "Ada T"]
    assert [(e.end or 0) - (e.start or 0) for e in stays] == [1800]


def test_an_unknown_table_of_three_columns_is_no_list_of_actions() -> None:
    assert not Attendance().recognises(document(b"Name,Action,When\nAda T,Joined,13.4.2021 9:00:00\n", "x.csv"))
    assert not Attendance().recognises(document("Name\tAction\tWhen\nAda\tJoined\tsoon\n".encode("utf-16"), "x.csv"))


def test_a_title_that_looks_like_a_section_ends_nothing() -> None:
    data = (HERE / "teams" / "teams-2024-report-en-us-utf16le-crlf.csv").read_bytes().decode("utf-16")
    numbered = data.replace('"Mentor circle \r\n(Autumn)"', "3. Review").encode("utf-16")
    assert len(said(numbered)[1]) == len(said(data.encode("utf-16"))[1]) == 3


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("13/04/2021 à 09:01:31", "13/04/2021 09:01:31"),
        ("13/4/2021, 9:01:31 a.\u00a0m.", "13/04/2021 9:01:31 AM"),
        ("14.11.22, 09:29:07", "14/11/2022 09:29:07"),
        ("2022-11-14 09:29:07", "14/11/2022 09:29:07"),
    ],
)
def test_times_as_teams_writes_them(text: str, bare: str) -> None:
    assert time_of(text, "dmy") == moment(bare, "dmy") is not None


def test_a_leaving_without_a_coming_and_one_before_it() -> None:
    rows = [("Ada", "Left", "09:00"), ("Bo", "Joined", "09:00"), ("Bo", "Left", "08:00")]
    whole = Comings(lambda: ((name, action) for name, action, _ in rows))
    stays = [whole.visit(i, name, action, moment(f"2021-04-13 {at}")) for i, (name, action, at) in enumerate(rows, start=1)]
    day = moment("2021-04-13")
    assert stays == [("ada#1", Visit(day, None)), ("bo#1", None), ("bo#1", Visit(moment("2021-04-13 09:00"), None))]


def test_family_names_before_a_comma() -> None:
    assert in_order("Testerson, Ada") == "Ada Testerson"
    assert [in_order(n) for n in ("Ada T, PhD", "Ada T", "A, B, C", ", Ada")] == ["Ada T, PhD", "Ada T", "A, B, C", ", Ada"]
