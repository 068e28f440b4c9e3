"""`mutuals duplicates`, `mutuals merge` and `mutuals split`: who is whom, looked over and decided by a person."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence

from api import judging, learning
from api.cli.command import DONE, Command, at_least_one, store_of
from api.cli.terminal import clean, emit, percent, table
from api.present import Json
from graph.errors import NotFound
from graph.introducing.who import find_person
from graph.model import Judgement
from graph.store.base import Statement, View


def _duplicates_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--limit", type=at_least_one, default=100, metavar="N", help="most pairs (default 100)")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--decided", action="store_true", help="what was decided instead, the newest first")
    instead.add_argument("--learn", action="store_true", help="learn from all records and decisions who is whom, for everybody")
    instead.add_argument("--learned", action="store_true", help="what each likeness says, and whether that was learned")
    instead.add_argument("--forget-learned", action="store_true", help="tell people apart as before anything was learned")


def _duplicates(args: Namespace) -> int:
    with store_of(args) as store:
        if args.learn:
            learning.learn(store)
        elif args.forget_learned:
            learning.forget(store)
        with store.view() as view:
            found, told = _asked(view, args)
    if args.json:
        emit(found)
    else:
        print(told)
    return DONE


def _asked(view: View, args: Namespace) -> tuple[Json | list[Json], str]:
    """What is listed, and the same for a person."""
    if args.decided:
        decided = judging.judgements(view, args.limit, "")["items"]
        return decided, _decided(decided)
    if args.learn or args.learned or args.forget_learned:
        model = learning.model(view)
        return model, _learned(model)
    doubted = judging.duplicates(view, args.limit)["items"]
    return doubted, _doubted(doubted)


def _doubted(found: Sequence[Json]) -> str:
    if not found:
        return "Nobody looks like somebody else."
    said = []
    for doubt in found:
        chance, why = percent(doubt["p"]), doubt["why"]
        for person in doubt["people"]:
            said.append((chance, person["name"], person["position"], person["company"], person["id"], why))
            chance, why = "", _effect(doubt["effect"])
    return table(("chance", "name", "position", "company", "id", "why, and what a merge would change"), said)


def _effect(effect: Json) -> str:
    return f"contacts in common: {effect['common']:,}, new introductions: {effect['introductions']:,}"


def _decided(found: Sequence[Json]) -> str:
    if not found:
        return "Nothing was decided."
    said = [(one["id"], one["made"][:10], one["verdict"], _names(one["one"]), _names(one["other"]), one["note"]) for one in found]
    return table(("id", "day", "verdict", "one", "other", "note"), said)


def _learned(model: Json) -> str:
    rows = [(c["what"], level["words"], f"{level['bits']:+.1f}") for c in model["comparisons"] for level in c["levels"]]
    said = "The model is the shipped one: nothing was learned here."
    if model["learned"]:
        said = (
            f"Learned on {model['learned'][:10]} from {model['records']:,} records ({model['pairs']:,} probable pairs of one "
            f"person) and {model['decisions']:,} decisions; mutuals duplicates --forget-learned takes that back."
        )
    return f"{table(('what', 'how alike', 'bits'), rows)}\n{said}"


def _names(side: Json) -> str:
    return ", ".join(p["name"] for p in side["people"]) or f"nobody here ({', '.join(side['keys'][:2])})"


def _merge_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", help="a person: an id, e-mail, profile URL or name")
    parser.add_argument("b", metavar="B", help="the same person under another id")
    parser.add_argument("--note", default="", metavar="TEXT", help="why, for later")


def _merge(args: Namespace) -> int:
    with store_of(args) as store:
        with store.view() as view:
            a, b = find_person(view, args.a).id, find_person(view, args.b).id
        _tell(args, *judging.decide(store, "same", a, b=b, note=args.note))
    return DONE


def _split_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON", help="who is really two people: an id, e-mail, profile URL or name")
    parser.add_argument("rows", nargs="+", metavar="ROW", help="a row that is about somebody else, as FILE:LINE or its id")
    parser.add_argument("--note", default="", metavar="TEXT", help="why, for later")


def _split(args: Namespace) -> int:
    with store_of(args) as store:
        with store.view() as view:
            person = find_person(view, args.person)
            rows = _rows(view.statements([person.id]), args.rows, person.name)
        _tell(args, *judging.decide(store, "different", person.id, records=rows, note=args.note))
    return DONE


def _rows(statements: Iterable[Statement], said: Sequence[str], name: str) -> set[str]:
    """Record ids of the rows that are named. Raises `NotFound` for one that is not among these."""
    called: dict[str, set[str]] = {}
    for s in statements:
        for way in (s.record.id, f"{s.file}:{s.record.line}", f"{s.file.rpartition('/')[2]}:{s.record.line}"):
            called.setdefault(way, set()).add(s.record.id)
    if missing := [row for row in said if row not in called]:
        raise NotFound(f"{missing[0]} is no row about {name}: `mutuals people --records` lists file and line of each")
    return set().union(*(called[row] for row in said))


def _tell(args: Namespace, judgement: Judgement, made: Json) -> None:
    if args.json:
        emit(made)
        return
    one = judgement.verdict == "same"
    names = [f"{clean(p['name'])} ({p['id']})" for p in made["people"]]
    print(f"{' and '.join(names)} {'is one person' if one else 'are two people'} from now on, whatever is imported.")
    print(f"mutuals undo {judgement.uid} takes that back.")


DUPLICATES = Command(
    "duplicates",
    "people who may be one and the same, those first whose answer would change most",
    "mutuals duplicates --limit 20",
    _duplicates_arguments,
    _duplicates,
)
MERGE = Command("merge", "say that two people are one", 'mutuals merge "Ada Testerson" ada@example.com', _merge_arguments, _merge)
SPLIT = Command(
    "split",
    "say that some rows of a person are somebody else's",
    'mutuals split "Ada Testerson" Connections.csv:17',
    _split_arguments,
    _split,
)
