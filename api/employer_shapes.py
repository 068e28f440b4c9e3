"""What the HTTP interface says of employers that may be one, and what is said of two."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from api.judging_shapes import ReasonShown, Verdict
from api.shapes import Probability, Shape

Named = Annotated[str, Field(min_length=1, max_length=200)]


class EmployerDoubted(Shape):
    """One of two that may be one; `rows` is how many name it, `domains` what mail domains they have."""

    id: str
    name: str
    spellings: list[str]
    rows: int
    domains: list[str]


class EmployerDoubt(Shape):
    """Two employers that may be one."""

    organisations: list[EmployerDoubted] = Field(min_length=2, max_length=2)
    p: Probability = Field(description="How likely it is that they are")
    why: str
    reasons: list[ReasonShown]
    put_off: str = Field(description="The id of the word that put it off, or empty: such come last")


class EmployerDoubts(Shape):
    """Doubts, those first whose answer concerns most rows; `total` counts those beyond the limit too."""

    items: list[EmployerDoubt]
    total: int
    next: str | None


class EmployerAsked(Shape):
    """`same` or `different` of two employers."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"verdict": "same", "a": "HL", "b": "Harbor Labs"}]}
    )

    verdict: Verdict
    a: Named = Field(description="An employer, by its id or a spelling of its name")
    b: Named = Field(description="The other one; of two that were taken for one, two spellings")
    note: str = Field(default="", max_length=2_000, description="Why, for later")


class EmployerPutOff(Shape):
    """Two employers that are to be asked about later."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"a": "HL", "b": "Harbor Labs"}]})

    a: Named = Field(description="An employer, by its id or a spelling of its name")
    b: Named = Field(description="The other one")


class EmployerWord(Shape):
    """A person's word on two employers."""

    id: str
    verdict: Verdict
    made: str
    note: str
    names: list[str] = Field(description="What the two were called")
    organisations: list[str] = Field(description="Which these are at present: the same id twice where they are one")


class EmployerWords(Shape):
    """What was said of employers, the newest first."""

    items: list[EmployerWord]
    total: int
    next: str | None
