"""Columns of a table by name: case, spaces and order do not matter, and several names may mean one field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from operator import itemgetter

from graph.values import LONGEST_NAME, plain, tidy

_BLANKS = re.compile(r"\s+")


def heading(cell: str) -> str:
    """A header cell as it is compared: plain letters, no blanks."""
    return _BLANKS.sub("", plain(cell))


def clean(cell: str) -> str:
    """`graph.values.tidy`, with a short cut for the plain ASCII that most cells are."""
    if cell.isascii() and cell.isprintable() and "  " not in cell:
        return cell.strip()
    return tidy(cell)


def told_apart(header: Sequence[str]) -> list[str]:
    """The cells of a header, cleaned, so that no two have one heading: the second `Mail` is called `Mail (2)`."""
    taken = {heading(c) for c in header}
    times: dict[str, int] = {}
    found = []
    for cell in map(clean, header):
        key, name = heading(cell), cell
        number = times.get(key, 0) + 1
        while key and number > 1 and heading(name := f"{cell} ({number})") in taken:
            number += 1
        times[key] = number
        found.append(name)
    return found


class Columns:
    """Where the fields of one layout stand in one header. The first column that fits a field wins.

    `fields` maps each field to the headings (as `heading` gives them) that mean it.
    """

    def __init__(self, header: Sequence[str], fields: Mapping[str, Sequence[str]]) -> None:
        self.headings = [heading(c) for c in header]
        self.fields = tuple(fields)
        first = {h: i for i, h in reversed(list(enumerate(self.headings)))}
        self._at = {f: next((first[h] for h in names if h in first), -1) for f, names in fields.items()}
        # An absent field picks the empty cell that `read` appends to each row; one more keeps the picked thing a tuple.
        self._pick = itemgetter(*self._at.values(), -1, -1)

    def has(self, *fields: str) -> bool:
        """Whether the table has all of these fields."""
        return all(self._at[f] >= 0 for f in fields)

    def at(self, field: str) -> int:
        """Position of a field in a row; -1 when the table has none."""
        return self._at[field]

    def unknown(self) -> list[str]:
        """Headings, empty ones aside, that no field took."""
        taken = set(self._at.values())
        return [h for i, h in enumerate(self.headings) if h and i not in taken]

    def read(self, cells: list[str], *, long: bool) -> tuple[list[str], tuple[str, ...]]:
        """Cleaned cells in the order of `fields` (empty where the table lacks one), and warnings about cells cut.

        `long` says that some cell may be longer than `LONGEST_NAME` characters.
        """
        cells.append("")
        picked = self._pick(cells)[:-2]
        if not long:
            whole_row = "".join(picked)
            if whole_row.isascii() and whole_row.isprintable() and "  " not in whole_row:
                return [c.strip() for c in picked], ()
            return [c and clean(c) for c in picked], ()
        warnings = []
        values = []
        for field, cell in zip(self.fields, picked, strict=True):
            whole = clean(cell)
            if len(whole) > LONGEST_NAME:
                warnings.append(f"{field} has {len(whole):,} characters: cut to {LONGEST_NAME:,}")
            values.append(whole[:LONGEST_NAME])
        return values, tuple(warnings)
