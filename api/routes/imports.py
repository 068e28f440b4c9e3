"""Uploads, their progress, the ledger, and undo."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from api import examples, shapes
from api.jobs import Job
from api.ledger import Desk, import_of_job, problems_csv, progress_of
from api.openapi import answers, refusals
from api.present import Json
from api.settings import Settings
from api.uploads import receive

ImportId = Annotated[str, Path(description="An import: the id that its upload got, or its source's id", max_length=100)]
KEEP_ALIVE_SECONDS, LOOK_SECONDS = 15.0, 0.5
"""Between two words to a silent stream, and between two looks at whether the server is being stopped."""
UPLOAD_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "owner": {
                            "type": "array",
                            "items": {"type": "string"},
                            "description": "Whose exports they are: none, one for all, or one for each file in the same order",
                        },
                        "kind": {
                            "type": "array",
                            "items": {"type": "string"},
                            "description": "Names of importers, by the same rule; empty: recognised by content",
                        },
                        "date_order": {
                            "type": "array",
                            "items": {"type": "string", "enum": ["", "dmy", "mdy"]},
                            "description": "Day or month first, by the same rule, where a file's own dates fit both",
                        },
                        "map": {
                            "type": "array",
                            "items": {"type": "string"},
                            "description": "What the columns of an unknown table are, by the same rule: FIELD=COLUMN,…",
                        },
                    },
                },
                "example": {"files": ["Connections.csv"], "owner": ["Ada Testerson"]},
            }
        },
    }
}


def build(desk: Desk, settings: Settings) -> APIRouter:
    """Routes that bring files into a store and take them out again."""
    router = APIRouter(prefix="/api/imports", tags=["imports"])

    @router.post(
        "",
        status_code=202,
        summary="Import files",
        description="Takes several files, streamed. Each is imported in turn; ask for its import, or listen to its events.",
        response_model=shapes.Accepted,
        responses=answers(examples.ACCEPTED, 413, status=202),
        openapi_extra=UPLOAD_FORM,
    )
    async def upload(request: Request) -> Json:
        uploads = await receive(request.headers.get("content-type", ""), request.stream(), settings)
        return {"imports": [import_of_job(job) for job in desk.jobs.submit(uploads)]}

    @router.get(
        "",
        summary="The ledger",
        description="What is being imported, then everything that was, the newest first.",
        response_model=shapes.Ledger,
        responses=answers(examples.LEDGER),
    )
    def ledger(
        limit: Annotated[int, Query(ge=1, le=1_000, description="Most entries of the ledger in one answer")] = 200,
        after: Annotated[str, Query(description="The `next` of the page before", max_length=100)] = "",
    ) -> Json:
        return desk.page(limit, after)

    @router.get(
        "/{uid}",
        summary="One import",
        description="Its progress while it runs, then its report or the problem with it.",
        response_model=shapes.Import,
        responses=answers(examples.DONE, 404),
    )
    def one(uid: ImportId) -> Json:
        return desk.entry(uid)

    @router.get(
        "/{uid}/events",
        summary="Follow an import",
        description="Server-sent events: `progress` at most five times a second, and a last `end` with the import.",
        response_class=StreamingResponse,
        responses=answers(examples.EVENTS, 404, media_type="text/event-stream"),
    )
    async def events(request: Request, uid: ImportId) -> StreamingResponse:
        job = desk.jobs.get(uid)
        told = _ended(await asyncio.to_thread(desk.entry, uid)) if job is None else _follow(desk, job, request.app.state.stopping)
        return StreamingResponse(told, media_type="text/event-stream")

    @router.delete(
        "/{uid}",
        status_code=204,
        summary="Cancel or undo an import",
        description="Cancels one that waits or runs; takes back everything that a finished one brought, exactly.",
        response_class=Response,
        responses={204: {"description": "Nothing of it is left"}, **refusals(404, 409)},
    )
    def remove(uid: ImportId) -> Response:
        desk.remove(uid)
        return Response(status_code=204)

    @router.get(
        "/{uid}/problems.csv",
        summary="Rows that need a look",
        description="Every problem and warning of an import with its line; cells are safe to open in a spreadsheet.",
        response_class=Response,
        responses=answers(examples.PROBLEMS_CSV, 404, media_type="text/csv"),
    )
    def problems(uid: ImportId) -> Response:
        return Response(
            problems_csv(desk.problems(uid)),
            media_type="text/csv",
            headers={"Content-Disposition": 'attachment; filename="problems.csv"'},
        )

    return router


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


async def _ended(found: Json) -> AsyncIterator[str]:
    yield _event("end", found)


async def _follow(desk: Desk, job: Job, stopping: Callable[[], bool]) -> AsyncIterator[str]:
    changed, loop = asyncio.Event(), asyncio.get_running_loop()
    end = desk.jobs.listen(job, lambda: loop.call_soon_threadsafe(changed.set))
    spoken = loop.time()
    try:
        yield _event("progress", {"state": job.state, **(progress_of(job) or {})})
        while not job.finished and not stopping():
            with suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), LOOK_SECONDS)
            if changed.is_set():
                changed.clear()
                yield _event("progress", {"state": job.state, **(progress_of(job) or {})})
                spoken = loop.time()
            elif loop.time() - spoken > KEEP_ALIVE_SECONDS:
                yield ": still at it\n\n"
                spoken = loop.time()
        if job.finished:
            yield _event("end", await asyncio.to_thread(desk.entry, job.id))
    finally:
        end()
