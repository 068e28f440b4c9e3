"""A person's own label of how two people know each other: "close", "knows", "met once", "does not know".

It is a word (`graph.words`), and evidence of the tie of those whom it means today: a day of its kind in the tie's history,
above all other evidence (`graph.priors.LABELS`). It holds whatever is imported, undone, merged or split, and withdrawing
it leaves no trace. Of two labels of one day only the later counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from graph import priors
from graph.errors import BadInput
from graph.model import Person, Word
from graph.priors import KINDS
from graph.store.base import View
from graph.strength.evidence import Evidence, Pair, pair_of
from graph.strength.ties import BOTH, Day
from graph.words import day_of, fields_of, meant, word

LABEL = "label"
"""The kind of these words."""


def label_of(told: Word) -> str:
    """One of `graph.priors.LABELS`."""
    return str(fields_of(told)["label"])


def label(view: View, a: Person, b: Person, said: str, made: datetime) -> Word:
    """The word that these two know each other so. Raises `BadInput` for other labels, and for one person."""
    if said not in priors.LABELS:
        raise BadInput(f"{said!r} is no label: say one of {', '.join(priors.LABELS)}")
    if a.id == b.id:
        raise BadInput(f"{a.name} is one person here: name two")
    return word(view, LABEL, (a, b), {"label": said}, made)


def placed(view: View, words: Sequence[Word]) -> dict[str, Pair]:
    """uid of each label -> the two people whom it means today; a label of which one is nobody, or both are one, is absent."""
    found = {}
    for uid, people in meant(view, words).items():
        if len(people) == 2 and all(people) and people[0] != people[1]:
            found[uid] = pair_of(*people)
    return found


def evidence_of(words: Sequence[Word], places: Mapping[str, Pair]) -> dict[Pair, Evidence]:
    """What labels, the oldest first, say of each pair."""
    newest: dict[tuple[Pair, int], str] = {}
    for told in words:
        if told.uid in places:
            newest[places[told.uid], day_of(told).toordinal()] = label_of(told)
    found: dict[Pair, Evidence] = {}
    for (pair, day), said in newest.items():
        evidence = found.setdefault(pair, Evidence())
        evidence.days.append(Day(day, KINDS[said].code, BOTH, 2))
        evidence.count(said)
    return found


def labels_between(view: View, a: str, b: str) -> list[Word]:
    """The labels of these two people, by their current ids, the newest first."""
    words = view.words(LABEL)
    places = placed(view, words)
    return [told for told in reversed(words) if places.get(told.uid) == pair_of(a, b)]
