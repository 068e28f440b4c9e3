"""What an identity question reaches: the records that may be one person with some given ones, however indirectly.

Records reach each other by keys that join (`graph.keys`), by judgements, and by being alike (`graph.identity`): those that
share a block are compared, and those that a link joins are in. So a component depends on its records alone, whichever of
them it is sought from, and on nothing that came before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from graph.identity.blocks import LARGEST
from graph.identity.cluster import Pair
from graph.identity.judgements import RECORD, Said
from graph.identity.linking import linked
from graph.identity.model import Model
from graph.keys import ACCOUNT, EMAIL, EXPORT, NAME, OWNER, SINCE, SLUG, block_keys, keys_of, personal_keys
from graph.model import Record
from graph.store.base import View

_JOINING = (SLUG, ACCOUNT, EXPORT, EMAIL)


@dataclass(frozen=True, slots=True)
class Component:
    """Whole components, together."""

    records: list[Record]
    """Sorted by id."""
    links: Mapping[Pair, float]
    """Pairs of them that are alike, by ids, the smaller first, and what that says in bits."""


class Seeker:
    """Looks for what belongs together in one view."""

    def __init__(
        self,
        view: View,
        fresh: Mapping[str, Record],
        lists: Collection[str],
        model: Model,
        said: Said,
        *,
        going: Collection[str] = (),
        stored: bool = True,
        largest: int = LARGEST,
    ) -> None:
        """A seeker in `view`.

        Args:
            view: Where to look.
            fresh: Records, by id, that came with this change and need not be read.
            lists: Parts that list each account once: no two of their rows are one person.
            model: What being alike is worth.
            said: What people said of who is whom.
            going: Ids of records that are about to be dropped.
            stored: Whether the view has the fresh records too.
            largest: Records with one block, above which it proposes nobody.
        """
        self._view = view
        self._fresh = fresh
        self._lists = lists
        self._model = model
        self._said = said
        self._known = dict(fresh)
        self._changing = {*fresh, *going}
        self._largest = largest
        self._unstored = {} if stored else _held(fresh.values(), keys_of)

    def among(self) -> Component:
        """The components of the fresh records, which are all that there are."""
        by_block: Mapping[str, Collection[str]]
        listed = {r.part for r in self._fresh.values()} & set(self._lists)
        if len(listed) == 1:
            # Rows of one list are never compared with each other, so that of a lone one only what others share matters.
            rest = (r for r in self._fresh.values() if r.part not in listed)
            by_block = self._with({key for r in rest for key in block_keys(r)})
        else:
            by_block = _held(self._fresh.values(), block_keys)
        return Component([self._fresh[i] for i in sorted(self._fresh)], self._compare(self._fresh.keys(), by_block))

    def around(self, seeds: Collection[str]) -> Component:
        """The components of the seeds, which are ids of records."""
        found: dict[str, Record] = {}
        linked: dict[Pair, float] = {}
        frontier = set(seeds)
        while frontier:
            records = self._read(frontier)
            found.update((r.id, r) for r in records)
            wanted = {k for record in records for k in self._said.reach(record)} if self._said else set[str]()
            named = {k.removeprefix(RECORD) for k in wanted if k.startswith(RECORD)}
            wanted = {k for k in wanted if not k.startswith(RECORD)}
            for record in records:
                for key in personal_keys(record):
                    if key[:3] in _JOINING:
                        wanted.add(key)
                    elif key[:3] == NAME:
                        # An owner is looked for under his name; a name matters only where an owner has it.
                        wanted.add(key if record.owner_of else OWNER + key.removeprefix(NAME))
            reached = {r for ids in self._with(wanted).values() for r in ids} | self._rivals(records) | named
            by_block = self._with({key for r in records for key in block_keys(r)})
            alike = self._alike(records, by_block)
            linked |= alike
            frontier = reached.union(*alike, self._crossing(by_block)) - found.keys()
        return Component(
            [found[i] for i in sorted(found)], {p: bits for p, bits in linked.items() if p[0] in found and p[1] in found}
        )

    def _read(self, ids: Collection[str]) -> list[Record]:
        wanted = set(ids)
        self._known.update((r.id, r) for r in self._view.records(wanted - self._known.keys()))
        return [self._known[i] for i in sorted(wanted & self._known.keys())]

    def _with(self, keys: Collection[str]) -> dict[str, Collection[str]]:
        """key -> ids of the records that have it."""
        found: dict[str, Collection[str]] = {**self._view.records_with(keys)}
        for key in self._unstored.keys() & set(keys):
            found[key] = {*self._unstored[key], *found.get(key, ())}
        return found

    def _rivals(self, records: Iterable[Record]) -> set[str]:
        """Rows of the same name and day of connection, and the owners of all their exports, who decide whether it means much."""
        keys = {k for r in records if r.since for k in personal_keys(r) if k[:3] == SINCE}
        several = {r for ids in self._with(keys).values() if len(ids) > 1 for r in ids}
        exports = {EXPORT + r.part for r in self._read(several)}
        return several.union(*self._with(exports).values())

    def _crossing(self, by_block: Mapping[str, Collection[str]]) -> set[str]:
        """Everyone of the blocks that grow too large by this change, or no longer are: what they propose changes."""
        large = [ids for ids in by_block.values() if len(ids) > self._largest]
        return {r for ids in large if len(self._changing.intersection(ids)) >= len(ids) - self._largest for r in ids}

    def _alike(self, records: Collection[Record], by_block: Mapping[str, Collection[str]]) -> dict[Pair, float]:
        """Links of these records with all others."""
        self._read({r for ids in by_block.values() if 1 < len(ids) <= self._largest for r in ids})
        return self._compare({r.id for r in records}, by_block)

    def _compare(self, these: Collection[str], by_block: Mapping[str, Collection[str]]) -> dict[Pair, float]:
        """Links of these records with those that share a block with them, but for blocks that too many share."""
        blocks: dict[str, list[int]] = {}
        for n, ids in enumerate(by_block.values()):
            if 1 < len(ids) <= self._largest and self._several(ids):
                for record in ids:
                    blocks.setdefault(record, []).append(n)
        return linked([self._known[r] for r in sorted(blocks)], blocks, these, self._lists, self._model)

    def _several(self, ids: Collection[str]) -> bool:
        """Whether these are not all rows of one list."""
        parts = {self._known[r].part for r in ids}
        return len(parts) > 1 or parts.isdisjoint(self._lists)


def _held(records: Iterable[Record], keys: Callable[[Record], Iterable[str]]) -> dict[str, list[str]]:
    """key -> ids of those of the records that have it."""
    held: dict[str, list[str]] = {}
    for record in records:
        for key in keys(record):
            held.setdefault(key, []).append(record.id)
    return held
