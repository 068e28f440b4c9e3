"""What a change states, held so closely that it need not be read back from the store.

Records are held as they are: they grow with people. Encounters grow with the file, so of those only what makes a tie is
held: for each two records the days, each kind and way once, at 22 bytes a day.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from graph.model import Encounter, Record
from graph.priors import KINDS
from graph.strength.evidence import Evidence, Pair, pair_of
from graph.strength.ties import BACKWARD, BOTH, FORWARD, Day

_DAY = struct.Struct("<iBBqq")
"""Ordinal (0 without a date), code of the kind, way as seen from the first record, size, count."""
_KIND = {kind.code: name for name, kind in KINDS.items()}
_TURNED = {BOTH: BOTH, FORWARD: BACKWARD, BACKWARD: FORWARD}
_TAKEN = 1_000
"""Encounters that are taken from a store at a time."""
_FIRST_LOOK = 64
"""Days of two records above which repeated ones are put together, and again whenever they have doubled."""


class Stated:
    """Evidence of parts that came or went. Of what is stated twice under one id, the first stays.

    Ids of encounters hold the line that states them, so one id twice is met within one `add` only.
    """

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.events: set[str] = set()
        self._attendees: set[str] = set()
        self._days: dict[Pair, bytearray] = {}
        self._look: dict[Pair, int] = {}

    def add(self, records: Iterable[Record], encounters: Iterable[Encounter]) -> None:
        """Hold these too."""
        for record in records:
            self.records.setdefault(record.id, record)
        seen: set[str] = set()
        for e in encounters:
            if e.id in seen:
                continue
            seen.add(e.id)
            if e.event:
                self.events.add(e.event)
                self._attendees.update(r for r in (e.a, e.b) if r)
                continue
            pair = (e.a, e.b)
            way = BOTH if e.direction == "both" else FORWARD
            day = _DAY.pack(e.day.toordinal() if e.day else 0, KINDS[e.kind].code, way, e.size, e.count)
            if (days := self._days.get(pair)) is None:
                self._days[pair] = bytearray(day)
                continue
            days += day
            if len(days) > self._look.get(pair, _FIRST_LOOK * _DAY.size):
                days[:] = _once_each(days)
                self._look[pair] = max(2 * len(days), _FIRST_LOOK * _DAY.size)

    def take(self, encounters: Iterator[Encounter]) -> int:
        """Hold all of these, which a store gives one by one, and return how many there were."""
        taken = 0
        while some := list(islice(encounters, _TAKEN)):
            self.add((), some)
            taken += len(some)
        return taken

    def evidence(self, person: Mapping[str, str], wanted: Collection[Pair]) -> dict[Pair, Evidence]:
        """What is held of each of the wanted pairs of people, where there is anything."""
        found: dict[Pair, Evidence] = {}
        for pair, links in self.by_pair(person).items():
            if pair in wanted:
                found[pair] = Evidence()
                for link in links:
                    self.tell(link, person, found[pair])
        return found

    def ends(self) -> set[str]:
        """Ids of all records that some encounter names."""
        return self._attendees.union(*self._days)

    def links(self) -> Iterable[Pair]:
        """Ids of every two records that some encounter names together, in its order."""
        return self._days.keys()

    def by_pair(self, person: Mapping[str, str]) -> dict[Pair, list[Pair]]:
        """Every two different people, and the links that speak of them; `person` maps record ids."""
        found: dict[Pair, list[Pair]] = {}
        for link in self._days:
            p, q = person.get(link[0]), person.get(link[1])
            if p is not None and q is not None and p != q:
                found.setdefault(pair_of(p, q), []).append(link)
        return found

    def tell(self, link: Pair, person: Mapping[str, str], evidence: Evidence) -> None:
        """Add to `evidence` what a link says of its two people."""
        turned = person[link[0]] > person[link[1]]
        for day, code, way, size, count in _DAY.iter_unpack(self._days[link]):
            evidence.days.append(Day(day, code, _TURNED[way] if turned else way, size))
            evidence.count(_KIND[code], count)


def _once_each(days: bytearray) -> bytes:
    """The same days, those that differ only in their count as one."""
    counts: dict[tuple[int, ...], int] = {}
    for *what, count in _DAY.iter_unpack(days):
        key = tuple(what)
        counts[key] = counts.get(key, 0) + count
    return b"".join([_DAY.pack(*what, count) for what, count in counts.items()])
