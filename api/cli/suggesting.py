"""`mutuals suggest`: whom to turn to next, and who opens what."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from api import asking, suggesting
from api.cli.command import DONE, TO_READ, Command, a_day, at_least_one, store_of
from api.cli.everybody import suggest_everybody
from api.cli.path import rows
from api.cli.terminal import clean, emit, percent, table
from api.present import Json
from api.settings import from_environment
from api.snapshots import bound_of_command, communities_of, societies_of
from graph.errors import BadInput
from graph.introducing.who import find_person
from graph.measures.nearby import WAY
from graph.store.base import Store
from graph.suggesting.follow_up import DAYS
from graph.suggesting.suggestion import KINDS
from graph.suggesting.suggestions import How


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise ArgumentTypeError(f"{text!r} is no number from 0 to 1")
    return value


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--for", dest="whom", default="", metavar="WHO", help="an id, e-mail, profile URL or name; brokers need nobody"
    )
    parser.add_argument("--kind", choices=KINDS, default=None, help="only of this kind (default: the best of each)")
    parser.add_argument("--k", type=at_least_one, default=10, help="most suggestions (default 10)")
    parser.add_argument("--as-of", type=a_day, default=None, metavar="DATE", help="leave out what came after it (default today)")
    parser.add_argument("--novelty", type=_share, default=0.0, metavar="0..1", help="0: most likely (default); 1: newest")
    parser.add_argument("--days", type=at_least_one, default=DAYS, help=f"days after an event to follow up (default {DAYS})")
    parser.add_argument("--out", default="", metavar="FILE", help="where --everybody writes its CSV")
    parser.add_argument(
        "--threads",
        type=at_least_one,
        default=min(2, os.cpu_count() or 1),
        metavar="N",
        help="by which --everybody is computed (default 2)",
    )
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--everybody", action="store_true", help="whom everybody should meet, with --kind meet, to the file --out"
    )
    instead.add_argument("--dismiss", default="", metavar="WHO", help="not this one, of that --kind")
    instead.add_argument("--dismissed", action="store_true", help="list what was dismissed")
    instead.add_argument("--bring-back", default="", metavar="ID", help="take a dismissal back")


def _suggest(args: Namespace) -> int:
    if args.everybody:
        return suggest_everybody(args)
    with store_of(args) as store:
        if args.bring_back:
            suggesting.bring_back(store, args.bring_back)
            return _tell(args, {"brought_back": args.bring_back}, "It is suggested again.")
        if args.dismiss:
            made = _dismiss(store, args)
            back = f"mutuals suggest --bring-back {made['id']} takes that back."
            return _tell(args, made, f"{clean(made['person']['name'])} is not suggested for now.\n{back}")
        with store.view() as view:
            if args.dismissed:
                found = suggesting.dismissals(view, find_person(view, args.whom, tied=True))["items"]
                said = [(d["id"], d["made"][:10], d["kind"], (d["person"] or {"name": "nobody here"})["name"]) for d in found]
                return _tell(args, found, table(("id", "day", "kind", "who"), said) if said else "Nothing was dismissed.")
            how, moment = How(args.k, args.novelty, args.days), args.as_of or asking.today()
            too_large = bound_of_command(from_environment(store=args.store))
            societies = societies_of(too_large)
            kept = communities_of(societies, too_large)
            answer = suggesting.suggestions(view, args.whom, args.kind, as_of=moment, how=how, societies=societies, kept=kept)
    _tell(args, answer, told(answer))
    return DONE if answer["suggestions"] else TO_READ


def _dismiss(store: Store, args: Namespace) -> Json:
    if not args.kind or not args.whom:
        raise BadInput("say for whom and which kind of suggestion: --for WHO --kind KIND --dismiss WHO")
    with store.view() as view:
        whom, who = find_person(view, args.whom, tied=True), find_person(view, args.dismiss)
    return suggesting.dismiss(store, whom.id, who.id, args.kind)


def _tell(args: Namespace, found: Json | list[Json], words: str) -> int:
    if args.json:
        emit(found)
    else:
        print(words)
    return DONE


def told(found: Json) -> str:
    """Suggestions for a person: each with its reasons and the rows that prove them."""
    whom = clean(found["for"]["name"]) if found["for"] else "The whole network"
    lines = [f"{whom}, as of {found['as_of']} (model {found['model']})"]
    if found["way"] == WAY:
        lines.append(f"Pushed down to the store, which is too large for this machine: {clean(found['complete'], 500)}")
    if not found["suggestions"]:
        lines.append("Nobody to suggest: nothing that was imported gives a reason to.")
    for number, one in enumerate(found["suggestions"], 1):
        person = one["person"]
        about = clean(" at ".join(filter(None, (person["position"], person["company"]))))
        lines += [
            "",
            f"{number}. {clean(person['name'])}{f' ({about})' if about else ''}: {one['kind']}, {percent(one['score'])}",
        ]
        for reason in one["why"]:
            behind = f"  [{rows(reason)}]" if reason["rows"] else ""
            lines.append(f"   {clean(reason['text'], 300)}{behind}")
    return "\n".join(lines)


SUGGEST = Command(
    "suggest",
    "whom to follow up, to reconnect with and to meet, and who opens what",
    'mutuals suggest --for "Ada Testerson" --kind reconnect --k 5',
    _arguments,
    _suggest,
)
