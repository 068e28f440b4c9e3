"""Pools of contacts: read through the importer of `people` files, and a generated one of any size."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from io import BytesIO, StringIO
from pathlib import Path

from graph.identity.resolve import resolve
from graph.identity.tables import family_names, full_names, given_names
from graph.model import Record
from graph.values import uid
from ingest.reading.blob import Blob
from ingest.reading.document import Document
from ingest.reading.limits import Limits
from ingest.recognise import recognise
from ingest.sources import SOURCES
from ingest.tally import Tally

COLUMNS = {
    "given": "first_name", "family": "last_name", "email": "email", "url": "url", "company": "company", "position": "title",
    "place": "city", "ref": "rid",
}  # fmt: skip


def read(path: Path) -> tuple[list[Record], list[str], list[dict[str, str]]]:
    """Records of a pool, one `people` file for each `source`, whose person each is, and the rows as they stand."""
    by_source = defaultdict[str, list[dict[str, str]]](list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            by_source[row["source"]].append(row)
    person = {row["rid"]: row["person_id"] for rows in by_source.values() for row in rows}
    records = [r for source, rows in sorted(by_source.items()) for r in _imported(source, rows)]
    plain = {row["rid"]: {k: row[v] for k, v in COLUMNS.items()} for rows in by_source.values() for row in rows}
    return records, [person[r.ref] for r in records], [plain[r.ref] for r in records]


def _imported(source: str, rows: list[dict[str, str]]) -> list[Record]:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([row[c] for c in COLUMNS.values()] for row in rows)
    data = text.getvalue().encode()
    document = Document(Blob(f"{source}.csv", lambda: BytesIO(data)), Limits())
    tally = Tally(source)
    for reading in recognise(document, SOURCES).read(document):
        for found in reading.found:
            tally.add(found)
    assert tally.people == len(rows)
    return tally.records


def sure_pairs(records: list[Record]) -> list[tuple[str, str]]:
    """What the same profile, account and e-mail join, by the rules of every import."""
    return [(some[0].id, r.id) for some in resolve(records, ()) for r in some[1:]]


def generated(people: int, seed: int) -> tuple[list[Record], list[int]]:
    """One to four records of each person, 2.2 in the mean, with slips, short names and gaps; the same for one seed."""
    dice = random.Random(seed)
    given, family = (list(t()) for t in (given_names, family_names))
    shares = [list(t().values()) for t in (given_names, family_names)]
    short = defaultdict[str, list[str]](list)
    for name, fulls in sorted(full_names().items()):
        for full in sorted(fulls - {name}):
            short[full].append(name)
    employers = [
        f"{dice.choice(family).title()} {dice.choice(('Labs', 'Energy', 'Media', 'Systems'))}" for _ in range(people // 8)
    ]
    records: list[Record] = []
    truth: list[int] = []
    firsts, lasts = dice.choices(given, shares[0], k=people), dice.choices(family, shares[1], k=people)
    for n, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        company, slug = dice.choice(employers), f"{first}-{last}-{dice.randrange(16**6):06x}"
        mail = f"{first}.{last}{dice.randrange(100)}@gmail.com"
        for _ in range(dice.choice((1, 1, 2, 3, 4))):
            name = dice.choice(short[first]) if short[first] and dice.random() < 0.1 else first
            row = len(records)
            records.append(
                Record(
                    id=uid("r", str(row)), part=f"t{dice.randrange(20)}", line=row + 2, row=row + 1,
                    name=f"{_slip(name, dice).title()} {_slip(last, dice).title()}",
                    slug=slug if dice.random() < 0.4 else "", emails=(mail,) if dice.random() < 0.3 else (),
                    company=company if dice.random() < 0.6 else "", place=dice.choice(("Testville", "Probstadt", "", "")),
                )
            )  # fmt: skip
            truth.append(n)
    return records, truth


def _slip(name: str, dice: random.Random) -> str:
    if len(name) < 4 or dice.random() > 0.06:
        return name
    at = dice.randrange(1, len(name) - 1)
    return name[:at] + dice.choice((name[at + 1] + name[at] + name[at + 2 :], name[at + 1 :]))
