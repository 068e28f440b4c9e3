"""Turns every failure of a request into its problem: JSON for programs, a page for a browser that asked for one."""

from __future__ import annotations

import logging

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from api.headers import HEADERS
from api.problems import Details, details_of, plain
from graph.errors import MutualsError, StoreError
from viz import pages

LOG = logging.getLogger("mutuals")


def shown(scope: Scope, problem: Details) -> Response:
    """The problem in the form that the asker reads."""
    wants_page = "text/html" in Headers(scope=scope).get("accept", "") and not scope["path"].startswith("/api/")
    if not wants_page:
        return problem.response()
    return HTMLResponse(pages.render("problem", problem=problem.body()), problem.status, headers=dict(problem.headers))


def _of_ours(request: Request, error: Exception) -> Response:
    if not isinstance(error, MutualsError):
        raise error
    if isinstance(error, StoreError):
        LOG.error("%s %s: %s", request.method, request.url.path, error)
    return shown(request.scope, details_of(error))


def _of_http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    said = {404: "There is nothing at this address.", 405: "This address does not take that method."}
    return shown(request.scope, plain(error.status_code, said.get(error.status_code, str(error.detail)), headers=error.headers))


def _of_parameters(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    found = [{"where": ".".join(str(part) for part in e["loc"]), "reason": str(e["msg"])} for e in error.errors()]
    listed = "; ".join(f"{e['where']}: {e['reason']}" for e in found)
    problem = Details(422, "bad-parameters", "A parameter cannot be used", listed, {"errors": found})
    return shown(request.scope, problem)


def _of_nobody(request: Request, error: Exception) -> Response:
    LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    answer = shown(request.scope, plain(500, "Something went wrong here; the server's log says what.", slug="failed"))
    # This one is made outside of the guard, which else sets them.
    answer.headers.update({**HEADERS, "Cache-Control": "no-store"})
    return answer


def install(app: FastAPI) -> None:
    """Registers the handlers; the last one is for what nobody foresaw, which is logged and not shown."""
    app.add_exception_handler(MutualsError, _of_ours)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_parameters)
    app.add_exception_handler(Exception, _of_nobody)
