from __future__ import annotations

from typing import Any

import pytest

from api.guard import COOKIE, Gate, host_name
from api.settings import Settings

LOCAL = {"host": "127.0.0.1:8765"}


def asked(
    headers: dict[str, str],
    *,
    method: str = "GET",
    path: str = "/api/people",
    server: tuple[str, int] | None = ("127.0.0.1", 8765),
) -> dict[str, Any]:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    return {
        "type": "http",
        "method": method,
        "path": path,
        "headers": raw,
        "server": server,
        "scheme": "http",
        "query_string": b"",
    }


def slug(settings: Settings, scope: dict[str, Any]) -> str | None:
    refusal = Gate(settings).refusal(scope)
    return refusal.slug if refusal else None


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8765", "localhost:1", "[::1]:8765", "LOCALHOST"])
def test_loopback_names_are_answered(host: str) -> None:
    assert slug(Settings(), asked({"host": host})) is None


@pytest.mark.parametrize(
    "host", ["", "evil.example", "127.0.0.1.evil.example", "evil.example:8765", "[::1", "localhost.evil.example", "@"]
)
def test_other_names_are_not(host: str) -> None:
    assert slug(Settings(), asked({"host": host})) == "wrong-host"


def test_names_may_be_added() -> None:
    settings = Settings(hosts=("graph.example",))
    assert slug(settings, asked({"host": "Graph.example:443"})) is None
    assert slug(settings, asked({"host": "x.graph.example"})) == "wrong-host"


def test_without_a_token_only_loopback_addresses_answer() -> None:
    assert slug(Settings(), asked(LOCAL, server=("192.168.0.4", 8765))) == "no-token"
    assert slug(Settings(), asked(LOCAL, server=("::1", 8765))) is None
    assert slug(Settings(token="t"), asked(LOCAL, server=("192.168.0.4", 8765))) == "token-needed"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("method", ["POST", "DELETE", "GET"])
def test_pages_of_others_may_not_use_the_interface(site: str, method: str) -> None:
    assert slug(Settings(), asked({**LOCAL, "sec-fetch-site": site}, method=method)) == "cross-site"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "https://localhost:8765"])
def test_a_foreign_origin_may_not_write(origin: str) -> None:
    assert slug(Settings(), asked({**LOCAL, "origin": origin}, method="POST")) == "cross-site"


def test_our_own_pages_and_programs_may_write() -> None:
    assert (
        slug(Settings(), asked({**LOCAL, "sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8765"}, method="POST"))
        is None
    )
    assert slug(Settings(), asked({**LOCAL, "origin": "http://127.0.0.1:8765"}, method="DELETE")) is None
    assert slug(Settings(), asked(LOCAL, method="POST")) is None


def test_a_link_from_elsewhere_may_be_followed() -> None:
    headers = {**LOCAL, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert slug(Settings(), asked(headers, path="/introductions")) is None
    assert slug(Settings(), asked(headers)) is None
    assert slug(Settings(), asked(headers, method="POST")) == "cross-site"


def test_a_token_opens_by_header_or_cookie() -> None:
    settings = Settings(token="long secret")
    assert slug(settings, asked(LOCAL)) == "token-needed"
    assert slug(settings, asked({**LOCAL, "authorization": "Bearer long secret"})) is None
    assert slug(settings, asked({**LOCAL, "authorization": "bearer long secret"})) is None
    assert slug(settings, asked({**LOCAL, "cookie": f"{COOKIE}={Gate(settings).session()}"})) is None
    for headers in (
        {"authorization": "Bearer"},
        {"authorization": "Basic long secret"},
        {"authorization": "Bearer wrong"},
        {"authorization": "Bearer \xe9"},
        {"cookie": f"{COOKIE}=long secret"},
        {"cookie": f"{COOKIE}={Gate(Settings(token='other')).session()}"},
    ):
        assert slug(settings, asked({**LOCAL, **headers})) == "token-needed", headers


def test_an_empty_token_is_no_password() -> None:
    assert not Gate(Settings()).knows("")


def test_health_is_for_everybody() -> None:
    assert slug(Settings(token="t"), asked({"host": "10.1.2.3"}, path="/healthz", server=("10.1.2.3", 80))) is None


def test_host_names() -> None:
    assert [host_name(h) for h in ("A.b:80", "[::1]:80", "", "[")] == ["a.b", "::1", "", ""]
