"""What `pytest --without-neo4j` leaves out it says, and what starts a server ends it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import yaml

from tests.server.jars import HERE
from tests.server.ladder import IMAGE, TOLD, rung

ROOT = Path(__file__).resolve().parents[2]
ONE = "tests/contract/test_changes.py"


def pytest_run(*options: str, ci: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options, ONE, "-k", "what_answers"]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, "CI": ci}, capture_output=True, text=True, check=False
    )  # fmt: skip


def test_what_is_left_out_is_said_in_the_last_line() -> None:
    run = pytest_run("--without-neo4j", ci="")
    assert run.returncode == 0
    assert "neo4j: left out" in run.stdout
    assert run.stdout.strip().splitlines()[-1] == "NOT TESTED, as --without-neo4j was given: 1"


def test_nothing_is_left_out_where_it_counts() -> None:
    run = pytest_run("--without-neo4j", ci="true")
    assert run.returncode == 4
    assert "CI=true" in run.stderr


def test_the_header_says_where_neo4j_comes_from() -> None:
    run = pytest_run("--collect-only", ci="")
    assert f"neo4j: {TOLD[rung()]}" in run.stdout


def test_tests_and_compose_run_one_line_of_neo4j() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    assert compose["services"]["neo4j"]["image"] == IMAGE
    version = IMAGE.split(":")[1].split("-", maxsplit=1)[0]
    assert f"<version>{version}." in (HERE / "pom.xml").read_text("utf-8")
