import csv
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest

from api.demo.pool import Demo, write_pool
from api.demo.story import tell

TODAY = date(2026, 3, 14)


@pytest.fixture
def demo(tmp_path: Path) -> Demo:
    return write_pool(tmp_path, TODAY)


def text_of(path: Path) -> str:
    """All that a file says; of an archive, the tables that hold people."""
    if path.suffix != ".zip":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as z:
        return "\n".join(z.read(n).decode() for n in ("Connections.csv", "messages.csv", "Profile.csv"))


def test_it_has_six_exports_two_events_and_six_hundred_people(demo: Demo) -> None:
    assert len([f for f in demo.files if f.owner]) == 6
    assert len([f for f in demo.files if not f.owner]) == 2
    assert len([f for f in demo.files if f.path.suffix == ".zip"]) == 4
    assert len(tell().people) >= 600


def test_the_same_day_gives_the_same_bytes(demo: Demo, tmp_path: Path) -> None:
    again = write_pool(tmp_path / "again", TODAY)
    assert [f.path.read_bytes() for f in demo.files] == [f.path.read_bytes() for f in again.files]


def test_another_day_moves_the_dates_and_nothing_else(demo: Demo, tmp_path: Path) -> None:
    later = write_pool(tmp_path / "later", TODAY + timedelta(days=365))
    dates = re.compile(r"\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4}|\d\d [A-Z][a-z]{2} \d{4}")
    for a, b in zip(demo.files, later.files, strict=True):
        assert text_of(a.path) != text_of(b.path)
        assert dates.sub("", text_of(a.path)) == dates.sub("", text_of(b.path))


def test_nothing_in_it_is_yet_to_come(demo: Demo) -> None:
    for file in demo.files:
        said = text_of(file.path)
        days = [date.fromisoformat(d) for d in re.findall(r"\b\d{4}-\d\d-\d\d", said)]
        days += [
            datetime.strptime(d, "%d %b %Y").replace(tzinfo=UTC).date()
            for d in re.findall(r",(\d\d [A-Z][a-z]{2} \d{4})\b", said)
        ]
        days += [datetime.strptime(d, "%m/%d/%Y").replace(tzinfo=UTC).date() for d in re.findall(r"\d\d/\d\d/\d{4}", said)]
        assert days
        assert max(days) < TODAY


def test_everybody_is_invented(demo: Demo) -> None:
    said = "\n".join(text_of(f.path) for f in demo.files)
    assert {m.rsplit(".", 1)[0] for m in re.findall(r"@([\w.]+)", said)} == {"example"}
    slugs = re.findall(r"/in/([^\s,\"]+)", said)
    assert slugs
    assert all(re.search(r"-demo\d{3}$", slug) for slug in slugs)


def test_its_traps_are_set(demo: Demo) -> None:
    said = {f.path.parent.name + f.path.name[:4]: text_of(f.path) for f in demo.files}
    noor, mira = (next(t for k, t in said.items() if k.startswith(o)) for o in ("noor", "mira"))
    assert "Beatrix,Oatfold," in noor or 'Bea,"Oatfold, PhD",' in noor
    assert "LinkedIn Member" in noor
    evening = next(t for k, t in said.items() if k.endswith("harb"))
    statuses = {row["approval_status"] for row in csv.DictReader(StringIO(evening.removeprefix("\ufeff")))}
    assert statuses == {"approved", "invited", "pending_approval", "declined"}
    assert all("Tove" not in t for k, t in said.items() if not k.endswith(("harb", "part")))
    assert "oatfold-demo" in mira
