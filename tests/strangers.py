"""Invented people who are not called like each other, each in several lists and at another employer in each."""

from __future__ import annotations

import random
from collections.abc import Sequence

from graph.model import Record
from tests.contract.said import record

GIVEN = ("Ada", "Bea", "Cleo", "Dora", "Edda", "Fenja")


def word(n: int) -> str:
    """A word that is unlike all others."""
    dice = random.Random(n)
    return "".join(dice.choice(letters) for letters in ("bdfgklmnprstvz", "aeiou") * 4).capitalize()


def movers(people: int, parts: Sequence[str]) -> dict[str, list[Record]]:
    """By part, its rows: person n is row n of each, from 1 on."""
    return {
        part: [
            record(part, n, f"{GIVEN[n % len(GIVEN)]} {word(n)}", company=word(1_000 * place + n)) for n in range(1, people + 1)
        ]
        for place, part in enumerate(parts, 1)
    }
