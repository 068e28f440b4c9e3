"""The network of one store, followed from revision to revision and from day to day, for all who ask this process.

It is made in the background: a question that comes before it is there takes the corridor, which gives the same answer. What was
made is put on a shelf (`graph.store.shelf`), where other processes and later runs find it. An entry says by which change of the
store it was made (`View.stamp`): a copy of a store that went another way, or one made anew in its place, is not mistaken for it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from graph import priors
from graph.compiled import by_snapshot, warm_up
from graph.finding import by_corridor
from graph.network import Ids, Network, Ties, followed, read, weighed
from graph.question import Finder, Found, Question
from graph.store.base import Store, View
from graph.store.shelf import Arrays, Shelf

LAYOUT = f"1-{priors.MODEL}"
"""Of entries, and what their numbers mean: those of other versions are not read."""

KEPT_DAYS = 2
"""Networks of different days that are kept: today's, and one that somebody looks back to."""


class Bounds(NamedTuple):
    """For which stores a network is kept, in ties."""

    least: int = 50_000
    """Below it a corridor is read and searched in milliseconds, which is not worth a copy, nor the wait for compiled code."""
    most: int = 20_000_000
    """Above it the machine is taken to be too small for a copy: questions are pushed down to the store."""


class Keeper:
    """Thread-safe. `close` it when no more questions come."""

    def __init__(self, store: Store, shelf: Shelf | None = None, bounds: Bounds = Bounds()) -> None:  # noqa: B008 - it is frozen
        self._store, self._shelf, self._bounds = store, shelf, bounds
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, "network")
        self._work: Future[None] | None = None
        self._stamp = ""
        self._ties: Ties | None = None
        self._days: OrderedDict[date, Network] = OrderedDict()
        self._passed = ("", False)
        """The stamp of a revision that no network is kept of, and whether for being too large."""

    def finder(self, view: View, as_of: date) -> Finder:
        """By the network where it is there; else by the corridor, and the next question may find it."""
        network = self.at_hand(view, as_of)
        if network is not None:
            return by_snapshot(network)
        with self._lock:
            too_large = self._passed == (_now(view), True)
        return pushed_down(view, as_of) if too_large else by_corridor(view, as_of)

    def at_hand(self, view: View, as_of: date) -> Network | None:
        """The network of the view's revision at a day, if it is in memory; else it is begun to be made, where it is worth it."""
        stamp = _now(view)
        with self._lock:
            if self._stamp == stamp and as_of in self._days:
                self._days.move_to_end(as_of)
                return self._days[as_of]
            wanted = stamp and self._passed[0] != stamp and (self._work is None or self._work.done())
            if wanted:
                self._work = self._worker.submit(self._make, as_of)
        return None

    def wait(self) -> None:
        """Until what was begun is made. Raises what went wrong with it."""
        with self._lock:
            work = self._work
        if work is not None:
            work.result()

    def close(self) -> None:
        """What was begun is made first."""
        self._worker.shutdown()

    def _make(self, as_of: date) -> None:
        with self._store.view() as view:
            stamp, ties = _now(view), view.size().ties
            if not self._bounds.least <= ties <= self._bounds.most:
                with self._lock:
                    self._passed, self._ties, self._stamp = (stamp, ties > self._bounds.most), None, ""
                    self._days.clear()
                return
            network = self._network(view, stamp, as_of)
        warm_up()
        with self._lock:
            if self._stamp != stamp:
                self._days.clear()
            self._stamp, self._ties = stamp, network.ties
            self._days[as_of] = network
            while len(self._days) > KEPT_DAYS:
                self._days.popitem(last=False)

    def _network(self, view: View, stamp: str, as_of: date) -> Network:
        if self._shelf is not None and (found := stored(self._shelf, view, as_of)) is not None:
            return found
        ties = followed(self._ties, view) if self._ties is not None and self._known(view) else _from_shelf(self._shelf, view)
        network = weighed(ties, view, as_of)
        if self._shelf is None:
            return network
        _put(self._shelf, network, stamp)
        # Mapped from its files, it is shared with other processes, and memory that is short may give it back.
        return stored(self._shelf, view, as_of) or network

    def _known(self, view: View) -> bool:
        return self._ties is not None and view.stamp(self._ties.revision) == self._stamp


def pushed_down(view: View, as_of: date) -> Finder:
    """The corridor of a store whose ties are too many to be kept here: the store does the traversal, level by level."""
    find = by_corridor(view, as_of)

    def named(question: Question) -> Found:
        return replace(find(question), way="pushed down")

    return named


def _now(view: View) -> str:
    return view.stamp(view.revision())


def _entry(stamp: str, as_of: date | None = None) -> str:
    return f"{LAYOUT}-{stamp}{f'.{as_of}' if as_of else ''}"


def _put(shelf: Shelf, network: Network, stamp: str) -> None:
    ties, facts = network.ties, {"revision": network.ties.revision, "stamp": stamp}
    base, day = _entry(stamp), _entry(stamp, network.as_of)
    shelf.put(base, {"ids": ties.ids.codes, "u": ties.u, "v": ties.v, "stats": ties.stats}, facts)
    arrays: Arrays = {"weight": network.weight, "begins": network.begins, "alters": network.alters, "costs": network.costs}
    shelf.put(day, arrays, facts)
    older = [name for name in shelf.names() if name.startswith(f"{base}.") and name != day]
    shelf.keep({base, day, *older[: KEPT_DAYS - 1]})


def _ties_on(shelf: Shelf, name: str) -> tuple[Ties, str] | None:
    found = shelf.get(name)
    if found is None or found[0].keys() != {"ids", "u", "v", "stats"}:
        return None
    arrays, facts = found
    return Ties(facts["revision"], Ids(arrays["ids"]), arrays["u"], arrays["v"], arrays["stats"]), facts["stamp"]


def stored(shelf: Shelf, view: View, as_of: date) -> Network | None:
    """The network of the view's revision at a day, mapped from the shelf; None where it is not there."""
    stamp = _now(view)
    ties, day = _ties_on(shelf, _entry(stamp)), shelf.get(_entry(stamp, as_of))
    if not stamp or ties is None or day is None:
        return None
    return Network(ties[0], as_of, **day[0])


def _from_shelf(shelf: Shelf | None, view: View) -> Ties:
    """The ties at the view's revision: those of the newest entry of its past, brought up to date, or all of the store."""
    for name in shelf.names() if shelf is not None else ():
        if shelf is not None and name.startswith(LAYOUT) and (found := _ties_on(shelf, name)) is not None:
            ties, stamp = found
            if ties.revision <= view.revision() and stamp == view.stamp(ties.revision):
                return followed(ties, view)
    return read(view)
