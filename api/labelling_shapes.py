"""What the HTTP interface says of labels, and what one is made of."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from api import examples
from api.judging_shapes import Id
from api.shapes import PersonBrief, Shape

Label = Literal["close", "knows", "met-once", "does-not-know"]


class LabelAsked(Shape):
    """How two people know each other."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": examples.LABEL_ASKED})

    a: Id = Field(description="A person's id; an older one leads to the current person")
    b: Id = Field(description="The other person's id")
    label: Label


class LabelShown(Shape):
    """A person's word, and whom it means at present."""

    id: str
    label: Label
    made: str
    a: PersonBrief
    b: PersonBrief


class Labels(Shape):
    """Labels, the newest first."""

    items: list[LabelShown]
