from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from graph.errors import BadInput, OrderNeeded
from ingest.reading import when
from ingest.reading.dates import Moment, Order, iso, moment, order_of, order_said, told_order_of
from ingest.reading.document import Row
from ingest.source import Named
from ingest.sources.linkedin_connections import Connections
from tests.golden.rendered import document


def at(*parts: int) -> Moment:
    return Moment(date(*parts[:3]), int(datetime(*parts, tzinfo=UTC).timestamp()))  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("07 Mar 2020", Moment(date(2020, 3, 7), None)),
        ("7-Sep-24", Moment(date(2024, 9, 7), None)),
        ("20-nov-19", Moment(date(2019, 11, 20), None)),
        ("16.09.2021", Moment(date(2021, 9, 16), None)),
        ("1/5/18, 7:26 PM", at(2018, 1, 5, 19, 26)),
        ("1/9/16, 12:00 AM", at(2016, 1, 9, 0, 0)),
        ("12/22/16, 12:05 PM", at(2016, 12, 22, 12, 5)),
        ("2024-10-26 11:43:11 UTC", at(2024, 10, 26, 11, 43, 11)),
        ("2024/03/20 10:00:00 UTC", at(2024, 3, 20, 10, 0, 0)),
        ("2025-11-08T17:01:00.000Z", at(2025, 11, 8, 17, 1)),
        ("2025-11-08T01:01:00+02:00", at(2025, 11, 7, 23, 1)),
        ("04/20/2023 07:29:43\u202fAM", at(2023, 4, 20, 7, 29, 43)),
        ("1/26/2021\u00a07:45", at(2021, 1, 26, 7, 45)),
        ("Mar 22, 2025 19:13:27", at(2025, 3, 22, 19, 13, 27)),
        ("20. Mai 2024", Moment(date(2024, 5, 20), None)),
        ("3 août 2021", Moment(date(2021, 8, 3), None)),
        ("3 juin 2021", Moment(date(2021, 6, 3), None)),
        ("32 Foo 2024", None),
        ("30 Feb 2024", None),
        ("13/13/2024", None),
        ("10/05/2024 13:00:00 PM", None),
        ("99999999999999999999", None),
        ("", None),
        ("--", None),
    ],
)
def test_dates_as_exports_write_them(text: str, expected: Moment | None) -> None:
    assert moment(text) == expected


def test_numeric_dates_follow_the_order_but_for_dots() -> None:
    assert moment("03/04/2024", "mdy") == Moment(date(2024, 3, 4), None)
    assert moment("03/04/2024", "dmy") == Moment(date(2024, 4, 3), None)
    assert moment("03.04.2024", "mdy") == Moment(date(2024, 4, 3), None)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2024", "25/04/2024"], "dmy"),
        (["03/04/2024", "04/25/2024"], "mdy"),
        (["03/04/2024"] * 500 + ["25/04/2024"], "dmy"),
        (["03/04/2024", ""], "mdy"),
        (["07 Mar 2020"], "mdy"),
    ],
)
def test_day_or_month_first_is_decided_per_column(cells: list[str], order: Order) -> None:
    assert order_of(cells, "mdy") == order


@pytest.mark.parametrize(
    ("cells", "told", "order"),
    [
        (["03/04/2024", "25/04/2024"], "mdy", "dmy"),
        (["", "03/04/2024", "4/25/24, 9:00 AM"], "dmy", "mdy"),
        (["03/04/2024"], "dmy", "dmy"),
        (["03/04/2024"], "mdy", "mdy"),
        (["11/11/2024", "2024-04-03", "16.09.2021"], None, "mdy"),
    ],
)
def test_what_is_said_of_the_order_counts_only_where_the_dates_leave_it_open(
    cells: list[str], told: Order | None, order: Order
) -> None:
    assert told_order_of(cells, told, "list.csv") == order


def test_dates_that_fit_both_orders_are_refused_with_both_readings() -> None:
    with pytest.raises(OrderNeeded, match=r"'11/12/2020, 08:00' is 2020-12-11 .* and 2020-11-12 .* --date-order dmy") as refused:
        told_order_of(["", "5/5/2020", "11/12/2020, 08:00"], None, "list.csv")
    assert "list.csv" in str(refused.value)


def test_an_order_is_dmy_or_mdy() -> None:
    assert [order_said(t) for t in ("", "dmy", "mdy")] == [None, "dmy", "mdy"]
    with pytest.raises(BadInput, match="not 'ymd'"):
        order_said("ymd")


def test_iso_with_less_than_a_day() -> None:
    assert iso("2024") == Moment(date(2024, 1, 1), None)
    assert iso("2024-05") == Moment(date(2024, 5, 1), None)
    assert iso("20240506") == Moment(date(2024, 5, 6), None)
    assert iso("yesterday") is None


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        (["2019", "2020"], "2019", Moment(date(2019, 1, 1), None)),
        (["20240506"], "20240506", Moment(date(2024, 5, 6), None)),
        (["1082040961", "2000"], "2000", Moment(date(1970, 1, 1), 2000)),
        (["1082040961.5"], "1082040961.5", Moment(date(2004, 4, 15), 1082040961)),
        (["2024-05-06"], "soon", None),
        (["2024-05-06"], "2024-13-06", None),
        (["20", "40"], "999999999999", None),
    ],
)
def test_when_is_iso_or_seconds_as_the_column_says(column: list[str], text: str, expected: Moment | None) -> None:
    rows = (Row(i, i, [c], "", long=False) for i, c in enumerate(column, start=2))
    assert when.reader(rows, 0)(text) == expected


@pytest.mark.parametrize(
    ("dates", "told", "first"),
    [
        (["03/04/2024", "05/06/2024"], None, "2024-03-04"),
        (["03/04/2024", "05/06/2024"], "dmy", "2024-04-03"),
        (["03/04/2024", "05/16/2024"], "dmy", "2024-03-04"),
    ],
)
def test_an_export_that_usually_has_the_month_first_follows_its_dates_and_then_what_is_said(
    dates: list[str], told: Order | None, first: str
) -> None:
    rows = "".join(f"Ada,T{i},Acme,{d}\n" for i, d in enumerate(dates))
    given = document(f"First Name,Last Name,Company,Connected On\n{rows}".encode(), "Connections.csv", told)
    days = [str(f.encounters[0].day) for f in Connections().found(given) if isinstance(f, Named)]
    assert days[0] == first
