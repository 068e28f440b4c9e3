"""What makes the OpenAPI document complete: an example for every answer, and problem+json for every error."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api import examples
from api.problems import MEDIA_TYPE, TABLE
from api.shapes import ProblemBody

Responses = dict[int | str, dict[str, Any]]
ANYWHERE = (400, 401, 403, 500, 503)
"""What the guard and the store may answer to any request for data."""


def answers(example: Any, *errors: int, status: int = 200, media_type: str = "application/json") -> Responses:
    """The `responses` of a route: its good answer with an example, and its errors beside those of `ANYWHERE`."""
    good = {"description": HTTPStatus(status).phrase, "content": {media_type: {"example": example}}}
    return {status: good, **refusals(*errors)}


def refusals(*errors: int) -> Responses:
    """The error answers of a route."""
    return {code: _refusal(code) for code in sorted({*ANYWHERE, *errors})}


def _refusal(status: int) -> dict[str, Any]:
    titles = sorted({kind.title for kind in TABLE.values() if kind.status == status}) or [HTTPStatus(status).phrase]
    example = {"type": "about:blank", "title": titles[0], "status": status, "detail": f"{titles[0]}."}
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemBody"}, "example": example}}
    return {"description": ". ".join(titles), "content": content}


def install(app: FastAPI) -> None:
    """Makes `/openapi.json` say what is really answered: the framework's own validation errors are problems too."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                description=app.description,
                routes=app.routes,
                tags=app.openapi_tags,
            )
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            schemas["ProblemBody"] = ProblemBody.model_json_schema() | {"examples": [examples.PROBLEM]}
            for operations in document["paths"].values():
                for operation in operations.values():
                    if "422" in operation["responses"]:
                        operation["responses"]["422"] = _refusal(422)
            schemas.pop("HTTPValidationError", None)
            schemas.pop("ValidationError", None)
            app.openapi_schema = document
        return app.openapi_schema

    # The framework's documented way of giving an application its own document.
    app.openapi = described  # type: ignore[method-assign]
