"""One visible change: evidence is staged as it comes, what is derived is kept until the end, and one transaction ends it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial

from msgspec.structs import replace

from graph.errors import StoreError, StoreUnavailable
from graph.model import Encounter, Event, Judgement, Person, Problem, Record, Source, Tie, Twins, Word
from graph.store.aside import Aside, aside
from graph.store.bolt.commit import LANDED, Commit
from graph.store.bolt.cypher import every, said_by
from graph.store.bolt.lease import Lease, leased
from graph.store.bolt.link import Link, Row, Talk
from graph.store.bolt.overlay import Overlay
from graph.store.bolt.staging import Staging

_FORGET_PROBLEMS = "UNWIND $rows AS uid MATCH (p:Problem {source: uid, since: $now}) DELETE p"
_NOT_KEPT = (
    f"UNWIND $rows AS id {said_by('id')} REMOVE e.kept",
    f"{every('r:Record', 'part')} REMOVE r.kept",
    f"{every('p:Part', 'uid')} MATCH (p)-[d:DESCRIBES]->() REMOVE d.kept",
)


class BoltWriter(Overlay):
    """`graph.store.base.Writer` under a lease."""

    def __init__(self, talk: Talk, lease: Lease, beside: Talk, aside: Aside) -> None:
        """`beside` is a conversation of its own, in which evidence is staged by the steps of `aside`."""
        super().__init__(talk, lease)
        self._lease = lease
        self._staging = Staging(beside, lease)
        self._aside = aside

    def _read(self, query: str, /, **values: object) -> list[Row]:
        self._aside.wait()
        return super()._read(query, **values)

    def _each(self, query: str, ids: Collection[str]) -> Iterator[Encounter]:
        self._aside.wait()
        return super()._each(query, ids)

    # --- evidence

    def add_source(self, source: Source) -> None:
        before = self.source(source.uid)
        self._sources[source.uid] = replace(source, parts=before.parts if before else ())

    def add_records(self, records: Sequence[Record]) -> None:
        self._aside.do(partial(self._staging.records, records, frozenset(self._gone)))
        # What is stated anew after its part was dropped is nobody's until it is assigned.
        self._changes.assign({r.id: None for r in records if r.part in self._gone and r.id not in self._changes.members})

    def add_encounters(self, encounters: Sequence[Encounter]) -> None:
        self._aside.do(partial(self._staging.encounters, encounters, frozenset(self._gone)))

    def add_events(self, events: Sequence[Event]) -> None:
        if events:
            self._aside.do(partial(self._staging.describe, events))

    def add_problems(self, source: str, problems: Sequence[Problem]) -> None:
        if problems:
            self._aside.do(partial(self._staging.problems, source, problems))

    def finish_source(self, source: Source) -> None:
        self._sources[source.uid] = source

    def drop_source(self, uid: str) -> None:
        found = self.source(uid)
        if found is None:
            return
        lone = {part for part, holders in self.holders([p.uid for p in found.parts]).items() if holders == [uid]}
        members = self._changes.members
        self._changes.assign({r: None for r in self.records_in(lone) if r in members})
        self._sources[uid] = None
        self._forgotten.add(uid)
        self._aside.wait()
        self._staging.forget(_FORGET_PROBLEMS, [uid])
        for query in _NOT_KEPT:
            self._staging.forget(query, sorted(lone))
        self._gone |= lone

    def put_mapping(self, header: str, text: str) -> None:
        self._mappings[header] = text

    def drop_mapping(self, header: str) -> None:
        self._mappings[header] = None

    def add_judgement(self, judgement: Judgement) -> None:
        self._judgements[judgement.uid] = judgement

    def drop_judgement(self, uid: str) -> None:
        self._judgements[uid] = None

    def add_word(self, word: Word) -> None:
        self._words[word.uid] = word

    def drop_word(self, uid: str) -> None:
        self._words[uid] = None

    def put_model(self, text: str) -> None:
        self._model = text

    # --- derived

    def put_cards(self, cards: Mapping[str, str]) -> None:
        self._cards.update(cards)

    def assign(self, members: Mapping[str, str | None]) -> None:
        self._changes.assign(members)

    def put_people(self, people: Iterable[Person]) -> None:
        self._changes.put_people(people)

    def drop_people(self, ids: Collection[str]) -> None:
        self._changes.drop_people(ids)

    def put_twins(self, twins: Iterable[Twins]) -> None:
        self._changes.put_twins(twins)

    def drop_twins(self, pairs: Collection[tuple[str, str]]) -> None:
        self._changes.drop_twins(pairs)

    def put_ties(self, ties: Iterable[Tie]) -> None:
        self._changes.put_ties(ties)

    def drop_ties(self, pairs: Collection[tuple[str, str]]) -> None:
        self._changes.drop_ties(pairs)

    # --- the end

    def sweep(self) -> None:
        """Remove what is staged and will not be committed."""
        self._staging.sweep()

    def commit(self) -> None:
        """Make it visible. Raises `StoreError` when the lease was lost, `StoreUnavailable` when nobody answers."""
        self._aside.wait()
        self._lease.stop_renewing()
        staged = self._staging
        attempt = Commit(
            self._lease,
            self._changes,
            self._sources,
            self._forgotten,
            self._gone,
            staged.events,
            staged.shared,
            staged.new,
            self._mappings,
            self._judgements,
            self._words,
            self._model,
            self._cards,
        )
        try:
            self._talk.transact(attempt.run)
        except StoreUnavailable:
            # The answer to a commit may be lost after it took place.
            if not self._talk.read(LANDED, token=self._lease.token):
                raise


@contextmanager
def writing(link: Link, talk: Talk) -> Iterator[BoltWriter]:
    """A writer whose change becomes visible when the block ends well; otherwise nothing of it stays."""
    with leased(link, talk) as lease, link.session() as beside, aside() as steps:
        writer = BoltWriter(talk, lease, beside, steps)
        writer.sweep()
        try:
            yield writer
            writer.commit()
        except StoreUnavailable:
            # Nobody answers: the next writer sweeps.
            raise
        except BaseException:
            # Cleaning up is a courtesy: the next writer sweeps in any case, and the first error is the one to tell.
            steps.give_up()
            with suppress(StoreError):
                writer.sweep()
            raise
