"""`mutuals people`: who is in the store."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from api import present
from api.cli.command import DONE, Command, at_least_one, store_of
from api.cli.terminal import emit_each, table
from api.present import Json
from graph.model import Person
from graph.store.base import View
from graph.values import sort_name

PAGE = 1_000


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


PEOPLE = Command("people", "list or search people", "mutuals people --query harbor --records --json", _people_arguments, _people)
