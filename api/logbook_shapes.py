"""What the HTTP interface says of requests for introductions, and what one is told by."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field

from api import examples
from api.asking import WHO
from api.path_shapes import ChanceShown
from api.shapes import Day, PersonBrief, Shape
from graph.introducing.asks import MOST_A_MONTH, Outcome

Who = Annotated[str, Field(min_length=1, max_length=10_000, description=WHO)]


class OutcomeShown(Shape):
    """What became of a request, and when that was told."""

    outcome: Outcome
    day: Day


class AskShown(Shape):
    """One request. A person is null where what was logged leads to nobody any more."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    id: str
    start: PersonBrief | None = Field(alias="from")
    through: PersonBrief | None
    to: PersonBrief | None
    day: Day
    state: str = Field(description="`asked`, or the last outcome")
    outcomes: list[OutcomeShown] = Field(description="Oldest first")
    willing: ChanceShown | None = Field(description="How willing the introducer is now, by all requests on record")


class Asks(Shape):
    """All requests, the newest first."""

    items: list[AskShown]


class AskTold(Shape):
    """A request that was made; `day` is today unless it says otherwise."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, json_schema_extra={"examples": [examples.ASK_TOLD]})

    start: Who = Field(alias="from")
    through: Who
    to: Who
    day: date | None = None


class OutcomeTold(Shape):
    """`introduced`, `met`, `declined`, `unanswered` or `withdrawn` (which says nothing about anybody)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"outcome": "introduced"}]})

    outcome: Outcome


class LimitShown(Shape):
    """How often a person may be asked within a month; 0: never."""

    person: PersonBrief
    per_month: int


class Limits(Shape):
    """The last word about each person, the newest first."""

    items: list[LimitShown]


class LimitTold(Shape):
    """At most `per_month` requests through somebody; 0: never."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"person": "pbo", "per_month": 0}]})

    person: Who
    per_month: int = Field(default=0, ge=0, le=MOST_A_MONTH)
