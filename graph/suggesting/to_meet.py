"""Whom to meet for everybody: the answers of `suggesting.newcomers` without their reasons, faded as all suggestions are."""

from __future__ import annotations

from collections.abc import Generator
from itertools import groupby
from typing import NamedTuple

from graph.errors import BadInput
from graph.measures.everybody import everybody
from graph.measures.meeting import MOST
from graph.measures.society import Society
from graph.store.base import View
from graph.suggesting.dismissals import dismissed_by_all, left_of


class ToMeet(NamedTuple):
    """One suggestion; people by id."""

    ego: str
    who: str
    score: float
    common: int
    """Contacts in common."""
    through: tuple[str, ...]
    """The closest of those."""


def to_meet(view: View, society: Society, k: int, novelty: float, threads: int) -> Generator[list[ToMeet]]:
    """The k best for everyone in the network of this view, in the order of ids, in portions of some people. Raises `BadInput`."""
    if not 1 <= k <= MOST or not 0.0 <= novelty <= 1.0 or threads < 1:
        raise BadInput(f"ask for 1 to {MOST} people, with a novelty of 0 to 1, by one thread or more")
    as_of, ids = society.taken.as_of, society.taken.ids
    faded = dismissed_by_all(view, "meet", as_of)
    more = max(map(len, faded.values()), default=0)
    for portion in everybody(view, society, min(k + more, MOST), novelty, threads):
        lines = []
        for ego, found in groupby(portion, lambda m: ids[m.ego]):
            left = [(left_of(faded.get(ego, {}), ids[m.who], m.value, as_of), m) for m in found]
            kept = sorted(((score, m) for score, m in left if score is not None), key=lambda s: (-s[0], ids[s[1].who]))[:k]
            lines += [ToMeet(ego, ids[m.who], score, m.common, tuple(ids[c] for c in m.through)) for score, m in kept]
        yield lines
