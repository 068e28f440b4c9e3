"""What became of requests: who asked whom for an introduction to whom, how it went, and who is not to be asked, or not too often.

Each is a word (`graph.words`): an `ask` is about who asks, the introducer and whom it is for; an `outcome` names the ask by its
uid; a `limit` is about one introducer. The log of a day holds what was told by then, so that an answer as of an earlier day
does not know how it ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from graph import priors
from graph.errors import BadInput, Conflict, NotFound
from graph.model import Person, Word
from graph.store.base import View
from graph.words import day_of, fields_of, meant, word

ASK, OUTCOME, LIMIT = "ask", "outcome", "limit"

Outcome = Literal["introduced", "met", "declined", "unanswered", "withdrawn"]
"""The introducer did it; the two met; somebody said no (before an introduction the introducer, after it whom it was for);
nobody answered (the same); it was taken back and says nothing about anybody."""

OUTCOMES: tuple[str, ...] = get_args(Outcome)

MOST_A_MONTH = 1_000


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. People are present ids, "" where nobody stands there now."""

    uid: str
    start: str
    through: str
    goal: str
    day: date
    outcomes: tuple[tuple[str, date], ...] = ()
    """What became of it and when that was told, oldest first."""

    @property
    def state(self) -> str:
        """The last outcome; `asked` without one."""
        return self.outcomes[-1][0] if self.outcomes else "asked"

    @property
    def introduced(self) -> bool | None:
        """What the introducer answered; None: nothing yet, or it was withdrawn."""
        told = {outcome for outcome, _ in self.outcomes}
        return None if not told or self.state == "withdrawn" else not told.isdisjoint(("introduced", "met"))

    @property
    def accepted(self) -> bool | None:
        """What whom it was for answered; None: nothing yet, or never asked."""
        told = {outcome for outcome, _ in self.outcomes}
        if self.state == "withdrawn" or not self.introduced:
            return None
        return True if "met" in told else None if told == {"introduced"} else False

    def open_on(self, day: date) -> bool:
        """Whether an answer may still be expected."""
        return self.state == "asked" and day - self.day < timedelta(days=priors.ASK_DAYS)


@dataclass(frozen=True, slots=True)
class Limit:
    """How often a person may be asked to introduce somebody; `per_month` 0: never."""

    uid: str
    person: str
    per_month: int
    made: datetime


@dataclass(frozen=True, slots=True)
class Log:
    """All that counts on one day."""

    day: date
    asks: tuple[Ask, ...] = ()
    """By day, then in the order in which they were told."""
    limits: tuple[Limit, ...] = ()
    """The last one told of each person."""

    def lately(self, person: str) -> int:
        """Requests to a person within the last month, whatever became of them, but for withdrawn ones."""
        month = timedelta(days=priors.ASK_DAYS)
        return sum(a.through == person and a.state != "withdrawn" and self.day - a.day < month for a in self.asks)


def read(view: View, as_of: date) -> Log:
    """The log as of a day."""
    words = [w for kind in (ASK, OUTCOME, LIMIT) for w in view.words(kind) if day_of(w) <= as_of]
    if not words:
        return Log(as_of)
    people = meant(view, [w for w in words if w.about])
    outcomes: dict[str, list[tuple[str, date]]] = {}
    for w in (w for w in words if w.kind == OUTCOME):
        said = fields_of(w)
        outcomes.setdefault(said["ask"], []).append((said["outcome"], day_of(w)))
    asks = [
        Ask(w.uid, people[w.uid][0], people[w.uid][1], people[w.uid][2], day, tuple(outcomes.get(w.uid, ())))
        for w in words
        if w.kind == ASK and (day := date.fromisoformat(fields_of(w)["day"])) <= as_of
    ]
    limits = {
        person: Limit(w.uid, person, fields_of(w)["per_month"], w.made)
        for w in words
        if w.kind == LIMIT and (person := people[w.uid][0])
    }
    return Log(as_of, tuple(sorted(asks, key=lambda a: a.day)), tuple(limits.values()))


def ask(view: View, start: Person, through: Person, goal: Person, *, day: date, made: datetime) -> Word:
    """That somebody asked. Raises `BadInput` unless these are three people and the day is not to come."""
    if len({start.id, through.id, goal.id}) < 3:
        raise BadInput("a request names three people: who asks, through whom, and to whom")
    if day > made.astimezone().date():
        raise BadInput(f"{day} is still to come: log a request once it was made")
    return word(view, ASK, [start, through, goal], {"day": day.isoformat()}, made)


def outcome(view: View, uid: str, what: str, *, made: datetime) -> Word:
    """What became of a request. Raises `NotFound`, `BadInput` for what is no outcome, and `Conflict` where that was told."""
    if what not in OUTCOMES:
        raise BadInput(f"{what!r} is no outcome: say {', '.join(OUTCOMES)}")
    known(view, uid)
    told = [said["outcome"] for said in map(fields_of, view.words(OUTCOME)) if said["ask"] == uid]
    if told and told[-1] == what:
        raise Conflict(f"that this request was {what} is told already")
    return word(view, OUTCOME, [], {"ask": uid, "outcome": what}, made)


def known(view: View, uid: str) -> Word:
    """An ask by its uid. Raises `NotFound`."""
    found = next((w for w in view.words(ASK) if w.uid == uid), None)
    if found is None:
        raise NotFound(f"There is no request with the id {uid!r}: `mutuals asks` lists them")
    return found


def with_outcomes(view: View, uid: str) -> list[str]:
    """The uids of an ask and of all that was told of it: what goes with it. Raises `NotFound`."""
    return [known(view, uid).uid, *(w.uid for w in view.words(OUTCOME) if fields_of(w)["ask"] == uid)]


def limit(view: View, person: Person, per_month: int, *, made: datetime) -> Word:
    """How often somebody may be asked; 0: never. Raises `BadInput`."""
    if not 0 <= per_month <= MOST_A_MONTH:
        raise BadInput(f"say how many requests a month are fine: 0 (never) to {MOST_A_MONTH:,}")
    return word(view, LIMIT, [person], {"per_month": per_month}, made)


def limits_of(view: View, person: Person) -> list[str]:
    """The uids of all limits that are about a person. Raises `NotFound` where there is none."""
    words = view.words(LIMIT)
    people = meant(view, words)
    found = [w.uid for w in words if people[w.uid][0] == person.id]
    if not found:
        raise NotFound(f"Nothing limits how often {person.name} may be asked")
    return found


def counted(answers: Iterable[bool | None]) -> tuple[int, int]:
    """How many said yes, and how many no."""
    said: Sequence[bool] = [a for a in answers if a is not None]
    return sum(said), len(said) - sum(said)


def by_introducer(log: Log) -> Mapping[str, Sequence[Ask]]:
    """The asks of each introducer who is known."""
    found: dict[str, list[Ask]] = {}
    for one in log.asks:
        if one.through:
            found.setdefault(one.through, []).append(one)
    return found
