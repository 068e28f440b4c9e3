"""Networks on a shelf: how they are called there, and how they are found again.

An entry says by which change of the store it was made (`View.stamp`): a copy of a store that went another way, or one made anew
in its place, is not mistaken for it. Ties, which are good for any day, and what they are worth on one have an entry each.
"""

from __future__ import annotations

from datetime import date

from graph import priors
from graph.store.base import View
from graph.store.shelf import Arrays, Shelf
from graph.whole.network import Go, Ids, Network, Ties, followed, on, read

LAYOUT = f"1-{priors.MODEL}"
"""Of entries, and what their numbers mean: those of other versions are not read."""


def now(view: View) -> str:
    """The stamp of the view's revision."""
    return view.stamp(view.revision())


def _entry(stamp: str, as_of: date | None = None) -> str:
    return f"{LAYOUT}-{stamp}{f'.{as_of}' if as_of else ''}"


def put(shelf: Shelf, network: Network, stamp: str, beside: date | None = None) -> None:
    """In place of all others, but for that of the same change at the day `beside`."""
    ties, facts = network.ties, {"revision": network.ties.revision, "stamp": stamp}
    base, day = _entry(stamp), _entry(stamp, network.as_of)
    shelf.put(base, {"ids": ties.ids.codes, "u": ties.u, "v": ties.v, "stats": ties.stats}, facts)
    arrays: Arrays = {"weight": network.weight, "begins": network.begins, "alters": network.alters, "costs": network.costs}
    shelf.put(day, arrays, facts)
    shelf.keep({base, day, _entry(stamp, beside)})


def _ties_on(shelf: Shelf, name: str) -> tuple[Ties, str] | None:
    found = shelf.get(name)
    if found is None or found[0].keys() != {"ids", "u", "v", "stats"}:
        return None
    arrays, facts = found
    return Ties(facts["revision"], Ids(arrays["ids"]), arrays["u"], arrays["v"], arrays["stats"]), facts["stamp"]


def stored(shelf: Shelf, view: View, as_of: date) -> Network | None:
    """The network of the view's revision at a day, mapped from the shelf; None where it is not there."""
    return network_at(shelf, now(view), as_of)


def network_at(shelf: Shelf, stamp: str, as_of: date) -> Network | None:
    """The same by the stamp of a change; an empty one is none."""
    ties, day = _ties_on(shelf, _entry(stamp)), shelf.get(_entry(stamp, as_of))
    if not stamp or ties is None or day is None:
        return None
    return Network(ties[0], as_of, **day[0])


def brought_up(shelf: Shelf | None, view: View, go: Go = on) -> Ties:
    """The ties at the view's revision: those of the newest entry of its past, brought up to date, or all of the store."""
    for name in shelf.names() if shelf is not None else ():
        if shelf is not None and name.startswith(LAYOUT) and (found := _ties_on(shelf, name)) is not None:
            ties, stamp = found
            if ties.revision <= view.revision() and stamp == view.stamp(ties.revision):
                return followed(ties, view, go)
    return read(view, go)
