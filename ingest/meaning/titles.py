"""The title of an event from the name of the file that lists its people, for exports that do not state it."""

from __future__ import annotations

import re

from graph.values import tidy

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-.]\d{1,2}[-.]\d{4}|\(\d+\)|\b\d{6,}\b")
_JOINTS = re.compile(r"[-_.\s]+")


def title_of(file: str, *leave_out: re.Pattern[str]) -> str:
    """`harbor-data-night-guests-2025-10-16.csv` without `guests` is `Harbor Data Night`; empty when nothing is left."""
    bare = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    bare = _JOINTS.sub(" ", _DATE.sub(" ", bare.replace("_", "-")))
    for pattern in leave_out:
        bare = pattern.sub(" ", bare)
    bare = tidy(bare)[:200]
    return bare.title() if bare.islower() else bare
