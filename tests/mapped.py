"""What a process holds of the files that it has mapped, as Linux tells it."""

from __future__ import annotations

import re
from pathlib import Path


def resident(file: str) -> int:
    """KiB of a mapped file that this process holds."""
    found, here = 0, False
    for line in Path("/proc/self/smaps").read_text("utf-8").splitlines():
        if re.match(r"[0-9a-f]+-[0-9a-f]+ ", line):
            here = line.endswith(file)
        elif here and line.startswith("Rss:"):
            found += int(line.split()[1])
    return found
