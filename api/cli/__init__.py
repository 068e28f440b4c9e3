"""The command line, `mutuals`: one word for each thing that it does.

argparse, because the standard library's does all that is needed here (docs/decisions has the note).
"""

from __future__ import annotations

import io
import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib.metadata import version

from api.cli.command import DONE, TO_READ, WRONG, Command
from api.cli.doctor import DOCTOR
from api.cli.employers import ORGANISATIONS
from api.cli.importing import IMPORT, UNDO
from api.cli.judging import DUPLICATES, MERGE, SPLIT
from api.cli.labelling import LABEL
from api.cli.logbook import ASK, ASKS, LIMIT, OUTCOME
from api.cli.mappings import MAPPINGS
from api.cli.path import PATH
from api.cli.people import PEOPLE
from api.cli.reviewing import CHANGES
from api.cli.serving import DEMO, SERVE
from api.cli.suggesting import SUGGEST
from api.cli.terminal import clean, emit
from api.problems import details_of
from graph.errors import BadInput, MutualsError

COMMANDS: tuple[Command, ...] = (
    DEMO, SERVE, IMPORT, PATH, ASK, ASKS, OUTCOME, LIMIT, SUGGEST, PEOPLE,
    DUPLICATES, MERGE, SPLIT, LABEL, ORGANISATIONS, CHANGES, UNDO, MAPPINGS, DOCTOR,
)  # fmt: skip
INTERRUPTED = 130


def parser() -> ArgumentParser:
    """The whole command line; every command has `--json`, `--store` and an example."""
    top = ArgumentParser(prog="mutuals", description="Who can introduce me, how likely is it to work, and why?")
    top.add_argument("--version", action="version", version=f"mutuals {version('mutuals')}")
    words = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        sub = words.add_parser(
            command.name,
            help=command.summary,
            description=f"{command.summary[:1].upper()}{command.summary[1:]}.",
            epilog=f"example:\n  {command.example}",
            formatter_class=RawDescriptionHelpFormatter,
        )
        command.arguments(sub)
        sub.add_argument("--json", action="store_true", help="print JSON")
        sub.add_argument("--store", default=None, metavar="URL", help="sqlite:///FILE, neo4j://… or bolt://… ($MUTUALS_STORE)")
        sub.set_defaults(command=command)
    return top


def _refuse_what_is_no_text(args: Namespace) -> None:
    """Bytes of a command line that are no text in its encoding; names of files may have them."""
    for value in vars(args).values():
        if isinstance(value, str) and value != value.encode("utf-8", "ignore").decode():
            raise BadInput(f"{value!r} holds bytes that are no text")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Returns its exit code: 0 done, 1 something to read, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets its number, not a crash.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    args = parser().parse_args(arguments)
    command: Command = args.command
    try:
        _refuse_what_is_no_text(args)
        code = command.run(args)
        sys.stdout.flush()
    except MutualsError as error:
        if args.json:
            emit({"error": details_of(error).body() | {"detail": str(error)}})
        print(f"mutuals {command.name}: {clean(str(error), 4_000)}", file=sys.stderr)
        return WRONG if isinstance(error, BadInput) else TO_READ
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read us (head, less) has enough; what is still buffered must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code
