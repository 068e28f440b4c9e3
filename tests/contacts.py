"""Invented networks of dated contacts, taken into a store as a user's file of ties would be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import NamedTuple

from graph.store.base import Store, View
from ingest.run import import_file

START = date(2025, 1, 1)


class Contact(NamedTuple):
    """Two people, by number, and days since `START`."""

    one: int
    other: int
    day: int


def email(number: int) -> str:
    return f"p{number:03d}@example.org"


def take_in(store: Store, contacts: Sequence[Contact], name: str = "ties.csv") -> None:
    rows = [f"{email(c.one)},{email(c.other)},{START + timedelta(days=c.day)},met" for c in contacts]
    import_file(store, BytesIO("\n".join(["from,to,when,kind", *rows, ""]).encode()), name=name)


def numbers(view: View) -> dict[str, int]:
    """Person id -> number."""
    return {p.id: int(p.emails[0][1:4]) for p in view.everyone()}
