"""What was suggested to somebody and not wanted: it fades, and stays away for a while.

A dismissal is a word (`graph.words`) of kind `dismissed` about two people, for whom and who, with the kind of suggestion. That
what was shown in vain comes up less often is impression discounting (Lee, Lakshmanan, Tiwari, Shah 2014,
doi:10.1145/2623330.2623356); the factor is set by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from graph.model import Person, Word
from graph.store.base import View
from graph.suggesting.suggestion import Kind
from graph.words import day_of, fields_of, meant, word

DISMISSED = "dismissed"
"""Kind of these words."""
FADES, AWAY_DAYS = 0.7, 30
"""What each dismissal multiplies the score by, and for how many days from the last one it is not suggested at all."""


@dataclass(frozen=True, slots=True)
class Faded:
    """How often somebody was dismissed, and until which day they stay away."""

    times: int
    away: date

    @property
    def share(self) -> float:
        """What is left of the score."""
        return float(FADES**self.times)


def dismissal(view: View, person: Person, who: Person, kind: Kind, made: datetime) -> Word:
    """The word that `who` is not to be suggested to `person` in this way."""
    return word(view, DISMISSED, (person, who), {"kind": kind}, made)


def dismissed(view: View, person: Person, kind: Kind, as_of: date) -> dict[str, Faded]:
    """By current person id, what was dismissed for this person and kind by `as_of`."""
    return dismissed_by_all(view, kind, as_of).get(person.id, {})


def dismissed_by_all(view: View, kind: Kind, as_of: date) -> dict[str, dict[str, Faded]]:
    """The same for everybody of whom anything was dismissed, by current id."""
    words = [w for w in view.words(DISMISSED) if day_of(w) <= as_of and fields_of(w).get("kind") == kind]
    found: dict[str, dict[str, Faded]] = {}
    sides = meant(view, words) if words else {}
    for said in words:
        for_whom, who = sides[said.uid]
        if for_whom and who:
            mine = found.setdefault(for_whom, {})
            mine[who] = Faded(mine[who].times + 1 if who in mine else 1, day_of(said) + timedelta(days=AWAY_DAYS))
    return found


def left_of(faded: Mapping[str, Faded], person: str, score: float, as_of: date) -> float | None:
    """What is left of a score; None for somebody who stays away."""
    if person not in faded:
        return score
    return score * faded[person].share if faded[person].away <= as_of else None


def dismissals_of(view: View, person: Person) -> list[tuple[Word, str, str]]:
    """Every dismissal for a person, the newest first: the word, the current id of who is meant (empty: nobody here), the kind."""
    words = view.words(DISMISSED)
    sides = meant(view, words) if words else {}
    return [(w, sides[w.uid][1], str(fields_of(w).get("kind", ""))) for w in reversed(words) if sides[w.uid][0] == person.id]
