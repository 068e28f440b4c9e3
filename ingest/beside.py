"""A table that says more beside its neighbours than alone: what they add makes it another part, whatever came first."""

from __future__ import annotations

from graph.values import uid
from ingest.reading.document import Document


class Beside(Document):
    """A document as it is read with `context`, which says all that its evidence depends on but its own bytes."""

    def __init__(self, document: Document, *context: str) -> None:
        super().__init__(document.blob, document.limits, document.date_order, document.owner)
        self._context = context

    @property
    def part(self) -> str:
        return uid("t", self.blob.survey.digest, *self._context)


def beside(document: Document, *context: str) -> Document:
    """The document itself where nothing is added to it: the same part as when it comes alone."""
    return Beside(document, *context) if context else document
