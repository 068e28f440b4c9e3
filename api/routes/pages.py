"""The pages: `viz` renders them, the JSON interface feeds them."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api import asking, present
from api.demo.pool import QUESTIONS
from api.present import Json
from api.settings import Settings
from graph.errors import Ambiguous, NotFound
from graph.introducing.who import find_person
from graph.measures.groups import Communities
from graph.measures.society import owners_of_exports
from graph.store.base import Store, View
from ingest.sources import SOURCES
from viz import pages

FOR_SOMEBODY = ("suggestions", "follow-up")
"""Pages that ask for whom."""
MOST_OWNERS = 12
"""Of those whose exports are here, so many are offered to ask for."""


def questions(view: View) -> list[Json]:
    """The demo's questions that this store can be asked: both people are in it, by names that only they have."""
    found = []
    for question in QUESTIONS:
        try:
            start, goal = find_person(view, question.start), find_person(view, question.goal)
        except (NotFound, Ambiguous):
            continue
        found.append({"text": question.text, "from": start.id, "to": goal.id})
    return found


def owners(view: View) -> list[Json]:
    """Those whose exports are here, by name: they are likely to be who asks."""
    found = sorted(view.people(owners_of_exports(view)), key=lambda p: (p.name, p.id))
    return [present.person(p) for p in found[:MOST_OWNERS]]


def build(store: Store, settings: Settings, communities: Communities) -> APIRouter:
    """Routes of pages; none of them is part of the documented interface."""
    router = APIRouter(include_in_schema=False)
    kinds = [{"name": source.name, "personal": source.personal} for source in SOURCES]
    limits = {
        "file_bytes": settings.max_file_bytes,
        "request_bytes": settings.max_request_bytes,
        "files": settings.max_files,
    }

    def page(name: str, **data: Any) -> HTMLResponse:
        with store.view() as view:
            size = present.size(view.size())
            if name in FOR_SOMEBODY:
                data |= {"owners": owners(view)}
        return HTMLResponse(pages.render(name, size=size, **data))

    @router.get("/")
    def home() -> HTMLResponse:
        with store.view() as view:
            asked = questions(view)
        return page("home", questions=asked, kinds=kinds, limits=limits)

    def plain(name: str) -> HTMLResponse:
        return page(name)

    for name in ("introductions", *FOR_SOMEBODY, "map", "imports", "duplicates"):
        router.add_api_route(f"/{name}", partial(plain, name))

    @router.get("/organisations")
    def organisations() -> HTMLResponse:
        return page("organisations")

    @router.get("/people/{uid}")
    def person(uid: str) -> Response:
        with store.view() as view:
            found = asking.person(view, uid, ties=20, as_of=asking.today(), communities=communities)
        if found["id"] != uid:
            return RedirectResponse(f"/people/{quote(found['id'], safe='')}", status_code=308)
        return page("person", person=found)

    return router
