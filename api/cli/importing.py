"""`mutuals import` and `mutuals undo`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from api import present
from api.cli.command import DONE, TO_READ, Command, store_of
from api.cli.terminal import Bar, clean, emit, table
from api.judging import judgements_shown
from api.present import Json
from api.problems import details_of
from api.settings import from_environment
from graph.derive import undo, withdraw
from graph.errors import BadInput, Conflict, MutualsError, NotFound, StoreUnavailable
from graph.model import Source
from graph.store.base import Store
from ingest.reading.dates import Order
from ingest.run import import_file

SHOWN = 20


def bring(
    store: Store,
    file: Path,
    *,
    owner: str = "",
    kind: str = "",
    date_order: Order | None = None,
    columns: str = "",
    dry_run: bool = False,
) -> Json:
    """The report of one file, or `{"file", "error"}` when it is refused. A store that is gone ends everything."""
    limits = from_environment().limits
    bar, name = Bar(file.name), present.safe_name(file.name)
    try:
        if not file.is_file():
            raise BadInput(f"There is no file {file}" if not file.exists() else f"{file} is no file: name the files in it")
        report = import_file(
            store,
            file,
            name=name,
            owner=owner,
            kind=kind,
            date_order=date_order,
            columns=columns,
            dry_run=dry_run,
            limits=limits,
            progress=bar,
        )
    except StoreUnavailable:
        raise
    except MutualsError as error:
        return {"file": name, "error": details_of(error).body()}
    except OSError as error:
        return {"file": name, "error": details_of(BadInput(f"{file} cannot be read: {error.strerror}")).body()}
    else:
        return report.to_json()
    finally:
        bar.end()


def told(reports: Sequence[Json]) -> str:
    """Reports for a person: a table, then what needs a look."""
    good = [r for r in reports if "error" not in r]
    lines = []
    if good:
        head = ("file", "kind", "rows", "people", "nameless", "problems", "warnings", "new people")
        lines.append(
            table(
                head,
                [
                    (
                        r["file"],
                        r["kind"],
                        *(f"{r[n]:,}" for n in ("rows", "people", "nameless")),
                        f"{r['rows'] - r['people'] - r['nameless']:,}",
                        f"{len(r['warnings']):,}",
                        "as before" if r["unchanged"] and not r["new_people"] else f"{r['new_people']:,}",
                    )
                    for r in good
                ],
            )
        )
    for r in good:
        if r["preview"]:
            lines += ["", f"{clean(r['file'])}: what the first rows would become; nothing was kept", previewed(r["preview"]), ""]
        found = [("problem", p) for p in r["problems"]] + [("warning", w) for w in r["warnings"]]
        lines += [f"{clean(p['file'])}:{p['line']}: {severity}: {clean(p['reason'], 300)}" for severity, p in found[:SHOWN]]
        if len(found) > SHOWN:
            lines.append(f"{clean(r['file'])}: and {len(found) - SHOWN:,} more (--json lists them all)")
    lines += [f"{clean(r['file'])}: refused: {clean(r['error']['detail'], 2_000)}" for r in reports if "error" in r]
    return "\n".join(lines)


def previewed(rows: Sequence[Json]) -> str:
    """The first rows of a dry run: who would be known from each, and who would have to do with whom."""
    said = []
    for row in rows:
        people = [
            " ".join(filter(None, (p["name"], *p["emails"][:1], p["company"] and f"({p['company']})", p["new"] and "[new]")))
            for p in row["people"]
        ]
        ties = [
            f"{t['kind']}: {t['one']} {'→' if t['direction'] == 'forward' else '–'} {t['event'] or t['other']}"
            f"{', ' + t['day'] if t['day'] else ''}"
            for t in row["ties"]
        ]
        said.append((str(row["line"]), row["became"], "; ".join(people), "; ".join(ties), row["reason"]))
    return table(("line", "becomes", "people", "ties", "why"), said)


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="an export, an attendance list, or a generic table")
    parser.add_argument("--owner", default="", metavar="NAME", help="whose export it is: a name, e-mail or profile URL")
    parser.add_argument("--kind", default="", metavar="KIND", help="name of an importer, when the content does not say it")
    parser.add_argument("--date-order", choices=("dmy", "mdy"), help="day or month first, where a file's own dates fit both")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN,…",
        help='what the columns of an unknown table are, as in name="Full name",email=Mail; remembered for its header',
    )
    parser.add_argument("--dry-run", action="store_true", help="read everything, show what the first rows become, keep nothing")


def _import(args: Namespace) -> int:
    with store_of(args) as store:
        reports = [
            bring(
                store,
                file,
                owner=args.owner,
                kind=args.kind,
                date_order=args.date_order,
                columns=",".join(args.map),
                dry_run=args.dry_run,
            )
            for file in args.files
        ]
    if args.json:
        emit(reports)
    else:
        print(told(reports))
    return TO_READ if any("error" in r or r["problems"] for r in reports) else DONE


def find_source(sources: Sequence[Source], said: str) -> Source:
    """By id, or by a file name that only one import has. Raises `NotFound` and `Conflict`."""
    found = [s for s in sources if s.uid == said] or [s for s in sources if s.file == Path(said).name]
    if not found:
        raise NotFound(f"No import has the id or file name {said!r}")
    if len(found) > 1:
        listed = "; ".join(f"{s.uid} ({s.owner or 'no owner'}, {s.imported:%Y-%m-%d %H:%M})" for s in found)
        raise Conflict(f"{len(found)} imports are called {said!r}. Say which, by id: {listed}")
    return found[0]


def _undo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", metavar="WHAT", help="an import, by its id or file name, or a judgement, by its id")


def _undo(args: Namespace) -> int:
    with store_of(args) as store:
        with store.view() as view:
            said = next(iter(judgements_shown(view, [j for j in view.judgements() if j.uid == args.source])), None)
        if said is not None:
            with store.writer() as writer:
                withdraw(writer, said["id"])
            if args.json:
                emit({"undone": said})
            else:
                print(f"Took back what was said on {said['made'][:10]}: {said['verdict']}.")
            return DONE
        with store.writer() as writer:
            source = find_source(writer.sources(), args.source)
            undo(writer, source.uid)
        with store.view() as view:
            left = view.size()
    if args.json:
        emit({"undone": present.import_of_source(source, None), "left": present.size(left)})
    else:
        print(f"Took back {clean(source.file)} ({source.rows:,} rows). {left.people:,} people and {left.ties:,} ties are left.")
    return DONE


IMPORT = Command(
    "import",
    "read files into the store",
    'mutuals import Connections.csv --owner "Ada Testerson"',
    _import_arguments,
    _import,
)
UNDO = Command(
    "undo",
    "take back everything that an import brought, or a judgement",
    "mutuals undo Connections.csv",
    _undo_arguments,
    _undo,
)
