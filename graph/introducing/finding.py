"""Ways to find the chains that a question asks for: by reading the corridor from a View and searching it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from graph.introducing.paths import chains_and_every, strengths_in
from graph.introducing.question import Finder, Found, Question, all_of
from graph.store.base import View
from graph.strength.corridor import corridor

Finders = Callable[[View, date], Finder]
"""How the finder for a view and a day is chosen."""


def by_corridor(view: View, as_of: date) -> Finder:
    """The finder that reads no more of the store than a question needs."""

    def find(question: Question) -> Found:
        graph = corridor(view, question.start, question.goals, question.max_hops, as_of)
        chains, every = chains_and_every(graph, question)
        return Found(tuple(chains), tuple(every), strengths_in(graph), "corridor", all_of(question.max_hops))

    return find
