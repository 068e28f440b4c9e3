"""The one place that wires store, importers, routes and pages together.

`build_app(settings, store)` for tests and the command line; `uvicorn --factory api.app:build_app` for a server of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib.metadata import version

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.staticfiles import StaticFiles

from api import asking, openapi, troubles
from api.guard import Gate, Guard
from api.jobs import Jobs
from api.ledger import Desk
from api.routes import health, imports, introductions, judging, labels, logbook, people, previews, reviewing, suggestions
from api.routes import pages as page_routes
from api.settings import Settings, from_environment
from api.snapshots import communities_of, shelf_of, societies_of
from graph.store.base import Store
from graph.store.open import open_store
from graph.whole.keeper import Bounds, Keeper
from graph.whole.snapshot import taking
from viz import pages

ABOUT = """Reads the contact exports and attendance lists that people already have, and answers: who can introduce me, how likely
is it to work, and why? Every error is RFC 9457 problem details."""
TAGS = [
    {"name": "imports", "description": "Files that come in, and what became of them."},
    {"name": "people", "description": "People and what is known of them and between them."},
    {"name": "introductions", "description": "Paths to a person, and the network as a picture."},
    {"name": "suggestions", "description": "Whom to turn to next, and which groups there are."},
    {"name": "server", "description": "The server itself."},
]


def build_app(settings: Settings | None = None, store: Store | None = None) -> FastAPI:
    """The application on a store. Settings default to the environment; a store that is opened here is closed at shutdown.

    Raises `BadInput` for settings that cannot be used, `StoreUnavailable` when the store does not answer.
    """
    chosen = settings or from_environment()
    opened = store or open_store(chosen.url)
    jobs = Jobs(opened, replace(chosen.limits, file_bytes=chosen.max_file_bytes), chosen.max_waiting)
    keeper = Keeper(opened, shelf_of(chosen), Bounds(most=chosen.largest_snapshot), asking.today)
    societies = societies_of(keeper.too_large, taking(keeper.at_hand))

    communities = communities_of(societies, keeper.too_large)
    counts: Counter[tuple[str, int]] = Counter()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        keeper.begin()
        yield
        await run_in_threadpool(jobs.close)
        await run_in_threadpool(keeper.close)
        if store is None:
            opened.close()

    app = FastAPI(
        title="Mutuals",
        version=version("mutuals"),
        summary="Who can introduce me?",
        description=ABOUT,
        openapi_tags=TAGS,
        # Both documentation pages load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        # Whatever the environment says: no request leaves this machine, and nothing about requests is recorded.
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False},
    )
    app.state.stopping = lambda: False
    desk = Desk(opened, jobs)
    app.include_router(imports.build(desk, chosen))
    app.include_router(previews.build(desk, chosen))
    app.include_router(reviewing.build(opened, desk))
    app.include_router(people.build(opened, communities))
    app.include_router(judging.build(opened))
    app.include_router(labels.build(opened))
    app.include_router(introductions.build(opened, keeper))
    app.include_router(logbook.build(opened))
    app.include_router(suggestions.build(opened, societies, communities))
    app.include_router(health.build(opened, jobs, counts))
    app.include_router(page_routes.build(opened, chosen, communities))
    app.mount("/static", StaticFiles(directory=pages.STATIC), name="static")
    troubles.install(app)
    openapi.install(app)
    app.add_middleware(Guard, gate=Gate(chosen))
    app.add_middleware(health.Tally, counts=counts)
    return app
