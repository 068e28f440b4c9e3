"""`mutuals mappings`: what is remembered of tables whose columns were mapped."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from api import present
from api.cli.command import DONE, Command, store_of
from api.cli.terminal import clean, emit, table
from ingest.mapper.memory import forget


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--forget", default="", metavar="ID", help="ask again what the columns of this table are")


def _mappings(args: Namespace) -> int:
    with store_of(args) as store:
        if args.forget:
            forget(store, args.forget)
        with store.view() as view:
            found = present.mappings(view)
    if args.json:
        emit(found)
    elif found:
        print(table(("id", "kind", "map"), [(m["id"], m["kind"], clean(m["map"], 500)) for m in found]))
    else:
        print("No table is remembered.")
    return DONE


MAPPINGS = Command(
    "mappings",
    "list or forget how the columns of tables were mapped",
    "mutuals mappings --forget m0f3a9c1d2e4b5a6978c0",
    _arguments,
    _mappings,
)
