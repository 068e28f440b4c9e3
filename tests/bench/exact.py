"""The finder of paths against enumeration, on random networks with random questions."""

from __future__ import annotations

from pathlib import Path

from graph.introducing.paths import best_chains
from tests.bench.table import Row
from tests.path_cases import CASES, enumerated, random_case


def exact(_: Path | None = None) -> list[Row]:
    """How many of the answers differ, in people or order."""
    answers = wrong = 0
    for seed in range(CASES):
        graph, question = random_case(seed)
        expected = enumerated(graph, question)
        wrong += [c.people for c in best_chains(graph, question)] != expected
        answers += len(expected)
    what = f"paths: {CASES} random cases with several goals, own willingness and caps"
    return [Row(what, f"{wrong} differ, of {answers:,} paths", "0", "enumeration of all simple paths", "")]
