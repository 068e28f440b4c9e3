"""Meetings whose reports give no day, or are not documented in full: who met is told by the times all the same."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from graph.errors import OrderNeeded
from graph.store.base import Store
from graph.store.open import open_store
from ingest.run import import_file
from ingest.sources import SOURCES
from tests.golden.rendered import HERE, document

MEET = "First name,Last name,Email,Duration,Time joined,Time exited\n"
WEBEX = "Display Name,Attendee Email,Join Time,Leave Time\n"


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite:///:memory:")
    yield opened
    opened.close()


def met(store: Store, text: str, name: str) -> set[tuple[str, ...]]:
    """Who met whom, and on which day last."""
    import_file(store, io.BytesIO(text.encode()), name=name)
    with store.view() as view:
        names = {p.id: p.name for p in view.everyone()}
        ties = [view.tie(row.ego, row.alter) for row in view.all_ties()]
        return {(*sorted((names[t.a], names[t.b])), str(t.last)) for t in ties if t}


def test_without_a_day_only_those_who_were_there_together_met(store: Store) -> None:
    rows = "Ada,T,,,10:00 AM,10:30 AM\nBo,K,,,10:20 AM,11:00 AM\nCleo,M,,,10:40 AM,11:00 AM\n"
    assert met(store, MEET + rows, "talk.csv") == {("Ada T", "Bo K", "None"), ("Bo K", "Cleo M", "None")}


def test_the_day_is_read_from_the_name_of_the_file(store: Store) -> None:
    rows = "Ada,T,,,10:00,10:30\nBo,K,,,10:20,11:00\n"
    assert met(store, MEET + rows, "2026-05-14 talk.csv") == {("Ada T", "Bo K", "2026-05-14")}


def test_a_call_may_go_on_after_midnight(store: Store) -> None:
    rows = "Ada,T,,,11:00 PM,12:30 AM\nBo,K,,,12:10 AM,12:40 AM\nCleo,M,,,12:40 AM,12:50 AM\n"
    found = met(store, MEET + rows, "2026-05-14 talk.csv")
    assert {pair[:2] for pair in found} == {("Ada T", "Bo K")}


def test_an_open_order_of_dates_is_asked_about(store: Store) -> None:
    rows = "Ada T,,03/04/2026 10:00,03/04/2026 11:00\n"
    with pytest.raises(OrderNeeded):
        met(store, WEBEX + rows, "webex.csv")
    assert met(store, WEBEX + rows + "Bo K,,3/14/2026 10:00,3/14/2026 11:00\n", "webex.csv") == set()


def test_a_webex_report_in_the_encoding_of_teams_is_one_kind_only() -> None:
    sample = HERE / "webex" / "webex-utf16-tabs.csv"
    claims = [s.name for s in SOURCES if s.recognises(document(sample.read_bytes(), sample.name))]
    assert claims == ["webex-attendees"]
