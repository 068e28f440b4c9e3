"""A real server on an embedded store and a free loopback port, and invented exports to give it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from api.app import build_app
from api.cli.serving import listen
from api.settings import Settings
from graph.store.open import open_store

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
ADA_KNOWS = (
    ("Bo", "Fixture", "bo-fixture-fx1", "Quayside", "Founder", "19 Jan 2026"),
    ("Dee", "Sample", "dee-sample-fx2", "Harbor Labs", "Analyst", "03 Mar 2025"),
)
BO_KNOWS = (
    ("Ada", "Testerson", "ada-testerson-fx3", "Harbor Labs", "Data engineer", "19 Jan 2026"),
    ("Cy", "Example", "cy-example-fx4", "North Pier", "CTO", "11 Nov 2025"),
)
ADA, BO = "https://www.linkedin.com/in/ada-testerson-fx3", "https://www.linkedin.com/in/bo-fixture-fx1"


def connections(people: Sequence[tuple[str, str, str, str, str, str]], *broken: str) -> bytes:
    """A LinkedIn Connections.csv; `broken` are further lines, as they are."""
    rows = [f"{a},{b},https://www.linkedin.com/in/{slug},,{company},{job},{day}" for a, b, slug, company, job, day in people]
    return "\n".join([HEADER, *rows, *broken, ""]).encode()


@dataclass(frozen=True)
class Site:
    """One running application."""

    client: httpx.Client

    def get(self, path: str, **params: Any) -> Any:
        """The JSON at a path that answers well."""
        answer = self.client.get(path, params=params or None)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(self, path: str, status: int, **params: Any) -> Any:
        """The problem at a path."""
        return problem(self.client.get(path, params=params), status)

    def bring(self, *files: tuple[str, bytes], **form: Any) -> list[dict[str, Any]]:
        """The imports of these files, when each has ended."""
        answer = self.client.post("/api/imports", files=[("files", file) for file in files], data=form)
        assert answer.status_code == 202, answer.text
        return [self.ended(item["id"]) for item in answer.json()["imports"]]

    def ended(self, uid: str) -> dict[str, Any]:
        """The import after its last event; the stream ends with it."""
        stream = self.client.get(f"/api/imports/{uid}/events").text
        assert "event: end" in stream
        found: dict[str, Any] = self.get(f"/api/imports/{uid}")
        return found

    def pool(self) -> list[dict[str, Any]]:
        """Ada and Bo give their contacts."""
        return self.bring(("ada.csv", connections(ADA_KNOWS)), ("bo.csv", connections(BO_KNOWS)), owner=[ADA, BO])


def problem(answer: Any, status: int) -> Any:
    """The body of an answer that must be a problem of this status."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


@contextmanager
def site(folder: Path, settings: Settings | None = None) -> Iterator[Site]:
    """Starts and stops an application whose store is a file in `folder`."""
    store = open_store(f"sqlite:///{folder / 'graph.db'}")
    try:
        with serving(build_app(settings or Settings(), store)) as client:
            yield Site(client)
    finally:
        store.close()


@contextmanager
def serving(app: FastAPI) -> Iterator[httpx.Client]:
    """Serves an application in a thread. The socket listens before the server runs, so nobody has to wait for it."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, timeout_graceful_shutdown=2))
    with listen("127.0.0.1", 0) as sock:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
        thread.start()
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{sock.getsockname()[1]}", timeout=60, trust_env=False) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()
