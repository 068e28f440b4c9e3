"""Identity keys: the ways in which one record can be met from another. Stores index them; `graph.resolve` judges them."""

from __future__ import annotations

from functools import lru_cache

from graph.model import Record
from graph.values import company_key, name_key, organisation_id, school_id, uid

SLUG, EMAIL, ACCOUNT, EXPORT, NAME, OWNER, SINCE, TWIN = "li:", "em:", "ac:", "ex:", "nm:", "on:", "ns:", "nc:"
"""Kinds of keys, by their first three characters: same profile, e-mail, account, owner of one part, name; name of an
owner; name and day of connection (a person only within one owner's exports); name and employer (a suggestion only)."""

EMPLOYER = "co:"
"""Kind of the key by which everyone of one employer or school is found (`organisation_of`): never the same person."""


def organisation_of(record: Record) -> str:
    """The id of the employer or school that a record names, or empty."""
    return school_id(record.school) if record.school else organisation_id(record.company)


@lru_cache(1 << 15)
def keys_of(record: Record) -> tuple[str, ...]:
    """All keys of a record, the strongest kinds first, without repeats."""
    keys = [SLUG + record.slug] if record.slug else []
    keys += [EMAIL + e for e in record.emails]
    keys += [ACCOUNT + a for a in record.accounts]
    keys += [EXPORT + p for p in record.owner_of]
    if name := name_key(record.name):
        keys.append(NAME + name)
        if record.owner_of:
            keys.append(OWNER + name)
        if record.since:
            keys.append(f"{SINCE}{name}|{record.since}")
        if company := company_key(record.company):
            keys.append(f"{TWIN}{name}|{company}")
    if organisation := organisation_of(record):
        keys.append(EMPLOYER + organisation)
    return tuple(dict.fromkeys(keys))


@lru_cache(1 << 16)
def person_id(key: str) -> str:
    """The person id that a key (`li:`, `em:`, `ac:`) stands for."""
    return uid("p", key)


def lone_id(record: str) -> str:
    """The person id of a record that nothing else identifies, by the record's id."""
    return "p" + record[1:]


def lone_record(person: str) -> str:
    """The record that a person id stands for, if it is the id of a lone record."""
    return "r" + person[1:]


def alias_ids(record: Record) -> tuple[str, ...]:
    """The person ids that lead to the person of this record by its slug, e-mails and accounts. Its own, `lone_id`, does
    so too."""
    return tuple(person_id(k) for k in keys_of(record) if k[:3] in (SLUG, EMAIL, ACCOUNT))
