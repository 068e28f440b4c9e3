"""What the HTTP interface says of doubts and judgements, and what a judgement is made of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from api import examples
from api.shapes import PersonBrief, Probability, Shape

Verdict = Literal["same", "different"]
MOST_ROWS = 10_000
Id = Annotated[str, Field(max_length=200)]


class PersonDoubted(PersonBrief):
    """One of two who may be one; `records` is how many rows speak of the person."""

    emails: list[str]
    profile_url: str
    other_names: list[str]
    records: int


class ReasonShown(Shape):
    """What speaks for it (`bits` above 0) or against it: the binary logarithm of a likelihood ratio."""

    what: str
    words: str
    bits: float


class FactShown(Shape):
    """What both state: `a` is the first person's."""

    what: str
    a: str
    b: str


class EffectShown(Shape):
    """What a merge would change in the network."""

    ties_a: int
    ties_b: int
    common: int = Field(description="Contacts that both have: each would have one tie instead of two")
    introductions: int = Field(description="Pairs of contacts, one of each, whom only the one person could introduce")


class DoubtShown(Shape):
    """Two people who may be one and the same."""

    people: list[PersonDoubted] = Field(min_length=2, max_length=2)
    p: Probability = Field(description="How likely it is that they are")
    why: str
    reasons: list[ReasonShown]
    agrees: list[FactShown]
    differs: list[FactShown]
    effect: EffectShown
    put_off: str = Field(description="The id of the word that put it off, or empty: such come last")


class Duplicates(Shape):
    """Doubts, those first whose answer would change most; `total` counts those beyond the limit too."""

    items: list[DoubtShown]
    total: int
    next: str | None


class PutOffAsked(Shape):
    """Two people, by ids, who are to be asked about later."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"a": "pada", "b": "pada2"}]})

    a: Id
    b: Id


class PutOff(Shape):
    """What takes it back."""

    id: str


class LevelShown(Shape):
    """How alike two values are, and what that says: above 0 for one person, below against it."""

    words: str
    bits: float


class ComparisonShown(Shape):
    """One thing that two records are compared by; the most alike level first. What a name says is higher the rarer it is."""

    what: str
    levels: list[LevelShown]


class ModelShown(Shape):
    """What people are told apart by, and what it was learned from."""

    learned: str | None = Field(description="When this network learned it; null for the shipped one")
    records: int = Field(description="Records that it was learned from")
    pairs: int = Field(description="Pairs of them that are probably one person's")
    decisions: int = Field(description="Judgements that it was learned from")
    prior: Probability = Field(description="How likely any two records are one person's")
    comparisons: list[ComparisonShown]


class JudgementAsked(Shape):
    """`same` or `different` of two people (`a`, `b`), or `different` of some records of one (`a`, `records`)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": examples.ASKED})

    verdict: Verdict
    a: Id = Field(description="A person's id; an older one leads to the current person")
    b: Id = Field(default="", description="The other person's id")
    records: list[Id] = Field(default=[], max_length=MOST_ROWS, description="Ids of the rows that are somebody else's")
    note: str = Field(default="", max_length=2_000, description="Why, for later")


class SideShown(Shape):
    """One side of a judgement: the keys that name it, and who in the store that is at present."""

    keys: list[str]
    people: list[PersonBrief]


class JudgementShown(Shape):
    """A person's word."""

    id: str
    verdict: Verdict
    made: str
    note: str
    one: SideShown
    other: SideShown


class Judged(Shape):
    """A judgement that was just made, and the people on its sides now: one after `same`, two after `different`."""

    judgement: JudgementShown
    people: list[PersonBrief]


class Judgements(Shape):
    """A page of judgements, the newest first."""

    items: list[JudgementShown]
    total: int
    next: str | None = Field(description="Give it back as `after` for the next page; null on the last")
