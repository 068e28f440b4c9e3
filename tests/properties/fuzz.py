"""Mutated files for every importer: `make fuzz` reads ten thousand of each and writes what came of them to docs/fuzz.md.

`python -m tests.properties.fuzz [--files N] [--seed N]`; the tests read a few hundred of each in the same way.
"""

from __future__ import annotations

import argparse
import io
import random
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from graph.errors import MutualsError
from ingest.reading.document import Document
from ingest.source import Aside, Found, Importer, Named, Nameless, Unusable
from ingest.sources import SOURCES
from tests.golden.rendered import ORDERS, document, samples

PAGE = Path(__file__).resolve().parents[2] / "docs" / "fuzz.md"
FILES = 10_000
ABOUT = """# Mutated files

Written by `make fuzz`. For each importer, samples of its kind are cut, flipped, spliced and sprinkled with what tends to hurt,
then read. A file may be *read*, in whole or with problems; *refused* with one of the project's own errors; or so damaged that
its importer does *not claim* it. Anything else is a *surprise*: another error, or a record that is given twice. There must be
none. `make test` reads a few hundred files of each kind in the same way.

"""
NOISE = (
    b'"', b"\n", b"\r", b",", b";", b"\t", b"\0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xe2\x80\xaf", b'""', b"9" * 11,
    b"'", b"{", b"}", b"[", b"]", b":", b"\\", b"\\ud800", b"null", b"-1", b"1e999", b"<", b"&#0;", b"]]>", b"=?utf-8?q?=", b"%",
    b"BEGIN:VCARD\n", b"END:VCARD\n", b"From a Mon Jan 06 04:49:45 2020\n", b"31/31/3131", b"\xf0\x9f\x92\xa9", b" " * 99,
    b"(" * 3_000, b"[" * 3_000, b'{"a":' * 1_000, b"a@" * 999, b"noreply-" * 200,
)  # fmt: skip


def mutated(data: bytes, dice: random.Random) -> bytes:
    """One to six changes."""
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(data) + 1)
        size = dice.choice((1, 2, 7, 40, 300))
        match dice.randrange(7):
            case 0:
                data = data[:at] + data[at + size :]
            case 1:
                data = data[:at] + bytes(b ^ (1 << dice.randrange(8)) for b in data[at : at + size]) + data[at + size :]
            case 2 | 3:
                data = data[:at] + dice.choice(NOISE) * dice.choice((1, 1, 1, 2, 50)) + data[at:]
            case 4:
                data = data[:at] + dice.randbytes(size) + data[at:]
            case 5:
                other = dice.randrange(len(data) + 1)
                data = data[:at] + data[other : other + 10 * size] + data[at:]
            case _:
                data = data[:at] if dice.randrange(4) == 0 else data
    return data


def repacked(data: bytes, dice: random.Random) -> bytes:
    """An archive or workbook one of whose members is mutated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        which = dice.randrange(len(old.infolist()))
        for number, info in enumerate(old.infolist()):
            member = old.read(info)
            new.writestr(info.filename, mutated(member, dice) if number == which else member)
    return buffer.getvalue()


def files_of(importer: Importer, count: int, seed: int) -> Iterator[Document]:
    """Mutated samples of one kind, the same for the same numbers."""
    dice = random.Random(f"{seed} {importer.name}")
    own = [(s, s.read_bytes()) for s in samples() if s.stat().st_size]
    own = [(s, data) for s, data in own if _claims(importer, document(data, s.name))]
    for _ in range(count):
        sample, data = dice.choice(own)
        inside = data.startswith(b"PK") and dice.random() < 0.7
        yield document(repacked(data, dice) if inside else mutated(data, dice), sample.name, ORDERS.get(sample.name))


def _claims(importer: Importer, given: Document) -> bool:
    try:
        return importer.recognises(given)
    except MutualsError:
        return False


def checked(given: Document, importer: Importer) -> str:
    """What came of a file: `read`, `refused` or `not claimed`. Raises whatever is a surprise."""
    try:
        if not given.blob.survey.size or not importer.recognises(given):
            return "not claimed"
        importer.owner(given)
        for reading in importer.read(given):
            _check(reading.found)
    except MutualsError:
        return "refused"
    return "read"


def _check(found: Iterator[Found]) -> None:
    ids: set[str] = set()
    for one in found:
        assert isinstance(one, Named | Nameless | Unusable | Aside)
        if isinstance(one, Named | Aside):
            fresh = [r.id for r in one.records]
            assert len(set(fresh)) == len(fresh), "a record is given twice"
            assert ids.isdisjoint(fresh), "a record is given twice"
            ids.update(fresh)
        if isinstance(one, Named):
            assert all(e.line == one.line > 0 for e in one.encounters), "evidence of another line"
        if isinstance(one, Unusable):
            assert one.reason


@dataclass(slots=True)
class Came:
    """What came of the files of one importer."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    """Seconds of processor time."""
    surprises: list[str] = field(default_factory=list)


def came_of(importer: Importer, count: int, seed: int) -> Came:
    """Reads so many mutated files; a surprise is kept with where it happened."""
    came = Came()
    for number, given in enumerate(files_of(importer, count, seed)):
        began = process_time()
        try:
            came.counts[checked(given, importer)] += 1
        except Exception as error:  # noqa: BLE001 - what is looked for is any error at all
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(last.filename).name}:{last.lineno}"
            came.surprises.append(f"{importer.name} {number} ({given.name}): {type(error).__name__} at {where}: {error}")
        came.slowest = max(came.slowest, process_time() - began)
    return came


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.properties.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=FILES, help="mutated files for each importer")
    parser.add_argument("--seed", type=int, default=int(f"{datetime.now(UTC):%Y%m%d}"), help="by default today's date")
    said = parser.parse_args()
    lines = ["| importer | files | read | refused | not claimed | surprises | slowest |", "|---|---|---|---|---|---|---|"]
    surprises: list[str] = []
    for importer in SOURCES:
        came = came_of(importer, said.files, said.seed)
        surprises += came.surprises
        counts = " | ".join(f"{came.counts[what]:,}" for what in ("read", "refused", "not claimed"))
        lines.append(
            f"| `{importer.name}` | {said.files:,} | {counts} | {len(came.surprises):,} | {came.slowest * 1000:,.0f} ms |"
        )
        print(lines[-1], *came.surprises[:5], sep="\n", flush=True)
    total = f"Seed {said.seed}: {said.files * len(SOURCES):,} files, {len(surprises):,} surprises."
    table = "\n".join(lines)
    PAGE.write_text(f"{ABOUT}{total}\n\n{table}\n", encoding="utf-8")
    print(total)
    return 1 if surprises else 0


if __name__ == "__main__":
    raise SystemExit(main())
