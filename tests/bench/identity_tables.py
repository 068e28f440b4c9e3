"""Public record-linkage tables: other columns, compared and clustered by the same functions, nothing told but the columns."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from jellyfish import damerau_levenshtein_distance, jaro_winkler_similarity

from graph.identity.blocks import sound
from graph.identity.compare import Comparison
from graph.identity.names import Reading, latin, of_address
from graph.identity.naming import NOTHING, Compared, family, given

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are to be told apart."""

    name: str
    rows: list[Row]
    truth: list[str]
    comparisons: tuple[Comparison, ...]
    keys: Callable[[Row], list[tuple[str, ...]]]
    """What rows are compared that have one in common; nothing for a table so small that all are compared."""


def names(first: str, last: str, mail: str = "") -> Callable[[Row], tuple[Reading, ...]]:
    """Readings of the name, and of what an address says of it."""

    def read(row: Row) -> tuple[Reading, ...]:
        own = Reading(latin(row[first]), latin(row[last]))
        said = of_address(row[mail].partition("@")[0]) if mail and row[mail] else None
        return tuple(r for r in (own, said) if r and r.all)

    return read


def barely(compare: Callable[[Any, Any], Compared], part: Callable[[Reading], Sequence[str]]) -> Callable[[Any, Any], Compared]:
    """A comparison of that part of names with one level more: several slips."""

    def with_slips(one: tuple[Reading, ...], other: tuple[Reading, ...]) -> Compared:
        found = compare(one, other)
        if found.level < 5:
            return found
        words = [(v, w) for a in one for b in other for v in part(a) for w in part(b) if len(v) > 2 and len(w) > 2]
        slips = sum(jaro_winkler_similarity(v, w) >= 0.78 for v, w in words)
        return Compared(5 if slips else 6)

    return with_slips


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


def born(one: str, other: str) -> Compared:
    """Levels: same, one slip or within a month, within 13 months, within 122 months, different. ISO dates."""
    if not one or not other:
        return NOTHING
    if one == other:
        return Compared(1)
    days = abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    near = damerau_levenshtein_distance(one, other) <= 1 or days <= 31
    return Compared(2 if near else 3 if days <= 400 else 4 if days <= 3_700 else 5)


def mailbox(one: str, other: str) -> Compared:
    """Levels: same, the same mailbox elsewhere or one slip or two, different."""
    if not one or not other:
        return NOTHING
    if one == other:
        return Compared(1)
    locals_ = one.partition("@")[0], other.partition("@")[0]
    slips = damerau_levenshtein_distance(one, other) <= 3 or jaro_winkler_similarity(one, other) >= 0.9
    return Compared(2 if locals_[0] == locals_[1] or slips else 3)


def column(name: str, compare: Callable[[str, str], Compared], levels: Sequence[str]) -> Comparison:
    return Comparison(name, tuple(levels), lambda row: row[name], compare)


def counted(comparison: Comparison, rows: Sequence[Any]) -> Comparison:
    """The comparison with the shares of values in these rows themselves."""
    values = Counter[Hashable](v for row in rows if (v := comparison.value(row)) not in ("", ()))
    total = values.total()

    def compare(one: Hashable, other: Hashable) -> Compared:
        found = comparison.compare(one, other)
        return found._replace(share=values[one] / total) if found.level == 1 and one == other else found

    return replace(comparison, compare=compare)


THREE = ("same", "alike", "different")
FOUR = ("same", "one slip", "mostly the same", "different")
FIVE = ("same", "one slip or a month", "a year", "ten years", "different")
SIX = ("same", "short for the other", "alike", "same initial", "several slips", "different")


def load(path: Path) -> Table:
    """The table of a file, `fake_1000.csv` or `febrl3.csv`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{k.strip(): v.strip().lower() for k, v in row.items()} for row in csv.DictReader(file, skipinitialspace=True)]
    return _fake(rows) if "cluster" in rows[0] else _febrl(rows)


def _fake(rows: list[Row]) -> Table:
    name = names("first_name", "surname", "email")
    comparisons = (
        Comparison("given", SIX, name, barely(given, lambda r: r.given)),
        Comparison("family", SIX, name, barely(family, lambda r: r.family)),
        column("dob", born, FIVE),
        counted(column("city", written, THREE), rows),
        column("email", mailbox, THREE),
    )

    return Table("fake_1000", rows, [r["cluster"] for r in rows], comparisons, lambda _: [("any",)])


def _febrl(rows: list[Row]) -> Table:
    name = names("given_name", "surname")
    comparisons = (
        Comparison("given", SIX, name, barely(given, lambda r: r.given)),
        Comparison("family", SIX, name, barely(family, lambda r: r.family)),
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
