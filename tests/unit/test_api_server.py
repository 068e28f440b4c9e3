from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api import examples, judging_shapes, logbook_shapes, path_shapes, shapes, suggestion_shapes
from api.app import build_app
from api.guard import COOKIE
from api.headers import HEADERS
from api.settings import Settings
from graph.store.open import open_store
from tests.unit.api_site import Site, problem, serving, site

HTML = {"accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as found:
        yield found


@pytest.mark.parametrize(
    "path", ["/", "/introductions", "/map", "/imports", "/duplicates", "/nothing", "/api/people", "/openapi.json", "/healthz"]
)
def test_every_answer_carries_the_headers(here: Site, path: str) -> None:
    answer = here.client.get(path, headers=HTML)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert answer.headers["cache-control"] == "no-store"
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_pages_are_pages_and_errors_on_them_too(here: Site) -> None:
    for path in ("/", "/introductions", "/map", "/imports", "/duplicates"):
        answer = here.client.get(path, headers=HTML)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")
    for path in ("/nothing", "/people/pnobody"):
        answer = here.client.get(path, headers=HTML)
        assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (404, "text/html")


def test_pages_and_static_files_name_no_other_server(here: Site) -> None:
    for path in ("/", "/introductions", "/map", "/imports", "/duplicates"):
        page = here.client.get(path, headers=HTML).text
        assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page) == []
        for link in set(re.findall(r'(?:src|href)="(/static/[^"#]+)"', page)):
            assert here.client.get(link).status_code == 200, link


def test_unknown_places_and_methods_are_problems(here: Site) -> None:
    problem(here.client.get("/api/nothing"), 404)
    problem(here.client.get("/static/../pages.py"), 404)
    answer = here.client.put("/api/people")
    problem(answer, 405)
    assert "GET" in answer.headers["allow"]


def test_no_documentation_page_from_elsewhere(here: Site) -> None:
    for path in ("/docs", "/redoc"):
        here.refused(path, 404)


def test_health_and_metrics(here: Site) -> None:
    assert here.get("/healthz") == here.get("/readyz") == {"status": "ok"}
    here.pool()
    text = here.client.get("/metrics").text
    assert "mutuals_people 4\n" in text
    assert 'mutuals_imports{state="done"} 2' in text
    assert 'mutuals_requests_total{method="POST",status="202"} 1' in text
    assert "Testerson" not in text
    for line in text.splitlines():
        assert re.fullmatch(r'# (HELP|TYPE) \w+ .+|\w+(\{\w+="\w+"(,\w+="\w+")*\})? [0-9.e+]+', line), line


def test_another_host_name_is_refused(here: Site) -> None:
    problem(here.client.get("/api/people", headers={"host": "evil.example"}), 400)


def test_a_token_is_asked_for_and_exchanged(tmp_path: Path) -> None:
    with site(tmp_path, Settings(token="long secret")) as found:
        answer = found.client.get("/api/people")
        problem(answer, 401)
        assert answer.headers["www-authenticate"] == "Bearer"
        assert found.client.get("/healthz").status_code == 200
        assert found.client.get("/", headers=HTML).status_code == 401
        problem(found.client.get("/login", params={"token": "wrong"}), 401)
        problem(found.client.get("/login", headers={"host": "evil.example"}, params={"token": "long secret"}), 400)
        entered = found.client.get("/login", params={"token": "long secret"}, follow_redirects=False)
        assert (entered.status_code, entered.headers["location"]) == (303, "/")
        cookie = entered.headers["set-cookie"]
        assert COOKIE in cookie
        assert "httponly" in cookie.lower()
        assert "samesite=strict" in cookie.lower()
        assert "long secret" not in cookie
        assert found.client.get("/api/people").status_code == 200


def test_without_a_token_there_is_nothing_to_log_in_to(here: Site) -> None:
    here.refused("/login", 404, token="")


def test_a_failure_that_nobody_foresaw_tells_nothing(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    app = build_app(Settings(), store)

    @app.get("/api/broken")
    def broken() -> None:
        raise ZeroDivisionError("a secret")

    with serving(app) as client:
        answer = client.get("/api/broken")
    store.close()
    assert "secret" not in str(problem(answer, 500))
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


def operations(document: Any) -> list[tuple[str, str, Any]]:
    return [(path, method, found) for path, methods in document["paths"].items() for method, found in methods.items()]


def test_the_document_is_complete(here: Site) -> None:
    document = here.get("/openapi.json")
    assert len(operations(document)) >= 14
    for path, method, operation in operations(document):
        where = f"{method} {path}"
        assert operation["summary"], where
        assert operation["description"], where
        assert operation["tags"], where
        for parameter in operation.get("parameters", []):
            assert parameter.get("description"), f"{where}: {parameter['name']}"
        for status, answer in operation["responses"].items():
            if status == "204":
                continue
            assert answer["content"], f"{where}: {status}"
            for media_type, content in answer["content"].items():
                assert "example" in content, f"{where}: {status}"
                assert (media_type == "application/problem+json") == (int(status) >= 400), f"{where}: {status}"
        assert {"400", "401", "403", "500", "503"} <= set(operation["responses"]), where
    assert "HTTPValidationError" not in document["components"]["schemas"]


@pytest.mark.parametrize(
    ("shape", "example"),
    [
        (shapes.PersonFull, examples.PERSON),
        (shapes.People, examples.PEOPLE),
        (shapes.TieBetween, examples.TIE_BETWEEN),
        (path_shapes.Introductions, examples.INTRODUCTIONS),
        (logbook_shapes.Asks, examples.ASKS),
        (logbook_shapes.AskTold, examples.ASK_TOLD),
        (logbook_shapes.Limits, examples.LIMITS),
        (judging_shapes.Duplicates, examples.DUPLICATES),
        *((judging_shapes.JudgementAsked, asked) for asked in examples.ASKED),
        (judging_shapes.Judged, examples.JUDGED),
        *((suggestion_shapes.DismissalAsked, asked) for asked in examples.DISMISSAL_ASKED),
        (suggestion_shapes.SuggestionsShown, examples.SUGGESTIONS),
        (suggestion_shapes.DismissalsShown, examples.DISMISSALS),
        (suggestion_shapes.CommunitiesShown, examples.COMMUNITIES),
        (suggestion_shapes.CommunityMembers, examples.COMMUNITY),
        (judging_shapes.Judgements, examples.JUDGEMENTS),
        (shapes.Picture, examples.PICTURE),
        (shapes.Accepted, examples.ACCEPTED),
        (shapes.Ledger, examples.LEDGER),
        (shapes.Import, examples.DONE),
        (shapes.Health, examples.HEALTH),
        (shapes.ProblemBody, examples.PROBLEM),
    ],
)
def test_examples_have_the_shape_that_they_show(shape: type[shapes.Shape], example: Any) -> None:
    shape.model_validate(example)
