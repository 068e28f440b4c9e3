"""What was made of the files, to be looked over."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api import employer_shapes, employers, examples, judging_shapes, reviewing, shapes
from api.ledger import Desk
from api.openapi import answers, refusals
from api.present import Json
from api.routes.imports import ImportId
from api.routes.judging import Bounded, JudgementId
from graph.store.base import Store


def build(store: Store, desk: Desk) -> APIRouter:
    """Routes of employers, which of them are one, and what an import changed."""
    router = APIRouter(prefix="/api", route_class=Bounded)

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
        "/organisations/doubts",
        tags=["people"],
        summary="Employers that may be one",
        description="Pairs with how likely it is and why; those first whose answer concerns most rows.",
        response_model=employer_shapes.EmployerDoubts,
        responses=answers(examples.EMPLOYER_DOUBTS),
    )
    def doubted(limit: Annotated[int, Query(ge=1, le=1_000, description="Most pairs in one answer")] = 100) -> Json:
        with store.view() as view:
            return employers.doubted(view, limit)

    @router.get(
        "/organisations/judgements",
        tags=["people"],
        summary="What was said of employers",
        description="Every word on two employers, the newest first.",
        response_model=employer_shapes.EmployerWords,
        responses=answers({"items": [examples.EMPLOYER_WORD], "total": 1, "next": None}),
    )
    def decided() -> Json:
        with store.view() as view:
            return employers.decided(view)

    @router.post(
        "/organisations/judgements",
        tags=["people"],
        status_code=201,
        summary="Say whether two employers are one",
        description="It is above what files say, holds for later files too, and can be taken back. 409 where it contradicts "
        "what was said, or says what is so already.",
        response_model=employer_shapes.EmployerWord,
        responses=answers(examples.EMPLOYER_WORD, 404, 409, 413, status=201),
    )
    def decide(asked: employer_shapes.EmployerAsked) -> Json:
        return employers.decide(store, asked.verdict, asked.a, asked.b, asked.note)

    @router.delete(
        "/organisations/judgements/{uid}",
        tags=["people"],
        status_code=204,
        summary="Take back what was said of two employers",
        description="Organisations and ties are then exactly as if it had never been said.",
        response_class=Response,
        responses={204: {"description": "It is withdrawn"}, **refusals(404)},
    )
    def take_back(uid: JudgementId) -> Response:
        employers.take_back(store, uid)
        return Response(status_code=204)

    @router.post(
        "/organisations/later",
        tags=["people"],
        status_code=201,
        summary="Ask about two employers later",
        description="They come after all other pairs, until that is taken back or somebody decides.",
        response_model=judging_shapes.PutOff,
        responses=answers(examples.PUT_OFF, 404, 409, 413, status=201),
    )
    def later(asked: employer_shapes.EmployerPutOff) -> Json:
        return employers.put_off(store, asked.a, asked.b)

    @router.delete(
        "/organisations/later/{uid}",
        tags=["people"],
        status_code=204,
        summary="Ask about two employers in their turn",
        description="Takes back that they were put off.",
        response_class=Response,
        responses={204: {"description": "They are where they would have been"}, **refusals(404)},
    )
    def in_turn(uid: JudgementId) -> Response:
        employers.in_turn(store, uid)
        return Response(status_code=204)

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
