"""`mutuals changes`: what a newer export says that the one before it did not."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from api import reviewing
from api.cli.command import DONE, Command, at_least_one, store_of
from api.cli.importing import find_source
from api.cli.terminal import clean, emit, table
from api.present import Json


def _changes_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="the id that the import reported, or its file name")
    parser.add_argument("--limit", type=at_least_one, default=50, metavar="N", help="most people in each list (default 50)")


def _changes(args: Namespace) -> int:
    with store_of(args) as store, store.view() as view:
        found = reviewing.changes(view, find_source(view.sources(), args.source).uid, args.limit)
    if args.json:
        emit(found)
    else:
        print("\n\n".join(told(one) for one in found["lists"]) or "This import holds no list of contacts.")
    return DONE


def told(found: Json) -> str:
    """What one list changed, for a person."""
    name, before = clean(found["name"]), found["before"]
    if before is None:
        return f"{name}: the first of its kind from this owner, so there is nothing to compare it with."
    rows = [("new", p["name"], "", _job(p)) for p in found["new"]["people"]]
    rows += [("left", p["name"], _job(p), "") for p in found["left"]["people"]]
    rows += [("changed", m["person"]["name"], _job(m["before"]), _job(m["after"])) for m in found["moved"]["people"]]
    counts = ", ".join(
        f"{found[what]['total']:,} {said}" for what, said in (("new", "new"), ("left", "left"), ("moved", "changed"))
    )
    head = f"{name} ({found['day'] or 'no date'}) against {clean(before['file'])} ({before['day'] or 'no date'}): {counts}"
    return f"{head}\n{table(('what', 'name', 'before', 'now'), rows)}" if rows else head


def _job(job: Json) -> str:
    return ", ".join(filter(None, (job["position"], job["company"])))


CHANGES = Command(
    "changes", "what an export changed against the one before it", "mutuals changes Connections.csv", _changes_arguments, _changes
)
