"""RFC 9457 problem details: one table from the error tree of `graph.errors` to status, type and title.

No other place decides about a status, and nothing of a store, a driver or a stack trace gets into a body.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse

from graph import errors

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """What all problems of one error class have in common."""

    status: int
    slug: str
    title: str


TABLE: dict[type[errors.MutualsError], Kind] = {
    errors.MutualsError: Kind(500, "failed", "It did not work"),
    errors.BadInput: Kind(400, "bad-input", "This cannot be used"),
    errors.NotUnderstood: Kind(415, "not-understood", "This file is not understood"),
    errors.BrokenFile: Kind(422, "broken-file", "This file cannot be read"),
    errors.TooLarge: Kind(413, "too-large", "This is too large"),
    errors.OwnerNeeded: Kind(422, "owner-needed", "Whose export is it?"),
    errors.OrderNeeded: Kind(422, "date-order-needed", "Day first or month first?"),
    errors.NotFound: Kind(404, "not-found", "Not found"),
    errors.Ambiguous: Kind(409, "ambiguous", "Several people fit"),
    errors.Conflict: Kind(409, "conflict", "This contradicts what is stored"),
    errors.TooLargeHere: Kind(507, "network-too-large", "This network is too large for this machine"),
    errors.Cancelled: Kind(409, "cancelled", "It was cancelled"),
    errors.StoreError: Kind(500, "store-failed", "The store could not do its work"),
    errors.StoreUnavailable: Kind(503, "store-unavailable", "The store cannot be reached"),
}

_UNSAID = frozenset({errors.StoreError, errors.StoreUnavailable})
"""Their words come from a driver and may name addresses or queries: the log has them, the reader gets the title."""


@dataclass(frozen=True, slots=True)
class Details:
    """One problem as it is sent. `more` holds its extension members (`candidates`, `errors`)."""

    status: int
    slug: str
    title: str
    detail: str
    more: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """The JSON object of RFC 9457."""
        kind = f"urn:mutuals:problem:{self.slug}" if self.slug else "about:blank"
        return {"type": kind, "title": self.title, "status": self.status, "detail": self.detail, **self.more}

    def response(self) -> JSONResponse:
        return JSONResponse(self.body(), self.status, headers=dict(self.headers), media_type=MEDIA_TYPE)


def kind_of(error: errors.MutualsError) -> Kind:
    """The table's entry of the error's class, or of its nearest ancestor."""
    return next(TABLE[c] for c in type(error).__mro__ if c in TABLE)


def details_of(error: errors.MutualsError) -> Details:
    """What a reader is told about an error of our tree."""
    kind = kind_of(error)
    said = f"{kind.title}." if type(error) in _UNSAID else str(error)
    headers = {"Retry-After": "5"} if kind.status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    return Details(kind.status, kind.slug, kind.title, said, _more(error), headers)


def _more(error: errors.MutualsError) -> dict[str, Any]:
    """The extension members of an error: what whoever asks can choose from."""
    match error:
        case errors.Ambiguous():
            return {"candidates": [{"id": c.id, "name": c.name, "about": c.about} for c in error.candidates]}
        case errors.OrderNeeded():
            return {"readings": {"text": error.text, "dmy": error.dmy, "mdy": error.mdy}}
        case errors.NotUnderstood():
            return {"kinds": list(error.kinds), "table": asdict(error.table) if error.table else None}
        case _:
            return {}


def plain(status: int, detail: str = "", *, slug: str = "", headers: Mapping[str, str] | None = None) -> Details:
    """A problem that HTTP itself has (no such page, wrong method, no token)."""
    phrase = HTTPStatus(status).phrase
    return Details(status, slug, phrase, detail or f"{phrase}.", headers=headers or {})
