"""Who is in the demo: invented people with changing names and jobs, who knows whom, and who wrote to whom.

Time is counted in days before the demo's today, so one cast serves every date. Names are drawn from syllables that
make no surname known to us; every profile slug ends in `-demo` and a number.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from random import Random

LONG_AGO = 10_000
"""Days ago; before anything that the demo tells."""

FIRST = (
    "Ailsa Anouk Asger Basma Benno Calla Cosmo Dagny Darius Edda Emeka Enzo Fanni Femi Freya Gaël Greta Hiroko Idris Ilka Imre "
    "Jamila João Kaisa Kofi Leonie Liv Łucja Malik Marit Mateus Nadia Nils Odette Oskar Paloma Priya Quentin Renske Rosalía "
    "Samir Saoirse Søren Tamsin Tariq Thandi Ursina Viggo Wanjiru Yara Yusuf Zoë"
).split()
LAST_HEADS = (
    "Plover Teasel Quince Umber Kestrel Sorrel Juniper Oat Hazel Linden Wren Thistle Cinder Marram Bracken Saffron".split()
)
LAST_TAILS = "mere holt quay gate wyn low field brook wick fold by dene".split()
SHORT = {"Leonie": "Leo", "Quentin": "Quin", "Mateus": "Teo", "Rosalía": "Rosa", "Tamsin": "Tam"}
FIRMS = (
    "Lanternworks",
    "Saltglass Energy",
    "Paper Harbour Media",
    "Copperleaf Health",
    "Northlight Bank",
    "Wrenfold Robotics",
    "Tidemill Foods",
    "Foxglove & Daughters, Ltd",
    "Studio Søndag",
    "Quietriver Insurance",
    "Ninepin Logistics",
    "Freelance",
    "",
)
JOBS = (
    "Product Manager",
    "Data Engineer",
    "Grid Planner",
    "Recruiter",
    "Head of Research",
    'Director, "Growth"',
    "Nurse Lead",
    "Designer",
    "Analyst",
    "Partnerships Lead",
    "Consultant",
    "",
)


@dataclass(frozen=True, slots=True)
class State:
    """How somebody's profile reads from `since` days ago on."""

    since: int
    first: str
    last: str
    company: str
    position: str
    slug: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class Somebody:
    """One invented person. Without a slug they are in no contact list, only at events."""

    mail: str
    states: tuple[State, ...]

    def at(self, ago: int) -> State:
        """The profile as it read `ago` days ago."""
        return [s for s in self.states if s.since >= ago][-1]


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    ago: int
    minute: int
    sender: str


@dataclass
class Cast:
    """Everybody, by a short key; `known` maps (owner, contact) to the days since they connected."""

    random: Random
    people: dict[str, Somebody] = field(default_factory=dict)
    known: dict[tuple[str, str], int] = field(default_factory=dict)
    threads: list[tuple[tuple[str, ...], tuple[Turn, ...]]] = field(default_factory=list)

    def enter(self, key: str, name: tuple[str, str], company: str = "", position: str = "", *, member: bool = True) -> str:
        """Adds somebody; `name` is (first, last). Members have a profile, others are met at events only."""
        first, last = name
        slug = f"{first}-{last}-demo{len(self.people):03d}".lower() if member else ""
        mail = f"{_ascii(first)}.{_ascii(last)}@example.{self.random.choice(['org', 'com', 'net'])}"
        self.people[key] = Somebody(mail, (State(LONG_AGO, first, last, company, position, slug),))
        return key

    def change(self, key: str, ago: int, **new: str) -> None:
        """From `ago` days ago on the profile reads differently."""
        who = self.people[key]
        self.people[key] = replace(who, states=(*who.states, replace(who.states[-1], since=ago, **new)))

    def connect(self, a: str, b: str, ago: int) -> None:
        """They connected `ago` days ago; it shows in the list of whoever exports."""
        self.known[a, b] = self.known[b, a] = ago

    def write(self, people: tuple[str, ...], days: int, last: int, every: int) -> None:
        """A conversation on `days` days, the last one `last` days ago, about `every` days apart, by turns."""
        turns, ago = [], last
        for n in range(days):
            sender = people[n % len(people)]
            turns.append(Turn(ago, self.random.randrange(8 * 60, 18 * 60), sender))
            ago += self.random.randrange(max(1, every - 2), every + 3)
        self.threads.append((people, tuple(turns)))

    def crowd(self, prefix: str, size: int, owners: tuple[str, ...], names: list[tuple[str, str]]) -> None:
        """`size` people whom all these owners know; most work where the first of them does, some change on the way."""
        home = self.people[owners[0]].states[0].company
        for n in range(size):
            company = home if len(owners) > 1 and self.random.random() < 0.6 else self.random.choice(FIRMS)
            key = self.enter(f"{prefix}{n:03d}", names.pop(), company, self.random.choice(JOBS))
            self._age(key)
            for owner in owners:
                self.connect(owner, key, self.random.randrange(400, 3600))

    def _age(self, key: str) -> None:
        """Nicknames, credentials and new jobs, as profiles collect them."""
        state, chance = self.people[key].states[0], self.random.random
        if state.first in SHORT and chance() < 0.5:
            self.change(key, self.random.randrange(250, 350), first=SHORT[state.first])
        if chance() < 0.15:
            title = self.random.choice([", PhD", ", MBA", ", PMP", " (she/her)", ", MSc, CSM"])
            self.change(key, self.random.randrange(150, 250), last=state.last + title)
        if chance() < 0.25:
            self.change(
                key,
                self.random.randrange(20, 150),
                company=self.random.choice(FIRMS[:11]),
                position=self.random.choice(JOBS[:11]),
            )


def all_names(random: Random) -> list[tuple[str, str]]:
    """Every (first, last) that the syllables make, shuffled."""
    names = [(first, head + tail) for first in FIRST for head in LAST_HEADS for tail in LAST_TAILS]
    random.shuffle(names)
    return names


def _ascii(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.translate(str.maketrans("łøŁØ", "loLO")))
    return "".join(c for c in folded if c.isascii() and c.isalnum()).lower()
