"""`mutuals doctor`: does everything work here, and what is set."""

from __future__ import annotations

import platform
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import fields
from importlib.metadata import version

from api.cli.command import DONE, TO_READ, Command
from api.cli.terminal import clean, emit
from api.present import Json
from api.settings import Settings, from_environment, variable
from graph.errors import BadInput, MutualsError
from graph.priors import MODEL
from graph.store.open import open_store


def _arguments(_: ArgumentParser) -> None:
    """None of its own."""


def _checked(name: str, check: Callable[[], str]) -> Json:
    try:
        return {"name": name, "ok": True, "said": check()}
    except MutualsError as error:
        return {"name": name, "ok": False, "said": str(error)}


def _store(url: str) -> str:
    store = open_store(url)
    try:
        answers = store.check()
        with store.view() as view:
            size = view.size()
        return f"{answers} at {store.url}: {size.people:,} people, {size.ties:,} ties, {size.sources:,} imports"
    finally:
        store.close()


def _spool(folder: str) -> str:
    try:
        with tempfile.TemporaryFile(dir=folder or None):
            return folder or tempfile.gettempdir()
    except OSError as error:
        raise BadInput(f"{folder or tempfile.gettempdir()} takes no files: {error.strerror}") from error


def _listening(settings: Settings) -> str:
    settings.refuse_if_open()
    return f"{settings.host}:{settings.port}, {'with a token' if settings.token else 'no token, this machine only'}"


def examined(settings: Settings) -> list[Json]:
    """All checks: `{"name", "ok", "said"}` each."""
    plain = Settings()
    changed = [variable(f.name) for f in fields(Settings) if getattr(settings, f.name) != getattr(plain, f.name)]
    return [
        _checked("mutuals", lambda: f"{version('mutuals')}, model {MODEL}, Python {platform.python_version()}"),
        _checked("settings", lambda: f"set here: {', '.join(changed)}" if changed else "all as they come"),
        _checked("address", lambda: _listening(settings)),
        _checked("uploads", lambda: _spool(settings.spool)),
        _checked("store", lambda: _store(settings.url)),
    ]


def _run(args: Namespace) -> int:
    checks = examined(from_environment(store=args.store))
    good = all(c["ok"] for c in checks)
    if args.json:
        emit({"ok": good, "checks": checks})
    else:
        print("\n".join(f"{'good' if c['ok'] else 'BAD '}  {c['name']}: {clean(c['said'], 500)}" for c in checks))
    return DONE if good else TO_READ


DOCTOR = Command("doctor", "check the store, the versions and the settings", "mutuals doctor", _arguments, _run)
