"""Senders and recipients of messages: which mention means whom when names and profile addresses are given unevenly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from graph import values

# The same few people are named on every row of a long conversation.
slug_of = lru_cache(maxsize=1 << 14)(values.slug_of)
name_key = lru_cache(maxsize=1 << 14)(values.name_key)
_NOBODY = frozenset(("", "linkedin member", "linkedin user"))


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named or addressed in a message."""

    name: str
    slug: str = ""
    url: str = ""
    certain: bool = True
    """False for a name alone in a column whose people have addresses: an advertiser, a bot, or a member who left."""


class Cast:
    """The names and profiles of one file, gathered in a first pass; memory grows with distinct people only."""

    def __init__(self, *, sender_urls: bool, recipient_urls: bool) -> None:
        self._sender_urls = sender_urls
        self._recipient_urls = recipient_urls
        self._slugs: dict[str, dict[str, str]] = {}
        self._written_to: set[str] = set()
        self._writes: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._bare: set[str] = set()

    def add(self, sender: str, sender_url: str, to: str, to_urls: str) -> None:
        """What one row shows."""
        if slug := slug_of(sender_url) if sender_url else "":
            self._writes[slug] += 1
            self._pair(sender, slug, sender_url)
        else:
            self._bare.add(name_key(sender))
        urls = split_urls(to_urls)
        if len(urls) == 1 and (slug := slug_of(urls[0])):
            self._pair(to, slug, urls[0])
            return
        if not urls or not all(map(slug_of, urls)):
            self._bare.update(map(name_key, to.split(",")))
        if not self._recipient_urls and (names := split_names(to, 0, lambda _: False)):
            self._written_to.update(map(name_key, names))

    def _pair(self, name: str, slug: str, url: str) -> None:
        self._slugs.setdefault(name_key(name), {}).setdefault(slug, url)
        self._names.setdefault(slug, name)

    @property
    def most_frequent_sender(self) -> str:
        """Slug of whoever wrote most, the least of several: in an archive, its owner. Empty when no sender has one."""
        return min(self._writes, key=lambda s: (-self._writes[s], s), default="")

    @property
    def unaddressed(self) -> set[str]:
        """Keys of the names that stand somewhere without an address, and have none elsewhere in the file."""
        return {key for key in self._bare if key and len(self._slugs.get(key, ())) != 1}

    def has(self, key: str) -> bool:
        """Whether somebody by this `name_key` is known for certain in this file."""
        return key in self._slugs or key in self._written_to

    def sender(self, name: str, url: str) -> Mention | None:
        """Who a sender is. Without an address, a name is certain only when somebody wrote back to it."""
        return self._mention(name, url, certain=not self._sender_urls or name_key(name) in self._written_to)

    def recipient(self, name: str, url: str) -> Mention | None:
        """Who a recipient is."""
        return self._mention(name, url, certain=not self._recipient_urls)

    def _mention(self, name: str, url: str, *, certain: bool) -> Mention | None:
        if slug := slug_of(url) if url else "":
            return Mention(name or self._names.get(slug, ""), slug, url)
        if name.lower() in _NOBODY:
            return None
        slugs = self._slugs.get(name_key(name), {})
        if len(slugs) == 1:
            slug, known = next(iter(slugs.items()))
            return Mention(name, slug, known)
        return Mention(name, certain=certain)


def split_urls(urls: str) -> list[str]:
    """A list of profile addresses; slugs hold no commas."""
    return [u for u in (u.strip() for u in urls.split(",")) if u]


def split_names(names: str, count: int, known: Callable[[str], bool]) -> list[str] | None:
    """The recipients of a message. `count` is how many there are (one for each address), 0 when that is not known.

    `Grace Sample, PhD, MBA` is one name: what follows a comma and is only a credential belongs to the name before it.
    Without a count, several names are told apart only when each is `known`; None when they cannot be.
    """
    if count == 1:
        return [names]
    found: list[str] = []
    for piece in (p.strip() for p in names.split(",")):
        if found and name_key(f"a b {piece}") == "a b":
            found[-1] += f", {piece}"
        elif piece:
            found.append(piece)
    if count:
        return found if len(found) == count else None
    return found if len(found) <= 1 or all(map(known, found)) else None
