"""A score in words: what agrees, what differs, and what each is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.identity.compare import PERSON
from graph.identity.features import Features, features_of
from graph.identity.model import Model, probability
from graph.identity.names import spelling, stands_for
from graph.identity.score import compare_pairs, parts_of, sum_of
from graph.model import Record

UNCOMMON, COMMON = 20e-6, 1e-3
"""Shares of people below which a name is called uncommon, and from which it is called common."""


_SILENT = 0.05
"""Bits below which an outcome says nothing, and is not told."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a score."""

    what: str
    """The comparison: a name in `graph.identity.compare.PERSON`."""
    words: str
    bits: float
    """What it says for one person (positive) or for two (negative)."""


@dataclass(frozen=True, slots=True)
class Score:
    """How probable it is that two records are one person, and why; the strongest reasons first.

    The reasons' bits and the model's prior make the score, less what `Model.by_chance` takes off for namesakes.
    """

    p: float
    bits: float
    reasons: tuple[Reason, ...]


def score(one: Record, other: Record, model: Model) -> Score:
    """The score of two records: what `graph.identity.linking.linked` computes for many, with its reasons. Symmetric."""
    features = [features_of(one), features_of(other)]
    return score_features(features[0], features[1], model)


def score_features(one: Features, other: Features, model: Model) -> Score:
    """The score of two sets of features, as of groups of records that are surely one person each."""
    levels = compare_pairs((one, other), np.array([[0, 1]]), PERSON)
    found = parts_of(levels, model, PERSON)
    parts, bits = found[0], float(sum_of(found, model, PERSON)[0])
    reasons = [
        Reason(c.name, _words(c.name, c.levels[level - 1], float(share), one, other), float(part))
        for c, level, share, part in zip(PERSON, levels.level[0].tolist(), levels.share[0].tolist(), parts.tolist(), strict=True)
        if level and abs(part) >= _SILENT
    ]
    reasons.sort(key=lambda r: (-abs(r.bits), r.what))
    return Score(probability(bits), bits, tuple(reasons))


def _words(what: str, level: str, share: float, one: Features, other: Features) -> str:
    if what == "given" and level.startswith("one given name is short"):
        return _short(one, other) or level
    if what in ("given", "family") and level.startswith("same") and share:
        return level + (", an uncommon one" if share <= UNCOMMON else ", a common one" if share >= COMMON else "")
    return level


def _short(one: Features, other: Features) -> str:
    """`Bob is short for Robert`."""
    firsts = [sorted({r.given[0] for r in f.names if r.given}) for f in (one, other)]
    pairs = sorted((min(a, b), max(a, b)) for a in firsts[0] for b in firsts[1] if spelling(a) != spelling(b))
    for a, b in pairs:
        for short, full in ((a, b), (b, a)):
            if spelling(full) in stands_for(short):
                return f"{short.title()} is short for {full.title()}"
    for a, b in pairs:
        if stands_for(a) & stands_for(b):
            return f"{a.title()} and {b.title()} are short for one name"
    return ""
