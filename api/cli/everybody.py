"""`mutuals suggest --everybody`: whom everybody should meet, as a table for other programs."""

from __future__ import annotations

import csv
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import NamedTemporaryFile

from api import asking
from api.cli.command import DONE, store_of
from api.cli.terminal import Count, clean, emit
from api.ledger import neutral
from api.settings import from_environment
from api.snapshots import bound_of_command, societies_of
from graph.errors import BadInput
from graph.store.base import View
from graph.suggesting.to_meet import ToMeet, to_meet

COLUMNS = ("for_id", "for", "id", "name", "company", "position", "score", "in_common", "through")
THROUGH = "; "
"""Between the names of contacts in common."""


def suggest_everybody(args: Namespace) -> int:
    """Writes the file whole or not at all, as it comes. Raises `BadInput` and `TooLargeHere`."""
    if args.kind != "meet" or not args.out or args.whom:
        raise BadInput("for everybody there is only whom to meet, as a file: --everybody --kind meet --out FILE.csv")
    people = suggestions = 0
    with store_of(args) as store, store.view() as view:
        kept = societies_of(bound_of_command(from_environment(store=args.store)))
        society = kept.society(view, args.as_of or asking.today())
        count = Count("whom to meet", len(society.taken.ids))
        try:
            with NamedTemporaryFile(
                "w", dir=_folder(args.out), prefix=".mutuals-", delete=False, encoding="utf-8", newline=""
            ) as out:
                unfinished = Path(out.name)
                try:
                    table = csv.writer(out)
                    table.writerow(COLUMNS)
                    # Closed when the command is interrupted, so that nothing more is computed.
                    with closing(to_meet(view, society, args.k, args.novelty, args.threads)) as portions:
                        for portion in portions:
                            table.writerows(_rows(view, portion))
                            people += len({line.ego for line in portion})
                            suggestions += len(portion)
                            count(people)
                    out.close()
                    unfinished.replace(args.out)
                finally:
                    unfinished.unlink(missing_ok=True)
        except OSError as error:
            raise BadInput(f"{args.out!r} cannot be written: {error}") from error
        finally:
            count.end()
    if args.json:
        emit({"file": args.out, "people": people, "suggestions": suggestions, "as_of": society.taken.as_of.isoformat()})
    else:
        print(f"{clean(args.out)}: {suggestions:,} suggestions for {people:,} people, as of {society.taken.as_of}")
    return DONE


def _folder(file: str) -> Path:
    return Path(file).resolve().parent


def _rows(view: View, portion: list[ToMeet]) -> Iterator[list[str]]:
    known = {p.id: p for p in view.people({p for line in portion for p in (line.ego, line.who, *line.through)})}
    for line in portion:
        who, through = known[line.who], THROUGH.join(known[p].name for p in line.through)
        texts = (known[line.ego].name, who.name, who.company, who.position, through)
        ego, name, company, position, names = map(neutral, texts)
        yield [line.ego, ego, line.who, name, company, position, f"{line.score:.6f}", str(line.common), names]
