"""The demo's story: six acquaintances pool their exports, and three of them look for a way to somebody.

Noor and Theo build reading lamps at Lanternworks, Mira and Jonas keep the lights on at Saltglass Energy, Sunniva edits at
Paper Harbour Media, Rafael leads nurses at Copperleaf Health. None of them knows what the others' contacts make possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from api.demo.cast import Cast, all_names

SEED = 20_261
EXPORTED = {"noor": 3, "theo": 9, "mira": 16, "jonas": 240, "sunniva": 5, "rafael": 60}
"""Owner -> days since they asked for their export. Jonas's is old: what came later stands in the others' files only."""
ARCHIVES = ("noor", "theo", "mira", "sunniva")
"""Owners who gave the whole archive, messages included; the others gave their Connections.csv."""
EVENING, REHEARSAL = 12, 19
"""Days since the Harbour Lights evening (a Luma guest list) and since its rehearsal call (a Zoom report)."""


@dataclass(frozen=True, slots=True)
class Guest:
    """One row of the guest list."""

    person: str
    status: str
    came: bool


@dataclass(frozen=True, slots=True)
class Call:
    """One stretch of presence on the rehearsal call; minutes after midnight. An empty `person` is a device."""

    person: str
    shown: str
    join: int
    leave: int


NAMESAKES = (
    (("James", "Carter"), "rafael", "Northlight Bank", "Risk Analyst"),
    (("Mary", "Williams"), "theo", "Wrenfold Robotics", "Buyer"),
    (("David", "Smith"), "mira", "Saltglass Energy", "Engineer"),
)
"""People with common names whom somebody knows, and guests of the event who are called the same: one person or two?"""


def tell() -> Cast:
    """Everybody in the story, the same at every call."""
    cast = Cast(Random(SEED))
    names = all_names(cast.random)
    _owners(cast)
    _goals(cast)
    for prefix, size, owners in (
        ("lamp", 38, ("noor", "theo")),
        ("grid", 36, ("mira", "jonas")),
        ("city", 22, ("sunniva", "rafael")),
        ("code", 10, ("theo", "jonas")),
        ("page", 9, ("noor", "sunniva")),
        ("noor", 84, ("noor",)),
        ("theo", 92, ("theo",)),
        ("mira", 108, ("mira",)),
        ("jonas", 70, ("jonas",)),
        ("sunniva", 96, ("sunniva",)),
        ("rafael", 70, ("rafael",)),
    ):
        cast.crowd(prefix, size, owners, names)
    for n in range(24):
        cast.enter(f"walk{n:02d}", names.pop(), member=False)
    for owner in ARCHIVES:
        for n in range(0, 48, 4):
            cast.write((owner, f"{owner}{n:03d}"), days=1 + n % 5, last=cast.random.randrange(20, 500), every=9)
    cast.write(("noor", "theo", "lamp003"), days=4, last=31, every=3)
    for n, (name, owner, company, position) in enumerate(NAMESAKES):
        cast.enter(f"known{n}", name, company, position)
        cast.connect(owner, f"known{n}", 700 + 90 * n)
        cast.enter(f"guest{n}", name, member=False)
    return cast


def _owners(cast: Cast) -> None:
    cast.enter("noor", ("Noor", "Quincebrook"), "Lanternworks", "Product Lead")
    cast.enter("theo", ("Theo", "Plovermere"), "Lanternworks", "Data Engineer")
    cast.enter("mira", ("Mira", "Teaselholt"), "Saltglass Energy", "Senior Recruiter")
    cast.enter("jonas", ("Jonas", "Umberfield"), "Saltglass Energy", "Grid Engineer")
    cast.enter("sunniva", ("Sunniva", "Kestrelby"), "Paper Harbour Media", "Managing Editor")
    cast.enter("rafael", ("Rafael", "Sorrelgate"), "Copperleaf Health", "Nurse Lead")
    for a, b, ago in (
        ("noor", "theo", 1900),
        ("mira", "jonas", 2400),
        ("noor", "jonas", 2100),
        ("sunniva", "rafael", 1500),
        ("noor", "sunniva", 900),
    ):
        cast.connect(a, b, ago)
    cast.write(("noor", "theo"), days=22, last=4, every=6)
    cast.write(("sunniva", "rafael"), days=26, last=6, every=7)
    cast.write(("noor", "sunniva"), days=4, last=40, every=21)


def _goals(cast: Cast) -> None:
    """The people that the three questions are about, and those who stand between."""
    cast.enter("elif", ("Elif", "Hazelwyn"), "Northlight Bank", "Head of Platform")
    cast.connect("theo", "elif", 800)
    cast.connect("jonas", "elif", 3100)
    cast.write(("theo", "elif"), days=14, last=11, every=8)

    cast.enter("bea", ("Beatrix", "Oatfold"), "Lanternworks", "Hardware Engineer")
    cast.change("bea", 12, first="Bea", last="Oatfold, PhD", company="Saltglass Energy", position="Storage Lead")
    cast.connect("noor", "bea", 1300)
    cast.connect("mira", "bea", 210)
    cast.write(("noor", "bea"), days=12, last=13, every=9)
    cast.write(("mira", "bea"), days=9, last=18, every=7)
    cast.enter("casimir", ("Casimir", "Lindenquay"), "Wrenfold Robotics", "Chief Technology Officer")
    cast.connect("mira", "casimir", 600)
    cast.write(("mira", "casimir"), days=16, last=19, every=8)

    cast.enter("tove", ("Tove", "Juniperlow"), member=False)

    cast.enter("robin-a", ("Robin", "Cinderdene"), "Paper Harbour Media", "Photographer")
    cast.enter("robin-b", ("Robin", "Cinderdene"), "Copperleaf Health", "Chief Pharmacist")
    cast.connect("theo", "robin-a", 700)
    cast.connect("rafael", "robin-b", 1100)


def guests(cast: Cast) -> list[Guest]:
    """Luma: whoever checked in was there; approved, invited and declined were not."""
    crowd = [f"sunniva{n:03d}" for n in range(6)] + [f"theo{n:03d}" for n in range(3)]
    came = ["sunniva", "theo", "tove", *crowd, *(f"walk{n:02d}" for n in range(14)),
            *(f"guest{n}" for n in range(len(NAMESAKES)))]  # fmt: skip
    rows = [Guest(p, "approved", came=True) for p in came]
    rows += [Guest(p, "approved", came=False) for p in ("noor", "lamp000", "walk14")]
    rows += [Guest(p, "invited", came=False) for p in ("rafael", "mira", *(f"walk{n:02d}" for n in range(15, 21)))]
    rows += [Guest(p, "pending_approval", came=False) for p in ("walk21", "walk22")]
    rows += [Guest(p, "declined", came=False) for p in ("elif", "walk23")]
    Random(SEED).shuffle(rows)
    return [r for r in rows if r.person in cast.people]


def calls() -> list[Call]:
    """Zoom: a speaker's rehearsal; one of the three drops out and comes back, and a phone dials in."""
    return [
        Call("sunniva", "", 17 * 60 + 55, 18 * 60 + 50),
        Call("tove", "Tove J (Tove Juniperlow)", 18 * 60, 18 * 60 + 21),
        Call("theo", "Theo P. (he/him)", 18 * 60 + 2, 18 * 60 + 48),
        Call("", "iPhone", 18 * 60 + 5, 18 * 60 + 7),
        Call("tove", "Tove J (Tove Juniperlow)", 18 * 60 + 24, 18 * 60 + 50),
    ]
