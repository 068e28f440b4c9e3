"""What is known of all organisations, kept in the store's cards between changes and read by those that a change is about.

`block:…` holds what is known of all that meet by one block, `mail:…` which organisations have rows with a mail domain.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

from graph.organisations.facts import Facts
from graph.organisations.names import block_of
from graph.store.base import View

BLOCK, MAIL = "block:", "mail:"
LARGEST_BLOCK = 100
"""Organisations of one block above which it says nothing."""
LARGEST_MAIL = 20
"""Organisations that share a mail domain above which it is a provider's and says nothing."""


class Book:
    """Reads cards once; what is changed is in `written` until the store is given it."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._blocks: dict[str, dict[str, Facts]] = {}
        self._mails: dict[str, dict[str, int]] = {}

    def open(self, keys: Iterable[str]) -> None:
        """Read what is known of these organisations, and of all that they meet by a block, in one go."""
        wanted = {block for key in keys if (block := block_of(key)) not in self._blocks}
        stored = self._view.cards([BLOCK + block for block in wanted]) if wanted else {}
        for block in wanted:
            said = json.loads(stored.get(BLOCK + block, "{}"))
            self._blocks[block] = {key: Facts.from_json(facts) for key, facts in said.items()}

    def open_mail(self, domains: Iterable[str]) -> None:
        """Read who has rows with these mail domains."""
        wanted = {domain for domain in domains if domain not in self._mails}
        stored = self._view.cards([MAIL + domain for domain in wanted]) if wanted else {}
        for domain in wanted:
            self._mails[domain] = json.loads(stored.get(MAIL + domain, "{}"))

    def facts(self, key: str) -> Facts:
        """What is known of one; nothing where nobody names it."""
        if (block := block_of(key)) not in self._blocks:
            self.open([key])
        return self._blocks[block].get(key) or Facts()

    def known(self, key: str) -> bool:
        """Whether some row names it."""
        return bool(self.facts(key).spellings)

    def beside(self, key: str) -> set[str]:
        """Those that it meets by its block, unless these are too many."""
        self.open([key])
        met = self._blocks[block_of(key)]
        return set(met) if len(met) <= LARGEST_BLOCK else set()

    def sharing(self, domain: str) -> set[str]:
        """Those with rows of this mail domain, unless it is a provider's."""
        self.open_mail([domain])
        met = self._mails[domain]
        return set(met) if len(met) <= LARGEST_MAIL else set()

    def change(self, delta: Mapping[str, Facts]) -> tuple[dict[str, str], set[str]]:
        """Take in what changed. Returns the cards to be written, and whom it may concern: the changed ones, and all of a block
        or mail domain that became too large to say anything, or is no longer."""
        delta = {key: facts for key, facts in delta.items() if facts.changes()}
        self.open(delta)
        self.open_mail({d for facts in delta.values() for d in facts.domains})
        blocks = {block_of(key) for key in delta}
        domains = {d for facts in delta.values() for d in facts.domains}
        sizes = {block: len(self._blocks[block]) for block in blocks}
        users = {domain: len(self._mails[domain]) for domain in domains}
        for key, facts in delta.items():
            _change(self._blocks[block_of(key)], key, facts)
            for domain, rows in facts.domains.items():
                _count(self._mails[domain], key, rows)
        concerned = set(delta)
        for block in blocks:
            concerned |= _crossed(self._blocks[block], sizes[block], LARGEST_BLOCK)
        for domain in domains:
            concerned |= _crossed(self._mails[domain], users[domain], LARGEST_MAIL)
        cards = {BLOCK + b: _text({k: f.to_json() for k, f in self._blocks[b].items()}) for b in blocks}
        return cards | {MAIL + d: _text(self._mails[d]) for d in domains}, concerned


def _change(met: dict[str, Facts], key: str, facts: Facts) -> None:
    known = met.setdefault(key, Facts())
    known.add(facts, 1)
    if not known:
        del met[key]


def _count(met: dict[str, int], key: str, rows: int) -> None:
    met[key] = met.get(key, 0) + rows
    if not met[key]:
        del met[key]


def _crossed(met: Collection[str], before: int, most: int) -> set[str]:
    return set(met) if (before > most) != (len(met) > most) else set()


def _text(what: Mapping[str, object]) -> str:
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"), sort_keys=True) if what else ""
