"""What records say of one organisation, as counts: they add up, whatever order the records come in, and can be taken away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from graph.identity.features import domain_name
from graph.model import Record
from graph.organisations.likeness import may_fit
from graph.organisations.names import key_of, read

COMPARED = 6
"""Spellings of one organisation that are compared: those of most rows."""


@dataclass(slots=True)
class Facts:
    """Of one organisation, by `graph.values.organisation_key`."""

    spellings: Counter[str] = field(default_factory=Counter)
    """Rows, by the name as written."""
    domains: Counter[str] = field(default_factory=Counter)
    """Rows with an address, by the word of its mail domain; public mailboxes and shared ones of providers are left out."""
    people: Counter[str] = field(default_factory=Counter)
    """Other organisation, by key -> people of whom some record names each. Only where the names may fit."""
    _names: list[str] | None = field(default=None, compare=False, repr=False)
    """What `names` found, until something is added."""

    @property
    def rows(self) -> int:
        return sum(self.spellings.values())

    def names(self) -> list[str]:
        """The spellings of most rows, those first; of some that are read alike, as they differ in legal forms, one."""
        if self._names is None:
            ranked = sorted(self.spellings, key=lambda s: (-self.spellings[s], s))
            self._names = list({read(s).words: s for s in reversed(ranked)}.values())[-COMPARED:][::-1]
        return self._names

    def mail(self) -> tuple[str, int]:
        """The mail domain of most rows that have one, if it is that of half of them at least, and how many those are."""
        if not self.domains:
            return "", 0
        domain, rows = min(self.domains.items(), key=lambda item: (-item[1], item[0]))
        return (domain, rows) if 2 * rows >= self.domains.total() else ("", 0)

    def add(self, other: Facts, times: int) -> None:
        """Take these in (1) or away (-1)."""
        self._names = None
        for mine, theirs in ((self.spellings, other.spellings), (self.domains, other.domains), (self.people, other.people)):
            for what, rows in theirs.items():
                mine[what] += times * rows
                if not mine[what]:
                    del mine[what]

    def changes(self) -> bool:
        """Whether these, to be added to others, change them."""
        return any(any(some.values()) for some in (self.spellings, self.domains, self.people))

    def __bool__(self) -> bool:
        return bool(self.spellings or self.domains or self.people)

    def to_json(self) -> list[dict[str, int]]:
        """As `from_json` reads it."""
        return [dict(sorted(some.items())) for some in (self.spellings, self.domains, self.people)]

    @classmethod
    def from_json(cls, said: Sequence[dict[str, int]]) -> Facts:
        spellings, domains, people = map(Counter, said)
        return cls(spellings, domains, people)


def tell(into: dict[str, Facts], people: Iterable[Sequence[Record]], times: int) -> None:
    """Add to `into`, by organisation, what the records of each of these people say, `times` (1 or -1) as often."""
    for records in people:
        named: dict[str, set[str]] = {}
        for record in records:
            if record.school or not record.company or not (key := key_of(record.company)):
                continue
            named.setdefault(key, set()).add(record.company)
            facts = into.get(key) or into.setdefault(key, Facts())
            facts.spellings[record.company] += times
            for domain in {d for e in record.emails if (d := domain_name(e))}:
                facts.domains[domain] += times
        for one, other in combinations(sorted(named), 2) if len(named) > 1 else ():
            if may_fit(min(named[one]), min(named[other])):
                into[one].people[other] += times
                into[other].people[one] += times
