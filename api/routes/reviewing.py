"""What was made of the files, to be looked over."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api import examples, reviewing, shapes
from api.ledger import Desk
from api.openapi import answers
from api.present import Json
from api.routes.imports import ImportId
from graph.store.base import Store


def build(store: Store, desk: Desk) -> APIRouter:
    """Routes that read employers, and what an import changed."""
    router = APIRouter(prefix="/api")

    @router.get(
        "/organisations",
        tags=["people"],
        summary="Employers",
        description="Every employer that a record names, with the spellings that were taken for one; most people first.",
        response_model=shapes.Organisations,
        responses=answers(examples.ORGANISATIONS),
    )
    def organisations(
        q: Annotated[str, Query(description="Words of a spelling", max_length=1_000)] = "",
        joined: Annotated[bool, Query(description="Only those with several spellings")] = False,  # noqa: FBT002 - a query
        limit: Annotated[int, Query(ge=1, le=1_000, description="Most employers in one answer")] = 100,
        after: Annotated[str, Query(description="The `next` of the page before", max_length=100)] = "",
    ) -> Json:
        with store.view() as view:
            return reviewing.organisations(view, q, limit, after, joined=joined)

    @router.get(
        "/imports/{uid}/changes",
        tags=["imports"],
        summary="What an export changed",
        description="Against the same owner's export before it: who is new, who left, who changed employer or title.",
        response_model=shapes.ImportChanges,
        responses=answers(examples.CHANGES, 404),
    )
    def changes(
        uid: ImportId, limit: Annotated[int, Query(ge=0, le=10_000, description="Most people in each list")] = 100
    ) -> Json:
        with store.view() as view:
            return reviewing.changes(view, desk.source_id(uid), limit)

    return router
