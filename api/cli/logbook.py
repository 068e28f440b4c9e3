"""`mutuals ask`, `asks`, `outcome` and `limit`: requests that were made, and who is not to be asked too often."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from api import asking, logbook
from api.cli.command import DONE, Command, a_day, at_least_one, store_of
from api.cli.terminal import clean, emit, percent, table
from api.present import Json
from graph.errors import BadInput
from graph.introducing.asks import OUTCOMES


def _ask_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", required=True, metavar="WHO", help="who asked")
    parser.add_argument("--through", required=True, metavar="WHO", help="who was asked to introduce")
    parser.add_argument("--to", required=True, metavar="WHO", help="who is to be met")
    parser.add_argument("--day", type=a_day, default=None, metavar="DATE", help="when (default today)")


def _ask(args: Namespace) -> int:
    with store_of(args) as store:
        found = logbook.ask(store, args.start, args.through, args.to, args.day)
    _print(args, found, _line(found))
    return DONE


def _asks_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--as-of", type=a_day, default=None, metavar="DATE", help="as it was known on that day (default today)")
    parser.add_argument("--forget", default="", metavar="ASK", help="forget a request, by its id, with its outcomes")


def _asks(args: Namespace) -> int:
    with store_of(args) as store:
        if args.forget:
            logbook.forget(store, args.forget)
        with store.view() as view:
            found = logbook.listed(view, args.as_of or asking.today())["items"]
    _print(args, found, _listed(found))
    return DONE


def _outcome_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("ask", metavar="ASK", help="the request: its id in `mutuals asks`")
    parser.add_argument("outcome", choices=OUTCOMES, help="what became of it; withdrawn says nothing about anybody")


def _outcome(args: Namespace) -> int:
    with store_of(args) as store:
        found = logbook.outcome(store, args.ask, args.outcome)
    _print(args, found, _line(found))
    return DONE


def _limit_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("who", nargs="?", default="", metavar="WHO", help="an introducer; nobody: list all limits")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--never", action="store_true", help="not to be asked at all")
    how.add_argument("--per-month", type=at_least_one, default=None, metavar="N", help="to be asked at most so often")
    how.add_argument("--lift", action="store_true", help="no limit any more")


def _limit(args: Namespace) -> int:
    if bool(args.who) != bool(args.never or args.per_month or args.lift):
        raise BadInput("name an introducer and one of --never, --per-month N, --lift; or nothing, to list all limits")
    with store_of(args) as store:
        if args.lift:
            logbook.lift(store, args.who)
        elif args.who:
            logbook.limit(store, args.who, args.per_month or 0)
        with store.view() as view:
            found = logbook.limits(view, asking.today())["items"]
    said = [(one["person"]["name"], _often(one["per_month"]), one["person"]["id"]) for one in found]
    _print(args, found, table(("name", "to be asked", "id"), said) if said else "Nobody's requests are limited.")
    return DONE


def _often(per_month: int) -> str:
    return f"at most {per_month:,} a month" if per_month else "never"


def _name(person: Json | None) -> str:
    return person["name"] if person else "somebody who is in no file now"


def _line(one: Json) -> str:
    willing = one["willing"]
    said = f"{clean(_name(one['from']))} asked {clean(_name(one['through']))} for {clean(_name(one['to']))}"
    chance = f"\nwilling to introduce: {percent(willing['chance'])} ({clean(willing['why'], 200)})" if willing else ""
    return f"{one['id']}  {one['day']}  {one['state']}  {said}{chance}"


def _listed(found: Sequence[Json]) -> str:
    if not found:
        return "No request is on record."
    said = [(a["id"], a["day"], a["state"], _name(a["from"]), _name(a["through"]), _name(a["to"])) for a in found]
    return table(("id", "day", "state", "from", "through", "to"), said)


def _print(args: Namespace, found: Json | list[Json], told: str) -> None:
    if args.json:
        emit(found)
    else:
        print(told)


ASK = Command(
    "ask",
    "log that an introducer was asked",
    'mutuals ask --from "Ada Testerson" --through "Bo Fixture" --to cy@example.com',
    _ask_arguments,
    _ask,
)
ASKS = Command("asks", "list the requests that were made, and what became of them", "mutuals asks --json", _asks_arguments, _asks)
OUTCOME = Command(
    "outcome", "say what became of a request", "mutuals outcome w0f3a9c1d2e4b5a6978c0 introduced", _outcome_arguments, _outcome
)
LIMIT = Command(
    "limit", "limit how often an introducer is asked", 'mutuals limit "Bo Fixture" --per-month 2', _limit_arguments, _limit
)
