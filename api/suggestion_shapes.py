"""What the HTTP interface says of suggestions and communities, beside `api.shapes`."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from api import examples
from api.shapes import CommunityOf, Day, PersonBrief, Probability, Reason, Shape

KindName = Literal["follow-up", "reconnect", "meet", "brokers", "communities"]


class MetShown(Shape):
    """The event at which somebody was met, and how long it is still asked about."""

    event: str
    name: str
    day: Day
    people: int
    days_left: int


class SuggestionShown(Shape):
    """Somebody, and why. Scores compare within one kind."""

    kind: KindName
    person: PersonBrief
    score: Probability
    why: list[Reason]
    met: MetShown | None = Field(default=None, description="Of a follow-up")


class SuggestionsShown(Shape):
    """Suggestions, the best first; of every kind when none was asked for. `for` is null for the whole network."""

    whom: PersonBrief | None = Field(alias="for")
    kind: KindName | None
    as_of: Day
    model: str
    way: str = Field(description="How the network was read: `pushed down` where the store is too large for the machine")
    complete: str = Field(description="Of what nothing is missing")
    suggestions: list[SuggestionShown]


class DismissalAsked(Shape):
    """Whom not to suggest, to whom, and in which way; both by id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": examples.DISMISSAL_ASKED})

    whom: str = Field(alias="for", max_length=200)
    person: str = Field(max_length=200)
    kind: KindName


class DismissalShown(Shape):
    """What was dismissed; `person` is null when nobody here is meant any more."""

    id: str
    kind: KindName
    made: str
    person: PersonBrief | None


class DismissalsShown(Shape):
    """All for one person, the newest first."""

    items: list[DismissalShown]


class CommunityShown(Shape):
    """People who are tied more to one another than to others. Its id is that of its best connected member."""

    id: str
    name: str
    because: str = Field(description="What its name rests on")
    size: int
    people: list[PersonBrief] = Field(description="The best connected members")


class CommunitiesShown(Shape):
    """A page of communities, the largest first. `stability`: how well the partitions of `seeds` runs agree, 1 is fully."""

    as_of: Day
    way: str = Field(
        description="Of which ties, and where they were found: in a store that is too large for the machine, by itself"
    )
    stability: Probability
    seeds: int
    total: int
    items: list[CommunityShown]
    next: str | None = Field(description="Give it back as `after` for the next page; null on the last")


class CommunityMembers(CommunityOf):
    """The community of a person and a page of its members, the best connected first."""

    items: list[PersonBrief]
    next: str | None = Field(description="Give it back as `after` for the next page; null on the last")
