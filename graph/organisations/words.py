"""What a person said of two organisations: that they are one, or are not. It is above what files say, holds for later files
too as it names sets of words, not rows, and is taken back exactly. Kept as a `graph.model.Word` of the kind `employer`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations, product
from typing import Any

from graph.model import Verdict, Word
from graph.store.base import View
from graph.values import uid

KIND = "employer"
LATER = "employer later"
"""Kind of the word by which a doubt about two was put off."""


@dataclass(frozen=True, slots=True)
class Told:
    """One such word. The sides are keys (`graph.values.organisation_key`) of everything that was one when it was said."""

    uid: str
    verdict: Verdict
    one: tuple[str, ...]
    other: tuple[str, ...]
    names: tuple[str, str]
    """As the two were called."""
    made: datetime
    note: str = ""

    def musts(self) -> list[tuple[str, str]]:
        """Pairs that it says are one."""
        return list(combinations(sorted({*self.one, *self.other}), 2)) if self.verdict == "same" else []

    def walls(self) -> list[tuple[str, str]]:
        """Pairs that it says are two."""
        return list(product(self.one, self.other)) if self.verdict == "different" else []


def word_of(
    verdict: Verdict, one: Sequence[str], other: Sequence[str], names: tuple[str, str], made: datetime, note: str
) -> Word:
    """The word that says this of two sides, by their keys."""
    moment = made.astimezone(UTC)
    fields = {"verdict": verdict, "one": sorted(one), "other": sorted(other), "names": list(names), "note": note}
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    return Word(uid("w", KIND, text, moment.isoformat()), KIND, moment, (), text)


def told(view: View) -> list[Told]:
    """All that stand, the oldest first."""
    return [_told(w) for w in view.words(KIND)]


def _told(said: Word) -> Told:
    fields: dict[str, Any] = json.loads(said.data)
    sides = tuple(fields["one"]), tuple(fields["other"])
    return Told(said.uid, fields["verdict"], *sides, (fields["names"][0], fields["names"][1]), said.made, fields["note"])


@dataclass(frozen=True, slots=True)
class PutOff:
    """A doubt that is to be asked about after all others. The sides are keys, as those of `Told`."""

    uid: str
    one: frozenset[str]
    other: frozenset[str]

    def about(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether it is about these two, whatever was joined with either since."""
        a, b = set(one), set(other)
        return bool((self.one & a and self.other & b) or (self.one & b and self.other & a))


def later_word(one: Sequence[str], other: Sequence[str], made: datetime) -> Word:
    """The word that puts off the doubt about two sides, by their keys."""
    moment = made.astimezone(UTC)
    text = json.dumps({"one": sorted(one), "other": sorted(other)}, ensure_ascii=False, sort_keys=True)
    return Word(uid("w", LATER, text, moment.isoformat()), LATER, moment, (), text)


def put_off(view: View) -> list[PutOff]:
    """All that stand, the oldest first."""
    found = []
    for word in view.words(LATER):
        fields: dict[str, Any] = json.loads(word.data)
        found.append(PutOff(word.uid, frozenset(fields["one"]), frozenset(fields["other"])))
    return found


class Rules:
    """What all words mean together: a wall is above everything, and of what should be one the newest word is first."""

    def __init__(self, words: Iterable[Told]) -> None:
        newest = list(words)[::-1]
        self.musts = [pair for w in newest for pair in w.musts()]
        self.walls = [pair for w in newest for pair in w.walls()]
        self._of: dict[str, set[str]] = {}
        for one, other in (*self.musts, *self.walls):
            self._of.setdefault(one, set()).add(other)
            self._of.setdefault(other, set()).add(one)

    def beside(self, key: str) -> set[str]:
        """Those of which something was said together with this one."""
        return self._of.get(key, set())
