"""Drawings as vis-network data, built by PyVis. Only its data is taken, never its templates (docs/decisions/0011)."""

from __future__ import annotations

import json
from typing import Any

from pyvis.network import Network

from graph.atlas.canvas import Drawing, Line, Mark
from graph.introducing.introductions import Introductions

_LABEL = 28
"""Longest label on the picture, in characters; the panel and the table have the whole name. The page writes as many
labels as fit."""
_ACROSS, _DOWN = 130, 92
"""Space between the people of a path, and between paths, in drawing units."""

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "edges": {"smooth": False, "hoverWidth": 0, "selectionWidth": 1},
    "nodes": {"borderWidth": 1.5, "shapeProperties": {"interpolation": False}},
    "interaction": {"hover": True, "tooltipDelay": 150, "hideEdgesOnDrag": True, "multiselect": False},
}


def network_json(drawing: Drawing) -> dict[str, Any]:
    """`nodes`, `edges` and `options` for vis-network, and what the page says beside the picture."""
    network = _network()
    for mark in drawing.marks:
        _add_mark(network, mark)
    for line in drawing.lines:
        _add_line(network, line)
    return _data(network) | {
        "people": drawing.people,
        "ties": drawing.ties,
        "shown": drawing.shown,
        "hidden": drawing.hidden,
        "focus": drawing.focus,
        "trail": [{"id": uid, "label": label} for uid, label in drawing.trail],
        "as_of": drawing.as_of.isoformat(),
        "revision": drawing.revision,
    }


def paths_json(found: Introductions) -> dict[str, Any]:
    """The small picture beside the ranked paths: from left to right, a row for each path, people once."""
    network = _network()
    longest = max((len(p.people) for p in found.paths), default=2) - 1
    seen: dict[str, Mark] = {}
    middle = (len(found.paths) - 1) / 2
    goals = {path.people[-1].id for path in found.paths}
    for row, path in enumerate(found.paths):
        last = len(path.people) - 1
        for step, person in enumerate(path.people):
            ends = step in {0, last}
            if person.id not in seen:
                seen[person.id] = Mark(
                    id=person.id,
                    kind="person",
                    label=person.name,
                    about=_about(person.position, person.company),
                    people=1,
                    ties=0,
                    size=15.0 if ends else 11.0,
                    group=0 if ends else 1,
                    x=_ACROSS * longest * step / last,
                    y=0.0 if step == 0 or (ends and len(goals) == 1) else _DOWN * (row - middle),
                    step=step if row == 0 else -1,
                )
                _add_mark(network, seen[person.id])
    drawn: set[tuple[str, str]] = set()
    for row, path in enumerate(found.paths):
        for a, b, tie in zip(path.people[:-1], path.people[1:], path.ties, strict=True):
            if (a.id, b.id) not in drawn and (b.id, a.id) not in drawn:
                drawn.add((a.id, b.id))
                _add_line(network, Line(a.id, b.id, 1, tie.strength, on_path=row == 0))
    return _data(network)


def _network() -> Network:
    network = Network(directed=True)
    network.set_options(json.dumps(_OPTIONS))
    return network


def _add_mark(network: Network, mark: Mark) -> None:
    network.add_node(
        mark.id,
        # PyVis shows the id where the label is empty.
        label=(_short(mark.label) or "?") + (f"\n{mark.about}" if mark.kind == "group" else ""),
        shape="dot",
        x=mark.x,
        y=mark.y,
        size=mark.size,
        group=str(mark.group),
        title=f"{_short(mark.label, 120)}\n{_short(mark.about, 160)}".strip(),
        kind=mark.kind,
        name=mark.label,
        about=mark.about,
        people=mark.people,
        ties=mark.ties,
        step=mark.step,
    )


def _add_line(network: Network, line: Line) -> None:
    width = 0.6 + 3.0 * line.strength + (2.5 if line.on_path else 0.0)
    network.add_edge(
        line.a,
        line.b,
        arrows="",
        width=round(width, 2),
        ties=line.ties,
        strength=line.strength,
        path=line.on_path,
        id=f"{line.a}|{line.b}",
    )


def _data(network: Network) -> dict[str, Any]:
    nodes, edges, _, _, _, options = network.get_network_data()
    for node in nodes:
        node.pop("font", None)
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _short(text: str, most: int = _LABEL) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _about(position: str, company: str) -> str:
    return " at ".join(part for part in (position, company) if part)
