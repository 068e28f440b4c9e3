"""Paths on a store that is too large for this machine: read level by level, and only people whom a good path can go through.

The corridor (`graph.strength.corridor`) reads everybody who can lie on a path, however weak. Here people are left out whose best
beginning or end so far, times the best that may come, is less than a chance F: what a tie is worth at most
(`priors.MOST_CERTAIN`), what introducers say at most, and what was read around the other end. These bounds are admissible
(branch and bound, Land and Doig 1960), so that every path with a chance above F is found, and the answer says F.

F comes down in steps until the paths that were asked for are above it, or nobody is left out. It goes up again to the last of the
paths that were asked for, as soon as these are known: before a level is read that takes many ties, those are found that join
what was read around both ends, which is all paths of one tie more; and the last level is not read, where it takes many ties, but
those that join both sides by two are (`store.base.ties_to_common`). How many ties may be read is bounded (`known.Allowance`): the
most promising people go first, and F rises to what the others could at best have led to. Who has how many ties is known before
they are read (`View.degrees`), so that no hub breaks the bound.
"""

from __future__ import annotations

from datetime import date
from math import exp

from graph import priors
from graph.introducing.known import SLACK, Allowance, Best, Known
from graph.introducing.question import NEVER, UNIT, Finder, Found, Question, all_of, cost, price
from graph.store.base import View

FLOORS = (0.02, 0.001, 0.0)
"""Above which chance all paths are looked for first, where that gave too few next, and at last: with 0 nobody is left out."""

BEST_TIE = cost(priors.MOST_CERTAIN)

USUAL = Allowance()

ENDS, ALIKE, LITTLE = 20, 4, 400
"""Both ends are read at once where that is at most so many people, of whom the goals do not have so many times more ties than the
start, nor the other way round; or where it is so few ties that they are not worth a statement of their own."""


def by_push_down(view: View, as_of: date, allowance: Allowance = USUAL) -> Finder:
    """The finder that has the store do the traversal, within an allowance; `Found.floor` is the F of this module."""

    def find(question: Question) -> Found:
        known = Known(view, as_of, allowance)
        aim = FLOORS[0]
        if _opened(known, question):
            aim = _below(_last(known.best(question), question)) or aim
        while True:
            descent = _Descent(known, question, aim)
            floor = descent.run()
            best = known.best(question)
            last = _last(best, question)
            if last >= floor or descent.short:
                said = all_of(question.max_hops, floor)
                return Found(tuple(best.chains), tuple(best.every), best.strengths, "pushed down", said, floor)
            # As many as asked for, however weak: what is less than the last of them need not be looked for.
            aim = max(_below(last), next((step for step in FLOORS if step < aim), 0.0))

    return find


def _opened(known: Known, question: Question) -> bool:
    """Read both ends at once, where both are to be read anyway, or it is little."""
    ends = [question.start, *question.goals]
    if question.max_hops < 3 or len(ends) > ENDS:
        return False
    degrees = known.degrees(ends)
    ours, theirs = sorted((degrees[ends[0]], sum(degrees[p] for p in ends[1:])))
    if theirs > max(ALIKE * ours, LITTLE) or ours + theirs > known.left.read // 4:
        return False
    known.read(ends)
    return True


def _last(best: Best, question: Question) -> float:
    """The chance of the last of the paths that were asked for; 0 as long as there are fewer."""
    return best.chains[-1].probability if len(best.chains) == question.k else 0.0


def _below(chance: float) -> float:
    """Just so much less that all that is equal to it, however it was computed, is above."""
    return chance * (1 - 1e-9)


class _Descent:
    """One reading down to a chance. `near[j]` has the least cost of a walk of j ties from the start to each person, `far[b]`
    of one of b ties from each person to a goal, both without what that person says as an introducer."""

    def __init__(self, known: Known, question: Question, aim: float) -> None:
        self._known, self._asked, self._aim = known, question, aim
        self._worst = cost(aim) + SLACK if aim > 0.0 else NEVER - 1
        self.short = False
        """Whether the allowance was too small."""
        self._left_out = False
        """Whether anybody was left out for too little a chance."""
        self._looked = self._joined = False
        """Whether it was looked, since a level was read, for what joins both sides; and whether all of that is known."""
        self._usual = tuple(price(w) for w in question.usual)
        self._own = {p: tuple(price(w) for w in said) for p, said in question.willing.items()}
        self._least = tuple(min(said[i] for said in (self._usual, *self._own.values())) for i in (0, 1))
        goals = {g: cost(chance) for g, chance in question.goals.items() if chance > 0.0}
        self._near, self._far = [{question.start: 0}], [goals]

    def run(self) -> float:
        """The chance above which all paths are known; 0 when nobody was left out."""
        hops = self._asked.max_hops
        near, far = self._worth_near(), self._worth_far()
        while near and far and (levels := hops + 1 - len(self._near) - len(self._far)):
            side, worth = (self._near, near) if self._sooner(near, far) else (self._far, far)
            many = self._unread(worth) > self._known.allowed.level
            if many and not self._looked:
                self._look_ahead(near, far)
            elif many and levels == 1:
                self._join_by_two(*self._from_fewer(near, far))
                break
            else:
                self._grow(side, self._afforded(worth, self._known.left.read // levels))
            near, far = self._worth_near(), self._worth_far()
        else:
            if near and far:
                fewer, more = self._from_fewer(near, far)
                self._join(fewer, more, self._known.left.met)
        if self.short:
            return min(1.0, exp((SLACK - self._worst) / UNIT))
        return self._aim if self._left_out else 0.0

    def _worth_near(self) -> list[tuple[int, str]]:
        """Of the last level of the start, who can be on a path that is not known yet, by rising least cost of any."""
        place, levels = len(self._near) - 1, len(self._far) - 1
        least, most = levels + 1 + self._joined, self._asked.max_hops - place
        ahead = min(
            (self._entering(place + n - levels) + self._through(place + 1, n - levels) for n in range(least, most + 1)),
            default=NEVER,
        )
        return self._within([(spent + self._says(p, place) + ahead, p) for p, spent in self._near[-1].items()])

    def _worth_far(self) -> list[tuple[int, str]]:
        """The same of the last level of the goals."""
        levels, ends = len(self._near) - 1, len(self._far) == 1
        least, most = levels + 1 + self._joined, self._asked.max_hops + 1 - len(self._far)
        leaving = min((spent + self._says(p, levels) for p, spent in self._near[-1].items()), default=NEVER)
        behind = {n: leaving + self._through(levels + 1, n - levels) for n in range(least, most + 1)}
        first, later = behind.pop(1, NEVER), min(behind.values(), default=NEVER)
        found = []
        for person, rest in self._far[-1].items():
            says = (0, 0) if ends else self._own.get(person, self._usual)
            found.append((rest + min(first + says[0], later + says[1]), person))
        return self._within(found)

    def _within(self, found: list[tuple[int, str]]) -> list[tuple[int, str]]:
        worth = sorted(item for item in found if item[0] <= self._worst)
        self._left_out |= len(worth) < sum(bound < NEVER for bound, _ in found)
        return worth

    def _says(self, person: str, place: int) -> int:
        """Cost of an introducer at a place; the start is none."""
        return self._own.get(person, self._usual)[min(place, 2) - 1] if place else 0

    def _entering(self, place: int) -> int:
        """Least cost of stepping onto any person of the goals' last level at a place, and of what follows."""
        if len(self._far) == 1:
            return min(self._far[0].values(), default=NEVER)
        return min((rest + self._says(p, place) for p, rest in self._far[-1].items()), default=NEVER)

    def _through(self, place: int, ties: int) -> int:
        """Least cost of so many ties, and of the introducers between them, the first of whom is at a place."""
        return ties * BEST_TIE + sum(self._least[min(i, 2) - 1] for i in range(place, place + ties - 1))

    def _sooner(self, near: list[tuple[int, str]], far: list[tuple[int, str]]) -> bool:
        """Whether it takes fewer ties to go on from the start."""
        ours, theirs = ([p for _, p in worth if p not in self._known.rows] for worth in (near, far))
        fewer, more = sorted((ours, theirs), key=len)
        degrees = self._known.degrees(fewer)
        total = sum(degrees[p] for p in fewer)
        if total > len(more):  # each of them has a tie at least
            degrees = self._known.degrees(more)
            total -= sum(degrees[p] for p in more)
            return total <= 0 if fewer is ours else total >= 0
        return fewer is ours

    def _afforded(self, worth: list[tuple[int, str]], most: int) -> list[str]:
        """The first of these people, who have at most so many unread ties together; the others lower what can be said."""
        first = self._first(worth, most)
        if len(first) < len(worth):
            self.short, self._worst = True, min(self._worst, worth[len(first)][0] - 1)
        return [p for _, p in first]

    def _first(self, worth: list[tuple[int, str]], most: int) -> list[tuple[int, str]]:
        degrees = self._known.degrees([p for _, p in worth if p not in self._known.rows])
        for n, (_, person) in enumerate(worth):
            most -= 0 if person in self._known.rows else degrees[person]
            if most < 0:
                return worth[:n]
        return worth

    def _grow(self, side: list[dict[str, int]], people: list[str]) -> None:
        """One more level from these people of the last one."""
        self._known.read([p for p in people if p not in self._known.rows])
        place = len(side) - 1
        if side is self._far and place:
            place = 2  # who is behind the first level of the goals has somebody between himself and the start
        reached: dict[str, int] = {}
        for person in people:
            spent = side[-1][person] + self._says(person, place)
            for tie, alter in self._known.rows[person]:
                if spent + tie > self._worst:
                    self._left_out |= spent < NEVER
                    break
                if alter != self._asked.start and spent + tie < reached.get(alter, NEVER):
                    reached[alter] = spent + tie
        side.append(reached)
        self._looked = self._joined = False

    def _look_ahead(self, near: list[tuple[int, str]], far: list[tuple[int, str]]) -> None:
        """Have the store say what joins the two sides already, and raise F to the last of the paths that were asked for.

        More paths only make it a better one, unless two caps hold at once: one cap is a matroid, whose greedy choice gains by
        whatever is added (Edmonds 1971), two are not.
        """
        self._looked = True
        question = self._asked
        if question.per_introducer and question.per_goal:
            return
        fewer, more = self._from_fewer(near, far)
        some = self._first(fewer, self._known.left.met // 2)
        self._join(some, more, self._known.left.met)
        self._joined = len(some) == len(fewer)
        if (last := _below(_last(self._known.best(question), question))) > self._aim:
            self._aim = last
            self._worst = min(self._worst, cost(last) + SLACK)

    def _from_fewer(self, *sides: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
        """First the side whose people have fewer unread ties together."""
        self._known.degrees([p for side in sides for _, p in side if p not in self._known.rows])
        return sorted(sides, key=self._unread)

    def _unread(self, worth: list[tuple[int, str]]) -> int:
        """How many unread ties these people have."""
        unread = [p for _, p in worth if p not in self._known.rows]
        degrees = self._known.degrees(unread)
        return sum(degrees[p] for p in unread)

    def _join_by_two(self, fewer: list[tuple[int, str]], more: list[tuple[int, str]]) -> None:
        """Have the store say which two ties join them, and if it did not yet, which one does: all that is left to be known."""
        if not self._joined:
            self._join(fewer, more, self._known.left.met // 2)
        met = self._known.left.met
        some, others = self._afforded(fewer, met // 4), self._afforded(more, met // 2)
        if some and others:
            self._known.join_by_two(some, others)

    def _join(self, fewer: list[tuple[int, str]], more: list[tuple[int, str]], most: int) -> None:
        """Have the store say which ties join people of whom neither was read, by going through at most so many."""
        some = self._afforded(fewer, most)
        ours, theirs = ([p for p in people if p not in self._known.rows] for people in (some, [p for _, p in more]))
        if ours and theirs:
            self._known.join(ours, theirs)
