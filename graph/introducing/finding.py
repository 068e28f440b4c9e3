"""Ways to find the chains that a question asks for: by reading the corridor from a View and searching it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from graph.introducing.paths import best_chains, strengths_in
from graph.introducing.question import REACH_PATHS, Finder, Found, Question
from graph.store.base import View
from graph.strength.corridor import corridor

Finders = Callable[[View, date], Finder]
"""How the finder for a view and a day is chosen."""


def by_corridor(view: View, as_of: date) -> Finder:
    """The finder that reads no more of the store than a question needs."""

    def find(question: Question) -> Found:
        graph = corridor(view, question.start, question.goals, question.max_hops, as_of)
        uncapped = replace(question, k=max(question.k, REACH_PATHS), per_introducer=0, per_goal=0)
        every = best_chains(graph, uncapped)
        capped = question.per_introducer or question.per_goal
        chains = best_chains(graph, question) if capped else every[: question.k]
        hops = question.max_hops
        complete = f"all paths of at most {hops} ties" if hops > 1 else "all direct ties"
        return Found(tuple(chains), tuple(every[:REACH_PATHS]), strengths_in(graph), "corridor", complete)

    return find
