"""`mutuals path`: who can introduce somebody, to a person or to any of several."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from api import asking, path_present
from api.cli.command import DONE, TO_READ, Command, a_day, at_least_one, store_of
from api.cli.terminal import clean, emit, percent
from api.present import Json
from api.settings import from_environment
from api.snapshots import finders_of_command
from graph.errors import BadInput
from graph.introducing.introductions import How

ROWS = 3
"""Rows named for one reason in human output."""

MOST_BYTES = 1 << 20
"""Of a file of names."""


def _any_number(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(f"{text!r} is no number from 0 on")
    return int(text)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", required=True, metavar="WHO", help="who asks: an id, e-mail, profile URL or name")
    goal = parser.add_mutually_exclusive_group(required=True)
    goal.add_argument("--to", default="", metavar="WHO", help="who is to be met")
    goal.add_argument("--company", default="", metavar="NAME", help="or anybody of an employer, one path for each")
    goal.add_argument("--skill", default="", metavar="NAME", help="or who states this skill, or has its words in a position")
    goal.add_argument("--event", default="", metavar="NAME", help="or who was at this event")
    goal.add_argument(
        "--names", default="", metavar="FILE", help="or anybody on a list, one WHO a line (- reads it from the input)"
    )
    parser.add_argument("--k", type=at_least_one, default=5, help="most paths (default 5)")
    parser.add_argument("--max-hops", type=at_least_one, default=3, help="most ties on a path (default 3)")
    parser.add_argument(
        "--per-introducer",
        type=_any_number,
        default=2,
        metavar="N",
        help="most paths of one first introducer (default 2; 0: any)",
    )
    parser.add_argument("--as-of", type=a_day, default=None, metavar="DATE", help="leave out what came after it (default today)")
    parser.add_argument("--no-intervals", action="store_true", help="do not say how sure each probability is")
    parser.add_argument("--draft", action="store_true", help="write a request to each first introducer")


def _path(args: Namespace) -> int:
    names = _lines(args.names) if args.names else []
    wanted = asking.Wanted(args.to, args.company, args.skill, args.event, names)
    how = How(args.per_introducer, not args.no_intervals, args.draft)
    finder = finders_of_command(from_environment(store=args.store))
    with store_of(args) as store, store.view() as view:
        moment = args.as_of or asking.today()
        answer = asking.introductions(
            view, args.start, wanted, k=args.k, max_hops=args.max_hops, as_of=moment, how=how, finder=finder
        )
    found = path_present.introductions(answer)
    if args.json:
        emit(found)
    else:
        print(told(found))
    return DONE if found["paths"] and not found["to"].get("unknown") and not found["to"].get("ambiguous") else TO_READ


def _lines(file: str) -> list[str]:
    """The lines of a list of names. Raises `BadInput` for what is no text, or too long."""
    try:
        text = sys.stdin.read(MOST_BYTES) if file == "-" else _content(Path(file))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file!r} cannot be read as a list of names, one a line: {error}") from error
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise BadInput(f"{file!r} names nobody: one person a line")
    return lines


def _content(path: Path) -> str:
    with path.open(encoding="utf-8-sig") as file:
        return file.read(MOST_BYTES)


def told(found: Json) -> str:
    """Introductions for a person: one card a path, what its probability is made of, and the rows that prove it."""
    lines = [f"{clean(found['from']['name'])} → {_goal(found['to'])}, as of {found['as_of']} (model {found['model']})"]
    lines += [f"Not known here: {clean(said)}" for said in found["to"].get("unknown", ())]
    for twice in found["to"].get("ambiguous", ()):
        fits = "; ".join(
            f"{clean(c['name'], 60)} ({clean(c['about'], 80) or 'no employer known'}): {c['id']}" for c in twice["candidates"]
        )
        lines.append(f"Several people are called {clean(twice['said'])}: {fits}")
    if not found["paths"]:
        why = found.get("none_because", {"reason": "no path", "ways": []})
        return "\n".join([*lines, clean(why["reason"], 500), *(f"  - {clean(way, 500)}" for way in why["ways"])])
    sure = f" ({percent(found['reach_low'])} to {percent(found['reach_high'])})" if "reach_low" in found else ""
    lines.append(f"Chance that one of these works: {percent(found['reach'])}{sure}")
    if all(path["unlikely"] for path in found["paths"]):
        lines.append("No path above 5 %: the best of what there is")
    for number, path in enumerate(found["paths"], 1):
        lines += ["", *_card(number, path)]
    return "\n".join(lines)


def _goal(to: Json) -> str:
    if "id" in to:
        return clean(to["name"])
    kind = next(k for k in ("company", "skill", "event", "names") if k in to)
    return f"{clean(to[kind])} ({kind}, known people: {to['people']:,})"


def _card(number: int, path: Json) -> list[str]:
    names = [clean(p["name"], 40) for p in path["people"]]
    sure = f" ({percent(path['low'])} to {percent(path['high'])})" if "low" in path else ""
    unlikely = ", unlikely" if path["unlikely"] else ""
    lines = [f"{number}. {percent(path['probability'])}{sure}{unlikely}  {' → '.join(names)}"]
    for i, tie in enumerate(path["ties"]):
        weakest = ", the weakest" if i == path["weakest"] else ""
        last = f", last contact {tie['last_contact']}" if tie["last_contact"] else ""
        lines.append(f"   {names[i]} – {names[i + 1]}: {percent(tie['strength'])}, {tie['basis']}{weakest}{last}")
        lines += [f"      {clean(r['text'], 200)}  [{rows(r)}]" for r in tie["why"]]
    for name, one in zip(names[1:], path["introducers"], strict=False):
        lines.append(f"   {name} introduces: {percent(one['chance'])} ({clean(one['why'], 200)})")
    lines.append(f"   {names[-1]} accepts: {percent(path['accepts']['chance'])} ({clean(path['accepts']['why'], 200)})")
    fit = path["fit"]
    if fit["rows"]:
        proof = rows(fit | {"total": len(fit["rows"])})
        lines.append(f"   {names[-1]} fits: {percent(fit['chance'])} ({clean(fit['why'], 200)})  [{proof}]")
    if draft := path.get("draft"):
        lines += ["   Draft:", *(f"   | {clean(line, 1_000)}".rstrip() for line in draft["mail"].splitlines())]
    return lines


def rows(reason: Json) -> str:
    """`Connections.csv:17; messages.csv:4,7 and 9 more`."""
    lines: dict[str, list[str]] = {}
    for row in reason["rows"][:ROWS]:
        lines.setdefault(clean(row["file"], 80), []).append(str(row["line"]))
    named = "; ".join(f"{file}:{','.join(numbers)}" for file, numbers in lines.items())
    more = reason["total"] - min(len(reason["rows"]), ROWS)
    return f"{named} and {more:,} more" if more > 0 else named


PATH = Command(
    "path",
    "who can introduce one person to another",
    'mutuals path --from "Ada Testerson" --to cy@example.com --k 3',
    _arguments,
    _path,
)
