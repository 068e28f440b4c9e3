"""The network of one store, followed from revision to revision and from day to day, for all who ask this process.

It is made in the background: a question that comes before it is there takes the corridor, which gives the same answer. What was
made is put on a shelf (`graph.whole.shelved`), where other processes and later runs find it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from graph.errors import Cancelled, StoreError
from graph.introducing.finding import by_corridor
from graph.introducing.pushdown import by_push_down
from graph.introducing.question import Finder
from graph.store.base import Store, View
from graph.store.shelf import Shelf
from graph.whole.network import Network, followed, weighed
from graph.whole.shelved import brought_up, now, put, stored


class Bounds(NamedTuple):
    """For which stores a network is kept, in ties."""

    least: int = 50_000
    """Below it a corridor is read and searched in milliseconds, which is not worth a copy, nor the wait for compiled code."""
    most: int = 20_000_000
    """Above it the machine is taken to be too small for a copy: questions are pushed down to the store."""


class Keeper:
    """Thread-safe. `close` it when no more questions come."""

    def __init__(self, store: Store, shelf: Shelf | None, bounds: Bounds, today: Callable[[], date]) -> None:
        """`today` is the day that a network is made for. About others, of which there are many, the corridor is asked, but for
        one that is asked about twice running."""
        self._store, self._shelf, self._bounds, self._today = store, shelf, bounds, today
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, "network")
        self._work: Future[None] | None = None
        self._closed = threading.Event()
        self._stamp = ""
        self._network: Network | None = None
        self._other: Network | None = None
        """Of another day, at the same revision."""
        self._asked: tuple[str, date] | None = None
        """The stamp and the day of the last question about another day."""
        self._passed = ("", False)
        """The stamp of a revision that no network is kept of, and whether for being too large."""

    def finder(self, view: View, as_of: date) -> Finder:
        """By the network where it is there; else by the corridor, and the next question may find it. Of a store that is too
        large for a network, so much as one question may have it do (`graph.introducing.pushdown`)."""
        network = self.at_hand(view, as_of)
        if network is not None:
            from graph.whole.compiled import by_snapshot  # noqa: PLC0415 - a second, which the server of a small store need not wait

            return by_snapshot(network)
        return by_push_down(view, as_of) if self.too_large(view) else by_corridor(view, as_of)

    def too_large(self, view: View) -> bool:
        """Whether this machine is too small for a network of the view's revision."""
        with self._lock:
            stamp, too_large = self._passed
        return too_large if stamp == now(view) else view.size().ties > self._bounds.most

    def at_hand(self, view: View, as_of: date) -> Network | None:
        """The network of the view's revision at a day, if it is in memory; else it is begun to be made, where it is worth it.

        Raises what went wrong with making it, once, unless it was the store, which whoever asks will hear of anyway.
        """
        stamp = now(view)
        with self._lock:
            for network in (self._network, self._other):
                if network is not None and self._stamp == stamp and network.as_of == as_of:
                    return network
            work, self._work = self._work, self._work if self._work and not self._work.done() else None
            wrong = work.exception() if work is not None and self._work is None else None
            if wrong is not None and not isinstance(wrong, StoreError):
                raise wrong
            if stamp and self._passed[0] != stamp and self._work is None:
                again, self._asked = self._asked == (stamp, as_of), (stamp, as_of)
                if as_of == self._today():
                    self._work = self._worker.submit(self._make, as_of)
                elif again and self._stamp == stamp and self._network is not None:
                    self._work = self._worker.submit(self._make_other, self._network, as_of)
        return None

    def begin(self) -> None:
        """Make today's network before anybody asks."""
        with self._lock:
            self._work = self._worker.submit(self._make, self._today())

    def wait(self) -> None:
        """Until what was begun is made. Raises what went wrong with it."""
        with self._lock:
            work = self._work
        if work is not None:
            work.result()

    def close(self) -> None:
        """What was begun ends at its next portion of ties, a second at most, and leaves what is on the shelf as it was; only to
        write there, or to compile the search, is not left in the middle."""
        self._closed.set()
        self._worker.shutdown(cancel_futures=True)

    def _go(self) -> None:
        if self._closed.is_set():
            raise Cancelled("the server stops, and nobody waits for the network any more")

    def _make(self, as_of: date) -> None:
        with suppress(Cancelled):
            self._make_whole(as_of)

    def _make_whole(self, as_of: date) -> None:
        with self._store.view() as view:
            stamp, ties = now(view), view.size().ties
            if not self._bounds.least <= ties <= self._bounds.most:
                with self._lock:
                    self._passed, self._network = (stamp, ties > self._bounds.most), None
                return
            network = self._made(view, stamp, as_of)
        self._go()
        from graph.whole.compiled import warm_up  # noqa: PLC0415

        warm_up()
        with self._lock:
            self._stamp, self._network, self._other = stamp, network, None

    def _make_other(self, network: Network, as_of: date) -> None:
        """What the same ties are worth on another day: those that went on after it take their histories from the store."""
        with suppress(Cancelled), self._store.view() as view:
            stamp = now(view)
            if stamp != self._stamp:
                return
            other = stored(self._shelf, view, as_of) if self._shelf is not None else None
            if other is None:
                other = self._shelved(view, weighed(network.ties, view, as_of, self._go), stamp, beside=network.as_of)
            with self._lock:
                self._other = other

    def _made(self, view: View, stamp: str, as_of: date) -> Network:
        if self._shelf is not None and (found := stored(self._shelf, view, as_of)) is not None:
            return found
        old = self._network
        past = old is not None and view.stamp(old.ties.revision) == self._stamp
        ties = followed(old.ties, view, self._go) if old and past else brought_up(self._shelf, view, self._go)
        network = weighed(ties, view, as_of, self._go)
        self._go()
        return self._shelved(view, network, stamp)

    def _shelved(self, view: View, network: Network, stamp: str, beside: date | None = None) -> Network:
        """Mapped from its files, it is shared with other processes, and memory that is short may give it back."""
        if self._shelf is None:
            return network
        put(self._shelf, network, stamp, beside)
        return stored(self._shelf, view, network.as_of) or network
