"""The question that it is all about, and the picture of the network."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api import asking, examples, path_present, path_shapes, shapes
from api.openapi import answers
from api.present import Json
from api.routes.people import AsOf
from graph.atlas.overview import LEAST, MOST, Atlas
from graph.errors import BadInput
from graph.introducing.introductions import How
from graph.store.base import Store
from graph.whole.keeper import Keeper
from graph.whole.snapshot import taking
from viz.picture import network_json, paths_json

SomeOne = Annotated[str, Query(max_length=10_000, description=asking.WHO)]


def build(store: Store, keeper: Keeper) -> APIRouter:
    """Routes that compute on a store's graph."""
    router = APIRouter(prefix="/api", tags=["introductions"])
    atlas = Atlas(taking(keeper.at_hand))

    @router.get(
        "/introductions",
        summary="Who can introduce me?",
        description="The likeliest paths from one person to another, to any of a company, with a skill, of an event or on a list "
        "(exactly one of these), with what each probability is made of and why; or why there is none.",
        response_model=path_shapes.Introductions,
        response_model_exclude_unset=True,
        responses=answers(examples.INTRODUCTIONS, 404, 409),
    )
    def introductions(asked: Annotated[path_shapes.IntroductionsAsked, Query()]) -> Json:
        wanted = asking.Wanted(asked.to, asked.company, asked.skill, asked.event, asked.names)
        how, moment = How(asked.per_introducer, asked.intervals, asked.draft), asked.as_of or asking.today()
        with store.view() as view:
            found = asking.introductions(
                view, asked.start, wanted, k=asked.k, max_hops=asked.max_hops, as_of=moment, how=how, finder=keeper.finder
            )
        return path_present.introductions(found) | {"picture": paths_json(found)}

    @router.get(
        "/map",
        summary="The network as a picture",
        description="At most `marks` marks whatever the size: bubbles of people, opened by `focus`, and the people that matter.",
        response_model=shapes.Picture,
        responses=answers(examples.PICTURE, 404, 409),
    )
    def picture(
        focus: Annotated[str, Query(max_length=200, description="Id of a person or of a bubble to open")] = "",
        marks: Annotated[int, Query(ge=LEAST, le=MOST, description="Most marks")] = MOST,
        start: Annotated[SomeOne, Query(alias="from")] = "",
        to: SomeOne = "",
        as_of: AsOf = None,
    ) -> Json:
        if bool(start) != bool(to):
            raise BadInput("A path on the map needs both `from` and `to`")
        moment = as_of or asking.today()
        with store.view() as view:
            path: list[str] = []
            if start:
                found = asking.introductions(view, start, asking.Wanted(to), k=1, as_of=moment, finder=keeper.finder)
                path = [p.id for p in found.paths[0].people] if found.paths else []
            return network_json(atlas.draw(view, marks=marks, focus=focus or None, path=path, as_of=moment))

    return router
