"""Whom to turn to next, who stands between groups, and which groups there are."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api import asking, examples, suggesting, suggestion_shapes
from api.openapi import answers, refusals
from api.present import Json
from api.routes.introductions import SomeOne
from api.routes.judging import Bounded
from api.routes.people import AsOf, PersonId
from graph.introducing.who import find_person
from graph.measures.groups import Communities
from graph.measures.society import Societies
from graph.store.base import Store
from graph.suggesting.follow_up import DAYS
from graph.suggesting.suggestions import MOST, MOST_DAYS, How

DismissalId = Annotated[str, Path(description="A dismissal: the id in the list", max_length=100)]


def build(store: Store, societies: Societies, kept: Communities) -> APIRouter:
    """Routes of suggestions; the network that they need is read once for each change of the store and each day."""
    router = APIRouter(prefix="/api", tags=["suggestions"], route_class=Bounded)

    @router.get(
        "/suggestions",
        summary="Whom to turn to next",
        description="`follow-up`: met at an event and not in touch since; `reconnect`: silent for longer than usual; `meet`: no "
        "tie yet; `brokers`: who opens most (`for` may be left out: in the whole network); `communities`: the door to each. "
        "Without a kind, the best of each. Every reason has the rows behind it. Of a network that is too large for the machine, "
        "what is around the person is read (`way` and `complete`), and what needs all ties at once is a problem.",
        response_model=suggestion_shapes.SuggestionsShown,
        response_model_exclude_unset=True,
        responses=answers(examples.SUGGESTIONS, 404, 409, 507),
    )
    def suggestions(
        whom: Annotated[SomeOne, Query(alias="for")] = "",
        kind: Annotated[suggestion_shapes.KindName | None, Query(description="Only of this kind")] = None,
        k: Annotated[int, Query(ge=1, le=MOST, description="Most suggestions")] = 10,
        novelty: Annotated[float, Query(ge=0, le=1, description="0: the most likely; 1: the newest to the person")] = 0.0,
        days: Annotated[int, Query(ge=1, le=MOST_DAYS, description="Days after an event for which it is asked about")] = DAYS,
        as_of: AsOf = None,
    ) -> Json:
        how = How(k, novelty, days)
        with store.view() as view:
            moment = as_of or asking.today()
            return suggesting.suggestions(view, whom, kind, as_of=moment, how=how, societies=societies, kept=kept)

    @router.get(
        "/suggestions/dismissals",
        summary="What was dismissed",
        description="For one person, the newest first.",
        response_model=suggestion_shapes.DismissalsShown,
        responses=answers(examples.DISMISSALS, 404, 409),
    )
    def dismissals(
        whom: Annotated[str, Query(alias="for", min_length=1, max_length=10_000, description=asking.WHO)],
    ) -> Json:
        with store.view() as view:
            return suggesting.dismissals(view, find_person(view, whom, tied=True))

    @router.post(
        "/suggestions/dismissals",
        status_code=201,
        summary="Not this one",
        description="It is not suggested in this way for 30 days; from then on each dismissal takes three tenths of the score.",
        response_model=suggestion_shapes.DismissalShown,
        responses=answers(examples.DISMISSAL, 404, 413, status=201),
    )
    def dismiss(asked: suggestion_shapes.DismissalAsked) -> Json:
        return suggesting.dismiss(store, asked.whom, asked.person, asked.kind)

    @router.delete(
        "/suggestions/dismissals/{uid}",
        status_code=204,
        summary="Take a dismissal back",
        description="Suggestions are then as if it had never been made.",
        response_class=Response,
        responses={204: {"description": "It is taken back"}, **refusals(404)},
    )
    def bring_back(uid: DismissalId) -> Response:
        suggesting.bring_back(store, uid)
        return Response(status_code=204)

    @router.get(
        "/communities",
        summary="Communities",
        description="Groups of people who are tied more to one another than to others, the largest first, named after what they "
        "have in common; with how much that depends on chance.",
        response_model=suggestion_shapes.CommunitiesShown,
        responses=answers(examples.COMMUNITIES, 507),
    )
    def communities(
        limit: Annotated[int, Query(ge=1, le=200, description="Most communities in one answer")] = 20,
        after: Annotated[str, Query(description="The `next` of the page before", max_length=200)] = "",
        as_of: AsOf = None,
    ) -> Json:
        moment = as_of or asking.today()
        with store.view() as view:
            return suggesting.communities(view, kept, moment, limit, after)

    @router.get(
        "/communities/{uid}",
        summary="One community",
        description="The community that a person is in, with its members, the best connected first.",
        response_model=suggestion_shapes.CommunityMembers,
        responses=answers(examples.COMMUNITY, 404, 507),
    )
    def community(
        uid: PersonId,
        limit: Annotated[int, Query(ge=1, le=1_000, description="Most members in one answer")] = 100,
        after: Annotated[int, Query(ge=0, description="The `next` of the page before")] = 0,
        as_of: AsOf = None,
    ) -> Json:
        moment = as_of or asking.today()
        with store.view() as view:
            return suggesting.community(view, kept, moment, uid, limit, after)

    return router
