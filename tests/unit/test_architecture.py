"""The rules of ARCHITECTURE.md that a machine can keep."""

import ast
import statistics
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("graph", "ingest", "viz", "api")
MAY_IMPORT = {"graph": {"graph"}, "ingest": {"graph", "ingest"}, "viz": {"graph", "viz"}, "api": set(ROOMS)}
FENCES = {
    "neo4j": "graph/store/",
    "sqlite3": "graph/store/",
    "networkx": "graph/",
    "graspologic_native": "graph/",
    "scipy": "graph/",
    "numba": "graph/",
    "openpyxl": "ingest/reading/",
    "icalendar": "ingest/",
    "recurring_ical_events": "ingest/",
    "jellyfish": "graph/identity/",
    "anyascii": "graph/identity/",
    "pyvis": "viz/",
    "jinja2": "viz/",
    "fastapi": "api/",
    "starlette": "api/",
    "uvicorn": "api/",
    "python_multipart": "api/",
    "pydantic": "api/",
}
"""Third party -> the only place that may import it."""
UNFENCED = {"msgspec", "numpy"}
LONGEST, MEDIAN = 400, 120
"""Lines of one file."""


def modules(*folders: str) -> list[Path]:
    return sorted(p for f in folders for p in (ROOT / f).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import, wherever in the file it stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, a.name) for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute, so that import path = folder path"
            yield node.lineno, node.module or ""


PRODUCT = modules(*ROOMS)


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    room = name_of(path).split("/")[0]
    wrong = [
        f"line {line}: {name}"
        for line, name in imports_of(path)
        if (top := name.split(".")[0]) in {*ROOMS, "tests"} and top not in MAY_IMPORT[room]
    ]
    assert not wrong


def test_every_room_is_on_the_map() -> None:
    rooms = {p.parent.name for top in ("graph", "ingest") for p in (ROOT / top).glob("*/__init__.py")}
    rows = (ROOT / "ARCHITECTURE.md").read_text("utf-8").splitlines()
    assert rooms <= {row.split("`")[1] for row in rows if row.startswith("| `")}
    for top in ("graph", "ingest"):
        assert len([*(ROOT / top).glob("*.py")]) <= 12, f"a module belongs into a room of `{top}`"


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_third_parties_stay_behind_their_fence(path: Path) -> None:
    wrong = [
        f"line {line}: {name}"
        for line, name in imports_of(path)
        if (top := name.split(".")[0]) in FENCES and not name_of(path).startswith(FENCES[top])
    ]
    assert not wrong


def test_every_third_party_has_a_fence() -> None:
    met = {name.split(".")[0] for path in PRODUCT for _, name in imports_of(path)}
    # `_typeshed` is a type checker's own, imported for it alone.
    assert met - {"_typeshed"} <= {*FENCES, *UNFENCED, *ROOMS, *sys.stdlib_module_names}


@pytest.mark.parametrize("path", modules(*ROOMS, "tests"), ids=name_of)
def test_no_room_is_imported_whole(path: Path) -> None:
    """A bare `import graph` could be anybody's graph; `from graph.model import …` names what it needs."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    assert not [n.lineno for n in nodes if isinstance(n, ast.Import) and any(a.name in ROOMS for a in n.names)]


def test_no_other_distribution_owns_our_names() -> None:
    owners = packages_distributions()
    assert {room: set(owners.get(room, [])) - {"mutuals"} for room in ROOMS} == {room: set() for room in ROOMS}


def written_files() -> list[Path]:
    folders = [ROOT / f for f in (*ROOMS, "tests")]
    found = [p for f in folders for p in f.rglob("*") if p.suffix in {".py", ".js", ".css", ".html"}]
    return sorted(p for p in found if not {"vendor", "golden", "samples"} & set(p.relative_to(ROOT).parts))


def lines_of(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_files_are_short() -> None:
    assert {name_of(p): n for p in written_files() if (n := lines_of(p)) > LONGEST} == {}


def test_half_of_the_modules_fit_on_two_screens() -> None:
    assert statistics.median(lines_of(p) for p in PRODUCT if p.name != "__init__.py") <= MEDIAN


def test_no_drawer_for_odds_and_ends() -> None:
    assert [name_of(p) for p in modules(*ROOMS, "tests") if p.stem in {"utils", "util", "helpers", "common", "misc"}] == []


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_whoever_catches_everything_raises_it_again(path: Path) -> None:
    broad = {"Exception", "BaseException"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else broad
        last = node.body[-1]
        assert not caught & broad or (isinstance(last, ast.Raise) and last.exc is None), f"line {node.lineno}"
