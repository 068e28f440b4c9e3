"""One error tree. Every failure that a user can meet is one of these; `api/problems.py` maps each to an HTTP status.

MutualsError
├── BadInput            what was given cannot be used: says what is wrong, where, and what would be right
│   ├── NotUnderstood   no importer (or more than one) recognises the file
│   ├── BrokenFile      recognised, but it cannot be read at all
│   ├── TooLarge        over a stated limit
│   ├── OwnerNeeded     the file is somebody's export, and nobody said whose
│   └── OrderNeeded     its dates can be read day first and month first, and nobody said which
├── NotFound            no such person, import or event
├── Ambiguous           a name that fits several people; carries them
├── Conflict            it contradicts what is already stored
├── TooLargeHere        the network is more than this machine is allowed to hold: says which setting and what can be asked
├── Cancelled           the person stopped it; nothing was kept
└── StoreError          the store cannot do its work
    └── StoreUnavailable    it cannot be reached, or refuses our credentials
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


class MutualsError(Exception):
    """Base of all errors of this project. `str(error)` is one sentence for a person."""


class BadInput(MutualsError):
    """What was given cannot be used."""


@dataclass(frozen=True, slots=True)
class MapShape:
    """One way to read a table whose columns a person maps."""

    name: str
    label: str
    fields: tuple[tuple[str, str], ...]
    """Field and what it holds, in words."""
    guess: tuple[tuple[str, tuple[str, ...]], ...]
    """Field and the columns that probably mean it."""
    needs: tuple[tuple[str, ...], ...]
    """Of each of these, at least one field."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The top of a table that nobody recognises, and how it could be mapped: the likeliest shape first."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shapes: tuple[MapShape, ...] = field(default=())


class NotUnderstood(BadInput):
    """A file that no importer, or more than one, recognises. Carries the names of those that do, and the top of its table."""

    def __init__(self, said: str, *, kinds: Sequence[str] = (), table: Sample | None = None) -> None:
        self.kinds = tuple(kinds)
        self.table = table
        super().__init__(said)


class BrokenFile(BadInput):
    """A file whose kind is known and whose content cannot be read."""


class TooLarge(BadInput):
    """Something over a stated limit."""


class OwnerNeeded(BadInput):
    """A personal export whose owner was not named."""


class OrderNeeded(BadInput):
    """Dates that fit both orders of day and month; carries one of them with both readings, as ISO days."""

    def __init__(self, said: str, text: str, *, dmy: str, mdy: str) -> None:
        self.text = text
        self.dmy = dmy
        self.mdy = mdy
        super().__init__(said)


class NotFound(MutualsError):
    """A person, import or event that is not in the store."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the people that an ambiguous name may mean."""

    id: str
    name: str
    about: str


class Ambiguous(MutualsError):
    """A name that several people have."""

    def __init__(self, said: str, candidates: Sequence[Candidate]) -> None:
        self.said = said
        self.candidates = tuple(candidates)
        listed = "; ".join(f"{c.name} ({c.about or 'no employer known'}): {c.id}" for c in self.candidates[:10])
        more = f"; and {len(self.candidates) - 10} more" if len(self.candidates) > 10 else ""
        super().__init__(
            f"{len(self.candidates)} people are called {said!r}. Say which, by id, e-mail or profile URL: {listed}{more}"
        )


class Conflict(MutualsError):
    """A request that contradicts what is already stored."""


class TooLargeHere(MutualsError):
    """A question that needs every tie at once of a network of which this machine is not to hold so much."""


class Cancelled(MutualsError):
    """Work that was stopped on request, as an import or the reading of a network; nothing of it was kept."""


class StoreError(MutualsError):
    """The store cannot do what was asked."""


class StoreUnavailable(StoreError):
    """The store cannot be reached, or refuses our credentials."""
