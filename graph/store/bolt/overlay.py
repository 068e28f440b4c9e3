"""A writer's reads: what is stored, with what the writer has changed laid over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import islice

from graph.model import Judgement, Person, Problem, Source, Tie, Twins, Word
from graph.store.base import Parted, Size, Statement, TieRow
from graph.store.bolt.changes import Changes
from graph.store.bolt.derived import BoltView
from graph.store.bolt.lease import Lease
from graph.store.bolt.link import Talk
from graph.store.bolt.rows import file_of
from graph.store.coding import search_text
from graph.store.lots import lot_of
from graph.strength.ties import first_contact
from graph.values import search_terms, sort_name


class Overlay(BoltView):
    """`BoltView` of the revision that is being made."""

    def __init__(self, talk: Talk, lease: Lease) -> None:
        super().__init__(talk, lease.revision)
        self._now = lease.revision + 1
        self._token = lease.token
        self._changes = Changes()
        self._sources: dict[str, Source | None] = {}
        self._mappings: dict[str, str | None] = {}
        """By header; None: forgotten."""
        self._judgements: dict[str, Judgement | None] = {}
        """By uid; None: withdrawn."""
        self._words: dict[str, Word | None] = {}
        """By uid; None: withdrawn."""
        self._model: str | None = None
        """None: what is stored."""
        self._cards: dict[str, str] = {}
        """By key; empty: taken away."""
        self._forgotten: set[str] = set()
        """Sources whose stored facts no longer count: dropped at some moment of this change."""

    # --- ledger

    def sources(self) -> list[Source]:
        stored = [s for s in super().sources() if s.uid not in self._sources]
        found = [*stored, *(s for s in self._sources.values() if s is not None)]
        return sorted(sorted(found, key=lambda s: s.uid), key=lambda s: s.imported.isoformat(), reverse=True)

    def mappings(self) -> dict[str, str]:
        return {header: text for header, text in (super().mappings() | self._mappings).items() if text is not None}

    def judgements(self) -> list[Judgement]:
        said = {j.uid: j for j in super().judgements()} | self._judgements
        return sorted((j for j in said.values() if j is not None), key=lambda j: (j.made, j.uid))

    def words(self, kind: str = "") -> list[Word]:
        told = [w for w in super().words(kind) if w.uid not in self._words]
        told += [w for w in self._words.values() if w is not None and kind in ("", w.kind)]
        return sorted(told, key=lambda w: (w.made, w.uid))

    def model(self) -> str:
        return super().model() if self._model is None else self._model

    def cards(self, keys: Collection[str]) -> dict[str, str]:
        found = super().cards([key for key in keys if key not in self._cards])
        found.update((key, text) for key in keys if (text := self._cards.get(key)))
        return found

    def cards_under(self, prefix: str) -> list[tuple[str, str]]:
        fresh = {key: text for key, text in self._cards.items() if key.startswith(prefix)}
        return sorted((key, text) for key, text in (dict(super().cards_under(prefix)) | fresh).items() if text)

    def source(self, uid: str) -> Source | None:
        return self._sources[uid] if uid in self._sources else super().source(uid)

    def problems(self, source: str) -> list[Problem]:
        return self._problems(source, past=self._revision if source in self._forgotten else -1)

    def holders(self, parts: Collection[str]) -> dict[str, list[str]]:
        found = {p: {s for s in sources if s not in self._sources} for p, sources in super().holders(parts).items()}
        for source in (s for s in self._sources.values() if s is not None):
            for part in source.parts:
                if part.uid in parts:
                    found.setdefault(part.uid, set()).add(source.uid)
        return {part: sorted(sources) for part, sources in found.items() if sources}

    def _holdings(self, parts: Collection[str]) -> list[tuple[str, str, str]]:
        stored = [row for row in super()._holdings(parts) if row[1] not in self._sources]
        fresh = [
            (file_of(s, p), s.uid, p.uid) for s in self._sources.values() if s is not None for p in s.parts if p.uid in parts
        ]
        return stored + fresh

    def statements(self, people: Collection[str] | None = None) -> Iterator[Statement]:
        return super().statements([p.id for p in self.everyone()] if people is None else people)

    # --- people

    def size(self) -> Size:
        changes, stored = self._changes, super().size()
        known_people = len(super().people(changes.people))
        known_ties = sum(1 for row in super().all_ties() if changes.replaces_tie(row.ego, row.alter))
        old_sources = sum(1 for s in super().sources() if s.uid in self._sources)
        return Size(
            people=stored.people - known_people + len(changes.standing_people()),
            ties=stored.ties - known_ties + len(changes.standing_ties()),
            records=stored.records,
            encounters=stored.encounters,
            sources=stored.sources - old_sources + sum(1 for s in self._sources.values() if s is not None),
        )

    def people(self, ids: Collection[str]) -> list[Person]:
        changed = self._changes.people
        stored = super().people([i for i in ids if i not in changed])
        fresh = [p for i in set(ids) if (p := changed.get(i)) is not None]
        return sorted([*stored, *fresh], key=lambda p: p.id)

    def everyone(self) -> Iterator[Person]:
        yield from (p for p in super().everyone() if p.id not in self._changes.people)
        yield from self._changes.standing_people()

    def search(self, text: str, limit: int, after: tuple[str, str] | None = None) -> list[Person]:
        terms = search_terms(text)
        if text.strip() and not terms:
            return []
        past = (sort_name(after[0]), after[1]) if after else ("", "")
        fresh = [p for p in self._changes.standing_people() if _place(p) > past and _fits(p, terms)]
        stored: list[Person] = []
        last = after
        while len(stored) < limit and (page := super().search(text, limit, last)):
            stored += [p for p in page if p.id not in self._changes.people]
            last = page[-1].name, page[-1].id
        return sorted([*stored, *fresh], key=_place)[:limit]

    def people_of(self, records: Collection[str]) -> dict[str, str]:
        members = self._changes.members
        found = {r: p for r, p in super().people_of([r for r in records if r not in members]).items()
                 if not self._changes.dropped(p)}  # fmt: skip
        found.update((r, p) for r in records if (p := members.get(r)) is not None)
        return found

    def records_of(self, people: Collection[str]) -> dict[str, list[str]]:
        changes = self._changes
        stored = super().records_of([p for p in people if not changes.dropped(p)])
        found = {p: {r for r in records if r not in changes.members} for p, records in stored.items()}
        for person in set(people) & changes.joined.keys():
            found.setdefault(person, set()).update(changes.joined[person])
        return {person: sorted(records) for person, records in found.items() if records}

    def twins(self, people: Collection[str] | None = None) -> list[Twins]:
        stored = [t for t in super().twins(people) if not self._changes.replaces_twins(t.a, t.b)]
        some = None if people is None else set(people)
        fresh = [t for t in self._changes.standing_twins() if some is None or t.a in some or t.b in some]
        return sorted([*stored, *fresh], key=lambda t: (-t.p, t.a, t.b))

    # --- ties

    def ties(self, egos: Collection[str], alters: Collection[str] | None = None) -> list[TieRow]:
        stored = [row for row in super().ties(egos, alters) if not self._changes.replaces_tie(row.ego, row.alter)]
        others = None if alters is None else set(alters)
        for ego in set(egos):
            for tie in self._changes.ties_of(ego):
                alter = tie.b if tie.a == ego else tie.a
                if others is None or alter in others:
                    stored.append(TieRow(ego, alter, tie.stats))
        return stored

    def degrees(self, people: Collection[str]) -> dict[str, int]:
        return dict(Counter(row.ego for row in self.ties(people)))

    def ties_and_degrees(self, egos: Collection[str]) -> tuple[list[TieRow], dict[str, int]]:
        rows = self.ties(egos)
        return rows, self.degrees({row.alter for row in rows})

    def tie(self, a: str, b: str) -> Tie | None:
        pair = min(a, b), max(a, b)
        if pair in self._changes.ties:
            return self._changes.ties[pair]
        return None if self._changes.replaces_tie(a, b) else super().tie(a, b)

    def histories(self, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
        found = super().histories([p for p in pairs if not self._changes.replaces_tie(*p)])
        found.update((p, tie.history) for p in pairs if (tie := self._changes.ties.get(p)) is not None)
        return found

    def parted(self, seeds: Sequence[int]) -> Parted | None:  # noqa: ARG002
        return None  # the server does not know yet what is being written

    def all_ties(self) -> Iterator[TieRow]:
        yield from (row for row in super().all_ties() if not self._changes.replaces_tie(row.ego, row.alter))
        yield from (TieRow(t.a, t.b, t.stats) for t in self._changes.standing_ties())

    def drawn(self, until: date, most: int) -> dict[tuple[str, str], bytes]:
        stored = super().drawn(until, super().size().ties)
        found = {p: history for p, history in stored.items() if not self._changes.replaces_tie(*p)}
        found |= {
            (t.a, t.b): t.history for t in self._changes.standing_ties() if 0 < first_contact(t.history) <= until.toordinal()
        }
        return dict(islice(((p, found[p]) for p in sorted(found, key=lambda p: lot_of(*p))), most))


def _place(person: Person) -> tuple[str, str]:
    return sort_name(person.name), person.id


def _fits(person: Person, terms: Collection[str]) -> bool:
    words = search_text(person).split()
    return all(any(w.startswith(t) for w in words) for t in terms)
