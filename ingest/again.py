"""Whether a file that was imported before would say the same now, where a person says how its dates are written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from graph.errors import Conflict
from graph.model import Encounter, Record, Source
from graph.store.base import View
from ingest.reading.document import Document
from ingest.source import Aside, Importer, Named

_COMPARED = 1_000
"""Dated rows that are compared: some of so many have a day that no order leaves as it is."""


def check_same_dates(view: View, before: Source, importer: Importer, document: Document) -> None:
    """Raises `Conflict` when the order of dates that is said now is not the one by which the file was read before. Where the
    dates themselves decide, it makes no difference what is said."""
    if not document.date_order:
        return
    said = islice(_dated(importer, document), _COMPARED)
    now: dict[str, Encounter | Record] = {one.id: one for one in said}
    ties = [one for one in now.values() if isinstance(one, Encounter)]
    found = view.encounters_between({t.a for t in ties}, {t.b for t in ties if t.b}) if ties else []
    then = {one.id: _times(one) for one in found}
    then |= {one.id: _times(one) for one in view.attended_by({t.a for t in ties if t.event})}
    then |= {one.id: _times(one) for one in view.records([i for i, one in now.items() if isinstance(one, Record)])}
    for uid, one in now.items():
        if then.get(uid, _times(one)) != _times(one):
            raise Conflict(
                f"{document.name} was imported before with its dates in another order: line {one.line} is {then[uid]} before "
                f"and {_times(one)} now. If that was wrong, undo it first: mutuals undo {before.uid}"
            )


def _dated(importer: Importer, document: Document) -> Iterator[Encounter | Record]:
    for reading in importer.read(document):
        for found in reading.found:
            if isinstance(found, Named | Aside):
                yield from (e for e in found.encounters if e.day)
                yield from (r for r in found.records if r.began or r.ended)


def _times(one: Encounter | Record) -> str:
    if isinstance(one, Encounter):
        return str(one.day)
    return " to ".join(filter(None, (one.began, one.ended)))
