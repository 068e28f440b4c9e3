"""What of a record is compared, computed once: readings of its name, and everything else in a form that can be equal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from graph.identity.names import Reading, latin, of_address, of_name, of_parts, spelling, stands_for
from graph.model import Record
from graph.values import CACHED, company_key, organisation_key, words

_FREE_MAIL = frozenset(
    "gmail googlemail outlook hotmail live msn yahoo ymail rocketmail icloud me mac aol gmx web proton protonmail pm tutanota "
    "mail email inbox zoho yandex ya qq 163 126 sina foxmail naver daum hanmail freenet arcor posteo mailbox fastmail hey "
    "orange wanadoo laposte free sfr libero virgilio tiscali alice wp o2 onet interia seznam centrum bol uol terra rediffmail "
    "btinternet sky virginmedia ntlworld comcast verizon att sbcglobal bellsouth cox earthlink charter rogers shaw bigpond "
    "optusnet xtra ziggo kpnmail planet telenet skynet bluewin hispeed telia duck example users noreply t-online".split()
)
"""Second-level domains of mailboxes that say nothing of an employer."""
_SECOND = frozenset("co com ac edu org net gov gob or ne go".split())
"""Labels that stand between an employer's domain and its country."""
_ROLES = frozenset(
    "info contact office mail admin hello support sales team hr jobs press events noreply no-reply kontakt post "
    "service marketing accounts billing help welcome".split()
)
"""Names of mailboxes that are nobody's own."""
_NONE = frozenset[str]()
_DIGITS = re.compile(r"\D+")
_SHORTEST_PHONE, _COMPARED_DIGITS = 7, 9
MOST = 8
"""Values of one kind that are compared: a person has fewer; a record with more is a list, and must not take for ever."""


class Employer(NamedTuple):
    """An employer as it is compared."""

    key: str
    """`graph.values.organisation_key`, or empty for what is known from a mail domain only."""
    name: tuple[str, ...]
    """Its words in their order, without legal forms; a mail domain is one word."""


@dataclass(frozen=True, slots=True)
class Features:
    """What of one record is compared. Empty means not stated, and says nothing for or against."""

    names: tuple[Reading, ...]
    """Its own name first, then what its profile slug and its address say."""
    addressed: tuple[Reading, ...]
    """What its profile slug and its addresses say of its name."""
    middle: tuple[str, ...]
    """Words between the first given name and the family name."""
    emails: frozenset[str]
    handles: frozenset[str]
    """Names of mailboxes and accounts that say more than the person's name does: `white.michael81`, not `michael.white`."""
    slug: str
    phones: frozenset[str]
    employers: frozenset[Employer]
    position: frozenset[str]
    place: frozenset[str]


def _few(values: Sequence[str]) -> Sequence[str]:
    """At most `MOST` of them, the same ones in whatever order they come."""
    return values if len(values) <= MOST else sorted(values)[:MOST]


class Named(NamedTuple):
    """What a record says of a name."""

    own: Reading
    addressed: list[Reading]
    """What its profile slug and its addresses say."""
    all: tuple[Reading, ...]
    """Its own name first, then those of the others that are about the same person."""
    handles: frozenset[str]
    """As in `Features`."""


def named(record: Record) -> Named:
    """The readings of a record's name."""
    own = of_parts(record.given, record.family) if record.given and record.family else of_name(record.name)
    mailboxes = [name for e in _few(record.emails) if (name := e.partition("@")[0]) not in _ROLES]
    addressed = [r for name in (record.slug, *mailboxes) if name and (r := of_address(name) or _short_form(name, own))]
    called = bool(own.given or own.family)
    readings = [own] if called else []
    readings += [r for r in addressed if r != own and (not called or _about(own, r))]
    names = [*mailboxes, *(a.partition(":")[2] for a in _few(record.accounts) if ":" in a)]
    handles = frozenset(h for name in names if (h := handle(name, readings))) if names else _NONE
    return Named(own, addressed, tuple(dict.fromkeys(readings))[:MOST] if len(readings) > 1 else tuple(readings), handles)


def features_of(record: Record) -> Features:
    """The features of a record; a pure function of it."""
    own, addressed, names, handles = named(record)
    return Features(
        names=names,
        addressed=tuple(sorted(set(addressed)))[:MOST],
        middle=own.given[1:],
        emails=frozenset(record.emails),
        handles=handles,
        slug=record.slug,
        phones=phones_of(record),
        employers=frozenset(employers_of(record)),
        position=frozenset(latin(record.position)),
        place=frozenset(latin(record.place)),
    )


def _short_form(local: str, own: Reading) -> Reading | None:
    """`mike@…` beside Michael Test, `mtest` and `michaeltest`: the address names the same person."""
    if not own.given or not own.family or not local.isascii():
        return None
    bare, first, last = "".join(words(local)).rstrip("0123456789"), own.given[0], "".join(own.family)
    if bare in (first[0] + last, last + first[0], first + last, last + first, "".join(own.given) + last):
        return own
    if len(bare) > 2 and stands_for(bare) & stands_for(first):
        return Reading((bare,), own.family)
    return None


def _about(own: Reading, other: Reading) -> bool:
    """Whether two readings share a word, so that an address speaks of the person that the row names."""
    return not {spelling(w) for w in own.all if len(w) > 2}.isdisjoint(spelling(w) for w in other.all)


def handle(name: str, readings: list[Reading]) -> str:
    """A mailbox's or account's name if it says more than the names that it is read beside, else empty."""
    bare = "".join(words(name))
    if len(bare) < 5 or name in _ROLES or (bare.isdigit() and len(bare) < 8):
        return ""
    if any(c.isdigit() for c in bare):
        return bare
    for reading in readings:
        for first in {"", *reading.given, *(w[0] for w in reading.given), "".join(reading.given)}:
            for last in {"", *reading.family, *(w[0] for w in reading.family), "".join(reading.family)}:
                if bare in (first + last, last + first):
                    return ""
    return bare


def phones_of(record: Record) -> frozenset[str]:
    """The telephone numbers of a record, as they are compared."""
    return frozenset(p for p in map(phone, _few(record.phones)) if p) if record.phones else _NONE


@lru_cache(CACHED)
def phone(number: str) -> str:
    """A telephone number as it is compared: its last nine digits, so that `+49 151 …` and `0151 …` are one; or empty."""
    digits = _DIGITS.sub("", number)
    return digits[-_COMPARED_DIGITS:] if len(digits) >= _SHORTEST_PHONE else ""


@lru_cache(CACHED)
def domain_name(address: str) -> str:
    """The word that an address's domain gives an employer (`ada@mail.acme.co.uk`: `acme`); empty for public mailboxes."""
    labels = address.rpartition("@")[2].split(".")[:-1]
    while len(labels) > 1 and labels[-1] in _SECOND:
        labels.pop()
    name = labels[-1] if labels else ""
    return "" if name in _FREE_MAIL else "".join(latin(name))


def employers_of(record: Record) -> list[Employer]:
    """What a record says of its employer, by name and by the domain of an address."""
    found = [Employer("", (name,)) for e in _few(record.emails) if (name := domain_name(e))]
    if key := organisation_key(record.company):
        found.append(Employer(key, latin(company_key(record.company))))
    return found


def _commonest(readings: list[Reading]) -> tuple[Reading, ...]:
    """Those that most records have, sorted."""
    ranked = sorted(Counter(readings).items(), key=lambda item: (-item[1], item[0]))
    return tuple(sorted(reading for reading, _ in ranked[:MOST]))


def together(parts: Sequence[Features]) -> Features:
    """What is compared of records that are surely one person: all that any of them says."""
    if len(parts) == 1:
        return parts[0]
    return Features(
        names=_commonest([n for p in parts for n in p.names]),
        addressed=_commonest([n for p in parts for n in p.addressed]),
        middle=min((p.middle for p in parts if p.middle), default=()),
        emails=frozenset(e for p in parts for e in p.emails),
        handles=frozenset(h for p in parts for h in p.handles),
        slug=min((p.slug for p in parts if p.slug), default=""),
        phones=frozenset(n for p in parts for n in p.phones),
        employers=frozenset(e for p in parts for e in p.employers),
        position=frozenset(w for p in parts for w in p.position),
        place=frozenset(w for p in parts for w in p.place),
    )
