"""From a file to the ledger: owners, repeats, undo, dry runs, limits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.derive import undo
from graph.errors import BadInput, BrokenFile, Cancelled, Conflict, NotUnderstood, OwnerNeeded, TooLarge
from graph.store.base import Store
from graph.store.open import open_store
from ingest.reading.limits import Limits
from ingest.report import Progress, Report
from ingest.run import import_file

POOL = Path(__file__).parents[1] / "samples" / "pool"
CONNECTIONS = POOL / "maren" / "Connections.csv"
ARCHIVE = POOL / "maren" / "Basic_LinkedInDataExport_02-14-2026.zip"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite:///:memory:")
    yield opened
    opened.close()


def given(store: Store, text: str, name: str = "Connections.csv", owner: str = "Ada Testerson") -> Report:
    return import_file(store, io.BytesIO(text.encode()), name=name, owner=owner)


def held(store: Store) -> tuple[int, int, int, int, int]:
    with store.view() as view:
        size = view.size()
    return size.people, size.ties, size.records, size.encounters, size.sources


def test_a_second_import_changes_nothing_and_says_so(store: Store) -> None:
    first = import_file(store, CONNECTIONS, name="Connections.csv", owner="Maren Tolliverne")
    before = held(store)
    again = import_file(store, CONNECTIONS, name="Connections (1).csv", owner="maren  TOLLIVERNE")
    assert (first.new_people, first.unchanged) == (91, 0)
    assert (again.new_people, again.unchanged, again.rows) == (0, 90, 92)
    assert again.source == first.source
    assert held(store) == before


def test_the_same_export_of_somebody_else_is_a_conflict_that_names_the_way_out(store: Store) -> None:
    first = import_file(store, CONNECTIONS, name="Connections.csv", owner="Maren Tolliverne")
    with pytest.raises(Conflict, match=f"export of Maren Tolliverne, not of Idris Belvanto.*mutuals undo {first.source}"):
        import_file(store, CONNECTIONS, name="Connections.csv", owner="Idris Belvanto")


def test_a_personal_export_needs_an_owner(store: Store) -> None:
    with pytest.raises(OwnerNeeded, match="--owner"):
        import_file(store, CONNECTIONS, name="Connections.csv")
    assert held(store) == (0, 0, 0, 0, 0)


def test_an_archive_holds_the_very_table_that_was_imported_alone(store: Store) -> None:
    import_file(store, CONNECTIONS, name="Connections.csv", owner="Maren Tolliverne")
    alone = held(store)
    report = import_file(store, ARCHIVE, name=ARCHIVE.name)
    assert report.unchanged == 90
    assert report.owner == "Maren Tolliverne"
    with store.view() as view:
        (maren,) = view.search("Maren Tolliverne", 10)
        assert "maren.tolliverne@example.com" in maren.emails
        assert maren.slug == "maren-tolliverne-fx0000"
    with store.writer() as writer:
        undo(writer, report.source)
    assert held(store) == alone


def test_undo_of_everything_leaves_nothing(store: Store) -> None:
    reports = [import_file(store, CONNECTIONS, name="c.csv", owner="Maren"), import_file(store, ARCHIVE, name=ARCHIVE.name)]
    for report in reports:
        with store.writer() as writer:
            undo(writer, report.source)
    assert held(store) == (0, 0, 0, 0, 0)


def test_an_archive_says_whose_it_is_and_does_not_let_others_claim_it(store: Store) -> None:
    with pytest.raises(Conflict, match="export of Maren Tolliverne, not of Idris Belvanto"):
        import_file(store, ARCHIVE, name=ARCHIVE.name, owner="Idris Belvanto")
    report = import_file(store, ARCHIVE, name=ARCHIVE.name, owner="maren@example.net")
    assert report.owner == "Maren Tolliverne"
    with store.view() as view:
        assert "maren@example.net" in view.search("Maren Tolliverne", 10)[0].emails


def test_a_table_of_one_owner_inside_the_archive_of_another_is_a_conflict(store: Store) -> None:
    import_file(store, CONNECTIONS, name="Connections.csv", owner="Idris Belvanto")
    before = held(store)
    with pytest.raises(Conflict, match="as the export of Idris Belvanto, not of Maren Tolliverne"):
        import_file(store, ARCHIVE, name=ARCHIVE.name)
    assert held(store) == before


def test_two_exports_of_one_person_have_one_owner(store: Store) -> None:
    given(store, HEADER + "Bo,K.,https://www.linkedin.com/in/bok-fx04,,,,01 Aug 2024\n")
    report = given(store, HEADER + "Grace,Sample,,,,,01 Aug 2024\n")
    assert report.new_people == 1
    assert held(store)[:2] == (3, 2)


def test_a_dry_run_reads_all_and_writes_nothing(store: Store) -> None:
    report = import_file(store, ARCHIVE, name=ARCHIVE.name, dry_run=True)
    assert (report.people, report.nameless, report.new_people) == (122, 5, 91)
    assert held(store) == (0, 0, 0, 0, 0)


def test_a_stopped_import_keeps_nothing(store: Store) -> None:
    with pytest.raises(Cancelled):
        import_file(store, CONNECTIONS, name="Connections.csv", owner="Maren", cancelled=lambda: True)
    assert held(store) == (0, 0, 0, 0, 0)


def test_progress_ends_within_the_total(store: Store) -> None:
    heard: list[Progress] = []
    text = HEADER + "".join(f"Ada,Tester{i},,,,,01 Aug 2024\n" for i in range(2_000))
    import_file(store, io.BytesIO(text.encode()), name="c.csv", owner="Me Owner", progress=heard.append)
    assert heard
    assert all(0 <= p.bytes_read <= p.bytes_total == len(text) for p in heard)


def test_problems_are_kept_in_the_ledger_with_their_lines(store: Store) -> None:
    report = given(store, HEADER + "Bo,K.\nAda,T,,,,,32 Foo 2024\n")
    with store.view() as view:
        kept = view.problems(report.source)
    assert [(p.line, p.severity) for p in kept] == [(2, "problem"), (3, "warning")]
    again = given(store, HEADER + "Bo,K.\nAda,T,,,,,32 Foo 2024\n")
    assert (again.problems, again.warnings) == (report.problems, report.warnings)


def test_a_report_lists_only_so_many_problems_and_counts_them_all(store: Store) -> None:
    text = HEADER + "Bo,K.\n" * 30
    report = import_file(store, io.BytesIO(text.encode()), name="c.csv", owner="Me Owner", limits=Limits(listed=10))
    assert (report.rows, len(report.problems), report.parts[0].problems) == (30, 10, 30)


def test_the_report_has_the_promised_shape(store: Store) -> None:
    said = given(store, HEADER + "Bo,K.\nAda,T,,,,,32 Foo 2024\n").to_json()
    promised = {
        "file",
        "kind",
        "source",
        "rows",
        "people",
        "nameless",
        "problems",
        "warnings",
        "encounters",
        "new_people",
        "unchanged",
    }
    assert promised <= said.keys()
    assert said["problems"] == [{"file": "Connections.csv", "line": 2, "reason": "2 cells where the header has 7"}]


def test_a_stream_that_cannot_seek_is_read_too(store: Store, tmp_path: Path) -> None:
    report = import_file(store, _Pipe(CONNECTIONS.read_bytes()), name="Connections.csv", owner="Maren")
    assert report.people == 90
    with pytest.raises(BadInput, match="cannot be opened"):
        import_file(store, tmp_path / "gone.csv", name="gone.csv")


class _Pipe(io.BytesIO):
    """A file as a socket would give it."""

    def seekable(self) -> bool:
        return False


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("limits", "data"),
    [
        (Limits(file_bytes=100), b"x" * 101),
        (Limits(members=1), zipped({"Connections.csv": b"a", "messages.csv": b"b"})),
        (Limits(unpacked_bytes=1_000), zipped({"Connections.csv": b"a" * 1_001})),
        (Limits(), zipped({"Connections.csv": b"a" * 10_000_000})),
        (Limits(columns=5), (HEADER * 2).encode()),
    ],
)
def test_too_much_is_refused_before_it_is_read(store: Store, limits: Limits, data: bytes) -> None:
    with pytest.raises(TooLarge):
        import_file(store, io.BytesIO(data), name="big", owner="Me Owner", limits=limits)


def test_the_size_of_a_stream_that_cannot_seek_is_limited_too(store: Store) -> None:
    with pytest.raises(TooLarge):
        import_file(
            store, _Pipe(CONNECTIONS.read_bytes()), name="Connections.csv", owner="Maren", limits=Limits(file_bytes=1_000)
        )


def test_a_damaged_member_is_a_broken_file(store: Store) -> None:
    data = bytearray(zipped({"Connections.csv": (HEADER + "Ada,T,,,,,01 Aug 2024\n" * 50).encode()}))
    data[60] ^= 0xFF
    with pytest.raises(BrokenFile, match="damaged"):
        import_file(store, io.BytesIO(bytes(data)), name="export.zip", owner="Me Owner")
    assert held(store) == (0, 0, 0, 0, 0)


def test_a_kind_narrows_the_choice_and_an_unknown_one_lists_all(store: Store) -> None:
    with pytest.raises(NotUnderstood, match="Columns seen: First Name"):
        import_file(store, CONNECTIONS, name="Connections.csv", kind="luma", owner="Maren")
    with pytest.raises(BadInput, match="kinds are: linkedin-connections"):
        import_file(store, CONNECTIONS, name="Connections.csv", kind="myspace", owner="Maren")
    assert import_file(store, CONNECTIONS, name="Connections.csv", kind="linkedin", owner="Maren").people == 90


def test_two_claimants_are_an_error_that_names_them(store: Store) -> None:
    text = "from,to,when,kind,event,person\na,b,2024-01-01,met,,\n"
    with pytest.raises(NotUnderstood, match="any of ties, attendance: say which with --kind"):
        given(store, text, "both.csv", "")
    assert import_file(store, io.BytesIO(text.encode()), name="both.csv", kind="ties").encounters == 1
