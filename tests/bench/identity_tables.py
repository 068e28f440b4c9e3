"""Public record-linkage tables: other columns, compared and clustered by the same functions, nothing told but the columns."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jellyfish import damerau_levenshtein_distance, jaro_winkler_similarity

from graph.identity.blocks import sound
from graph.identity.compare import Comparison
from graph.identity.names import Reading, latin
from graph.identity.naming import NOTHING, Compared, alike, family, given

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are to be told apart."""

    name: str
    rows: list[Row]
    truth: list[str]
    comparisons: tuple[Comparison, ...]
    keys: Callable[[Row], list[tuple[str, ...]]]
    """What rows are compared that have one in common."""


def names(first: str, last: str) -> Callable[[Row], tuple[Reading, ...]]:
    def read(row: Row) -> tuple[Reading, ...]:
        reading = Reading(latin(row[first]), latin(row[last]))
        return (reading,) if reading.all else ()

    return read


def written(one: str, other: str) -> Compared:
    """Levels: same, alike (a slip or two, or a part), different."""
    if not one or not other:
        return NOTHING
    if one == other:
        return Compared(1)
    slips = damerau_levenshtein_distance(one, other) <= max(1, len(one) // 6)
    return Compared(2 if slips or jaro_winkler_similarity(one, other) >= 0.9 else 3)


def digits(one: str, other: str) -> Compared:
    """Levels: same, one digit wrong or two exchanged, half of them right in their place, different."""
    if not one or not other:
        return NOTHING
    if one == other:
        return Compared(1)
    if damerau_levenshtein_distance(one, other) <= 1:
        return Compared(2)
    same = sum(a == b for a, b in zip(one, other, strict=False))
    return Compared(3 if 4 * same >= 3 * max(len(one), len(other)) else 4)


def mailbox(one: str, other: str) -> Compared:
    """Levels: same, same or nearly the same name of the mailbox, different."""
    if not one or not other:
        return NOTHING
    if one == other:
        return Compared(1)
    locals_ = one.partition("@")[0], other.partition("@")[0]
    return Compared(2 if locals_[0] == locals_[1] or alike(one, other) else 3)


def column(name: str, compare: Callable[[str, str], Compared], levels: Sequence[str]) -> Comparison:
    return Comparison(name, tuple(levels), lambda row: row[name], compare)


def counted(comparison: Comparison, rows: Sequence[Any]) -> Comparison:
    """The comparison with the shares of values in these rows themselves."""
    values = Counter[Hashable](v for row in rows if (v := comparison.value(row)))
    total = values.total()

    def compare(one: Hashable, other: Hashable) -> Compared:
        found = comparison.compare(one, other)
        return found._replace(share=values[one] / total) if found.level == 1 and one == other else found

    return replace(comparison, compare=compare)


THREE = ("same", "alike", "different")
FOUR = ("same", "one slip", "mostly the same", "different")
FIVE = ("same", "short for the other", "alike", "same initial", "different")


def load(path: Path) -> Table:
    """The table of a file, `fake_1000.csv` or `febrl3.csv`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{k.strip(): v.strip().lower() for k, v in row.items()} for row in csv.DictReader(file, skipinitialspace=True)]
    return _fake(rows) if "cluster" in rows[0] else _febrl(rows)


def _fake(rows: list[Row]) -> Table:
    name = names("first_name", "surname")
    comparisons = (
        Comparison("given", FIVE, name, given),
        Comparison("family", FIVE, name, family),
        column("dob", digits, FOUR),
        counted(column("city", written, THREE), rows),
        column("email", mailbox, THREE),
    )

    def keys(row: Row) -> list[tuple[str, ...]]:
        first, last = sound(row["first_name"]), sound(row["surname"])
        found = [("n", n, row["dob"][:4]) for n in (first, last) if n and row["dob"]]
        found += [("f", *sorted((first, last)))] if first and last else []
        found += [("c", n, row["city"]) for n in (first, last) if n and row["city"]]
        return found + [(k, row[k]) for k in ("dob", "email", "surname", "first_name") if row[k]]

    return Table("fake_1000", rows, [r["cluster"] for r in rows], comparisons, keys)


def _febrl(rows: list[Row]) -> Table:
    name = names("given_name", "surname")
    comparisons = (
        Comparison("given", FIVE, name, given),
        Comparison("family", FIVE, name, family),
        column("date_of_birth", digits, FOUR),
        column("soc_sec_id", digits, FOUR),
        column("postcode", digits, FOUR),
        counted(column("suburb", written, THREE), rows),
        column("address_1", written, THREE),
        column("address_2", written, THREE),
        column("street_number", digits, FOUR),
        column("state", written, THREE),
    )

    def keys(row: Row) -> list[tuple[str, ...]]:
        first, last = sound(row["given_name"]), sound(row["surname"])
        found = [("f", *sorted((first, last)))] if first and last else []
        found += [("p", n, row["postcode"]) for n in (first, last) if n and row["postcode"]]
        return found + [(k, row[k]) for k in ("date_of_birth", "soc_sec_id", "address_1") if row[k]]

    return Table("febrl3", rows, [r["rec_id"].split("-")[1] for r in rows], comparisons, keys)
