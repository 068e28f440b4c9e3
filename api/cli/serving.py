"""`mutuals serve` and `mutuals demo`: the pages and the HTTP interface."""

from __future__ import annotations

import errno
import os
import re
import socket
import sys
import tempfile
import webbrowser
from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from api import asking
from api.cli.command import DONE, TO_READ, Command
from api.cli.importing import bring, told
from api.cli.terminal import emit
from api.demo.pool import QUESTIONS, Demo, write_pool
from api.present import Json
from api.settings import Settings, from_environment, port_number, store_url
from graph.derive import undo
from graph.errors import BadInput
from graph.store.base import Store
from graph.store.open import open_store
from graph.values import name_key

KEPT_DAYS = 30
"""The demo's dates are relative to the day it was loaded; after this many days it is loaded anew."""
NEXT_PORTS = 20


def listen(host: str, port: int, *, others: int = 0) -> socket.socket:
    """A socket on the port, or on one of the `others` after it when it is taken. Raises `BadInput`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for tried in range(port, port + others + 1):
        try:
            return socket.create_server((host.strip("[]"), tried), family=family, backlog=512)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise BadInput(f"Cannot listen on {host}:{tried}: {error.strerror}") from error
    raise BadInput(f"Port {port} is taken: stop what uses it, or choose another with --port")


def open_page(url: str) -> None:
    """In a browser with windows; never in one that would take over the terminal, and never from a script."""
    windows = sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if windows and sys.stdout.isatty():
        webbrowser.open(url)


def run(settings: Settings, store: Store, sock: socket.socket, *, show: bool) -> None:
    """Serves until it is stopped. The log has no addresses that were asked for: they name people."""
    # The other commands do not wait for what only a server needs: it takes longer to load than most of them to run.
    import uvicorn  # noqa: PLC0415

    from api.app import build_app  # noqa: PLC0415

    app = build_app(settings, store)
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=settings.shutdown_seconds,
        # Behind somebody's proxy the client's address is of no use here, and a forged one would be believed.
        proxy_headers=False,
    )
    host, port = sock.getsockname()[:2]
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    print(f"Mutuals is at {url} (Ctrl+C stops it)", file=sys.stderr, flush=True)
    if show:
        # The socket listens already, so the browser waits for the server instead of failing.
        open_page(url)
    server = uvicorn.Server(config)
    # Streams of events would else keep their connections open until the server loses its patience.
    app.state.stopping = lambda: server.should_exit
    try:
        server.run(sockets=[sock])
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)


def _serve_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=port_number, default=None, metavar="N", help="port to listen on (default 8765; 0: any free one)"
    )
    parser.add_argument("--host", default=None, help="address to listen on (default 127.0.0.1; another one needs MUTUALS_TOKEN)")
    parser.add_argument("--open", action=BooleanOptionalAction, default=False, help="open the page in a browser")


def _serve(args: Namespace) -> int:
    settings = from_environment(store=args.store, host=args.host, port=args.port)
    settings.refuse_if_open()
    store = open_store(settings.url)
    try:
        with listen(settings.host, settings.port) as sock:
            if args.json:
                emit({"host": settings.host, "port": sock.getsockname()[1], "store": store.url})
                sys.stdout.flush()
            run(settings, store, sock, show=args.open)
    finally:
        store.close()
    return DONE


def load_demo(store: Store, today: date) -> list[Json]:
    """Brings the invented pool into a store, once: an older one is taken back first. Returns the reports of new files."""
    with tempfile.TemporaryDirectory(prefix="mutuals-demo-") as folder:
        demo = write_pool(Path(folder), today)
        with store.view() as view:
            sources = view.sources()
        names = {_key(f.path.name, f.owner) for f in demo.files}
        loaded = [s for s in sources if _key(s.file, s.owner) in names]
        fresh = datetime.now(UTC) - timedelta(days=KEPT_DAYS)
        if len(loaded) >= len(demo.files) and all(s.imported >= fresh for s in loaded):
            return []
        return _reload(store, demo, [s.uid for s in loaded])


def _key(file: str, owner: str) -> tuple[str, str]:
    """A file of the demo, whatever date its name holds."""
    return re.sub(r"[0-9]+", "0", file), name_key(owner)


def _reload(store: Store, demo: Demo, old: list[str]) -> list[Json]:
    for uid in old:
        with store.writer() as writer:
            undo(writer, uid)
    return [bring(store, f.path, owner=f.owner) for f in demo.files]


def _demo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=port_number, default=None, metavar="N", help="port (default 8765 or the next free one)")
    parser.add_argument("--open", action=BooleanOptionalAction, default=True, help="open the page in a browser")
    parser.add_argument("--load-only", action="store_true", help="fill the store and stop")


def _demo(args: Namespace) -> int:
    settings = from_environment(store=args.store, port=args.port)
    if not args.store:
        # Invented people must not mix with one's own.
        settings = replace(settings, store=store_url("demo"))
    store = open_store(settings.url)
    try:
        reports = load_demo(store, asking.today())
        if args.json:
            asked = [{"text": q.text, "from": q.start, "to": q.goal} for q in QUESTIONS]
            emit({"store": store.url, "files": reports, "questions": asked})
        else:
            print(told(reports) if reports else "The demo is loaded.")
            print("\n".join(["", "Three good questions:", *(f"  {q.text}" for q in QUESTIONS), ""]))
        sys.stdout.flush()
        if any("error" in r for r in reports):
            return TO_READ
        if not args.load_only:
            with listen(settings.host, settings.port, others=0 if args.port else NEXT_PORTS) as sock:
                run(settings, store, sock, show=args.open)
    finally:
        store.close()
    return DONE


SERVE = Command("serve", "serve the pages and the HTTP interface", "mutuals serve --port 8765 --open", _serve_arguments, _serve)
DEMO = Command("demo", "load an invented network and open the page", "mutuals demo", _demo_arguments, _demo)
