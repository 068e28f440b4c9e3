"""The project's values as JSON-ready objects: the one form that the HTTP interface and `--json` share (`api.shapes`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

from graph.measures.groups import Group, Membership
from graph.model import Person, Problem, Source
from graph.store.base import Size, Statement, View
from graph.strength.reasons import PathTie, Proof, Reason
from graph.strength.stays import told
from graph.values import tidy
from ingest.mapper.mapped import KIND
from ingest.mapper.mapping import parsed

Json = dict[str, Any]
SHOWN = 200
"""Most problems and most warnings inside one answer; `problems.csv` has them all."""


def safe_name(name: str) -> str:
    """A file's own name without folders, control characters and bytes that are no text; at most 200 characters."""
    said = name.encode("utf-8", "ignore").decode()
    return tidy(re.split(r"[\\/]", said)[-1])[:200] or "unnamed"


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds")


def person(value: Person) -> Json:
    """`PersonBrief`."""
    return {"id": value.id, "name": value.name, "company": value.company, "position": value.position, "place": value.place}


def record(value: Statement) -> Json:
    """`RecordShown`: what a row says, where it stands, and whom it is about."""
    said = value.record
    return {
        "id": said.id,
        "source": value.source,
        "file": value.file,
        "line": said.line,
        "row": said.row,
        "person": value.person,
        "name": said.name,
        "company": said.company,
        "position": said.position,
        "place": said.place,
        "emails": list(said.emails),
        "phones": list(said.phones),
        "url": said.url,
        "skills": list(said.skills),
        "about": told(said),
        "ref": said.ref,
    }


def profile_url(slug: str) -> str:
    return f"https://www.linkedin.com/in/{quote(slug)}" if slug else ""


def reason(value: Reason) -> Json:
    return {"text": value.text, "kind": value.kind, "total": value.total, "rows": rows(value.rows), "word": value.word}


def rows(values: Iterable[Proof]) -> list[Json]:
    """`Proof`s."""
    return [{"source": p.source, "file": p.file, "line": p.line, "day": day(p.day)} for p in values]


def tie(value: PathTie) -> Json:
    """`Tie`."""
    return {
        "strength": value.strength,
        "basis": value.basis,
        "why": [reason(r) for r in value.why],
        "last_contact": day(value.last_contact),
    }


def mappings(view: View) -> list[Json]:
    """`MappingShown` of every header that is remembered."""
    return [_mapping(header, text) for header, text in sorted(view.mappings().items())]


def _mapping(header: str, text: str) -> Json:
    columns = parsed(text)
    return {"id": header, "kind": KIND + columns.shape, "columns": list(columns.columns()), "map": text}


def size(value: Size) -> Json:
    return {
        "people": value.people,
        "ties": value.ties,
        "records": value.records,
        "encounters": value.encounters,
        "sources": value.sources,
    }


def remarks(problems: Iterable[Problem], severity: str) -> list[Json]:
    """`Remark`s of one severity, all of them."""
    return [{"file": p.file, "line": p.line, "reason": p.reason} for p in problems if p.severity == severity]


def report_of_source(source: Source, problems: Sequence[Problem]) -> Json:
    """The report of an import, as the ledger remembers it. Nothing was `unchanged` when the file was first read."""
    return {
        "file": source.file,
        "kind": source.kind,
        "source": source.uid,
        "owner": source.owner,
        "rows": source.rows,
        "people": source.people,
        "nameless": source.nameless,
        "problems": remarks(problems, "problem"),
        "warnings": remarks(problems, "warning"),
        "encounters": sum(p.encounters for p in source.parts),
        "new_people": source.new_people,
        "unchanged": 0,
        "map": source.importer.partition(" ")[2],
        "preview": [],
        "parts": [
            {"name": p.name, "kind": p.kind, "rows": p.rows, "people": p.people, "nameless": p.nameless, "problems": p.problems}
            for p in source.parts
        ],
    }


def counts_of_report(report: Json) -> Json:
    """`Counts` of a report. Its list of problems may be cut, so they are what remains of the rows."""
    kept = {name: report[name] for name in ("rows", "people", "nameless", "encounters", "new_people")}
    problems = report["rows"] - report["people"] - report["nameless"]
    return kept | {"problems": problems, "warnings": len(report["warnings"])}


def shortened(report: Json) -> Json:
    """A report whose lists fit one answer."""
    return report | {"problems": report["problems"][:SHOWN], "warnings": report["warnings"][:SHOWN]}


def import_of_source(source: Source, problems: Sequence[Problem] | None) -> Json:
    """`Import` of a ledger entry; with its report when the problems are given."""
    report = report_of_source(source, problems or [])
    counts = counts_of_report(report)
    if problems is None:
        counts["warnings"] = None
    return {
        "id": source.uid,
        "state": "done",
        "file": source.file,
        "owner": source.owner,
        "kind": source.kind,
        "source": source.uid,
        "imported": moment(source.imported),
        "dry_run": False,
        "progress": None,
        "counts": counts,
        "report": None if problems is None else shortened(report),
        "problem": None,
    }


def group(value: Group) -> Json:
    """What all shapes of communities share."""
    return {"id": value.uid, "name": value.name, "because": value.because, "size": len(value.members)}


def community(value: Membership) -> Json:
    """`CommunityOf` a person."""
    return group(value.group) | {"sure": value.sure}
