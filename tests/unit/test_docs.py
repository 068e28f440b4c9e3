"""What the documents promise is there: the two commands, the notes' headings, the dependencies, the examples, the links."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted(p for p in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NOTES = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
HEADINGS = ["Context", "Decision", "Measured", "Consequences", "Costs", "Rejected", "Kept by"]
"""Of a decision, in any order between the first two and the last; those in the middle may be missing."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
IMPORT_NAMES = {
    "neo4j-rust-ext": "neo4j",
    "graspologic-native": "graspologic_native",
    "python-multipart": "python_multipart",
    "recurring-ical-events": "recurring_ical_events",
}


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ +(.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h).strip().lower().replace(" ", "-") for h in headings}


def test_a_fresh_machine_needs_two_commands() -> None:
    first = blocks(README, "sh")[0].splitlines()
    assert [line.split("#")[0].strip() for line in first] == ["make run", "make test"]


def test_every_make_target_named_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {t for page in PAGES for t in re.findall(r"`make ([a-z]+)", page.read_text("utf-8"))}
    assert named <= targets


def test_the_command_line_tour_uses_commands_that_exist() -> None:
    help_text = subprocess.run(
        [sys.executable, "-m", "api.cli", "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    lines = [line for block in blocks(README, "sh") for line in block.splitlines() if line.startswith("mutuals ")]
    assert lines
    for command in {line.split()[1] for line in lines}:
        assert re.search(rf"^ +{command}\b", help_text, re.MULTILINE), command


@pytest.mark.parametrize("note", NOTES, ids=lambda p: p.stem)
def test_every_decision_has_its_headings(note: Path) -> None:
    text = note.read_text("utf-8")
    found = re.findall(r"^\*\*([A-Z][a-z ]+)\.\*\* \S", text, re.MULTILINE)
    assert [*found[:2], found[-1]] == [*HEADINGS[:2], HEADINGS[-1]]
    assert set(found) <= set(HEADINGS)
    assert len(found) == len(set(found))
    assert re.match(rf"# {int(note.stem[:4])}\. [A-Z]", text)


def test_every_dependency_is_explained_and_imported() -> None:
    declared = {re.split(r"[<>=]", d)[0] for d in PROJECT["project"]["dependencies"]}
    develop = {re.split(r"[<>=]", d)[0] for d in PROJECT["dependency-groups"]["dev"]}
    note = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text("utf-8")
    assert set(re.findall(r"^\| ([a-z][\w-]+) \|", note, re.MULTILINE)) - {"package"} == declared
    assert not [d for d in develop if d not in note]
    sources = "\n".join(p.read_text("utf-8") for room in ("graph", "ingest", "viz", "api") for p in (ROOT / room).rglob("*.py"))
    unused = [d for d in declared if not re.search(rf"^\s*(import|from) {IMPORT_NAMES.get(d, d)}\b", sources, re.MULTILINE)]
    assert unused == []


def test_the_lock_names_the_public_index_only() -> None:
    hosts = set(re.findall(r"https?://([^/\"]+)", (ROOT / "uv.lock").read_text("utf-8")))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", page.read_text("utf-8")):
        name, _, anchor = target.partition("#")
        goal = (page.parent / name).resolve() if name else page
        assert goal.exists(), target
        assert not anchor or anchor in anchors(goal), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_python_examples_run(page: Path) -> None:
    for example in Sybil(parsers=[PythonCodeBlockParser()]).parse(page):
        example.evaluate()


def test_the_wheel_holds_every_file_of_the_rooms(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        check=True,
        cwd=ROOT,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    packed = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    rooms = (p for room in ("graph", "ingest", "viz", "api") for p in (ROOT / room).rglob("*") if p.is_file())
    assert packed == {p.relative_to(ROOT).as_posix() for p in rooms if "__pycache__" not in p.parts}


def test_the_architecture_page_names_things_that_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    paths = set(re.findall(r"`((?:graph|ingest|viz|api|tests|docs)/[\w/.\-]+)", text))
    assert paths
    assert not [p for p in paths if not (ROOT / p).exists()]
    modules = set(re.findall(r"\b((?:graph|ingest|viz|api)(?:\.[a-z]+)+)", "\n".join(blocks(text, ""))))
    assert modules
    assert not [m for m in modules if not _is_module(m)]


def _is_module(name: str) -> bool:
    """Whether a dotted name is a module or a function of one."""
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").exists() or path.parent.with_suffix(".py").exists()
