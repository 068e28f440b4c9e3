"""The model by which a network tells people apart: one that it learned (`graph.identity.learn`), else the shipped one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from graph.identity.model import Model, shipped
from graph.store.base import View


@dataclass(frozen=True, slots=True)
class Learned:
    """A model, and what it was learned from."""

    model: Model
    records: int
    pairs: int
    """Of the records that were compared, those that are probably one person's."""
    decisions: int
    """Judgements of which both sides were there."""
    made: datetime

    def to_json(self) -> str:
        """As `graph.store.base.Writer.put_model` keeps it: `from_json` gives the same."""
        facts = {"records": self.records, "pairs": self.pairs, "decisions": self.decisions, "made": self.made.isoformat()}
        return json.dumps(facts | {"model": json.loads(self.model.to_json())}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Learned:
        """What `to_json` wrote."""
        said = json.loads(text)
        model = Model.from_json(json.dumps(said["model"]))
        return cls(model, said["records"], said["pairs"], said["decisions"], datetime.fromisoformat(said["made"]))


@lru_cache(8)
def _read(text: str) -> Learned:
    return Learned.from_json(text)


def learned_of(view: View) -> Learned | None:
    """What this network learned, or None where nobody asked it to."""
    text = view.model()
    return _read(text) if text else None


def model_of(view: View) -> Model:
    """The model that everybody in this network is derived with."""
    learned = learned_of(view)
    return learned.model if learned else shipped()
