"""Entries of a BibTeX file one at a time: who wrote what, and when. Nothing else of an entry is kept.

An entry runs to the next line that begins one (`@article{`), so that a brace which is never closed costs its own entry and
no other. What stands between entries is a comment, as BibTeX itself has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from graph.values import LONGEST_NAME, plain, tidy
from ingest.reading.delimited import Physical
from ingest.reading.latex import unlatexed
from ingest.reading.paper import Author, Paper, dated, is_body

_BEGIN = re.compile(r"[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]")
_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_KEY = re.compile(r"\s*[^\s,={}()\"]*\s*(?:,|(?=[})]))")
_FIELD = re.compile(r"\s*([A-Za-z][\w.:+/-]*)\s*=\s*")
_END = re.compile(r"\s*,?\s*([})])?")
_BARE = re.compile(r"[^\s,#{}()\"=]+")
_JOIN = re.compile(r"\s*#\s*")
_BRACE = re.compile(r"[{}]")
_BRACE_OR_QUOTE = re.compile(r"[{}\"]")
_AND = re.compile(r"[{}]|(?<=\s)and(?=\s)", re.IGNORECASE)
_COMMA = re.compile(r"[{},]")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NUMBER = re.compile(r"\d{1,2}")
_NO_ENTRY = frozenset(("comment", "preamble", "string"))
_MOST_STRINGS, _LONGEST_STRING = 5_000, 4_096
"""Abbreviations that are kept: those of all journals of a field are 2,000, of names of them."""
_LONGEST_VALUE = 1 << 18
"""Characters above which a value takes in no further piece; the longest author lists of physics have an eighth of it."""


class _Broken(ValueError):
    """An entry that breaks the rules of the format."""


def papers(stream: TextIO, longest: int) -> Iterator[Paper]:
    """Every entry; one of more than `longest` characters is a fault. Abbreviations (`@string`) count from where they stand."""
    strings: dict[str, str] = {}
    for line, text, cut in _chunks(Physical(stream, longest), longest):
        if cut:
            yield Paper(line, fault=f"the entry is longer than {longest:,} characters")
        else:
            yield from _entries(line, text, strings)


def _chunks(lines: Physical, longest: int) -> Iterator[tuple[int, str, bool]]:
    """The line and text of each piece that begins like an entry, and whether it was cut."""
    start, size, held = 0, 0, list[str]()
    while line := lines.take():
        if _BEGIN.match(line):
            if start:
                yield start, "".join(held), size >= longest
            start, size, held = lines.number, 0, []
        if start and size < longest:
            held.append(line.replace("\0", ""))
            size += len(line)
    if start:
        yield start, "".join(held), size >= longest


def _entries(line: int, text: str, strings: dict[str, str]) -> Iterator[Paper]:
    """The entries of one piece: as a rule one, several where they share a line."""
    at = 0
    while found := _ENTRY.search(text, at):
        kind = found[1].lower()
        if kind in ("comment", "preamble"):
            return
        line += text.count("\n", at, found.start())
        try:
            fields, end = _fields(text, found.end(), "}" if found[2] == "{" else ")", kind, strings)
        except _Broken as broken:
            if kind not in _NO_ENTRY:
                yield Paper(line, fault=str(broken))
            return
        if kind != "string":
            yield _paper(line, fields)
        elif len(strings) < _MOST_STRINGS:
            strings.update((name, value[:_LONGEST_STRING]) for name, value in fields.items())
        line += text.count("\n", found.start(), end)
        at = end


def _fields(text: str, at: int, close: str, kind: str, strings: dict[str, str]) -> tuple[dict[str, str], int]:
    """The fields of the entry whose brace was opened before `at`, by lower-case name, and where the entry ends."""
    if kind != "string" and (key := _KEY.match(text, at)):
        at = key.end()
    fields: dict[str, str] = {}
    while True:
        end = _END.match(text, at)
        at = end.end() if end else at
        if end and end[1]:
            if end[1] != close:
                raise _Broken(f"the entry is opened with one kind of bracket and closed with the other, {end[1]!r}")
            return fields, at
        field = _FIELD.match(text, at)
        if not field:
            if not text[at:].strip():
                raise _Broken("the entry has no end: a brace is opened and never closed, or the file was cut")
            raise _Broken(f"a field of the entry cannot be read: {tidy(text[at : at + 40])!r}")
        value, at = _value(text, field.end(), strings)
        fields.setdefault(field[1].lower(), value)


def _value(text: str, at: int, strings: dict[str, str]) -> tuple[str, int]:
    """A value and where it ends: texts in braces or quotation marks, numbers and abbreviations, joined by `#`."""
    pieces, size = list[str](), 0
    while True:
        opening = text[at : at + 1]
        if opening and opening in '{"':
            end = _closing(text, at + 1, quoted=opening == '"')
            piece, at = text[at + 1 : end], end + 1
        elif bare := _BARE.match(text, at):
            piece, at = _unquoted(bare[0].lower(), strings), bare.end()
        else:
            raise _Broken(f"a field of the entry has no value: {tidy(text[at : at + 40])!r}")
        if size < _LONGEST_VALUE:
            pieces.append(piece)
            size += len(piece)
        more = _JOIN.match(text, at)
        if not more:
            return "".join(pieces), at
        at = more.end()


def _unquoted(word: str, strings: dict[str, str]) -> str:
    """What a word without quotation marks stands for; an abbreviation that nobody explained, for nothing."""
    return strings.get(word, word if word.isdecimal() or word in _MONTHS else "")


def _closing(text: str, at: int, *, quoted: bool) -> int:
    """Where the text that begins at `at` is closed; braces inside it count, also behind a backslash."""
    depth = 0
    for found in (_BRACE_OR_QUOTE if quoted else _BRACE).finditer(text, at):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            if not depth and not quoted:
                return found.start()
            depth -= 1
        elif not depth:
            return found.start()
        if depth < 0:
            break
    raise _Broken("the entry has no end: a brace or quotation mark is opened and never closed")


def _paper(line: int, fields: dict[str, str]) -> Paper:
    names = [n for n in _split(fields.get("author", ""), _AND) if n]
    authors = tuple(a for n in names if plain(n) != "others" and (a := author(n)))
    said = fields.get("date", "") or fields.get("year", "")
    month, day = _month(fields.get("month", "")), _NUMBER.fullmatch(fields.get("day", "").strip())
    year = unlatexed(said).strip()
    if month and not fields.get("date") and year.isdecimal():
        year = f"{year}-{month:02}" + (f"-{day[0]}" if day else "")
    return Paper(line, authors, len(names) > 0 and plain(names[-1]) == "others", tidy(said)[:100], dated(year))


def author(text: str) -> Author | None:
    """A name as BibTeX writes it: `Family, Given`, `Family, Jr, Given` or `Given von Family`. None for a body: one that stands
    in braces as a whole, or is called one."""
    bare = text.strip()[:LONGEST_NAME]
    if bare.startswith("{") and _closes_last(bare):
        return None
    parts = [tidy(unlatexed(p)) for p in _split(bare, _COMMA)]
    if is_body(" ".join(parts)):
        return None
    if len(parts) > 2:
        return Author(parts[2], parts[0], parts[1])
    if len(parts) == 2:
        return Author(parts[1], parts[0])
    found = parts[0].split(" ")
    # The family is the last word and the lower-case ones (van, de la) before it.
    first = next((i for i, w in enumerate(found) if i and w[:1].islower()), len(found) - 1)
    return Author(" ".join(found[:first]), " ".join(found[first:]))


def _closes_last(text: str) -> bool:
    try:
        return _closing(text, 1, quoted=False) == len(text) - 1
    except _Broken:
        return False


def _split(text: str, separator: re.Pattern[str]) -> list[str]:
    """A text at its separators outside braces."""
    pieces, depth, start = list[str](), 0, 0
    for found in separator.finditer(text):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
        elif depth <= 0:
            pieces.append(text[start : found.start()].strip())
            start = found.end()
    return [*pieces, text[start:].strip()]


def _month(text: str) -> int:
    """1 to 12 for `may`, `May`, `5` and `12 may`; 0 for anything else."""
    bare = plain(unlatexed(text)).strip()
    if bare.isdecimal() and bare.isascii():
        return int(bare) if len(bare) < 3 and 1 <= int(bare) <= 12 else 0
    return next((i for i, m in enumerate(_MONTHS, start=1) if re.search(rf"\b{m}", bare)), 0)
