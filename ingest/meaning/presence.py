"""Who sat in a meeting: display names, devices, and which rows are one person's."""

from __future__ import annotations

import re
from bisect import bisect_left, insort

from graph.values import name_key, plain, tidy, words

_PARENS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_ROLES = frozenset("guest host co-host cohost external unverified me internal presenter organizer".split())
_PRONOUNS = frozenset(
    "she her hers he him his they them theirs ze zir xe xem er ihm sie ihr "
    "elle il lui ella el ellos elles any all pronouns".split()
)
_DEVICE = re.compile(
    r"(.*['\u2019]s? )?(iphone|ipad|ipod|android|galaxy|samsung|huawei|redmi|pixel|oneplus|macbook|imac|laptop|notebook|pc|"
    r"desktop|phone|tablet|mobile|zoom user|zoom rooms?|conference room|meeting room|call[- ]in user|phone user|unknown|"
    r"anonymous|guest)"
    r"( ?(\d+|pro|air|max|mini|plus|ultra|se|note|tab|[a-z]{0,3}-?\d\w*|\(\d+\)|user))*",
    re.IGNORECASE,
)
_MOST_NAMESAKES = 200
_DIAL_IN = re.compile(r"[+\d*x() .\-]{5,}")


def spoken_name(shown: str) -> str:
    """The person's name in a display name: `Ada T (Ada Testerson)` is Ada Testerson; pronouns and roles are dropped.

    Words in brackets count as the original name when they are two or more, or share the first word.
    """
    outside = tidy(_PARENS.sub(" ", shown))
    for groups in reversed(_PARENS.findall(shown)):
        inside = tidy(groups[0] or groups[1])
        found = words(inside)
        if not found or _PRONOUNS.issuperset(found) or plain(inside) in _ROLES or is_device(inside):
            continue
        if len(found) > 1 or found[:1] == words(outside)[:1] or not outside:
            return inside
    return outside


def in_order(name: str) -> str:
    """`Testerson, Ada`, as directories list people, is Ada Testerson; what follows the comma of `Ada T, PhD` is no name."""
    family, comma, given = name.partition(",")
    if not comma or "," in given or not family.strip() or not words(given) or name_key(f"a b {given}") == "a b":
        return name
    return tidy(f"{given} {family}")


def is_device(name: str) -> bool:
    """Whether a display name is that of a device, a room or a telephone number, and so names nobody."""
    return bool(_DEVICE.fullmatch(name.strip()) or _DIAL_IN.fullmatch(name.strip()))


def _is_free(spans: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Whether a span overlaps none of the sorted ones, which do not overlap each other."""
    at = bisect_left(spans, span)
    return not (at and spans[at - 1][1] > span[0]) and not (at < len(spans) and spans[at][0] < span[1])


class Seats:
    """Tells rejoins from namesakes: rows with one e-mail are one person; so are rows without, under one display name, that
    do not overlap. Two that overlap, or whose times are not known, are two people."""

    def __init__(self) -> None:
        self._seats: dict[str, list[tuple[str, list[tuple[int, int]]]]] = {}

    def of(self, shown: str, email: str, start: int | None, end: int | None) -> str:
        """The seat of one row, `ada t#1`: the same for rows of one person."""
        key = email or plain(shown)
        seats = self._seats.setdefault(key, [])
        span = None if start is None or end is None else (start, end)
        for number, (holder, spans) in enumerate(seats[:_MOST_NAMESAKES], start=1):
            if holder or (span and spans and _is_free(spans, span)):
                if span:
                    insort(spans, span)
                return f"{key}#{number}"
        seats.append((email, [span] if span else []))
        return f"{key}#{len(seats)}"
