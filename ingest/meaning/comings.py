"""Who came and went, from a list of single actions in an unknown language (`Joined`, `Left`; `Entrou`, `Saiu`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from graph.values import plain
from ingest.reading.dates import Moment

_JOINED = frozenset(("joined", "joined before", "entrou"))
_LEFT = frozenset(("left", "saiu"))


class Visit(NamedTuple):
    """One stay; what is not known of it is None."""

    came: Moment | None
    end: int | None


class Comings:
    """Pairs each coming with the leaving that follows it.

    Everybody's first action is a coming, whatever it is called; words that are nobody's first are leavings. Whoever comes
    again before leaving is somebody else of the same name, in the next seat; the latest to come is the first to leave.
    """

    def __init__(self, rows: Callable[[], Iterable[tuple[str, str]]]) -> None:
        """`rows` gives all pairs of name and action, anew at each call. Memory grows with people, not with rows."""
        first: dict[str, str] = {}
        for name, action in rows():
            first.setdefault(plain(name), plain(action))
        self._comings = ({*first.values()} | _JOINED) - _LEFT
        self._open: dict[str, dict[int, tuple[int, Moment | None]]] = {}
        for number, (name, action) in enumerate(rows(), start=1):
            self._step(number, plain(name), action, None)
        self._for_good = {number for seats in self._open.values() for number, _ in seats.values()}
        """Rows of those who came and are not said to have left."""
        self._open = {}

    def visit(self, number: int, name: str, action: str, when: Moment | None) -> tuple[str, Visit | None]:
        """The seat of row `number`, and the stay that it completes: a coming completes one only when no leaving follows."""
        key = plain(name)
        seat, came = self._step(number, key, action, when)
        where = f"{key}#{seat}"
        if plain(action) in self._comings:
            return where, Visit(when, None) if number in self._for_good else None
        if came and when and came.second is not None and when.second is not None and when.second >= came.second:
            return where, Visit(came, when.second)
        return where, Visit(came or (Moment(when.day, None) if when else None), None)

    def _step(self, number: int, name: str, action: str, when: Moment | None) -> tuple[int, Moment | None]:
        """The seat, and for a leaving when its holder came."""
        seats = self._open.setdefault(name, {})
        if plain(action) in self._comings:
            seat = len(seats) + 1
            seats[seat] = (number, when)
            return seat, None
        return (len(seats), seats.popitem()[1][1]) if seats else (1, None)
