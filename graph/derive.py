"""From evidence to people and ties, only where something changed: every import and every undo ends here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice
from typing import TypeVar

from graph import priors
from graph.dating import redated_in
from graph.errors import NotFound
from graph.identity.identify import Identified, identify, ledger_of, reach
from graph.identity.judging import spoken_of
from graph.keys import organisation_of
from graph.model import Encounter, Judgement, Record, Source, Twins, Word
from graph.organisations.join import People, records_of_each, regroup
from graph.organisations.staffs import Staffs
from graph.stated import Stated
from graph.store.base import Writer
from graph.strength.evidence import Evidence, Pair, attended, pair_of, tie_of
from graph.strength.labels import LABEL, evidence_of, placed
from graph.strength.ties import STATES, unpack_history
from graph.strength.workplaces import organisations_of, tie_colleagues

CHUNK = 5_000
"""People whose ties are computed at a time: bounds memory."""
_FEW = 50
"""People whose ties are read back first, before it is known how much evidence they have."""
_READ_BACK = 50_000
"""Encounters that are read back at a time, about."""


_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Settled:
    """What a change did."""

    new_people: int
    people: int
    ties: int


@dataclass(frozen=True, slots=True)
class _Past:
    """What was so before a change, where what it touches does not tell."""

    stale: Collection[Pair] = ()
    """Pairs, in people before it, to be looked at again."""
    employers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Organisations to be looked at again, with who was known there before."""
    people: People = ()
    """The records of those whose records went, and of all of their components."""
    labelled: Mapping[str, Pair] | None = None
    """Whom each label meant; None where the change has not begun yet."""
    redated: Collection[str] = ()
    """Records of which the same is said, but as of another day."""


_UNTOUCHED = _Past()


def _in_chunks(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    waiting = iter(items)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def _pairs_of(links: Iterable[Pair], person: Mapping[str, str]) -> set[Pair]:
    ends = ((person.get(a), person.get(b)) for a, b in links)
    return {pair_of(p, q) for p, q in ends if p is not None and q is not None and p != q}


def _event_pairs(w: Writer, events: Collection[str]) -> set[Pair]:
    """Every two people who now count as attendees of one of these events, but for those too large to tie anyone."""
    rows = w.attendance(events)
    person = w.people_of({e.a for e in rows})
    people: dict[str, set[str]] = {}
    for e in rows:
        if e.a in person:
            people.setdefault(e.event, set()).add(person[e.a])
    small = (sorted(p) for p in people.values() if len(p) <= priors.LARGEST_EVENT)
    return {pair for attendees in small for pair in combinations(attendees, 2)}


def settle(
    w: Writer, fresh_parts: Collection[str], stated: Stated | None = None, pause: Callable[[], object] = lambda: None
) -> Settled:
    """Take the evidence of these parts, just added, into people and ties; `stated` is that evidence, where it is at hand.

    `pause` is called between steps; what it raises ends the change, and passes through.
    """
    if stated is None:
        stated = Stated()
        stated.take(w.encounters_in(fresh_parts))
        seeds = set(w.records_in(fresh_parts))
    else:
        seeds = set(stated.records)
    sources, fresh = w.sources(), set(fresh_parts)
    older = [s for s in sources if fresh.isdisjoint(p.uid for p in s.parts)]
    return _rederive(w, seeds, stated, pause, _Past(redated=_dated(w, older, sources)))


def _dated(w: Writer, before: Sequence[Source], after: Sequence[Source]) -> set[str]:
    """Records that a change of sources leaves, and gives another day."""
    parts = redated_in(before, after)
    return set(w.records_in(parts)) if parts else set()


def undo(w: Writer, source: str) -> Settled:
    """Forget a source and all that only it said. Raises `NotFound`."""
    found = w.source(source)
    if found is None:
        message = f"no import {source!r}: see the list of imports for their ids"
        raise NotFound(message)
    parts = [p.uid for p in found.parts]
    lone = [p for p, holders in w.holders(parts).items() if holders == [source]]
    gone, stated = set(w.records_in(lone)), Stated()
    stated.take(w.encounters_in(lone))
    person = w.people_of(gone | stated.ends())
    stale = _pairs_of(stated.links(), person) | _event_pairs(w, stated.events)
    members = w.records_of({person[r] for r in gone if r in person})
    sources = w.sources()
    redated = _dated(w, sources, [s for s in sources if s.uid != source])
    related = reach(w, gone | redated)
    touched = set(w.people_of(related).values())
    employers = w.employees(organisations_of(w, touched), priors.LARGEST_ORGANISATION)
    went = records_of_each(w, touched)
    labelled = placed(w, w.words(LABEL))
    w.drop_source(source)
    past = _Past(stale, employers, went, labelled, redated)
    settled = _rederive(w, related - gone, stated, lambda: None, past)
    w.drop_people([p for p, ids in members.items() if gone.issuperset(ids)])
    return settled


def judge(w: Writer, judgement: Judgement) -> Settled:
    """Take a person's word (`graph.identity.judging` makes one) into people and ties."""
    w.add_judgement(judgement)
    return _rederive(w, spoken_of(w, [judgement]), Stated(), lambda: None)


def withdraw(w: Writer, uid: str) -> Settled:
    """Forget a judgement: everything is as if it had never been made. Raises `NotFound`."""
    found = next((j for j in w.judgements() if j.uid == uid), None)
    if found is None:
        message = f"no judgement {uid!r}: see the list of judgements for their ids"
        raise NotFound(message)
    related = reach(w, spoken_of(w, [found]))
    w.drop_judgement(uid)
    return _rederive(w, related, Stated(), lambda: None)


def tell(w: Writer, label: Word) -> None:
    """Take a label (`graph.strength.labels` makes one) into the tie of the two."""
    w.add_word(label)
    _relabel(w, label)


def retract(w: Writer, uid: str) -> None:
    """Forget a label: the tie is as if it had never been given. Raises `NotFound`."""
    found = next((told for told in w.words(LABEL) if told.uid == uid), None)
    if found is None:
        raise NotFound(f"no label {uid!r}: the reasons of a tie say the ids of its labels")
    w.drop_word(uid)
    _relabel(w, found)


def _relabel(w: Writer, label: Word) -> None:
    pairs = set(placed(w, [label]).values())
    words = w.words(LABEL)
    _retie(w, pairs, evidence_of(words, placed(w, words)), lambda: None)


def adopt(w: Writer, learned: str) -> Settled:
    """Take everybody for whom `learned` (`identity.learned`; empty: the shipped model) says they are: a model that is taken back
    leaves no trace."""
    w.put_model(learned)
    return _rederive(w, set(w.records_in(ledger_of(w).parts)), Stated(), lambda: None)


def _rederive(w: Writer, seeds: set[str], stated: Stated, pause: Callable[[], object], past: _Past = _UNTOUCHED) -> Settled:
    """People of all components that the seeds lie in, then the ties of every pair whose evidence or people changed, and of those
    whom another label means now. `stated` is the evidence that came or went, and its records are nobody's yet."""
    words = w.words(LABEL)
    labelled = placed(w, words) if past.labelled is None else past.labelled
    events = set(stated.events)
    ledger = ledger_of(w)
    found = identify(w, seeds.union(past.redated), stated.records, ledger)
    people, before, after = found.people, found.before, found.after
    pause()
    moved = {r for r, p in after.items() if before.get(r) != p}
    newcomers = people.keys() - {after[r] for r in before if r in after}
    # What a new record says of others came with it, so only records that had a person before are looked up.
    changed = set[Pair]()
    ends = stated.ends()
    for chunk in _in_chunks(sorted(moved & before.keys())):
        for e in w.encounters_of(chunk):
            ends.add(e.a)
            if e.event:
                events.add(e.event)
            else:
                ends.add(e.b)
                changed.add((e.a, e.b))
    unmoved = w.people_of(ends - after.keys())
    earlier = {**unmoved, **before}
    pairs = {*past.stale} | _pairs_of(changed, earlier) | _pairs_of(stated.links(), earlier) | _event_pairs(w, events)
    pause()

    renewed = {after[r] for r in moved.union(past.redated)}
    named = {organisation_of(r) for c in found.clusters if after[c[0].id] in renewed for r in c} - {""}
    named |= organisations_of(w, {before[r] for r in moved if r in before})
    employers = past.employers
    if not ledger.is_all(stated.records):
        employers = {**w.employees(named - employers.keys(), priors.LARGEST_ORGANISATION), **employers}
    known = {p.id: p for p in w.people(people.keys())}
    w.assign({r: after[r] for r in sorted(moved)})
    w.put_people([p for uid, p in sorted(people.items()) if known.get(uid) != p])
    w.drop_people(sorted(set(before.values()) - people.keys()))
    _put_twins(w, set(before.values()), found.twins)
    pause()

    now = {**unmoved, **after}
    spoken = stated.by_pair(now)
    pairs |= spoken.keys() | _pairs_of(changed, now) | _event_pairs(w, events)
    places = placed(w, words)
    labels = evidence_of(words, places)
    pairs |= {pair for _, pair in labelled.items() ^ places.items()}
    # All evidence of somebody new came with this change; only ties between people known before are read again.
    new = {pair for pair in pairs if not newcomers.isdisjoint(pair)}
    written = 0
    met = _with_events(w, {}, events, new)
    for few in _in_chunks(sorted(new)):
        evidence = {pair: met.pop(pair, Evidence()) for pair in few}
        for pair in few:
            for link in spoken.get(pair, ()):
                stated.tell(link, now, evidence[pair])
        written += _put(w, set(few), evidence, {}, labels)
        pause()
    written += _retie(w, pairs - new, labels, pause)
    staffs = Staffs(named | employers.keys(), employers)
    moved_staffs = staffs.joined(w, regroup(w, *_changed(found, past.people), whole=ledger.is_all(stated.records)))
    return Settled(len(newcomers), len(people), written + tie_colleagues(w, *moved_staffs))


def _changed(found: Identified, went: People) -> tuple[list[Sequence[Record]], list[Sequence[Record]]]:
    """The records of each person that is not as before, as they are now and as they were. `went` are those of people who may
    have lost some; everybody else's are among what was found: who is one owner now may join what was never reached before."""
    told = {r.id for some in went for r in some}
    were: dict[str, list[Record]] = {}
    for record in (r for cluster in found.clusters for r in cluster):
        if record.id not in told and (person := found.before.get(record.id)) is not None:
            were.setdefault(person, []).append(record)
    if not (told or were):
        return list(found.clusters), []
    before = {frozenset(r.id for r in some): some for some in (*went, *were.values())}
    after = {frozenset(r.id for r in some): some for some in found.clusters}
    came = [some for ids, some in after.items() if ids not in before]
    return came, [some for ids, some in before.items() if ids not in after]


def _put_twins(w: Writer, before: Collection[str], twins: Iterable[Twins]) -> None:
    """Let these be the twins of the people who were there before, and of those who are there now."""
    stored = {(t.a, t.b): t for t in w.twins(before)} if before else {}
    now = {(t.a, t.b): t for t in twins}
    w.drop_twins(sorted(stored.keys() - now.keys()))
    w.put_twins([t for pair, t in sorted(now.items()) if stored.get(pair) != t])


def _put(
    w: Writer,
    pairs: set[Pair],
    found: Mapping[Pair, Evidence],
    stored: Mapping[Pair, bytes],
    labels: Mapping[Pair, Evidence],
) -> int:
    """Write the ties of these pairs as found, with their labels and what their stored histories say of employers
    (`tie_colleagues` brings that up to date), and drop those that have no evidence left."""
    evidence = {pair: found[pair] for pair in pairs & found.keys()}
    for pair in pairs & labels.keys():
        evidence.setdefault(pair, Evidence()).take(labels[pair])
    for pair, history in stored.items():
        if worked := [d for d in unpack_history(history) if d.code in STATES]:
            evidence.setdefault(pair, Evidence()).days.extend(worked)
    ties = [tie for pair in sorted(evidence) if (tie := tie_of(pair, evidence[pair])) is not None]
    w.put_ties(ties)
    w.drop_ties(sorted(pairs - {(t.a, t.b) for t in ties}))
    return len(ties)


def _retie(w: Writer, pairs: set[Pair], labels: Mapping[Pair, Evidence], pause: Callable[[], object]) -> int:
    """Compute the ties of these pairs again from all their evidence; `labels` are all that there are."""
    # Each pair is looked up from the end that stands in fewer of them, so that an owner's thousands of contacts
    # are not read again for each contact.
    times = Counter(p for pair in pairs for p in pair)
    leaves: dict[str, set[Pair]] = {}
    for pair in pairs:
        leaves.setdefault(min(pair, key=lambda p: (times[p], p)), set()).add(pair)
    written, few, waiting = 0, _FEW, iter(sorted(leaves))
    while chunk := list(islice(waiting, few)):
        wanted = set().union(*(leaves[p] for p in chunk))
        stated = Stated()
        read = stated.take(w.encounters_of([r for ids in w.records_of(chunk).values() for r in ids]))
        person = w.people_of(stated.ends())
        found = _with_events(w, stated.evidence(person, wanted), stated.events, wanted)
        written += _put(w, wanted, found, w.histories(wanted), labels)
        # As many people next as should have the evidence that may be held, judged by these.
        few = max(1, min(CHUNK, few * 4, len(chunk) * _READ_BACK // max(1, read)))
        pause()
    return written


def _with_events(
    w: Writer, found: dict[Pair, Evidence], events: Collection[str], wanted: Collection[Pair]
) -> dict[Pair, Evidence]:
    """`found`, and for the wanted pairs what they share by having attended these events."""
    rows = w.attendance(events)
    person = w.people_of({e.a for e in rows})
    by_event: dict[str, list[Encounter]] = {}
    for row in rows:
        by_event.setdefault(row.event, []).append(row)
    for attendance in by_event.values():
        for pair, shared in attended(attendance, person, wanted).items():
            found.setdefault(pair, Evidence()).take(shared)
    return found
