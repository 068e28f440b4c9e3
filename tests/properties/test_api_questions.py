"""Whatever is asked, the answer is an answer or a problem, never a failure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.unit.api_site import ADA, Site, site

PATHS = (
    "/api/people",
    "/api/introductions",
    "/api/map",
    "/api/suggestions",
    "/api/suggestions/dismissals",
    "/api/communities",
    "/api/communities/{}",
    "/api/duplicates",
    "/api/duplicates/model",
    "/api/imports",
    "/api/people/{}",
    "/api/ties/{}/{}",
    "/api/imports/{}",
    "/api/imports/{}/events",
    "/api/imports/{}/problems.csv",
    "/people/{}",
    "/static/{}",
    "/{}",
)
NAMES = ("q", "limit", "after", "from", "to", "k", "max_hops", "as_of", "focus", "marks", "ties", "for", "kind", "novelty")
TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            ADA,
            "Bo Fixture",
            "cy example",
            "0",
            "-1",
            "1",
            "600",
            "2026-01-01",
            "0001-01-01",
            "9999-12-31",
            "c0.1",
            "brokers",
            "'; --",
            '"*"',
        ]
    ),
)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site(tmp_path_factory.mktemp("api")) as found:
        found.pool()
        yield found


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(PATHS), part=TEXTS, parameters=st.dictionaries(st.sampled_from(NAMES), TEXTS, max_size=4))
@example("/api/map", "", {"as_of": "0001-01-01"})
@example("/api/introductions", "", {"from": "Bo Fixture", "to": "cy example", "as_of": "1970-01-01"})
def test_every_question_is_answered(here: Site, path: str, part: str, parameters: dict[str, str]) -> None:
    segments = [piece.encode("utf-8", "surrogatepass").hex("%") for piece in [part or "x"] * path.count("{}")]
    answer = here.client.get(path.format(*(f"%{s}" for s in segments)), params=parameters)
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
