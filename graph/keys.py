"""Identity keys: the ways in which one record can be met from another. Stores index them; `identity.resolve` judges them."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

from graph.identity.blocks import blocks
from graph.model import Record
from graph.values import CACHED, ID_BYTES, company_key, name_key, organisation_id, plain, school_id, uid

SLUG, EMAIL, ACCOUNT, EXPORT, NAME, OWNER, SINCE, TWIN = "li:", "em:", "ac:", "ex:", "nm:", "on:", "ns:", "nc:"
"""Kinds of keys, by their first three characters: same profile, e-mail, account, owner of one part, name; name of an
owner; name and day of connection (a person only within one owner's exports); name and employer (a suggestion only)."""

EMPLOYER = "co:"
"""Kind of the key by which everyone of one employer or school is found (`organisation_of`): never the same person."""


SKILL = "sk:"
"""Kind of the keys by which everyone who states a skill is found (`skill_key`): never the same person."""


def skill_key(skill: str) -> str:
    """The key of a skill, however it is capitalised or accented; empty for none."""
    return SKILL + named if (named := plain(skill)) else ""


def organisation_of(record: Record) -> str:
    """The id of the employer or school that a record names, or empty."""
    return school_id(record.school) if record.school else organisation_id(record.company)


WITHIN_NAME = (TWIN, SINCE)
"""Kinds that are a name and something more: found by the name (`named_in`), so that they need no index."""

BLOCK = "bl:"
"""Kind of the keys by which records that may be one person's meet to be compared (`graph.identity.blocks`)."""

_IS_ID = re.compile("p[0-9a-f]{20}")
KINDS = {SLUG: 1, EMAIL: 2, ACCOUNT: 3, EXPORT: 4, NAME: 5, OWNER: 6, SINCE: 7, TWIN: 8, EMPLOYER: 9, BLOCK: 10, SKILL: 11}
"""What each kind begins its numbers with; stores hold them, so a kind keeps its number."""
_HASHED = 58
"""Bits of a key's number below its kind."""
_LOW = (1 << _HASHED) - 1
_NAMING = (SLUG, EMAIL, ACCOUNT)
_BLOCKS = KINDS[BLOCK] << _HASHED


@lru_cache(1 << 15)
def keys_of(record: Record) -> tuple[str, ...]:
    """All keys of a record, the strongest kinds first, without repeats."""
    twin = [f"{TWIN}{name}|{company}"] if (name := name_key(record.name)) and (company := company_key(record.company)) else []
    return tuple(dict.fromkeys((*personal_keys(record), *twin, *_group_keys(record), *block_keys(record))))


def naming_keys(record: Record) -> list[str]:
    """Of `keys_of` those that a person may be named by: profile, e-mails and accounts."""
    keys = [SLUG + record.slug] if record.slug else []
    if record.emails or record.accounts:
        keys += dict.fromkeys((*(EMAIL + e for e in record.emails), *(ACCOUNT + a for a in record.accounts)))
    return keys


def personal_keys(record: Record) -> list[str]:
    """Of `keys_of` those that may say for sure who somebody is. All keys take several times as long, so that whoever asks of
    every record of a change takes these."""
    keys = naming_keys(record)
    if record.owner_of:
        keys += [EXPORT + p for p in record.owner_of]
    if name := name_key(record.name):
        keys.append(NAME + name)
        if record.owner_of:
            keys.append(OWNER + name)
        if record.since:
            keys.append(f"{SINCE}{name}|{record.since}")
    return keys


def _group_keys(record: Record) -> list[str]:
    """Those that people share who are not one person for it."""
    keys = [EMPLOYER + organisation] if (organisation := organisation_of(record)) else []
    if record.skills:
        keys += [key for skill in record.skills if (key := skill_key(skill))]
    return keys


def block_keys(record: Record) -> list[str]:
    """Of `keys_of` those of kind `BLOCK`."""
    return [f"{BLOCK}{block & _LOW:x}" for block in blocks(record)]


def filed_numbers(record: Record) -> list[int]:
    """`key_number` of all keys but those of `WITHIN_NAME`, perhaps with repeats: what an index of keys holds of a record."""
    numbers = [key_number(k) for k in personal_keys(record) if k[:3] not in WITHIN_NAME]
    numbers += map(_group_number, _group_keys(record))
    numbers += [_BLOCKS | block & _LOW for block in blocks(record)]
    return numbers


@lru_cache(1 << 16)
def person_id(key: str) -> str:
    """The person id that a key (`li:`, `em:`, `ac:`) stands for."""
    return uid("p", key)


def key_number(key: str) -> int:
    """What stores index a key by: its kind (5 bits) and a hash (58 bits), so that an entry takes 8 bytes and the keys of
    one kind lie together. Two of ten million keys of a kind have one number with a probability of 1 in 6,000."""
    if key[:3] == BLOCK:
        return _BLOCKS | int(key[3:], 16)
    # The first bits of `person_id`, without the text.
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).digest()
    return KINDS[key[:3]] << _HASHED | int.from_bytes(digest[:8]) >> 64 - _HASHED


_group_number = lru_cache(CACHED)(key_number)
"""What people share is met again and again."""


def named_in(key: str) -> str:
    """The key of the name that a key of `WITHIN_NAME` is about."""
    return NAME + key[3:].partition("|")[0]


def numbers_of_kind(kind: str) -> tuple[int, int]:
    """The least number of a kind, and the least one above all of its."""
    return KINDS[kind] << _HASHED, (KINDS[kind] + 1) << _HASHED


def numbers_naming(person: str) -> list[int]:
    """The numbers of the profile, e-mail and account, in this order, that this person id may stand for; none for a text
    that is no id."""
    return [KINDS[kind] << _HASHED | _hash_of(person) for kind in _NAMING] if _IS_ID.fullmatch(person) else []


def _hash_of(person: str) -> int:
    return int(person[1:16], 16) >> (60 - _HASHED)


def lone_id(record: str) -> str:
    """The person id of a record that nothing else identifies, by the record's id."""
    return "p" + record[1:]


def lone_record(person: str) -> str:
    """The record that a person id stands for, if it is the id of a lone record."""
    return "r" + person[1:]


def alias_ids(record: Record) -> tuple[str, ...]:
    """The person ids that lead to the person of this record by its slug, e-mails and accounts. Its own, `lone_id`, does
    so too."""
    return tuple(map(person_id, naming_keys(record)))
