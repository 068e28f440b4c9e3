"""The pages: Jinja templates with escaping always on, and the folder of static files they refer to."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE = Path(__file__).resolve().parent
STATIC = _HERE / "static"
"""Style sheets, scripts and the vendored vis-network; to be served at `/static`."""


def render(name: str, **data: Any) -> str:
    """The page `name` (a file of `viz/templates` without its ending) as HTML.

    What each page needs: `size` (all but person and problem), `questions`, `kinds` and `limits` (home), `person` (person),
    `owners` (suggestions, follow-up), `problem` (problem): plain JSON-like values, shown as text whatever they hold.
    """
    return _environment().get_template(f"{name}.html").render(page=name, **data)


def initials(name: str) -> str:
    """Two letters that stand for a face: `Ada Test` gives `AT`; `?` when there is no letter."""
    letters = [next((c for c in word if c.isalnum()), "") for word in name[:200].split()]
    some = [c.upper() for c in letters if c]
    return "".join(some[:1] + some[1:][-1:]) or "?"


def _count(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"initials": initials, "count": _count}
    return environment
