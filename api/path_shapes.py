"""What the HTTP interface answers about introductions. `api.path_present` fills these, and the command line prints the same."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from api.asking import WHO
from api.shapes import Day, PersonBrief, Picture, Probability, Proof, Shape, Tie
from graph.introducing.introductions import MOST_HOPS, MOST_PATHS
from graph.introducing.targets import MOST_NAMES


class IntroductionsAsked(BaseModel):
    """The question: `from` somebody, to exactly one of `to`, `company`, `skill`, `event` and `names`."""

    model_config = ConfigDict(populate_by_name=True)

    start: str = Field(alias="from", min_length=1, max_length=10_000, description="Who asks: id, e-mail, profile URL or name")
    to: str = Field(default="", max_length=10_000, description=WHO)
    company: str = Field(default="", max_length=10_000, description="Anybody of an employer: any spelling of it, or its id")
    skill: str = Field(default="", max_length=1_000, description="Anybody who states this skill, or has its words in a position")
    event: str = Field(default="", max_length=10_000, description="Anybody who was at this event: its name, or words of it")
    names: list[str] = Field(default=[], max_length=MOST_NAMES, description="Any of these people, each as in `to`")
    k: int = Field(default=5, ge=1, le=MOST_PATHS, description="Most paths")
    max_hops: int = Field(default=3, ge=1, le=MOST_HOPS, description="Most ties on a path")
    per_introducer: int = Field(default=2, ge=0, le=MOST_PATHS, description="Most paths of one first introducer; 0: any number")
    as_of: date | None = Field(
        default=None, description="The day that is asked about (default today): later evidence is left out"
    )
    intervals: bool = Field(default=True, description="Say how sure each probability is")
    draft: bool = Field(default=False, description="Write a request to each first introducer")


class ChanceShown(Shape):
    """The chance that a person says yes, and why it is what it is."""

    id: str
    chance: Probability
    why: str


class FitShown(ChanceShown):
    """How well a person does for what was asked for, and the rows that say so."""

    rows: list[Proof]


class DraftShown(Shape):
    """A request to the first introducer, in plain text; `forward` is the paragraph in it that can be forwarded."""

    to: str
    subject: str
    mail: str
    forward: str


class PathShown(Shape):
    """`ties[i]` joins `people[i]` and `people[i + 1]`; `weakest` indexes `ties`. The probability is the product of the ties'
    strengths and the chances of `introducers` (everybody between the ends), `accepts` and `fit`."""

    probability: Probability
    low: Probability = Field(default=0.0, description="Four fifths of what the probability may be lies between low and high")
    high: Probability = 1.0
    unlikely: bool = Field(description="Below 5 %")
    people: list[PersonBrief]
    ties: list[Tie]
    weakest: int
    introducers: list[ChanceShown]
    accepts: ChanceShown
    fit: FitShown
    draft: DraftShown | None = Field(default=None, description="Where it was asked for, and somebody is to be asked")


class NoneBecause(Shape):
    """Why there is no path."""

    reason: str
    ways: list[str] = Field(description="What would open a path")


class CandidateShown(Shape):
    """One of several people whom a name fits."""

    id: str
    name: str
    about: str


class SaidTwice(Shape):
    """A line of a list that fits several people."""

    said: str
    candidates: list[CandidateShown]


class TargetShown(Shape):
    """What was asked for, where it was not one person: exactly one of the first four; `people` is how many are meant."""

    company: str | None = None
    skill: str | None = None
    event: str | None = None
    names: str | None = None
    people: int
    unknown: list[str] = Field(default=[], description="Lines of a list that name nobody here")
    ambiguous: list[SaidTwice] = Field(default=[])


class Introductions(Shape):
    """Paths, the likeliest first. `reach`: the chance that at least one of them works. `none_because` only without paths."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    start: PersonBrief = Field(alias="from")
    to: PersonBrief | TargetShown
    as_of: Day
    model: str
    reach: Probability
    reach_low: Probability = Field(default=0.0, description="Four fifths of what `reach` may be lie between these two")
    reach_high: Probability = 1.0
    way: str = Field(description="How the paths were found")
    complete: str = Field(description="What no path is missing of, within the caps")
    paths: list[PathShown]
    none_because: NoneBecause | None = None
    picture: Picture = Field(description="The paths for vis-network")
