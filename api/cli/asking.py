"""`mutuals path` and `mutuals people`: questions to the store."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from api import asking, present
from api.cli.command import DONE, TO_READ, Command, a_day, at_least_one, store_of
from api.cli.terminal import clean, emit, emit_each, percent, table
from api.present import Json
from graph.model import Person
from graph.store.base import View
from graph.values import sort_name

PAGE = 1_000
ROWS = 3
"""Rows named for one reason in human output."""


def _path_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", required=True, metavar="WHO", help="who asks: an id, e-mail, profile URL or name")
    parser.add_argument("--to", required=True, metavar="WHO", help="who is to be met")
    parser.add_argument("--k", type=at_least_one, default=5, help="most paths (default 5)")
    parser.add_argument("--max-hops", type=at_least_one, default=3, help="most ties on a path (default 3)")
    parser.add_argument("--as-of", type=a_day, default=None, metavar="DATE", help="leave out what came after it (default today)")


def _path(args: Namespace) -> int:
    with store_of(args) as store, store.view() as view:
        moment = args.as_of or asking.today()
        answer = asking.introductions(view, args.start, args.to, k=args.k, max_hops=args.max_hops, as_of=moment)
    found = present.introductions(answer)
    if args.json:
        emit(found)
    else:
        print(told(found))
    return DONE if found["paths"] else TO_READ


def told(found: Json) -> str:
    """Introductions for a person: one card a path, each tie with its reasons and the rows that prove them."""
    lines = [f"{clean(found['from']['name'])} → {clean(found['to']['name'])}, as of {found['as_of']} (model {found['model']})"]
    if not found["paths"]:
        why = found.get("none_because", {"reason": "no path", "ways": []})
        return "\n".join([*lines, clean(why["reason"], 500), *(f"  - {clean(way, 500)}" for way in why["ways"])])
    lines.append(f"Chance that one of these works: {percent(found['reach'])}")
    for number, path in enumerate(found["paths"], 1):
        names = [clean(p["name"], 40) for p in path["people"]]
        lines += ["", f"{number}. {percent(path['probability'])}  {' → '.join(names)}"]
        for i, tie in enumerate(path["ties"]):
            weakest = ", the weakest" if i == path["weakest"] else ""
            last = f", last contact {tie['last_contact']}" if tie["last_contact"] else ""
            lines.append(f"   {names[i]} – {names[i + 1]}: {percent(tie['strength'])}, {tie['basis']}{weakest}{last}")
            lines += [f"      {clean(r['text'], 200)}  [{rows(r)}]" for r in tie["why"]]
    return "\n".join(lines)


def rows(reason: Json) -> str:
    """`Connections.csv:17; messages.csv:4,7 and 9 more`."""
    lines: dict[str, list[str]] = {}
    for row in reason["rows"][:ROWS]:
        lines.setdefault(clean(row["file"], 80), []).append(str(row["line"]))
    named = "; ".join(f"{file}:{','.join(numbers)}" for file, numbers in lines.items())
    more = reason["total"] - min(len(reason["rows"]), ROWS)
    return f"{named} and {more:,} more" if more > 0 else named


def _people_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--query", default="", metavar="TEXT", help="each of its words begins a word of the person's texts")
    parser.add_argument("--records", action="store_true", help="one line for each row that speaks of these people")
    parser.add_argument("--limit", type=at_least_one, default=None, metavar="N", help="most people (default all)")


def _people(args: Namespace) -> int:
    with store_of(args) as store, store.view() as view:
        found = _records(view, args) if args.records else map(_listed, _search(view, args.query, args.limit))
        if args.json:
            emit_each(found)
        elif args.records:
            said = [(r["file"], str(r["line"]), r["name"], r["company"], r["ref"], r["person"]) for r in found]
            print(table(("file", "line", "name", "company", "ref", "person"), said))
        else:
            listed = [(p["name"], p["position"], p["company"], p["id"]) for p in found]
            print(table(("name", "position", "company", "id"), listed))
    return DONE


def _search(view: View, query: str, limit: int | None) -> Iterator[Person]:
    after: tuple[str, str] | None = None
    given = 0
    while page := view.search(query, PAGE, after):
        for person in page:
            if given == limit:
                return
            yield person
            given += 1
        after = sort_name(page[-1].name), page[-1].id


def _records(view: View, args: Namespace) -> Iterator[Json]:
    everyone = not args.query and args.limit is None
    people = None if everyone else [p.id for p in _search(view, args.query, args.limit)]
    return map(present.record, view.statements(people))


def _listed(person: Person) -> Json:
    return {
        **present.person(person),
        "slug": person.slug,
        "emails": list(person.emails),
        "other_names": list(person.other_names),
        "records": person.records,
    }


PATH = Command(
    "path",
    "who can introduce one person to another",
    'mutuals path --from "Ada Testerson" --to cy@example.com --k 3',
    _path_arguments,
    _path,
)
PEOPLE = Command("people", "list or search people", "mutuals people --query harbor --records --json", _people_arguments, _people)
