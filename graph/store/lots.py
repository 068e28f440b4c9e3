"""By which ties are drawn from a store, as both stores keep it beside each tie."""

from __future__ import annotations

from hashlib import blake2b

from graph.model import Tie
from graph.strength.ties import first_contact


def lot_of(a: str, b: str) -> int:
    """By which ties are drawn (`View.drawn`): a number of 62 bits that depends on the two ids and is as good as random."""
    return int.from_bytes(blake2b(f"{a}\x1f{b}".encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 2


def draw_of(tie: Tie) -> tuple[int, int] | tuple[None, None]:
    """Its lot, and from which day (ordinal) on it takes part; None and None while it has no direct contact."""
    met = first_contact(tie.history)
    return (lot_of(tie.a, tie.b), met) if met else (None, None)
