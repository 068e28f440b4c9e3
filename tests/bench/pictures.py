"""Pictures for the docs: small SVGs, the same for the same numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

Points = Sequence[tuple[float, float]]
SHAPES = ("o-", "s--", "^-.", "v:", "D-", "x--", "P-.", "*:")
"""A mark for each line: colour alone is not enough for everybody."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Lines over one pair of axes."""

    title: str
    across: str
    up: str
    lines: Mapping[str, Points]
    diagonal: bool = False
    """Whether what is said should be what comes: both axes from 0 to 1, and the line on which they are equal."""
    logs: bool = False
    """Whether both axes are logarithmic."""


def draw(picture: Picture, file: Path) -> None:
    """Write it as SVG, in text that every browser has. Without matplotlib (dependency group `bench`), it stays as it was."""
    if find_spec("matplotlib") is None:
        print(f"{file.name}: not drawn, as matplotlib is not installed")
        return
    import_module("matplotlib").rcParams.update({"svg.hashsalt": "mutuals", "svg.fonttype": "none", "font.size": 9})
    figure = import_module("matplotlib.figure").Figure(figsize=(5.2, 3.6), layout="constrained")
    axes = figure.add_subplot(xlabel=picture.across, ylabel=picture.up, title=picture.title)
    if picture.diagonal:
        axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    for shape, (name, points) in zip(SHAPES, picture.lines.items(), strict=False):
        axes.plot([x for x, _ in points], [y for _, y in points], shape, label=name, markersize=3, linewidth=1)
    if picture.logs:
        axes.set(xscale="log", yscale="log")
    axes.legend(fontsize=8, frameon=False)
    axes.grid(visible=True, color="0.92")
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
