"""Who the records of a change are: what is sure first (`identity.resolve`), then what is alike enough (`graph.identity`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from graph.dating import days_in
from graph.identity.cluster import Doubt
from graph.identity.component import Component, Seeker
from graph.identity.judgements import Ruling, Said
from graph.identity.learned import model_of
from graph.identity.model import Model
from graph.identity.people import people
from graph.identity.resolve import barred, person_of, regrouped, repeated, resolve
from graph.identity.walls import CONTACT_LISTS, ONE_ROW_EACH, Mark, walls_of
from graph.model import Part, Person, Record, Twins
from graph.store.base import View
from graph.strength.evidence import pair_of

_EXACT = 6
"""Decimals of a stored probability: what rounding leaves is the same whatever order numbers are added in."""


@dataclass(frozen=True, slots=True)
class Identified:
    """Whole components of records, and the people that they make."""

    clusters: Sequence[Sequence[Record]]
    before: Mapping[str, str]
    """record id -> the person that it had, where it had one."""
    after: Mapping[str, str]
    """record id -> the person that it has now."""
    people: Mapping[str, Person]
    """By id."""
    twins: Sequence[Twins]
    """Who of them may be one, and is not taken for one."""


class Ledger:
    """What the kinds of parts, and their dates, mean for who is whom."""

    def __init__(self, parts: Iterable[Part], days: Mapping[str, int]) -> None:
        """`days` is what `graph.dating.days_of` says of them."""
        self.parts = {p.uid: p for p in parts}
        self.days = days
        self.contacts = {uid for uid, p in self.parts.items() if p.kind in CONTACT_LISTS}
        """Parts whose rows are their owner's contacts."""
        self.accounts = {uid for uid, p in self.parts.items() if p.kind in ONE_ROW_EACH}
        """Those that list each account once."""

    def is_all(self, fresh: Mapping[str, Record]) -> bool:
        """Whether these records of a change are all that there are, so that there is nobody else to look for."""
        return self.parts.keys() <= {r.part for r in fresh.values()}


def ledger_of(view: View) -> Ledger:
    sources = view.sources()
    return Ledger((p for s in sources for p in s.parts), days_in(sources))


def reach(view: View, records: Collection[str]) -> set[str]:
    """All records that may be one person with some of these, however indirectly."""
    seeker = Seeker(view, {}, ledger_of(view).accounts, model_of(view), Said(view.judgements()), going=records)
    return {r.id for r in seeker.around(records).records}


def newcomers(view: View, records: Mapping[str, Record], parts: Iterable[Part]) -> list[list[str]]:
    """Of records that the store does not have, by id, those of each person whom it would not know. `parts` are theirs."""
    sources = view.sources()
    ledger = Ledger(chain((p for s in sources for p in s.parts), parts), days_in(sources))
    found = identify(view, records.keys(), records, ledger, stored=False)
    known = {found.after[r] for r in found.before if r in found.after}
    return [[r.id for r in cluster] for cluster in found.clusters if found.after[cluster[0].id] not in known]


def identify(
    view: View, seeds: Collection[str], fresh: Mapping[str, Record], ledger: Ledger, *, stored: bool = True
) -> Identified:
    """The people of all components that the seeds lie in; `fresh` are records, by id, that are nobody's yet. `stored` says
    whether the view has them."""
    said, model = Said(view.judgements()), model_of(view)
    seeker = Seeker(view, fresh, ledger.accounts, model, said, stored=stored)
    found = seeker.among() if ledger.is_all(fresh) else seeker.around(seeds)
    before, clusters, doubts = _people(view, found, fresh, ledger, said, model)
    if exports := regrouped(before, clusters) & ledger.contacts:
        again = seeker.around({*seeds, *repeated(view.records(view.records_in(exports)))})
        before, clusters, doubts = _people(view, again, fresh, ledger, said, model)
    ruling = said.ruling(r for cluster in clusters for r in cluster)
    made, after = {}, dict[str, str]()
    for cluster, lost in zip(clusters, barred(clusters, ruling), strict=True):
        person = person_of(cluster, ledger.days, lost)
        made[person.id] = person
        for record in cluster:
            after[record.id] = person.id
    return Identified(clusters, before, after, made, _twins(doubts, after))


def _twins(doubts: Iterable[Doubt], person: Mapping[str, str]) -> list[Twins]:
    pairs = ((pair_of(person[d.one], person[d.other]), round(d.p, _EXACT)) for d in doubts)
    return sorted(Twins(*pair, p) for pair, p in pairs)


def _people(
    view: View, found: Component, fresh: Mapping[str, Record], ledger: Ledger, said: Said, model: Model
) -> tuple[dict[str, str], list[list[Record]], list[Doubt]]:
    """The person that each record had, the clusters that the records make, and which of these may be one."""
    ruling = said.ruling(found.records)
    before = view.people_of([r.id for r in found.records if r.id not in fresh])
    clusters, doubts = _grouped(found, ledger, ruling, model, {})
    if repeated(found.records):
        # Which rows are one contact depends on whose their exports are, also where that is not sure but probable.
        owners = {p: n for n, cluster in enumerate(clusters) for r in cluster for p in r.owner_of}
        clusters, doubts = _grouped(found, ledger, ruling, model, owners)
    return before, clusters, doubts


def _grouped(
    found: Component, ledger: Ledger, ruling: Ruling, model: Model, owners: Mapping[str, int]
) -> tuple[list[list[Record]], list[Doubt]]:
    """The clusters that the records make, and which of them may be one; `owners` as in `resolve`."""
    sure = resolve(found.records, ledger.contacts, ruling, owners)
    linked_ones = set(chain.from_iterable(found.links))
    atom = {r.id: n for n, cluster in enumerate(sure) for r in cluster if r.id in linked_ones}
    open_ends = {atom[r] for pair in found.links for r in pair if atom[pair[0]] != atom[pair[1]]}
    some = [r for n in sorted(open_ends) for r in sure[n]]
    musts = [(sure[n][0].id, r.id) for n in open_ends for r in sure[n][1:]]
    walls = walls_of(some, ledger.contacts, ledger.accounts)
    for record in some:
        walls.setdefault(record.id, []).extend(_said(ruling, record))
    among = {r.id: r for r in some}
    linked = [pair for pair in found.links if pair[0] in among and pair[1] in among]
    joined = people(some, linked, musts, walls, (), model)
    clusters = [cluster for n, cluster in enumerate(sure) if n not in open_ends]
    clusters += [[among[r] for r in cluster] for cluster in joined.clusters]
    return sorted(clusters, key=lambda c: c[0].id), joined.doubts


def _said(ruling: Ruling, record: Record) -> list[Mark]:
    """A person's "different" is a wall too."""
    return [Mark(f"said {abs(n)}", str(n > 0)) for n in sorted(ruling.walls.get(record.id, ()))]
