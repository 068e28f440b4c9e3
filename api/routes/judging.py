"""Who may be one and the same, and what people said of it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.routing import APIRoute

from api import examples, judging, judging_shapes, learning
from api.openapi import answers, refusals
from api.present import Json
from graph.derive import withdraw
from graph.errors import TooLarge
from graph.store.base import Store

JudgementId = Annotated[str, Path(description="A judgement: the id in the list", max_length=100)]

MOST_BYTES = 1 << 20
"""What is said in one request: room for `judging_shapes.MOST_ROWS` ids."""


class Bounded(APIRoute):
    """A route that reads no more of a request than this, as the framework takes all of it into memory."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def bounded(request: Request) -> Response:
            length = request.headers.get("content-length", "0" if "transfer-encoding" not in request.headers else "")
            if not length.isdigit() or int(length) > MOST_BYTES:
                raise TooLarge(f"a request to say who is whom may have {MOST_BYTES:,} bytes, and says how many it has")
            return await answer(request)

        return bounded


def build(store: Store) -> APIRouter:
    """Routes of doubts and judgements."""
    router = APIRouter(prefix="/api", tags=["people"], route_class=Bounded)

    @router.get(
        "/duplicates",
        summary="People who may be one",
        description="Pairs with how likely it is and why, what agrees and differs, and what a merge would change. Those first "
        "whose answer would change most; what was judged is left out.",
        response_model=judging_shapes.Duplicates,
        responses=answers(examples.DUPLICATES),
    )
    def duplicates(limit: Annotated[int, Query(ge=1, le=1_000, description="Most pairs in one answer")] = 100) -> Json:
        with store.view() as view:
            return judging.duplicates(view, limit)

    @router.post(
        "/duplicates/later",
        status_code=201,
        summary="Ask about two people later",
        description="They come after all other pairs, until that is taken back or somebody decides.",
        response_model=judging_shapes.PutOff,
        responses=answers(examples.PUT_OFF, 404, 413, status=201),
    )
    def later(asked: judging_shapes.PutOffAsked) -> Json:
        return judging.put_off(store, asked.a, asked.b)

    @router.delete(
        "/duplicates/later/{uid}",
        status_code=204,
        summary="Ask about them in their turn",
        description="Takes back that a pair was put off.",
        response_class=Response,
        responses={204: {"description": "They are where they would have been"}, **refusals(404)},
    )
    def in_turn(uid: Annotated[str, Path(description="The id of what put them off", max_length=100)]) -> Response:
        judging.take_up(store, uid)
        return Response(status_code=204)

    @router.get(
        "/duplicates/model",
        summary="What people are told apart by",
        description="What each likeness of two records says, and from how many records and decisions that was learned.",
        response_model=judging_shapes.ModelShown,
        responses=answers(examples.MODEL),
    )
    def model() -> Json:
        with store.view() as view:
            return learning.model(view)

    @router.post(
        "/duplicates/model",
        summary="Learn from records and decisions",
        description="Estimates anew what each likeness says, without labels but for judgements, and derives everybody anew: as "
        "slow as importing everything at once. 400 where there is too little to learn from.",
        response_model=judging_shapes.ModelShown,
        responses=answers(examples.MODEL),
    )
    def learn() -> Json:
        return learning.learn(store)

    @router.delete(
        "/duplicates/model",
        status_code=204,
        summary="Forget what was learned",
        description="People and ties are then exactly as if nothing had been learned.",
        response_class=Response,
        responses={204: {"description": "The shipped model is used"}, **refusals(404)},
    )
    def forget() -> Response:
        learning.forget(store)
        return Response(status_code=204)

    @router.get(
        "/judgements",
        summary="What people said",
        description="Every judgement, the newest first, with who stands on its sides at present.",
        response_model=judging_shapes.Judgements,
        responses=answers(examples.JUDGEMENTS, 404),
    )
    def judgements(
        person: Annotated[str, Query(description="Only those about this person, by id", max_length=200)] = "",
        limit: Annotated[int, Query(ge=1, le=1_000, description="Most judgements in one answer")] = 100,
        after: Annotated[str, Query(description="The `next` of the page before", max_length=100)] = "",
    ) -> Json:
        with store.view() as view:
            return judging.judgements(view, limit, after, person)

    @router.post(
        "/judgements",
        status_code=201,
        summary="Say who is whom",
        description="Two people are one, or are not; or some rows of one person are somebody else's. It is above everything that "
        "files say, holds for later files too, and can be withdrawn. 409 where it contradicts a judgement that stands.",
        response_model=judging_shapes.Judged,
        responses=answers(examples.JUDGED, 404, 409, 413, status=201),
    )
    def decide(asked: judging_shapes.JudgementAsked) -> Json:
        return judging.decide(store, asked.verdict, asked.a, b=asked.b, records=asked.records, note=asked.note)[1]

    @router.delete(
        "/judgements/{uid}",
        status_code=204,
        summary="Take a judgement back",
        description="People and ties are then exactly as if it had never been made.",
        response_class=Response,
        responses={204: {"description": "It is withdrawn"}, **refusals(404)},
    )
    def remove(uid: JudgementId) -> Response:
        with store.writer() as w:
            withdraw(w, uid)
        return Response(status_code=204)

    return router
