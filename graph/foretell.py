"""Who of the people that some records speak of would be new, told without writing anything."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graph.keys import EXPORT, SINCE, keys_of
from graph.model import Record
from graph.resolve import component, resolve
from graph.store.base import View


def newcomers(view: View, records: Mapping[str, Record], contact_lists: Collection[str]) -> list[list[str]]:
    """Of records that the store does not have, by id, those of each person whom it would not know.

    `contact_lists` are the parts, stored or to come, whose rows are never their owner (`graph.resolve`).
    """
    # As these records are not stored, one that is has to be told of those of the same name and day in another export.
    repeated = {key for r in records.values() if r.since for key in keys_of(r) if key[:3] == SINCE}
    rivals = {r for ids in view.records_with(repeated).values() for r in ids}
    owners = view.records_with({EXPORT + r.part for r in view.records(rivals)})
    found = component(view, records.keys() | rivals.union(*owners.values()), records)
    known = view.people_of([r.id for r in found if r.id not in records]).keys()
    clusters = ([r.id for r in cluster] for cluster in resolve(found, contact_lists))
    return [ids for ids in clusters if known.isdisjoint(ids)]
