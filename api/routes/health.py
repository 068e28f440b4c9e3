"""For whoever watches the server: is it alive, can it work, how much does it hold. No word about any person."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import examples, present, shapes
from api.jobs import Jobs
from api.openapi import answers, refusals
from api.present import Json
from graph.store.base import Store

METHODS = frozenset({"GET", "HEAD", "POST", "DELETE", "PUT", "PATCH", "OPTIONS"})


class Tally:
    """Middleware that counts answers by method and status."""

    def __init__(self, app: ASGIApp, counts: Counter[tuple[str, int]]) -> None:
        self.app = app
        self.counts = counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                method = scope["method"] if scope["method"] in METHODS else "other"
                self.counts[method, message["status"]] += 1
            await send(message)

        await self.app(scope, receive, send_counted)


def metric(name: str, about: str, kind: str, values: dict[str, float]) -> list[str]:
    """One metric in Prometheus' text format; `values` by label set (`{state="done"}`, or empty text)."""
    return [f"# HELP {name} {about}", f"# TYPE {name} {kind}", *(f"{name}{labels} {value:g}" for labels, value in values.items())]


def build(store: Store, jobs: Jobs, counts: Counter[tuple[str, int]]) -> APIRouter:
    """Routes about the server itself."""
    router = APIRouter(tags=["server"])

    @router.get(
        "/healthz",
        summary="Is it alive?",
        description="Answers as long as the process does; asks nothing of the store.",
        response_model=shapes.Health,
        responses=answers(examples.HEALTH),
    )
    def alive() -> Json:
        return {"status": "ok"}

    @router.get(
        "/readyz",
        summary="Can it work?",
        description="Answers when the store answers, else 503.",
        response_model=shapes.Health,
        responses=answers(examples.HEALTH),
    )
    def ready() -> Json:
        store.check()
        return {"status": "ok"}

    @router.get(
        "/metrics",
        summary="Counts for Prometheus",
        description="How much the store holds, what became of imports, how requests were answered.",
        response_class=PlainTextResponse,
        responses={
            200: {"description": "Prometheus' text format", "content": {"text/plain": {"example": examples.METRICS}}},
            **refusals(),
        },
    )
    def metrics() -> str:
        with store.view() as view:
            held, revision = present.size(view.size()), view.revision()
        lines = [line for name, value in held.items() for line in metric(f"mutuals_{name}", f"{name} held", "gauge", {"": value})]
        lines += metric("mutuals_revision", "visible changes so far", "counter", {"": revision})
        states = {f'{{state="{state}"}}': float(n) for state, n in jobs.by_state().items()}
        lines += metric("mutuals_imports", "uploads that this process remembers", "gauge", states)
        answered = {f'{{method="{m}",status="{s}"}}': float(n) for (m, s), n in sorted(counts.items())}
        lines += metric("mutuals_requests_total", "answers by method and status", "counter", answered)
        return "\n".join(lines) + "\n"

    return router
