from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.cli import main
from api.cli.serving import listen
from graph.errors import BadInput
from graph.store.open import open_store
from tests.unit.api_site import connections

ROOT = Path(__file__).parents[2]
MANY = [(f"First{n}", f"Last{n}", f"first-last{n}-fx", "Harbor Labs", "Analyst", "01 Jan 2026") for n in range(20_000)]


@contextmanager
def served(store: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """`mutuals serve` as a process of its own, on a free port."""
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0", "--json", "--store", store]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if line == "}\n":
                break
        started: dict[str, Any] = json.loads(said)
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{started['port']}", timeout=60, trust_env=False) as client:
                yield process, client
        finally:
            process.kill()


def test_stopping_in_the_middle_of_an_import_keeps_nothing_of_it(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path / 'graph.db'}"
    with served(store) as (process, client):
        answer = client.post("/api/imports", files=[("files", ("many.csv", connections(MANY)))], data={"owner": "Ada Testerson"})
        uid = answer.json()["imports"][0]["id"]
        with client.stream("GET", f"/api/imports/{uid}/events") as stream:
            lines = stream.iter_lines()
            assert any('"rows": ' in line for line in lines)
            process.send_signal(signal.SIGINT)
            rest = list(lines)
        assert "event: end" not in rest or any('"cancelled"' in line for line in rest)
        assert process.wait() == 0
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    opened = open_store(store)
    with opened.view() as view:
        assert (view.size().people, view.sources()) == (0, [])
    opened.close()


def test_a_port_that_is_taken_is_said_or_passed_over() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(BadInput, match="taken"):
            listen("127.0.0.1", port)
        with listen("127.0.0.1", port, others=20) as second:
            assert second.getsockname()[1] > port


def test_an_address_that_is_not_ours_is_said() -> None:
    with pytest.raises(BadInput, match="Cannot listen"):
        listen("203.0.113.1", 0)


def test_a_port_out_of_range_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as end:
        main(["serve", "--port", "99999"])
    assert end.value.code == 2


def test_bytes_that_are_no_text_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["people", "--query", "\udcff", "--store", f"sqlite:///{tmp_path / 'graph.db'}"]) == 2
    assert "no text" in capsys.readouterr().err
