"""What is made of a store again and again, remembered until the store changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

_Made = TypeVar("_Made")
_MOST = 64
"""Values that are kept: those asked for last."""


class Memory:
    """Of one open store, by revision. Thread-safe; what two threads ask for at once may be made twice."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._values: OrderedDict[Hashable, Any] = OrderedDict()

    def kept(self, revision: int, name: Hashable, make: Callable[[], _Made]) -> _Made:
        """What `make` gave for this name at this revision."""
        key = revision, name
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                found: _Made = self._values[key]
                return found
        made = make()
        with self._lock:
            self._values[key] = made
            while len(self._values) > _MOST:
                self._values.popitem(last=False)
        return made
