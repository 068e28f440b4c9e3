"""Writes the demo's files into a folder and says what to ask about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from api.demo import files
from api.demo.story import ARCHIVES, EVENING, EXPORTED, calls, guests, tell


@dataclass(frozen=True, slots=True)
class DemoFile:
    """One file to import; `owner` is whose export it is, empty for event lists."""

    path: Path
    owner: str


@dataclass(frozen=True, slots=True)
class Question:
    """A good question to ask; `start` and `goal` are names that one person of the pool has."""

    text: str
    start: str
    goal: str


@dataclass(frozen=True, slots=True)
class Demo:
    """What was written, in the order to import it, and what to ask."""

    files: tuple[DemoFile, ...]
    questions: tuple[Question, ...]


QUESTIONS = (
    Question(
        "Noor wants to meet Elif, who runs the platform at Northlight Bank. Two people know her: who should ask?",
        "Noor Quincebrook",
        "Elif Hazelwyn",
    ),
    Question(
        "Noor needs a robot maker's ear. Who leads from Lanternworks to the CTO of Wrenfold Robotics?",
        "Noor Quincebrook",
        "Casimir Lindenquay",
    ),
    Question(
        "Rafael heard of Tove's talk, but she is in nobody's contacts. Did anybody meet her?",
        "Rafael Sorrelgate",
        "Tove Juniperlow",
    ),
)


def write_pool(folder: Path, today: date) -> Demo:
    """Writes six LinkedIn exports (four of them whole archives), a Luma guest list and a Zoom report.

    The same day gives the same files; another day moves every date along.
    """
    cast, written = tell(), []
    for owner, ago in EXPORTED.items():
        home = folder / owner
        home.mkdir(parents=True, exist_ok=True)
        if owner in ARCHIVES:
            path = home / f"Basic_LinkedInDataExport_{today - timedelta(days=ago):%m-%d-%Y}.zip"
            path.write_bytes(files.archive(cast, owner, today))
        else:
            path = home / f"Connections-{owner}.csv"
            path.write_text(files.connections(cast, owner, today), encoding="utf-8", newline="")
        written.append(DemoFile(path, cast.people[owner].at(ago).name))
    evening = folder / f"harbour-lights-evening-guests-{today - timedelta(days=EVENING)}.csv"
    evening.write_text(files.guest_list(cast, guests(cast), today), encoding="utf-8", newline="")
    rehearsal = folder / "participants_82000000001.csv"
    rehearsal.write_text(files.call_report(cast, calls(), today), encoding="utf-8", newline="")
    written += [DemoFile(evening, ""), DemoFile(rehearsal, "")]
    return Demo(tuple(written), QUESTIONS)
