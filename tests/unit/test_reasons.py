"""What is said of a tie: nothing that only one side did is said of both."""

from __future__ import annotations

import io
from datetime import date

import pytest

from graph.introducing.introductions import introduce
from graph.introducing.who import find_person
from graph.priors import ACTED, KINDS
from graph.store.open import open_store
from ingest.run import import_file

ADA, BO = "ada@example.org", "bo@example.org"


def said(kind: str, *ends: tuple[str, str], when: str = "2025-12-01") -> str:
    rows = "".join(f"{one},{other},{when},{kind},forward\n" for one, other in ends)
    store = open_store("sqlite:///:memory:")
    import_file(store, io.BytesIO(f"from,to,when,kind,direction\n{rows}".encode()), name="ties.csv")
    with store.view() as view:
        answer = introduce(view, find_person(view, ADA).id, find_person(view, BO).id, as_of=date(2026, 1, 1))
    store.close()
    return answer.paths[0].ties[0].why[0].text


@pytest.mark.parametrize("kind", ACTED)
def test_what_one_side_did_is_said_of_that_side(kind: str) -> None:
    alone = said(kind, (BO, ADA))
    assert alone.startswith(ACTED[kind].format(one=BO, other=ADA, n="1 day"))
    assert alone.endswith(", last 1 Dec 2025, without an answer on record" if kind == "message" else ", last 1 Dec 2025")
    both = said(kind, (BO, ADA), (ADA, BO))
    assert both == f"{KINDS[kind].label.format(n='1 day')}, last 1 Dec 2025"


def test_without_a_day_it_is_still_said_who() -> None:
    assert said("follows", (ADA, BO), when="") == f"{ADA} follows {BO}"
