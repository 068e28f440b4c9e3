r"""Text as LaTeX writes it, of which reference lists are full: `{\"O}zg{\"u}r`, `Mu{\~n}oz`, `Stra{\ss}e`, `Ko\v{c}i`."""

from __future__ import annotations

import re

_ABOVE = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307", '"': "\u0308",
    "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
"""Accent commands and the combining marks that they set."""
_LETTERS = {
    "ss": "ß", "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
}  # fmt: skip
_ACCENT = re.compile(
    r"""\\(?:(["'`^~=.])[ ]?|([uvHcdbkr])(?:[ ]|(?=\{)))      # an accent; one that is a letter needs a blank or a brace
        (?:\{[ ]?(?:\\([ij])|([^\W\d_]))[ ]?\}|\\([ij])(?![A-Za-z])|([^\W\d_]))  # what it stands on, an i also without its dot
    """,
    re.VERBOSE,
)
_LETTER = re.compile(r"\\(" + "|".join(sorted(_LETTERS, key=len, reverse=True)) + r")(?![A-Za-z])[ ]?")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?[ ]?|-|(.))")
_MARKS = str.maketrans({"{": None, "}": None, "$": None, "~": " "})


def unlatexed(text: str) -> str:
    """What is read when the text is set: accents on their letters, other commands and braces dropped. Line ends are blanks."""
    flat = text.replace("\r", " ").replace("\n", " ").replace("\t", " ")
    if "\\" in flat:
        flat = _COMMAND.sub(lambda m: m[1] or "", _LETTER.sub(lambda m: _LETTERS[m[1]], _ACCENT.sub(_accented, flat)))
    return flat.translate(_MARKS)


def _accented(found: re.Match[str]) -> str:
    sign, named, *letters = found.groups()
    return "".join(filter(None, letters)) + _ABOVE[sign or named]
