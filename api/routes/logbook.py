"""Requests that were made, what became of them, and who is not to be asked too often."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api import asking, examples, logbook, logbook_shapes
from api.openapi import answers, refusals
from api.present import Json
from api.routes.judging import Bounded
from api.routes.people import AsOf
from graph.store.base import Store

AskId = Annotated[str, Path(description="A request: the id in the list", max_length=100)]


def build(store: Store) -> APIRouter:
    """Routes of the log."""
    router = APIRouter(prefix="/api", tags=["introductions"], route_class=Bounded)

    @router.get(
        "/asks",
        summary="Requests that were made",
        description="Each with what became of it, and how willing its introducer is by all of them.",
        response_model=logbook_shapes.Asks,
        responses=answers(examples.ASKS),
    )
    def asks(as_of: AsOf = None) -> Json:
        with store.view() as view:
            return logbook.listed(view, as_of or asking.today())

    @router.post(
        "/asks",
        status_code=201,
        summary="Log a request",
        description="That somebody asked an introducer for an introduction. Until its outcome is told, or for a month, the "
        "introducer counts as less willing.",
        response_model=logbook_shapes.AskShown,
        responses=answers(examples.ASK, 404, 409, 413, status=201),
    )
    def ask(told: logbook_shapes.AskTold) -> Json:
        return logbook.ask(store, told.start, told.through, told.to, told.day)

    @router.post(
        "/asks/{uid}/outcome",
        status_code=201,
        summary="Say what became of a request",
        description="It changes how willing the introducer, whom it was for, and a little everybody is taken to be.",
        response_model=logbook_shapes.AskShown,
        responses=answers(examples.ASK, 404, 409, 413, status=201),
    )
    def outcome(uid: AskId, told: logbook_shapes.OutcomeTold) -> Json:
        return logbook.outcome(store, uid, told.outcome)

    @router.delete(
        "/asks/{uid}",
        status_code=204,
        summary="Forget a request",
        description="With its outcomes, as if it had never been logged.",
        response_class=Response,
        responses={204: {"description": "It is forgotten"}, **refusals(404)},
    )
    def forget(uid: AskId) -> Response:
        logbook.forget(store, uid)
        return Response(status_code=204)

    @router.get(
        "/limits",
        summary="Who is not to be asked, or not often",
        description="People with a limit on requests for introductions.",
        response_model=logbook_shapes.Limits,
        responses=answers(examples.LIMITS),
    )
    def limits(as_of: AsOf = None) -> Json:
        with store.view() as view:
            return logbook.limits(view, as_of or asking.today())

    @router.post(
        "/limits",
        status_code=201,
        summary="Limit requests through somebody",
        description="No path leads through an introducer who is never to be asked, or was asked so many times within a month.",
        response_model=logbook_shapes.LimitShown,
        responses=answers(examples.LIMIT, 404, 409, 413, status=201),
    )
    def limit(told: logbook_shapes.LimitTold) -> Json:
        return logbook.limit(store, told.person, told.per_month)

    @router.delete(
        "/limits",
        status_code=204,
        summary="Lift the limit on somebody",
        description="Requests through this person are not limited any more.",
        response_class=Response,
        responses={204: {"description": "It is lifted"}, **refusals(404, 409)},
    )
    def lift(
        person: Annotated[str, Query(min_length=1, max_length=10_000, description=asking.WHO)],
    ) -> Response:
        logbook.lift(store, person)
        return Response(status_code=204)

    return router
