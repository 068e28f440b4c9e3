"""Measured rows and the markdown that shows them."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement beside its baseline of the same run; `goal` is the bound of the project, empty where there is none."""

    what: str
    measured: str
    goal: str
    baseline: str
    ratio: str


def spread(seconds: list[float]) -> str:
    """p50 and p90 in milliseconds."""
    p50, p90 = np.percentile(np.array(seconds) * 1000, [50, 90])
    return f"p50 {p50:.0f} ms, p90 {p90:.0f} ms"


def markdown(rows: list[Row]) -> str:
    lines = ["| what | measured | goal | baseline in the same run | ratio |", "|---|---|---|---|---|"]
    lines += [f"| {r.what} | {r.measured} | {r.goal} | {r.baseline} | {r.ratio} |" for r in rows]
    return "\n".join(lines) + "\n"


def machine() -> str:
    """What it was measured on, in one line."""
    processor = next((line.split(":")[1].strip() for line in _cpuinfo() if line.startswith("model name")), platform.machine())
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores of {processor}, Python {platform.python_version()}, "
        f"networkx {version('networkx')}, SQLite and Neo4j on the same disk."
    )


def _cpuinfo() -> list[str]:
    page = Path("/proc/cpuinfo")
    return page.read_text("utf-8").splitlines() if page.exists() else []
