"""Saying that two organisations are one, or are not, and taking that back: each one visible change, with all ties."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from graph.errors import BadInput, Conflict, NotFound
from graph.model import Verdict, Word
from graph.organisations.book import Book
from graph.organisations.groups import components_of, id_of
from graph.organisations.join import BEGUN, regroup
from graph.organisations.names import key_of
from graph.organisations.staffs import Staffs
from graph.organisations.words import LATER, later_word, told, word_of
from graph.store.base import View, Writer
from graph.strength.workplaces import tie_colleagues
from graph.words import take_back


class Found(NamedTuple):
    """An organisation as a person names it."""

    key: str
    """`graph.values.organisation_key` of the spelling that was named."""
    group: tuple[str, ...]
    """The keys of all that are one with it, sorted."""


def find(view: View, what: str) -> Found:
    """The organisation of this name or id. Raises `NotFound` where nobody names such an employer."""
    key = key_of(what)
    for component in components_of(view, [what, id_of(key)]).values():
        for group in component.groups:
            for member in group:
                if member == key or id_of(member) == what:
                    return Found(member, group)
    if key and Book(view).known(key):
        return Found(key, (key,))
    for organisation in view.organisations() if what.startswith("o") else ():
        if organisation.id == what and (key := key_of(organisation.spellings[0])):
            return Found(key, (key,))
    raise NotFound(f"no employer {what!r}: mutuals organisations --query lists those that some record names")


def say(w: Writer, verdict: Verdict, a: str, b: str, *, made: datetime, note: str = "") -> Word:
    """Take the word that the organisations of these names or ids are one (`same`) or two (`different`) into everything.

    Of two that were taken for one, the two spellings that are named are on its sides, and each other one goes where it fits.
    Raises `NotFound`, `BadInput` where one is named twice, and `Conflict` where it is so already or contradicts a word.
    """
    if not w.cards([BEGUN]):
        _rederive(w, set())
    one, other = find(w, a), find(w, b)
    if one.key == other.key:
        raise BadInput(f"{a} and {b} are one set of words: name two spellings that have different ones")
    together = one.group == other.group
    if together and verdict == "same":
        raise Conflict(f"{a} and {b} are one organisation already")
    sides = ((one.key,), (other.key,)) if together else (one.group, other.group)
    for word in told(w):
        pairs = word.musts() if together else word.walls()
        if any((v in sides[0] and u in sides[1]) or (v in sides[1] and u in sides[0]) for v, u in pairs):
            what = "the opposite" if word.verdict != verdict else "that"
            raise Conflict(f"{what} was said on {word.made:%Y-%m-%d}: take that back first ({word.uid})")
    book = Book(w)
    names = book.facts(one.key).names()[0], book.facts(other.key).names()[0]
    said = word_of(verdict, *sides, names, made, note)
    take(w, said)
    return said


def take(w: Writer, said: Word) -> None:
    """Take in a word that `say` made."""
    w.add_word(said)
    found = next(t for t in told(w) if t.uid == said.uid)
    _rederive(w, {*found.one, *found.other})


def withdraw(w: Writer, uid: str) -> None:
    """Forget such a word: everything is as if it had never been said. Raises `NotFound`."""
    found = next((t for t in told(w) if t.uid == uid), None)
    if found is None:
        raise NotFound(f"nothing {uid!r} was said of employers: mutuals organisations --decided lists what was")
    w.drop_word(uid)
    _rederive(w, {*found.one, *found.other})


def postpone(w: Writer, a: str, b: str, *, made: datetime) -> Word:
    """Ask whether the organisations of these names or ids are one after all others. Raises `NotFound`, and `Conflict` where they
    are one already."""
    one, other = find(w, a), find(w, b)
    if one.group == other.group:
        raise Conflict(f"{a} and {b} are one organisation already")
    said = later_word(one.group, other.group, made)
    w.add_word(said)
    return said


def take_up(w: Writer, uid: str) -> None:
    """What was put off is asked about in its turn again. Raises `NotFound`."""
    take_back(w, LATER, uid, f"nothing was put off as {uid!r}: see `put_off` in the list of doubts")


def _rederive(w: Writer, keys: set[str]) -> None:
    tie_colleagues(w, *Staffs().joined(w, regroup(w, (), (), keys)))
