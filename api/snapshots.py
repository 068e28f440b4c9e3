"""Where the copy of a store's ties is kept (`graph.whole.shelved`), and when a command uses it."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from api.asking import today
from api.settings import Settings, variable
from graph.errors import TooLargeHere
from graph.introducing.finding import Finders, by_corridor
from graph.introducing.question import Finder
from graph.measures.groups import Communities, Divided
from graph.measures.nearby import nearby
from graph.measures.pushed import pushed
from graph.measures.society import Societies, Society
from graph.store.base import View
from graph.store.open import file_of
from graph.store.shelf import Shelf
from graph.whole.snapshot import Snapshot, take

Bound = Callable[[View], bool]
"""Whether a store is too large for a network of all its ties on this machine."""

WORTH_LOADING = 2_000_000
"""Ties from which on a command uses the copy that a server left: to load compiled code takes a second or two, in which a
corridor is read from a smaller store."""


def cache_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The platform's usual place for what can be made again."""
    env = os.environ if environ is None else environ
    home = Path.home()
    if sys.platform == "win32":
        return Path(env.get("LOCALAPPDATA") or home / "AppData" / "Local") / "mutuals" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "mutuals"
    return Path(env.get("XDG_CACHE_HOME") or home / ".cache") / "mutuals"


def shelf_of(settings: Settings) -> Shelf:
    """The shelf of a store: one folder for each. It is made when something is put there."""
    file, key = file_of(settings.url), hashlib.sha256(settings.url.encode()).hexdigest()[:16]
    if settings.snapshots:
        return Shelf(Path(settings.snapshots) / key)
    return Shelf(file.with_name(f"{file.name}.snapshots") if file else cache_folder() / "snapshots" / key)


def finders_of_command(settings: Settings) -> Finders:
    """For a process that asks one question: the corridor, unless a server left a copy of a large store that is still true."""
    shelf = shelf_of(settings)

    def choose(view: View, as_of: date) -> Finder:
        if shelf.names():
            from graph.whole.shelved import stored  # noqa: PLC0415 - it is rarely there, and takes long to load

            network = stored(shelf, view, as_of)
            if network is not None and len(network.ties.u) >= WORTH_LOADING:
                from graph.whole.compiled import by_snapshot  # noqa: PLC0415

                return by_snapshot(network)
        return by_corridor(view, as_of)

    return choose


def societies_of(too_large: Bound, whole: Callable[[View, date], Snapshot] = take) -> Societies:
    """Networks as suggestions use them: `whole` ones, and of a store that is too large what is around one person."""

    def taken(view: View, as_of: date) -> Snapshot:
        if too_large(view):
            raise TooLargeHere(
                f"This needs all {view.size().ties:,} ties of the network at once, and {variable('largest_snapshot')} lets "
                "this machine hold fewer. Ask about one person (whom to meet, brokers), or raise that setting where there is "
                "memory for it. A Neo4j server with Graph Data Science finds the communities of today by itself"
            )
        return whole(view, as_of)

    def around(view: View, as_of: date, person: str) -> Society | None:
        return nearby(view, as_of, person) if too_large(view) else None

    return Societies(taken, around)


def communities_of(societies: Societies, too_large: Bound) -> Communities:
    """Those of a store that is too large are asked of itself, as of today: its own strengths know the newest evidence."""

    def by_store(view: View, as_of: date) -> Divided | None:
        return pushed(view) if as_of == today() and too_large(view) else None

    return Communities(societies, by_store)


def bound_of_command(settings: Settings) -> Bound:
    """For a process that asks one question."""
    return lambda view: view.size().ties > settings.largest_snapshot
