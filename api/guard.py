"""Who may ask, and how answers may be used: checks before every request, headers on every answer.

Checks, in order: an address that others can reach needs a token; Host must be ours (DNS rebinding); a page of another
site may not write here (and may not read `/api`); with a token set, every request but the health checks must carry it.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.headers import HEADERS
from api.problems import Details, plain
from api.settings import Settings, is_loopback
from api.troubles import shown

COOKIE = "mutuals_session"
OPEN_PATHS = frozenset({"/healthz", "/readyz"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def host_name(netloc: str) -> str:
    """`Example.org:80` -> `example.org`, `[::1]:80` -> `::1`; empty when it is no host."""
    try:
        return (urlsplit(f"//{netloc}").hostname or "").lower()
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Gate:
    """The checks, as a pure function of a request and the settings."""

    settings: Settings

    def session(self) -> str:
        """What the cookie holds: proof of the token that does not reveal it."""
        return hmac.new(self.settings.token.encode(), b"mutuals session", sha256).hexdigest()

    def knows(self, said: str) -> bool:
        """Whether it is the token, compared in constant time."""
        return bool(self.settings.token) and hmac.compare_digest(said.encode(), self.settings.token.encode())

    def refusal(self, scope: Scope) -> Details | None:
        """The problem with a request, or None."""
        if scope["path"] in OPEN_PATHS:
            return None
        headers = Headers(scope=scope)
        return self._address(scope) or self._host(headers) or self._site(scope, headers) or self._token(headers)

    def _address(self, scope: Scope) -> Details | None:
        server = scope.get("server")
        try:
            reachable = server is not None and not ip_address(server[0]).is_loopback
        except ValueError:
            reachable = False
        if not reachable or self.settings.token:
            return None
        return plain(403, "This server listens where others can reach it, and has no token: set MUTUALS_TOKEN.", slug="no-token")

    def _host(self, headers: Headers) -> Details | None:
        asked = host_name(headers.get("host", ""))
        if is_loopback(asked) or asked in self.settings.hosts or (asked and asked == self.settings.host.lower()):
            return None
        return plain(400, "This server does not answer to that host name. MUTUALS_HOSTS can add it.", slug="wrong-host")

    def _site(self, scope: Scope, headers: Headers) -> Details | None:
        if scope["method"] in SAFE_METHODS and not scope["path"].startswith("/api/"):
            return None
        site = headers.get("sec-fetch-site", "")
        if scope["method"] in SAFE_METHODS and headers.get("sec-fetch-mode") == "navigate":
            return None
        origin = headers.get("origin", "")
        elsewhere = bool(origin) and urlsplit(origin).netloc != headers.get("host", "")
        foreign = site not in {"same-origin", "none"} if site else elsewhere
        return plain(403, "Only this server's own pages may ask for that.", slug="cross-site") if foreign else None

    def _token(self, headers: Headers) -> Details | None:
        if not self.settings.token:
            return None
        scheme, _, said = headers.get("authorization", "").partition(" ")
        cookie = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
        if hmac.compare_digest(cookie.encode(), self.session().encode()):
            return None
        if scheme.lower() == "bearer" and self.knows(said.strip()):
            return None
        return plain(
            401,
            "This server asks for its token: open /login?token=… once in this browser, or send Authorization: Bearer ….",
            slug="token-needed",
            headers={"WWW-Authenticate": "Bearer"},
        )

    def login(self, scope: Scope) -> Response:
        """Exchanges `/login?token=…` for a cookie, and leads to the first page."""
        said = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if not self.knows(said):
            return shown(scope, plain(401, "That is not this server's token.", slug="wrong-token"))
        answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        answer.set_cookie(COOKIE, self.session(), httponly=True, samesite="strict", secure=scope["scheme"] == "https")
        return answer


@dataclass(frozen=True, slots=True)
class Guard:
    """The middleware around the whole application."""

    app: ASGIApp
    gate: Gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        private = not scope["path"].startswith("/static/")

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if private:
                    headers["Cache-Control"] = "no-store"
            await send(message)

        # The way in has no token yet, and keeps every other check.
        asks_to_enter = scope["path"] == "/login" and scope["method"] == "GET" and bool(self.gate.settings.token)
        refusal = self.gate.refusal(scope)
        if asks_to_enter and (refusal is None or refusal.slug == "token-needed"):
            await self.gate.login(scope)(scope, receive, send_guarded)
        elif refusal is not None:
            await shown(scope, refusal)(scope, receive, send_guarded)
        else:
            await self.app(scope, receive, send_guarded)
