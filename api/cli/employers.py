"""`mutuals organisations`: employers and schools, which spellings are one, and a person's word on that."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from api import employers, reviewing
from api.cli.command import DONE, Command, at_least_one, store_of
from api.cli.terminal import clean, emit, percent, table
from api.present import Json
from graph.store.base import Store


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--query", default="", metavar="TEXT", help="words of a spelling")
    parser.add_argument("--joined", action="store_true", help="only those of which several spellings were taken for one")
    parser.add_argument("--limit", type=at_least_one, default=100, metavar="N", help="most employers or pairs (default 100)")
    parser.add_argument("--note", default="", metavar="TEXT", help="why, for later, with --same or --different")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--doubts", action="store_true", help="employers that may be one")
    instead.add_argument("--decided", action="store_true", help="what was said of employers, the newest first")
    instead.add_argument("--same", nargs=2, metavar=("A", "B"), help="say that two employers, by name or id, are one")
    instead.add_argument("--different", nargs=2, metavar=("A", "B"), help="say that two employers are two")
    instead.add_argument("--undo", metavar="UID", help="take back what was said")


def _organisations(args: Namespace) -> int:
    with store_of(args) as store:
        if args.same or args.different:
            a, b = args.same or args.different
            made = employers.decide(store, "same" if args.same else "different", a, b, args.note)
            emit(made) if args.json else print(_said(made))
            return DONE
        if args.undo:
            employers.take_back(store, args.undo)
        found, told = _asked(store, args)
    emit(found) if args.json else print(told)
    return DONE


def _asked(store: Store, args: Namespace) -> tuple[list[Json], str]:
    """What is listed, and the same for a person."""
    with store.view() as view:
        if args.doubts:
            doubted = employers.doubted(view, args.limit)["items"]
            return doubted, _doubted(doubted)
        if args.decided or args.undo:
            decided = employers.decided(view)["items"]
            return decided, _decided(decided)
        found = reviewing.organisations(view, args.query, args.limit, "", joined=args.joined)["items"]
    said = [(f"{o['people']:,}", o["kind"], o["name"], "; ".join(o["spellings"][1:]), o["id"]) for o in found]
    return found, table(("people", "kind", "name", "also written", "id"), said)


def _said(made: Json) -> str:
    names = " and ".join(clean(name) for name in made["names"])
    is_one = "are one organisation" if made["verdict"] == "same" else "are two organisations"
    return f"{names} {is_one} from now on, whatever is imported.\nmutuals organisations --undo {made['id']} takes that back."


def _doubted(found: Sequence[Json]) -> str:
    if not found:
        return "No employer looks like another one."
    said = []
    for doubt in found:
        chance, why = percent(doubt["p"]), doubt["why"]
        for one in doubt["organisations"]:
            said.append((chance, one["name"], "; ".join(one["spellings"][1:]), f"{one['rows']:,}", one["id"], why))
            chance, why = "", ""
    return table(("chance", "name", "also written", "rows", "id", "why"), said)


def _decided(found: Sequence[Json]) -> str:
    if not found:
        return "Nothing was said of employers."
    return table(
        ("id", "day", "verdict", "one", "other", "note"),
        [(one["id"], one["made"][:10], one["verdict"], *one["names"], one["note"]) for one in found],
    )


ORGANISATIONS = Command(
    "organisations",
    "employers and schools, which spellings are one, and your word on that",
    'mutuals organisations --same IBM "International Business Machines"',
    _arguments,
    _organisations,
)
