"""Questions about what was made of the files: which employers are one, and what a newer export changed."""

from __future__ import annotations

from api import present
from api.present import Json
from graph.changes import Changes, Job, changes_of
from graph.model import Person
from graph.organisations.doubts import listed
from graph.store.base import Organisation, View
from graph.values import is_school, words


def organisations(view: View, query: str, limit: int, after: str, *, joined: bool) -> Json:
    """`Organisations`: those with most people first, from the one past the id `after`. Every word of `query` is a word of
    one spelling; with `joined`, only those of which several spellings were taken for one."""
    wanted = set(words(query))
    found = [o for o in listed(view) if (len(o.spellings) > 1 or not joined) and _named(o, wanted)]
    found.sort(key=lambda o: (-o.people, o.spellings, o.id))
    start = next((i + 1 for i, o in enumerate(found) if o.id == after), 0)
    page = found[start : start + limit]
    items = [
        {
            "id": o.id, "kind": "school" if is_school(o.id) else "employer", "name": o.spellings[0],
            "spellings": list(o.spellings), "people": o.people,
        }
        for o in page
    ]  # fmt: skip
    return {"items": items, "next": page[-1].id if start + limit < len(found) else None}


def _named(organisation: Organisation, wanted: set[str]) -> bool:
    return not wanted or any(wanted <= set(words(s)) for s in organisation.spellings)


def changes(view: View, source: str, limit: int) -> Json:
    """`ImportChanges`: at most `limit` people in each list. Raises `NotFound`."""
    return {"source": source, "lists": [_changed(c, limit) for c in changes_of(view, source)]}


def _changed(value: Changes, limit: int) -> Json:
    before = value.before
    moved = [
        {"person": present.person(m.person), "before": _job(m.before), "after": _job(m.after)} for m in value.moved[:limit]
    ]  # fmt: skip
    return {
        "name": value.name,
        "kind": value.kind,
        "day": present.day(value.day),
        "before": {"source": before.source, "file": before.file, "day": present.day(before.day)} if before else None,
        "new": _people(value.new, limit),
        "left": _people(value.left, limit),
        "moved": {"total": len(value.moved), "people": moved},
    }


def _people(people: tuple[Person, ...], limit: int) -> Json:
    return {"total": len(people), "people": [present.person(p) for p in people[:limit]]}


def _job(job: Job) -> Json:
    return {"company": job.company, "position": job.position, "line": job.line}
