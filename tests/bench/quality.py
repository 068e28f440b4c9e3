"""How good the answers are: every bar of quality beside its baselines, with pictures, as docs/quality.md.

`PARTS` is the one list: whoever measures something adds a line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.events import events
from tests.bench.exact import exact
from tests.bench.groups import communities, reconnections
from tests.bench.introducers import introducers
from tests.bench.meeting import meeting, precision
from tests.bench.meeting_speed import speed
from tests.bench.pictures import Picture, draw
from tests.bench.scale import QUESTIONS, in_arrays, points
from tests.bench.strength import SETS, reliability, strength
from tests.bench.table import Row, machine, markdown

DOCS = Path(__file__).resolve().parents[2] / "docs"
ABOUT = """# How good the answers are

Written by `python -m tests.bench --only quality --data FOLDER` (also part of `make bench`; the folder may be named by
`MUTUALS_BENCH_DATA`). Everything is measured through the product's own functions, split by time alone, with fixed seeds, and
beside its baselines in the same run. The data sets are public and not shipped.

"""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is measured."""

    title: str
    about: str
    rows: Callable[[Path], list[Row]]
    pictures: Callable[[Path], dict[str, Picture]] = lambda _: {}
    """By file name without its ending."""


def calibration(data: Path) -> dict[str, Picture]:
    found = reliability(data)
    return {
        f"calibration-{name}": Picture(f"Tie strength, {name}", "said: contact within 30 days", "came", lines, diagonal=True)
        for name, lines in found.items()
        if name in SETS
    }


def met(data: Path) -> dict[str, Picture]:
    lines = precision(data)
    return {"precision-meet": Picture("Whom to meet, mean of all sets", "names shown", "share of them met later", lines)}


def scale(_: Path) -> list[Row]:
    with TemporaryDirectory(prefix="mutuals-bench-") as folder:
        return in_arrays(Path(folder), QUESTIONS)


def cost_against_size(_: Path) -> dict[str, Picture]:
    found = points()
    lines = {
        "random people": [(ties, random) for ties, random, _ in found],
        "well-connected people": [(ties, connected) for ties, _, connected in found],
    }
    return {"cost-against-size": Picture("Ten best paths of at most 4 ties", "ties", "p90, milliseconds", lines, logs=True)}


def quiet(data: Path) -> list[Row]:
    return [*communities(data), *reconnections(data)]


PARTS = (
    Part("Paths", "Against the enumeration of all simple paths.", exact),
    Part("Tie strength", "The chance of contact within 30 days, on the last fifth of each set's days.", strength, calibration),
    Part(
        "Who introduces",
        "Introductions that were seen in mail: who made them, among all who could have.",
        introducers,
    ),
    Part(
        "Whom to meet",
        "Known are the earliest 70 % of contacts; candidates are people seen in them and not tied yet; right are those in touch "
        "later.",
        meeting,
        met,
    ),
    Part(
        "Events to ties",
        "Gatherings made of the same contacts are imported as attendance; what their ties are worth ranks all pairs by later "
        "contact.",
        events,
    ),
    Part("Communities and silent ties", "An office's departments in its contacts, and which silent ties came back.", quiet),
    Part(
        "Paths in large networks",
        "Three generated networks, by the copy of the ties that a server keeps; peers are asked on the whole graph.",
        scale,
        cost_against_size,
    ),
    Part("What whom-to-meet costs", "On a generated network with a power law of contacts.", speed),
)


def measure(data: Path | None) -> None:
    """Measure all parts and write the page with its pictures. Without data nothing can be, and the page stays as it is."""
    if data is None:
        print("quality: not measured, as no folder of data sets was named")
        return
    page = [ABOUT, machine(), "\n"]
    for part in PARTS:
        table = markdown(part.rows(data))
        print(table)
        page += [f"\n## {part.title}\n\n{part.about}\n\n", table]
        for name, picture in part.pictures(data).items():
            draw(picture, DOCS / "pictures" / f"{name}.svg")
            page.append(f"\n![{picture.title}](pictures/{name}.svg)\n")
    (DOCS / "quality.md").write_text("".join(page), encoding="utf-8")
