"""People and the ties between them."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Response

from api import asking, examples, present, shapes
from api.openapi import answers
from api.present import Json
from graph.errors import BadInput
from graph.measures.groups import Communities
from graph.store.base import Store
from graph.values import sort_name

AsOf = Annotated[date | None, Query(description="The day that is asked about (default today): later evidence is left out")]
PersonId = Annotated[str, Path(description="A person's id; an older one leads to the current person", max_length=200)]


def cursor(name: str, uid: str) -> str:
    """Opaque text for the place in the list just past this person."""
    return urlsafe_b64encode(json.dumps([sort_name(name), uid]).encode()).decode().rstrip("=")


def place(text: str) -> tuple[str, str] | None:
    """The place that a cursor stands for. Raises `BadInput` for anything that is no cursor."""
    if not text:
        return None
    try:
        found = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError as error:
        raise BadInput("`after` is not a cursor of this list: take it from `next`") from error
    match found:
        case [str(name), str(uid)]:
            return name, uid
        case _:
            raise BadInput("`after` is not a cursor of this list: take it from `next`")


def build(store: Store, communities: Communities) -> APIRouter:
    """Routes that read people from a store."""
    router = APIRouter(prefix="/api", tags=["people"])

    @router.get(
        "/people",
        summary="Search people",
        description="Every word of `q` must begin a word of a person's names, jobs or addresses; without `q`, everyone.",
        response_model=shapes.People,
        responses=answers(examples.PEOPLE),
    )
    def search(
        response: Response,
        q: Annotated[str, Query(description="What to look for", max_length=1_000)] = "",
        limit: Annotated[int, Query(ge=1, le=200, description="Most people in one answer")] = 20,
        after: Annotated[str, Query(description="The `next` of the page before", max_length=4_000)] = "",
    ) -> Json:
        with store.view() as view:
            found = view.search(q, limit + 1, place(after))
        items, more = found[:limit], len(found) > limit
        following = cursor(items[-1].name, items[-1].id) if more else None
        if following:
            response.headers["Link"] = f'</api/people?{urlencode({"q": q, "limit": limit, "after": following})}>; rel="next"'
        return {"items": [present.person(p) for p in items], "next": following}

    @router.get(
        "/people/{uid}",
        summary="One person",
        description="What is known of a person, the rows that say so, the strongest ties, who may be the same person, and the "
        "community, if it is known by now.",
        response_model=shapes.PersonFull,
        responses=answers(examples.PERSON, 404),
    )
    def person(
        uid: PersonId,
        ties: Annotated[int, Query(ge=0, le=500, description="How many ties, the strongest first")] = 20,
        as_of: AsOf = None,
    ) -> Json:
        with store.view() as view:
            return asking.person(view, uid, ties=ties, as_of=as_of or asking.today(), communities=communities)

    @router.get(
        "/ties/{a}/{b}",
        summary="One tie",
        description="How strong the tie between two people is, and the rows that prove it.",
        response_model=shapes.TieBetween,
        responses=answers(examples.TIE_BETWEEN, 404),
    )
    def tie(a: PersonId, b: PersonId, as_of: AsOf = None) -> Json:
        with store.view() as view:
            return asking.tie(view, a, b, as_of=as_of or asking.today())

    return router
