"""A real server in a process of its own, and a page that notes everything that goes wrong on it."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
DESKTOP, PHONE = (1280, 860), (360, 740)
WATCH = (Path(__file__).parent / "watch.js").read_text("utf-8")


def chromium() -> str:
    """Where the browser is; on Debian as root it is installed when it is not there."""
    named = os.environ.get("MUTUALS_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=True)
        found = shutil.which("chromium")
    if not found or not Path(found).exists():
        pytest.fail("These tests need Chromium: install it (sudo apt install chromium), or say where it is in MUTUALS_CHROMIUM")
    return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """`mutuals serve` on a free port of this machine; gives its address."""
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(_free_port()), "--store", f"sqlite:///{store}"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            said = server.stderr.readline()
            assert said.startswith("Mutuals is at "), said
            base = said.split()[3].rstrip("/")
            yield base
            _leave(base)
        finally:
            server.terminate()


def _leave(base: str) -> None:
    """Closes the pages of a server that is about to end: one that still loads would tell of a server that is gone."""
    for one in _open.pop(base, []):
        if not one.page.is_closed():
            one.page.context.close()


@dataclass
class Visit:
    """A page of one server."""

    page: Page
    base: str
    wrong: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()
    """Parts of messages that are meant to come up."""

    def go(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def unexpected(self) -> list[str]:
        return [w for w in self.wrong if not any(e in w for e in self.expected)]

    def note(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            self.wrong.append(f"{said.type}: {said.text} {said.location.get('url', '')}")

    def refuse(self, route: Route) -> None:
        self.wrong.append(f"request to {route.request.url}")
        route.abort()


_open: dict[str, list[Visit]] = {}
"""The visits of each server."""


def visiting(browser: Browser, base: str, size: tuple[int, int], scheme: str) -> Visit:
    """A fresh profile, that may ask nobody but the server at `base`."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if scheme == "dark" else "light", locale="en-GB"
    )
    context.set_default_timeout(20_000)
    context.add_init_script(WATCH)
    one = Visit(context.new_page(), base)
    context.route(lambda url: not url.startswith((f"{base}/", "data:", "blob:")), one.refuse)
    one.page.on("pageerror", lambda error: one.wrong.append(f"error: {error}"))
    one.page.on("console", one.note)
    one.page.on("dialog", lambda dialog: one.wrong.append(f"dialog: {dialog.message}"))
    _open.setdefault(base, []).append(one)
    return one


Open = Callable[..., Visit]
