"""A small invented network as three files that anybody can give: who is what, who met whom, who was where."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from graph.store.base import Store
from ingest.run import import_file

NOW = date(2026, 6, 1)
PEOPLE, EVENTS = 40, 6
COMPANIES = ("Harbor Labs", "North Pier", "Quayside", "Mill & Sons")
SKILLS = ("Python", "Welding", "Tax law")
POSITIONS = ("Engineer", "Head of Welding", "Analyst")


def address(n: int) -> str:
    return f"p{n}@example.org"


HEADERS = {
    "people.csv": "name,email,company,position,skills",
    "ties.csv": "from,to,when,kind,direction",
    "guests.csv": "event,when,person",
}


@dataclass(frozen=True)
class Tables:
    """The cells of each file, without the header, by its name: row i stands in line i + 2."""

    rows: Mapping[str, Sequence[Sequence[str]]]

    def bring(self, store: Store) -> None:
        for name, header in HEADERS.items():
            text = "\n".join([header, *(",".join(row) for row in self.rows[name])])
            report = import_file(store, io.BytesIO(text.encode()), name=name)
            assert not report.problems


def tables(seed: int = 6) -> Tables:
    dice = random.Random(seed)
    people = [
        (f"Person {chr(65 + n % 26)}{n}", address(n), dice.choice(COMPANIES), dice.choice(POSITIONS), dice.choice(SKILLS))
        for n in range(PEOPLE)
    ]
    ties = []
    for a, b in combinations(range(PEOPLE), 2):
        if dice.random() < 0.09:
            for _ in range(dice.choice((1, 1, 2, 5))):
                one, other = dice.sample((a, b), 2)
                day = NOW - timedelta(days=dice.randrange(1, 900))
                kind = dice.choice(("message", "message", "connection", "met"))
                ties.append((address(one), address(other), day.isoformat(), kind, "forward" if kind == "message" else "both"))
    guests = [
        (f"Harbor Days {2020 + n}", date(2020 + n, 5, 17).isoformat(), address(who))
        for n in range(EVENTS)
        for who in sorted(dice.sample(range(PEOPLE), dice.choice((3, 5, 8))))
    ]
    return Tables({"people.csv": people, "ties.csv": ties, "guests.csv": guests})
