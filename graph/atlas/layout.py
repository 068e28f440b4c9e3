"""Where marks stand: a seeded force layout, so that the same network gives the same picture.

Forces as ForceAtlas2 (Jacomy et al. 2014, doi:10.1371/journal.pone.0098679): repulsion by mass over distance,
attraction along ties, a pull to the middle; then marks that overlap are pushed apart.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SEED = 7
_ROUNDS, _APART_ROUNDS = 220, 60
_GRAVITY = np.array([0.09, 0.16])
"""Stronger up and down: most screens are wider than high."""
_PULL = 0.12
_SPACING = 26.0
"""Space that a mark of radius 0 takes, in drawing units."""

Points = NDArray[np.float64]
"""Shape (n, 2)."""


def positions(
    u: NDArray[np.int64], v: NDArray[np.int64], weight: NDArray[np.float64], size: NDArray[np.float64], group: NDArray[np.int64]
) -> Points:
    """Positions of n marks, around (0, 0).

    Args:
        u: one end of each line, an index below n.
        v: the other end.
        weight: pull of each line, above 0.
        size: radius of each mark in drawing units; n of them.
        group: marks of one group start near each other.
    """
    n = len(size)
    if n == 0:
        return np.empty((0, 2))
    points = _start(n, group)
    mass = 1.0 + np.bincount(np.concatenate([u, v]), minlength=n).astype(np.float64)
    mass = np.sqrt(mass)
    pull = weight / weight.mean() if len(weight) else weight
    for i in range(_ROUNDS):
        force = _repulsion(points, mass) - _GRAVITY * mass[:, None] * points
        gap = points[v] - points[u]
        drawn = pull[:, None] * gap * _PULL
        np.add.at(force, u, drawn)
        np.add.at(force, v, -drawn)
        length = np.linalg.norm(force, axis=1, keepdims=True) + 1e-9
        step = 1.6 * (1.0 - i / _ROUNDS) + 0.02
        points = points + force / length * np.minimum(length / mass[:, None], step)
    return _apart(points * _SPACING, size)


def _start(n: int, group: NDArray[np.int64]) -> Points:
    """Groups on a sunflower spiral, their members around them."""
    draw = np.random.default_rng(SEED)
    turn = group * 2.399963
    centre = 3.0 * np.sqrt(group + 1.0)[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return np.asarray(centre + draw.normal(scale=1.5, size=(n, 2)))


def _repulsion(points: Points, mass: NDArray[np.float64]) -> Points:
    """Sum over the others of mass * mass / distance, away from them."""
    norm = np.einsum("ij,ij->i", points, points)
    square = np.maximum(norm[:, None] + norm[None, :] - 2.0 * points @ points.T, 0.05)
    share = mass[:, None] * mass[None, :] / square
    np.fill_diagonal(share, 0.0)
    return np.asarray(points * share.sum(axis=1)[:, None] - share @ points)


def _apart(points: Points, size: NDArray[np.float64]) -> Points:
    """Push marks that overlap out of one another."""
    room = size[:, None] + size[None, :] + _SPACING * 0.5
    for _ in range(_APART_ROUNDS):
        gap = points[:, None, :] - points[None, :, :]
        distance = np.sqrt(np.einsum("ijk,ijk->ij", gap, gap)) + 1e-6
        overlap = np.maximum(room - distance, 0.0)
        np.fill_diagonal(overlap, 0.0)
        if not overlap.any():
            break
        points = points + 0.25 * np.einsum("ij,ijk->ik", overlap / distance, gap)
    return points
