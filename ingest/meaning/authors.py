"""Which spellings in one list of publications are one author: `Doe, J.`, `Doe, Jane` and `Jane A. Doe`, and which is its owner.

Within one list, names of one family name whose given names go together (equal, or one the initial of the other) are one
author, if there is no doubt: two different ones on one paper, or an initial that fits two given names, stay apart. Each
spelling keeps a record of its own, so that a person can still take apart what only looked like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from graph.values import name_key, uid, words
from ingest.meaning.presence import in_order
from ingest.reading.paper import Author

_MOST_SPELLINGS = 40
"""Spellings above which none are taken together: so many are never one person."""
_INITIALS = re.compile(r"[^\W\d_a-z]{2,3}")


OWNER = "(owner)"
"""What all spellings of the owner have in common; no name is spelled so."""


class Form(NamedTuple):
    """A spelling as it is compared."""

    family: str
    given: tuple[str, ...]
    """Words; of an initial its letter."""

    @property
    def key(self) -> str:
        """The whole spelling."""
        return " ".join((*self.given, self.family))


def form_of(author: Author) -> Form:
    """`Doe, JA` (capitals only) has two initials, as `J. A. Doe`."""
    given = author.given
    if _INITIALS.fullmatch(given) and not author.family.isupper():
        given = " ".join(given)
    return Form(" ".join(words(author.family)), words(given))


def agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether given names go together: of each two, one is the other or its initial; one may have more of them."""
    pairs = list(zip(one, other, strict=False))
    return bool(pairs) and all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in pairs)


class Authors:
    """The authors of one list, gathered in a first pass; memory grows with distinct spellings only."""

    def __init__(self, owner: str, papers: Iterable[Sequence[Author]]) -> None:
        """`owner` is the name of the person whose list it is; empty when it is not known."""
        families: dict[str, dict[Form, str]] = {}
        self._apart: set[frozenset[Form]] = set()
        self._twice: set[Form] = set()
        for authors in papers:
            here: dict[str, list[Form]] = {}
            for author in authors:
                form = form_of(author)
                forms = families.setdefault(form.family, {})
                forms[form] = max(forms.get(form, ""), author.name, key=lambda n: (len(n), n))
                for earlier in here.setdefault(form.family, []):
                    if earlier == form:
                        self._twice.add(form)
                    else:
                        self._apart.add(frozenset((earlier, form)))
                here[form.family].append(form)
        self.owner = self._owners([f for forms in families.values() for f in forms], words(name_key(in_order(owner))))
        """The spellings of the owner."""
        self._keys: dict[Form, str] = dict.fromkeys(self.owner, OWNER)
        self._names = {OWNER: in_order(owner)}
        for family, forms in families.items():
            self._group(family, sorted(f for f in forms if f not in self.owner))
            for form in sorted(forms, key=_fullness, reverse=True):
                if form in self._keys:
                    self._names.setdefault(self._keys[form], forms[form])

    def account(self, author: Author) -> str:
        """What is the same for all spellings of one author; empty where a spelling is nobody's for certain."""
        form = form_of(author)
        return "" if form in self._twice else self._keys.get(form, form.key)

    def name(self, author: Author) -> str:
        """The fullest spelling of an author's name; of the owner, what was said of him."""
        return self._names.get(self._keys.get(form_of(author), ""), author.name)

    def _owners(self, forms: Sequence[Form], told: tuple[str, ...]) -> frozenset[Form]:
        """Those that fit what was said of the owner, if they fit one person only."""
        fitting = [f for f in forms if f not in self._twice and _fits(f, told)]
        if self._are_one(fitting):
            return frozenset(fitting)
        return frozenset(f for f in fitting if f.key == " ".join(told))

    def _group(self, family: str, forms: Sequence[Form]) -> None:
        """Gives each spelling of a family name the key of its author."""
        full: dict[str, list[Form]] = {}
        short: dict[str, list[Form]] = {}
        for form in forms:
            if form.given and form not in self._twice:
                first = form.given[0]
                (full if len(first) > 1 else short).setdefault(first, []).append(form)
        for first, named in full.items():
            if self._are_one(named):
                self._keys.update(dict.fromkeys(named, f"{first} {family}"))
        for initial, named in short.items():
            fitting = [f for first, of_first in full.items() if first[0] == initial for f in of_first]
            together = {self._keys.get(f, "") for f in fitting} or {f"{initial} {family}"}
            if len(together) == 1 and "" not in together and self._are_one([*named, *fitting]):
                self._keys.update(dict.fromkeys(named, together.pop()))

    def _are_one(self, forms: Sequence[Form]) -> bool:
        """Whether all of them may be one person: every two go together, and no two stand on one paper."""
        return len(forms) <= _MOST_SPELLINGS and all(
            agree(a.given, b.given) and frozenset((a, b)) not in self._apart for a, b in combinations(forms, 2)
        )


def _fullness(form: Form) -> tuple[int, int, Form]:
    """Names before initials, and more of them before fewer."""
    return len(form.given[0]) if form.given else 0, len(" ".join(form.given)), form


def _fits(form: Form, told: tuple[str, ...]) -> bool:
    """Whether a spelling may be that of the person told: the last words are the family name, those before go together."""
    family = tuple(form.family.split())
    at = len(told) - len(family)
    return at > 0 and told[at:] == family and agree(form.given, told[:at])


def account_of(part: str, key: str, line: int, place: int) -> str:
    """The account of an author within a list: what nobody can be sure of is one author of one paper."""
    return f"author-{part}:{key or uid('', str(line), str(place))}"
