"""Introductions as JSON-ready objects (`api.path_shapes`)."""

from __future__ import annotations

from dataclasses import asdict

from api import present
from api.present import Json
from graph.introducing.introductions import Introductions, Path
from graph.introducing.targets import Target


def path(value: Path) -> Json:
    """`PathShown`: its factors, each with its reasons, multiply to its probability."""
    goal = value.people[-1].id
    found: Json = {
        "probability": value.probability,
        "unlikely": value.unlikely,
        "people": [present.person(p) for p in value.people],
        "ties": [present.tie(t) for t in value.ties],
        "weakest": value.weakest,
        "introducers": [
            {"id": p.id, "chance": c.value, "why": c.why} for p, c in zip(value.people[1:-1], value.introducers, strict=True)
        ],
        "accepts": {"id": goal, "chance": value.accepts.value, "why": value.accepts.why},
        "fit": {"id": goal, "chance": value.fit.fit, "why": value.fit.why, "rows": present.rows(value.fit_rows)},
    }
    if value.interval:
        found |= value.interval._asdict()
    if value.draft:
        found["draft"] = asdict(value.draft)
    return found


def target(value: Target) -> Json:
    """`TargetShown` of anything but a person."""
    found: Json = {value.kind: value.name, "people": len(value.fits)}
    if value.kind == "names":
        found["unknown"] = list(value.unknown)
        found["ambiguous"] = [
            {"said": a.said, "candidates": [{"id": c.id, "name": c.name, "about": c.about} for c in a.candidates]}
            for a in value.ambiguous
        ]
    return found


def introductions(value: Introductions) -> Json:
    """`Introductions`; `none_because` only when there is no path."""
    found: Json = {
        "from": present.person(value.start),
        "to": present.person(value.goal) if value.goal else target(value.target),
        "as_of": value.as_of.isoformat(),
        "model": value.model,
        "reach": value.reach,
        "way": value.way,
        "complete": value.complete,
        "paths": [path(p) for p in value.paths],
    }
    if value.reach_interval:
        found |= {"reach_low": value.reach_interval.low, "reach_high": value.reach_interval.high}
    if value.none_because:
        found["none_because"] = {"reason": value.none_because.reason, "ways": list(value.none_because.ways)}
    return found
