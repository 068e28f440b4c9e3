"""`mutuals label`: how two people know each other, by one's own word."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from api import labelling
from api.cli.command import DONE, Command, store_of
from api.cli.terminal import clean, emit
from graph.errors import BadInput
from graph.introducing.who import find_person


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", help="a person: an id, e-mail, profile URL or name")
    parser.add_argument("b", metavar="B", help="whom A knows, or does not")
    parser.add_argument("label", nargs="?", choices=labelling.SAID, help="how well")
    parser.add_argument("--withdraw", action="store_true", help="take the newest label of the two back")


def _run(args: Namespace) -> int:
    if bool(args.label) == args.withdraw:
        raise BadInput(f"say how they know each other ({', '.join(labelling.SAID)}), or --withdraw what was said")
    with store_of(args) as store:
        with store.view() as view:
            a, b = find_person(view, args.a).id, find_person(view, args.b).id
        found = labelling.take_back_newest(store, a, b) if args.withdraw else labelling.give(store, a, b, args.label)
    if args.json:
        emit(found)
    else:
        names = " and ".join(clean(p["name"]) for p in (found["a"], found["b"]))
        said = "is taken back" if args.withdraw else "counts from now on, whatever is imported; --withdraw takes it back"
        print(f"{names}: “{found['label']}” {said}.")
    return DONE


LABEL = Command(
    "label", "say how two people know each other", 'mutuals label "Ada Testerson" bo@example.com close', _arguments, _run
)
