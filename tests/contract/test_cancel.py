"""An import can be stopped at any moment: while its file is hashed, read, and while people and ties are worked out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import Cancelled
from graph.store.base import Store
from ingest.report import Progress
from ingest.run import import_file
from tests.contract.said import everything
from tests.contract.test_crash import connections

OWNER = "Ada Testerson"


class Stop:
    """Says yes when it is asked for the `at`th time."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.asked = 0

    def __call__(self) -> bool:
        self.asked += 1
        return self.asked >= self.at


def bring(store: Store, file: Path, cancelled: Callable[[], bool], *, dry_run: bool = False) -> None:
    import_file(store, file, name=file.name, owner=OWNER, cancelled=cancelled, dry_run=dry_run)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A packed export of two tables, of which the second refers to people of the first."""
    messages = io.StringIO()
    messages.write("CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT\n")
    mine = f"{OWNER},https://www.linkedin.com/in/ada-testerson"
    for n in range(300):
        messages.write(
            f'c{n},{mine},Given{n} Family{n},https://www.linkedin.com/in/invented-{n},2024-03-0{n % 9 + 1} 10:00:00 UTC,"hello"\n'
        )
    file = tmp_path / "Basic_LinkedInDataExport.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("Connections.csv", connections(tmp_path / "c.csv", 300).read_bytes())
        packed.writestr("messages.csv", messages.getvalue())
        packed.writestr("Profile.csv", "First Name,Last Name,Headline\nAda,Testerson,Tester\n")
    return file


def test_stopped_at_any_moment_it_leaves_nothing(store: Store, archive: Path, tmp_path: Path) -> None:
    first = connections(tmp_path / "First.csv", 40)
    import_file(store, first, name=first.name, owner="Bo Kayler")
    with store.view() as view:
        before, revision = everything(view), view.revision()
    read, whole = Stop(10**9), Stop(10**9)
    bring(store, archive, read, dry_run=True)
    # The last thing that a dry run asks is after reading, too.
    moments = [1, 2, read.asked // 2, read.asked - 2, *range(read.asked - 1, read.asked + 5)]
    for at in moments:
        with pytest.raises(Cancelled, match="nothing of it was kept"):
            bring(store, archive, Stop(at))
        with store.view() as view:
            assert (everything(view), view.revision()) == (before, revision), f"stopped when asked for the {at}th time"
    bring(store, archive, whole)
    assert whole.asked >= moments[-1], "the moments include those after reading"
    with store.view() as view:
        assert view.size().people > 300


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_it_is_told_what_is_going_on(store: Store, tmp_path: Path) -> None:
    heard: list[Progress] = []
    file = connections(tmp_path / "Connections.csv", 2_000)
    import_file(store, file, name=file.name, owner=OWNER, progress=heard.append)
    assert list(dict.fromkeys(p.stage for p in heard)) == ["looking", "reading", "relating"]
    assert all(0 <= p.bytes_read <= p.bytes_total == file.stat().st_size for p in heard)
    assert heard[-1].rows > 1_900


def test_rate_and_remaining_time_are_those_of_reading() -> None:
    half = Progress(1_000, 50, 100, "reading", 2.0)
    assert (half.rows_per_second, half.seconds_remaining) == (500.0, 2.0)
    for other in (
        Progress(0, 50, 100, "looking", 2.0),
        Progress(9, 99, 99, "relating", 2.0),
        Progress(0, 0, 100, "reading", 0.0),
    ):
        assert (other.rows_per_second, other.seconds_remaining) == (0.0, None)
