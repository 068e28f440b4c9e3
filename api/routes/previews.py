"""A look at files before they are imported, and what is remembered of tables whose columns were mapped."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api import examples, shapes
from api.ledger import Desk, import_of_job
from api.openapi import answers, refusals
from api.present import Json
from api.routes.imports import UPLOAD_FORM
from api.settings import Settings
from api.uploads import receive
from ingest.mapper import memory

MappingId = Annotated[str, Path(description="A mapping: the id in the list", max_length=100)]


def build(desk: Desk, settings: Settings) -> APIRouter:
    """Routes of previews and mappings."""
    router = APIRouter(prefix="/api", tags=["imports"])

    @router.post(
        "/previews",
        status_code=202,
        summary="Look before importing",
        description=(
            "Takes files as an import does, reads them whole and keeps nothing. Each is followed as an import; its report has a "
            "`preview`: what the first rows would become. A refusal says what can be chosen: `table`, `kinds`, `readings`."
        ),
        response_model=shapes.Accepted,
        responses=answers(examples.PREVIEWED, 413, status=202),
        openapi_extra=UPLOAD_FORM,
    )
    async def preview(request: Request) -> Json:
        uploads = await receive(request.headers.get("content-type", ""), request.stream(), settings)
        jobs = desk.jobs.submit([replace(upload, dry_run=True) for upload in uploads])
        return {"imports": [import_of_job(job) for job in jobs]}

    @router.get(
        "/mappings",
        summary="Remembered tables",
        description="How the columns of unknown tables were mapped; the next one with the same header is read so without asking.",
        response_model=shapes.Mappings,
        responses=answers(examples.MAPPINGS),
    )
    def mappings() -> Json:
        return {"items": desk.mappings()}

    @router.delete(
        "/mappings/{uid}",
        status_code=204,
        summary="Forget a table",
        description="The next table with this header has to be mapped again. What was imported stays.",
        response_class=Response,
        responses={204: {"description": "It is forgotten"}, **refusals(404)},
    )
    def forget(uid: MappingId) -> Response:
        memory.forget(desk.store, uid)
        return Response(status_code=204)

    return router
