"""The network of one store, followed from revision to revision and from day to day, for all who ask this process.

What is kept in memory is as new as the last question; what is on the shelf (`graph.store.shelf`) is shared with other processes and
outlives them. An entry on the shelf says by which change it was made (`View.stamp`), so that a copy of a store that went another
way, or a store that was made anew in its place, is never mistaken for the one that was read.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date

from graph import kernel_ready
from graph.errors import Failure
from graph.network import Ids, Network, Ties, followed, read, weighed
from graph.store.base import Store, View
from graph.store.shelf import Shelf

KEPT_DAYS = 2
"""Networks of one revision that are kept, of different days: today's, and one that somebody looks back to."""
