"""What is sure of who is whom: which records speak of one person. A pure function of the records, whatever order they came in.

The same profile, account or export means one person; the same e-mail too, unless something speaks against it; an export's
owner who was only named is the one person of that name with a profile; the same name and day of connection in two exports
of one owner is one contact. A person's word is above all of this (`identity.judgements`). Whoever is only alike, however much,
is not decided here (`graph.identity`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from operator import attrgetter

from graph.identity.judgements import Ruling
from graph.keys import ACCOUNT, EMAIL, EXPORT, NAME, OWNER, SINCE, SLUG, lone_id, naming_keys, person_id, personal_keys
from graph.model import Person, Record
from graph.values import name_key

MOST_NAMES = 20
"""Different names beside one e-mail, above which it identifies nobody (a role or a group booking)."""

_NAMING = (SLUG, EMAIL, ACCOUNT)
_SURE = (SLUG, ACCOUNT, EXPORT)
NO_RULING = Ruling()


_Held = Mapping[str, Sequence[Record]]
"""Key -> the records that have it, by id."""


def regrouped(before: Mapping[str, str], clusters: Iterable[Sequence[Record]]) -> set[str]:
    """Parts whose owners, all known before, are now grouped otherwise: which rows of theirs are one contact may change."""
    now = {r.id: i for i, cluster in enumerate(clusters) for r in cluster if r.owner_of and r.id in before}
    pairs = {(before[r], i) for r, i in now.items()}
    people, groups = Counter(p for p, _ in pairs), Counter(i for _, i in pairs)
    return {
        p for c in clusters for r in c if r.id in now and (people[before[r.id]] > 1 or groups[now[r.id]] > 1) for p in r.owner_of
    }


def repeated(records: Iterable[Record]) -> set[str]:
    """The records that have name and day of connection in common with another one of these."""
    held: dict[tuple[str, str], list[str]] = {}
    for record in records:
        if record.since and (name := name_key(record.name)):
            held.setdefault((name, record.since), []).append(record.id)
    return {r for ids in held.values() if len(ids) > 1 for r in ids}


_OPEN = frozenset[int]()
_ID = attrgetter("id")
_EMAILS, _SLUG, _COMPANY, _POSITION, _PLACE = map(attrgetter, ("emails", "slug", "company", "position", "place"))


class _Cluster(list[Record]):
    """Records of one person, and the walls (`Ruling.walls`) that they stand at."""

    def __init__(self, record: Record, walls: frozenset[int]) -> None:
        super().__init__((record,))
        self.walls = walls

    def apart(self, other: _Cluster) -> bool:
        """Whether somebody said that these are two people."""
        return any(-n in other.walls for n in self.walls)


class _Clusters:
    """Union-find over records that keeps each cluster's members, and never joins across a wall."""

    def __init__(self, walls: Mapping[str, frozenset[int]]) -> None:
        self._walls = walls
        self._of: dict[str, _Cluster] = {}
        """By record id; most records are alone, and nobody asks for their clusters."""

    def of(self, record: Record) -> _Cluster:
        """The cluster of a record."""
        if (found := self._of.get(record.id)) is None:
            found = self._of[record.id] = _Cluster(record, self._walls.get(record.id, _OPEN))
        return found

    def join(self, one: Record, other: Record) -> bool:
        """Returns whether they are one person now."""
        kept, moved = self.of(one), self.of(other)
        if kept is moved:
            return True
        if kept.apart(moved):
            return False
        if len(kept) < len(moved):
            kept, moved = moved, kept
        kept.extend(moved)
        kept.walls |= moved.walls
        for record in moved:
            self._of[record.id] = kept
        return True

    def join_all(self, records: Sequence[Record]) -> None:
        """Each with the first of those before it from which no wall keeps it."""
        for i in range(1, len(records)):
            any(self.join(earlier, records[i]) for earlier in islice(records, i))

    def all(self, records: Iterable[Record]) -> list[list[Record]]:
        """The clusters of these records, which are all there are, in the order in which they are met."""
        found: list[list[Record]] = []
        met: set[int] = set()
        for record in records:
            cluster = self._of.get(record.id)
            if cluster is None:
                found.append([record])
            elif id(cluster) not in met:
                met.add(id(cluster))
                found.append(sorted(cluster, key=_ID))
        return found


def _related(one: Iterable[Record], other: Iterable[Record]) -> bool:
    """Whether the names may be one person's: they share a word, or one side has none."""
    first, second = ({w for r in side for w in name_key(r.name).split() if len(w) > 1} for side in (one, other))
    return not first or not second or bool(first & second)


def _one_address_two_people(one: list[Record], other: list[Record]) -> bool:
    """Whether two clusters with one e-mail must stay apart: two profiles side by side in one export, two profiles or two
    rows of one file under unrelated names (a buyer's address on his guests)."""
    profiles = {r.slug for r in one if r.slug}, {r.slug for r in other if r.slug}
    shared = {r.part for r in one} & {r.part for r in other}
    if all(profiles) and not profiles[0] & profiles[1]:
        listed = {r.part for r in one if r.slug} & {r.part for r in other if r.slug}
        return bool(listed) or not _related(one, other)
    return bool(shared) and not _related([r for r in one if r.part in shared], [r for r in other if r.part in shared])


def resolve(
    records: Sequence[Record],
    contact_lists: Collection[str],
    ruling: Ruling = NO_RULING,
    owners: Mapping[str, int] | None = None,
) -> list[list[Record]]:
    """Clusters of the records of whole components.

    Args:
        records: All of them.
        contact_lists: Parts whose rows are never their owner.
        ruling: What people said of these records.
        owners: part -> a number that the parts of one person have in common; by default, of whoever is surely one.
    """
    clusters = _Clusters(ruling.walls)
    for group in ruling.links:
        clusters.join_all(group)
    first: dict[str, Record] = {}
    held: dict[str, list[Record]] = {}
    for record in sorted(records, key=_ID):
        for key in personal_keys(record):
            if (other := first.setdefault(key, record)) is not record:
                held.setdefault(key, [other]).append(record)
            elif key[:3] == OWNER:
                held[key] = [record]
    several: dict[str, dict[str, list[Record]]] = {}
    for key, holders in held.items():
        several.setdefault(key[:3], {})[key] = holders
    for kind in _SURE:
        for holders in several.get(kind, {}).values():
            clusters.join_all(holders)
    for _, holders in sorted(several.get(EMAIL, {}).items()):
        _join_address(clusters, holders)
    named = {owner: _named_as(owner, first, held) for owner in several.get(OWNER, {})}
    _join_owners(clusters, several.get(OWNER, {}), named, contact_lists)
    whose = {p: id(clusters.of(r)) for r in records for p in r.owner_of} if owners is None else owners
    _join_contacts(clusters, several.get(SINCE, {}), whose)
    return clusters.all(records)


def _named_as(owner: str, first: Mapping[str, Record], held: _Held) -> Sequence[Record]:
    """Everybody of an owner's name, by the owner's key; of keys with one holder, only `first` knows him."""
    name = NAME + owner.removeprefix(OWNER)
    return held.get(name) or [first[name]]


def _join_owners(clusters: _Clusters, owners: _Held, named: _Held, contact_lists: Collection[str]) -> None:
    """Join every owner who was only named with the one person of that name; `named` holds everybody of each owner's name."""
    for key, holders in sorted(owners.items()):
        for owner in holders:
            found = _owner_among(clusters.of(owner), named[key], clusters, contact_lists)
            if found is not None:
                clusters.join(owner, found)


def _join_contacts(clusters: _Clusters, connected: _Held, owners: Mapping[str, int]) -> None:
    """Join what one owner's exports say under one name and day of connection; `owners` number whose each part is."""
    for _, holders in sorted(connected.items()):
        by_owner: dict[int, list[Record]] = {}
        for record in holders:
            if record.part in owners:
                by_owner.setdefault(owners[record.part], []).append(record)
        for contacts in by_owner.values():
            _join_unless(_connected_twice, clusters, contacts)


def _connected_twice(one: list[Record], other: list[Record]) -> bool:
    """Whether one owner connected with two people of one name on one day: two rows of one export, or two profiles."""
    profiles = {r.slug for r in one if r.slug}, {r.slug for r in other if r.slug}
    rows = {r.part for r in one if r.since} & {r.part for r in other if r.since}
    return bool(rows) or (all(profiles) and not profiles[0] & profiles[1])


def _join_address(clusters: _Clusters, holders: Sequence[Record]) -> None:
    """Join the holders of one e-mail, but an address that stands beside many different names is nobody's own."""
    if len({name_key(r.name) for r in holders}) <= MOST_NAMES:
        _join_unless(_one_address_two_people, clusters, holders)


def _join_unless(apart: Callable[[list[Record], list[Record]], bool], clusters: _Clusters, holders: Sequence[Record]) -> None:
    """Join the holders of one key, each to the first earlier one that nothing speaks against."""
    for i, record in enumerate(holders):
        for earlier in holders[:i]:
            one, other = clusters.of(earlier), clusters.of(record)
            if one is not other and not apart(one, other) and clusters.join(earlier, record):
                break


def _owner_among(owner: _Cluster, named: Iterable[Record], clusters: _Clusters, contact_lists: Collection[str]) -> Record | None:
    """The one person of the owner's name: with a profile if any has one. None if identified already, absent or ambiguous."""
    if any(r.slug for r in owner):
        return None
    own = {p for r in owner for p in r.owner_of if p in contact_lists}
    others: dict[int, Record] = {}
    for record in named:
        cluster = clusters.of(record)
        if cluster is not owner and not cluster.apart(owner) and not any(r.part in own and r.line for r in cluster):
            others.setdefault(id(cluster), record)
    with_profile = [r for r in others.values() if any(m.slug for m in clusters.of(r))]
    candidates = with_profile or list(others.values())
    return candidates[0] if len(candidates) == 1 else None


def contested(clusters: Iterable[Sequence[Record]]) -> set[str]:
    """E-mails that stand in several clusters, and so name none of them."""
    holders: Counter[str] = Counter()
    for cluster in clusters:
        if emails := {EMAIL + e for r in cluster for e in r.emails}:
            holders.update(emails)
    return {key for key, n in holders.items() if n > 1}


def barred(clusters: Sequence[Sequence[Record]], ruling: Ruling) -> list[Collection[str]]:
    """For each cluster the keys that do not name it, though its records have them: contested e-mails, and what both sides of
    a split hold, which goes on naming the side that stayed what it was."""
    shared = contested(clusters)
    if not ruling.walls:
        return [shared] * len(clusters)
    lost: list[set[str]] = [set() for _ in clusters]
    holders: dict[str, list[int]] = {}
    for i, cluster in enumerate(clusters):
        for key in {k for r in cluster for k in naming_keys(r)}:
            holders.setdefault(key, []).append(i)
    walls = [{n for r in cluster for n in ruling.walls.get(r.id, _OPEN)} for cluster in clusters]
    for key, some in holders.items():
        if len(some) > 1:
            stayed = [i for i in some if not any(-n in walls[i] for n in ruling.kept.get(key, ()))]
            keeper = stayed[0] if len(stayed) == 1 else None
            if keeper is None and key[:3] != EMAIL:
                keeper = min(stayed or some, key=lambda i: min(r.id for r in clusters[i] if key in naming_keys(r)))
            for i in some:
                if i != keeper:
                    lost[i].add(key)
    return list(lost)


def _first(values: Iterator[str]) -> str:
    return next(filter(None, values), "")


def _id_of(cluster: Sequence[Record], barred: Collection[str]) -> str:
    keys = [k for r in cluster for k in naming_keys(r) if k not in barred]
    for kind in _NAMING:
        if of_kind := [k for k in keys if k[:3] == kind]:
            return person_id(min(of_kind))
    return lone_id(min(r.id for r in cluster))


def person_of(cluster: Sequence[Record], days: Mapping[str, int], barred: Collection[str]) -> Person:
    """The person that a cluster adds up to: each fact from the newest part (`days`, as of `graph.dating`) that states it, its
    id from its strongest key that is not barred."""
    best = cluster
    if len(cluster) > 1:
        best = sorted(cluster, key=lambda r: (days.get(r.part, 0), bool(r.slug), r.line > 0, r.id), reverse=True)
    names = [r.name for r in best if r.name]
    named = [name for name in names if len(name_key(name).split()) > 1] or names if len(names) > 1 else names
    emails = tuple(dict.fromkeys(chain.from_iterable(map(_EMAILS, best))))
    slug = _first(map(_SLUG, best))
    name = named[0] if named else emails[0] if emails else slug or next((p for r in best for p in r.phones), "") or "(no name)"
    by_key = {name_key(n): n for n in reversed(named)} if len(named) > 1 else {}
    jobs = [r for r in best if not r.ended]
    return Person(
        id=_id_of(cluster, barred),
        name=name,
        company=_first(map(_COMPANY, jobs)),
        position=_first(map(_POSITION, jobs)),
        place=_first(map(_PLACE, best)),
        slug=slug,
        emails=emails,
        other_names=tuple(n for k, n in sorted(by_key.items()) if k != name_key(name)),
        records=len(cluster),
    )
