"""Cleaning of single values: what makes two spellings of one name, address or employer comparable.

Everything here is a pure function of a string, used by importers (to fill a Record) and by identity (to compare them).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from urllib.parse import unquote

LONGEST_NAME = 10_000
"""Longest value kept of any cell, in characters; a longer one is cut with a warning by the importer."""

CACHED = 1 << 16
"""Results kept of each function that identity asks again and again for the same names."""

LONGEST_ADDRESS = 320
"""Characters of an e-mail address, by its standard; a longer one identifies nobody."""
ID_BYTES = 10
"""Bytes of a hash that an id is made of."""
_COMPARED = 1_000
"""Characters of a name that are compared; those of people have fewer than a hundred."""

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
# Invisible marks that exports carry inside names: soft hyphen, zero-width space, direction marks, private use, tags. The
# joiners stay, as emoji and Persian and Indic spellings need them; comparing leaves them out.
_INVISIBLE = re.compile(
    "[\ud800-\udfff\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd\ue000-\uf8ff\U000e0000-\U000e007f\x00-\x08\x0b-\x1f\x7f]"
)
_SLUG = re.compile(r"(?:^|//|\.|\b)linkedin\.[a-z.]+/(?:in|pub)/([^/?#\s]+)|^/?in/([^/?#\s]+)", re.IGNORECASE)
_USUAL_SLUG = re.compile(r"https://www\.linkedin\.com/in/([a-z0-9-]+)/?")
# The look behind keeps a long text without an address from being tried at each of its letters.
_EMAIL = re.compile(r"(?<![^@\s,;<>\"])[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_PARENS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_WORD = re.compile(r"[^\W_]+")
_TITLES = frozenset("dr prof mr mrs ms mx sir dame dipl ing mag".split())
_CREDENTIALS = frozenset(
    "phd dphil md mba msc bsc ma ba bs ms meng beng llm llb jd cpa cfa pmp csm cissp pe esq rn dds edd mph mpa bcom mcom "
    "frm acca aca shrm psm cspo pmi jr sr ii iii iv".split()
)
_LEGAL = frozenset(
    # English, German, French, Spanish, Portuguese, Italian, Dutch.
    "inc incorporated llc pllc ltd limited co corp corporation company plc llp lllp lp pty pte pvt "
    "gmbh ggmbh gesmbh ag aktiengesellschaft kg kgaa gbr ohg ug mbh ev eg ek se "
    "sa sas sasu sarl sarlu eurl snc ltee sl slu sau sapi cv ltda lda eireli srl srls spa scarl sapa bv nv bvba sprl vof "
    # Northern and eastern Europe, Turkey, Asia, Russia.
    "oy oyj ab as asa aps ehf uab doo dooel ood eood sro zrt kft nyrt kk yk godo kaisha sdn bhd tbk "
    "pjsc ojsc ooo zao pao oao".split()
)
_LEGAL_PAIRS = frozenset((("sp", "zoo"), ("de", "cv")))
"""Words that say how a firm is set up, not which it is, their letters run together (`S.r.l.`). Left out is what is
a word of other names as well (`me`, `trust`; `zoo` but for `Sp. z o.o.`)."""
_NOWHERE = frozenset(
    "selfemployed selfemployment freelance freelancer independent independentconsultant independentcontractor unemployed retired "
    "stealth stealthstartup stealthmode student homemaker none na confidential various privat private openforwork opentowork "
    "selbststandig freiberuflich freiberufler autonomo autonoma independant independante careerbreak sabbatical".split()
)
"""What people write where they have no employer, its words run together."""
_SCHOOL = "h"
_LETTERS = str.maketrans({"\u200c": "", "\u200d": "", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def uid(prefix: str, *parts: str) -> str:
    """A stable id: `prefix` and 20 hexadecimal digits (80 bits) that depend on the parts and on nothing else."""
    return prefix + blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).hexdigest()


def tidy(text: str) -> str:
    """Trimmed, NFC, single spaces, without invisible marks and control characters. What is shown is this."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def plain(text: str) -> str:
    """Casefolded, without accents, compatibility forms folded (mathematical bold and full-width letters)."""
    if text.isascii():
        return tidy(text).lower()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", tidy(text)).casefold()).translate(_LETTERS)
    return tidy("".join(c for c in folded if not unicodedata.combining(c)))


def _is_usual(text: str, made_of: Callable[[str], bool]) -> bool:
    """Whether a text is ASCII letters (or digits) and spaces, as most are: their words take a fifth of the time."""
    return text.isascii() and made_of(text.replace(" ", ""))


def search_terms(text: str) -> tuple[str, ...]:
    """The words that a search looks for, and that a person's search text is made of; of addresses and profiles, too."""
    return _words(text.replace("@", " "))


@lru_cache(CACHED)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, plain; `O'Fixture` is one word, as people search for it both ways."""
    return _words(text)


def _words(text: str) -> tuple[str, ...]:
    if _is_usual(text, str.isalnum):
        return tuple(text.lower().split())
    if text.isascii() and text.isprintable():
        return tuple(_WORD.findall(text.lower().replace("'", "")))
    return tuple(_WORD.findall(plain(text).replace("'", "").replace("\u2019", "")))


@lru_cache(CACHED)
def name_key(name: str) -> str:
    """A full name as it is compared: plain words without brackets, titles, credentials after a comma or at the end.

    Empty when nothing is left. `Dr. Grace Sample, PhD, MBA` and `grace sample (she/her)` give `grace sample`.
    """
    name = name[:_COMPARED]
    if _is_usual(name, str.isalpha):
        bare = name.lower().split()
    else:
        bare = list(words(_PARENS.sub(" ", name.split(",", maxsplit=1)[0])) or words(name))
    while len(bare) > 2 and bare[-1] in _CREDENTIALS:
        bare.pop()
    while len(bare) > 2 and bare[0] in _TITLES:
        bare.pop(0)
    return " ".join(bare)


@lru_cache(CACHED)
def company_key(company: str) -> str:
    """An employer as it is compared: plain words without legal forms; never a substring match."""
    bare = [w for w in words(company.replace("&", " ")) if w != "and"]
    kept = [w for w in bare if w not in _LEGAL]
    return " ".join(kept or bare)


@lru_cache(CACHED)
def organisation_key(company: str) -> str:
    """An organisation as it is compared: the set of its words without legal forms, in alphabetical order.

    Each word counts, their order and repeats do not: `Tokyo, University of` is the University of Tokyo, `Plan A` is not
    Plan. Letters that stand alone are one word (`I.B.M.`, `Acme S.A.`). Empty for what is nobody's employer (`Self-employed`).
    """
    run = _run_together(company)
    return "" if "".join(run) in _NOWHERE else " ".join(sorted(set(_without_legal_forms(run))))


def organisation_words(company: str) -> tuple[str, ...]:
    """The words of `organisation_key` in the order in which they are written."""
    return tuple(_without_legal_forms(_run_together(company)))


def _without_legal_forms(run: list[str]) -> list[str]:
    if "and" in run:
        run = [w for w in run if w != "and"]
    pairs = _LEGAL_PAIRS.intersection(pairwise(run))
    kept = [w for w in run if w not in _LEGAL and all(w not in pair for pair in pairs)]
    return kept or run


def _run_together(company: str) -> list[str]:
    """The words of a company's name; letters that stand alone are one word."""
    joined: list[str] = []
    spelling = False
    for word in words(company.replace("&", " ")):
        letter = len(word) == 1
        if letter and spelling:
            joined[-1] += word
        else:
            joined.append(word)
        spelling = letter
    return joined


@lru_cache(CACHED)
def organisation_id(company: str) -> str:
    """The id of the organisation that a company name means, or empty."""
    key = organisation_key(company)
    return uid("o", key) if key else ""


@lru_cache(CACHED)
def school_id(school: str) -> str:
    """The id of the school that a name means, or empty. Who works at a university and who studies there share no id."""
    key = organisation_key(school)
    return uid(_SCHOOL, key) if key else ""


def is_school(organisation: str) -> bool:
    """Whether an id of `organisation_id` or `school_id` is of the latter."""
    return organisation.startswith(_SCHOOL)


def slug_of(url: str) -> str:
    """LinkedIn profile slug of any way of writing it (with or without scheme, path only), or empty.

    Percent-decoded, NFC, lower case, so that `jos%C3%A9-x` and `josé-x` are one.
    """
    if usual := _USUAL_SLUG.fullmatch(url):  # a third of the time that the general way takes
        return usual[1]
    found = _SLUG.search(url.strip())
    if not found:
        return ""
    slug = found.group(1) or found.group(2)
    if "%" in slug or not slug.isascii():
        slug = unicodedata.normalize("NFC", unquote(slug)).strip()
    return slug.lower()


def email_of(text: str) -> str:
    """The one address in a text, lower case, or empty. A masked address (`a****@…`) identifies nobody: empty."""
    found = _EMAIL.search(text.strip())
    address = found.group(0).lower() if found else ""
    return "" if "*" in address or len(address) > LONGEST_ADDRESS else address


def sort_name(name: str) -> str:
    """What people are listed by: the plain name, cut at 200 characters so that it can be indexed."""
    return plain(name)[:200]
