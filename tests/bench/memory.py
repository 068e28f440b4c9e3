"""Peak memory of importing files that are far larger than it, each in a process of its own.

`python -m tests.bench.memory FILE OWNER` is that process: it imports into an empty embedded store beside the file.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from urllib.parse import quote

from api.demo.cast import FIRST, LAST_HEADS, LAST_TAILS
from graph.store.open import open_store
from ingest.run import import_file
from tests.bench.table import Row

MAIL, MESSAGES = 2_000_000_000, 1_000_000_000
"""Bytes of the two files."""
MOST = 400
"""Megabytes of resident memory that an import may reach."""
OWNER = "Ada Benchmark"
SEED = 20_260_601
PEOPLE = 3_000
ROOT = Path(__file__).resolve().parents[2]
_BODY = "Shall we meet on Thursday, or is next week better for you? " * 40
_START = datetime(2012, 1, 2, 8, tzinfo=UTC)
_FIELDS = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE", "SUBJECT",
    "CONTENT", "FOLDER",
)  # fmt: skip


Maker = Callable[[Path, int], None]
"""Writes a file of about so many bytes."""


@dataclass(frozen=True, slots=True)
class Peak:
    """What one import came to."""

    bytes: int
    rows: int
    seconds: float
    megabytes: float
    """Highest resident memory."""


def _name(n: int) -> str:
    heads, tails = len(LAST_HEADS), len(LAST_TAILS)
    return f"{FIRST[n % len(FIRST)]} {LAST_HEADS[n // len(FIRST) % heads]}{LAST_TAILS[n // len(FIRST) // heads % tails]}"


def _letters() -> Iterator[tuple[int, bool, datetime, int]]:
    """Without end: who the other one is, whether the owner writes, when, and how long it is. Some are written to often."""
    dice = random.Random(SEED)
    n = 0
    while True:
        n += 1
        other = int(PEOPLE * dice.random() ** 3)
        yield other, dice.random() < 0.5, _START + timedelta(minutes=6 * n), dice.randrange(200, 1_400)


def mailbox(path: Path, size: int) -> None:
    """An mbox of about `size` bytes: letters of a few hundred words, and every fifth with an attachment."""
    with path.open("wb") as file:
        for n, (other, ours, when, length) in enumerate(_letters()):
            one, two = (f"{OWNER} <ada@bench.example>", f"{_name(other)} <person{other}@bench.example>")
            sender, reader = (one, two) if ours else (two, one)
            copied = f"Cc: {_name(n % PEOPLE)} <person{n % PEOPLE}@bench.example>\n" if n % 7 == 0 else ""
            attached = ("QUJD" * 19 + "\n") * 500 if n % 5 == 0 else ""
            file.write(
                f"From {n}@xxx {when:%a %b %d %H:%M:%S} +0000 {when:%Y}\nFrom: {sender}\nTo: {reader}\n{copied}"
                f"Date: {when:%a, %d %b %Y %H:%M:%S} +0000\nSubject: Letter {n}\nMessage-ID: <{n}@bench.example>\n\n"
                f"{_BODY[:length]}\n{attached}\n".encode()
            )
            if file.tell() > size:
                return


def message_list(path: Path, size: int) -> None:
    """A LinkedIn messages.csv of about `size` bytes."""
    mine = "https://www.linkedin.com/in/ada-benchmark"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_FIELDS)
        for n, (other, ours, when, length) in enumerate(_letters()):
            one, two = (OWNER, mine), (_name(other), f"https://www.linkedin.com/in/{quote(f'bench-person-{other}')}")
            sender, reader = (one, two) if ours else (two, one)
            table.writerow((f"2-{other:08d}", "", *sender, *reader, f"{when:%Y-%m-%d %H:%M:%S} UTC", "", _BODY[:length], "INBOX"))
            if n % 1_000 == 0 and path.stat().st_size > size:
                return


def peak(file: Path) -> Peak:
    """Imports a file in a fresh process."""
    found = subprocess.run(
        [sys.executable, "-m", "tests.bench.memory", str(file), OWNER], capture_output=True, text=True, check=True, cwd=ROOT
    )
    rows, seconds, megabytes = found.stdout.split()
    return Peak(file.stat().st_size, int(rows), float(seconds), float(megabytes))


def measure(folder: Path, *, quick: bool = False) -> list[Row]:
    """Both files, at a hundredth of their size when `quick`."""
    rows = []
    for name, make, size in (("mail.mbox", mailbox, MAIL), ("messages.csv", message_list, MESSAGES)):
        file = folder / name
        make(file, size // 100 if quick else size)
        got = peak(file)
        megabytes = got.bytes / 1e6
        rows.append(
            Row(
                f"import {name} of {megabytes:,.0f} MB, {got.rows:,} messages, embedded: peak memory",
                f"{got.megabytes:,.0f} MB in {got.seconds:,.0f} s",
                f"≤ {MOST} MB",
                f"the file: {megabytes:,.0f} MB",
                f"{got.megabytes / megabytes:.2f} × the file",
            )
        )
        for left in folder.glob(f"{name}*"):
            left.unlink()
    return rows


def main(file: Path, owner: str) -> None:
    """Prints rows, seconds and the highest resident memory in megabytes."""
    with closing(open_store(f"sqlite:///{file}.db")) as store:
        began = perf_counter()
        report = import_file(store, file, name=file.name, owner=owner)
        took = perf_counter() - began
    print(report.rows, took, highest_memory())


def highest_memory() -> float:
    """Megabytes that this process had resident at most, as the kernel counted them."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1_000


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
