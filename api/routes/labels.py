"""How two people know each other, by a person's own word."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api import examples, labelling, labelling_shapes
from api.openapi import answers, refusals
from api.present import Json
from api.routes.judging import Bounded
from graph.store.base import Store

LabelId = Annotated[str, Path(description="A label: the id in the list, or the `word` of a reason", max_length=100)]


def build(store: Store) -> APIRouter:
    """Routes of labels."""
    router = APIRouter(prefix="/api", tags=["people"], route_class=Bounded)

    @router.get(
        "/labels",
        summary="How people know each other",
        description="What was said of it, the newest first, as far as both people are here.",
        response_model=labelling_shapes.Labels,
        responses=answers(examples.LABELS, 404),
    )
    def labels(person: Annotated[str, Query(description="Only those of this person, by id", max_length=200)] = "") -> Json:
        with store.view() as view:
            return labelling.labels(view, person)

    @router.post(
        "/labels",
        status_code=201,
        summary="Say how two people know each other",
        description="It is above all evidence of files for two years (`does-not-know` for good), holds for later files too, "
        "and can be withdrawn. The newest counts.",
        response_model=labelling_shapes.LabelShown,
        responses=answers(examples.LABEL, 404, 413, status=201),
    )
    def give(asked: labelling_shapes.LabelAsked) -> Json:
        return labelling.give(store, asked.a, asked.b, asked.label)

    @router.delete(
        "/labels/{uid}",
        status_code=204,
        summary="Take a label back",
        description="The tie is then exactly as if it had never been given.",
        response_class=Response,
        responses={204: {"description": "It is withdrawn"}, **refusals(404)},
    )
    def remove(uid: LabelId) -> Response:
        labelling.take_back(store, uid)
        return Response(status_code=204)

    return router
