"""Arrays in files beside a store: what can be made again from it, kept so that other processes and later runs need not.

An entry is a folder of `.npy` files that appears whole or not at all: it is written under another name, brought to the disk,
and renamed. Whoever opened an entry has it mapped, and keeps it when it is taken away (on Windows it is then left for later).
Nothing here is ever the only copy: whatever cannot be read is not there, and a full disk only costs the time to make it again.
"""

from __future__ import annotations

import json
import mmap
import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import mkdtemp
from time import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FACTS = "facts.json"
_UNFINISHED = "new-"
_ABANDONED_SECONDS = 3_600.0
"""After which what nobody finished writing, as its process was killed, is taken away."""

Arrays = dict[str, NDArray[Any]]


def let_go(array: NDArray[Any]) -> None:
    """Have the pages of a mapped array leave this process; the system keeps them, and gives them back when they are read. Nothing
    happens to an array that is not mapped from a file, nor on a system that cannot do it."""
    if isinstance(array.base, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        array.base.madvise(mmap.MADV_DONTNEED)


class Shelf:
    """Named entries in one folder; only the user may read it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, Any]) -> bool:
        """Whether the entry is there now, by this or another process; one that was there is left as it is."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished = Path(mkdtemp(prefix=_UNFINISHED, dir=self._folder))
            try:
                for file, array in arrays.items():
                    with (unfinished / f"{file}.npy").open("wb") as out:
                        np.save(out, array, allow_pickle=False)
                        out.flush()
                        os.fsync(out.fileno())
                (unfinished / _FACTS).write_text(json.dumps({**facts, "arrays": sorted(arrays)}), "utf-8")
                unfinished.rename(self._folder / name)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
        except OSError:
            return (self._folder / name).is_dir()
        return True

    def get(self, name: str) -> tuple[Arrays, dict[str, Any]] | None:
        """The arrays, memory-mapped and read-only, and the facts; None when there is no such entry, or it is damaged."""
        entry = self._folder / name
        try:
            facts = json.loads((entry / _FACTS).read_text("utf-8"))
            arrays: Arrays = {file: np.load(entry / f"{file}.npy", mmap_mode="r") for file in facts.pop("arrays")}
        except (OSError, ValueError, KeyError):
            return None
        return arrays, facts

    def names(self) -> list[str]:
        """Of all entries, the newest first."""
        try:
            entries = [(e.stat().st_mtime, e.name) for e in self._folder.iterdir() if not e.name.startswith(_UNFINISHED)]
        except OSError:
            return []
        return [name for _, name in sorted(entries, reverse=True)]

    def keep(self, names: Collection[str]) -> None:
        """Take away all other entries, and what was abandoned."""
        abandoned = [e for e in self._folder.glob(f"{_UNFINISHED}*") if time() - e.stat().st_mtime > _ABANDONED_SECONDS]
        for entry in [*(self._folder / name for name in self.names() if name not in names), *abandoned]:
            shutil.rmtree(entry, ignore_errors=True)
