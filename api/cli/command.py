"""What a command is: a name, what it does, an example, its arguments and its work."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from api.settings import from_environment
from graph.store.base import Store
from graph.store.open import open_store

DONE, TO_READ, WRONG = 0, 1, 2
"""Exit codes: done; done or not, there is something to read (problems, no path, a refused file); wrong usage."""


@dataclass(frozen=True, slots=True)
class Command:
    """One word after `mutuals`. `run` returns an exit code."""

    name: str
    summary: str
    example: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


@contextmanager
def store_of(args: Namespace) -> Iterator[Store]:
    """The store that the command line or the environment names, open for a while."""
    store = open_store(from_environment(store=args.store).url)
    try:
        yield store
    finally:
        store.close()


def a_day(text: str) -> date:
    """The value of `--as-of`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no date: give YYYY-MM-DD") from error


def at_least_one(text: str) -> int:
    """The value of a count."""
    value = int(text) if text.isdigit() else 0
    if value < 1:
        raise ArgumentTypeError(f"{text!r} is no number from 1 on")
    return value
