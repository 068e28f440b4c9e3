"""Which importer a file is for: asked of all, answered by content alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.errors import BadInput, NotUnderstood
from ingest.mapper.guess import sample
from ingest.mapper.mapped import checked, widest
from ingest.mapper.mapping import ColumnMap, header_key, parsed
from ingest.reading.columns import clean
from ingest.reading.document import Document
from ingest.source import Importer

_MOST_SEEN = 40
_INNER = " An archive inside an archive stays closed: unpack it and import that one."
_PACKED = "unpack it and import the files in it, or pack them as a ZIP"
_PICTURE = ("a picture", "import the export itself, not a picture of it")
_FOREIGN = {
    b"%PDF": ("a PDF", "import the table that it was made from, as CSV or xlsx"),
    b"\x1f\x8b": ("packed with gzip", _PACKED),
    b"BZh": ("packed with bzip2", _PACKED),
    b"\xfd7zXZ\0": ("packed with xz", _PACKED),
    b"7z\xbc\xaf'\x1c": ("a 7-Zip archive", _PACKED),
    b"Rar!\x1a\x07": ("a RAR archive", _PACKED),
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"!BDN": ("an Outlook data file", "export the mail as mbox, or the contacts as CSV"),
    b"SQLite format 3\0": ("a database", "export the table that you need as CSV"),
    b"{\\rtf": ("a text document", "save the table in it as CSV"),
}
"""How files begin that people send and that hold nothing readable here."""


def chosen(
    document: Document, sources: Sequence[Importer], kind: str, columns: ColumnMap | None, remembered: Mapping[str, str]
) -> Importer:
    """The importer of a document: a mapping that is given now, else a kind that is, else a mapping that is remembered for its
    header (`ingest.mapper.mapping.header_key` -> text), else the one that recognises it. Raises as `recognise` and `checked`."""
    if columns and kind:
        raise BadInput("a table is read by a kind or by a mapping of its columns: give one of the two")
    if columns:
        return checked(document, columns)
    if not kind and remembered and document.blob.survey.size:
        for row in document.head:
            if text := remembered.get(header_key(row.cells)):
                return checked(document, parsed(text))
    return recognise(document, sources, kind)


def recognise(document: Document, sources: Sequence[Importer], kind: str = "") -> Importer:
    """The one importer of `sources` that claims a document. `kind` narrows the choice (`linkedin` to all `linkedin-…`).

    Raises `NotUnderstood` when none or several do, saying what was seen and what is accepted; `BadInput` for an unknown kind.
    """
    if document.blob.survey.size == 0:
        raise NotUnderstood(f"{document.name} is empty: 0 bytes")
    head = document.blob.survey.head
    for start, (what, advice) in _FOREIGN.items():
        if head.startswith(start):
            raise NotUnderstood(f"{document.name} is {what}: {advice}")
    asked = [s for s in sources if not kind or s.name == kind or s.name.startswith(kind + "-")]
    if not asked:
        raise BadInput(f"there is no kind {kind!r}; kinds are: {', '.join(s.name for s in sources)}")
    claims = [s for s in asked if s.recognises(document)]
    if len(claims) == 1:
        return claims[0]
    if claims:
        names = ", ".join(s.name for s in claims)
        raise NotUnderstood(
            f"{document.name} may be any of {names}: say which with --kind. {_seen(document)}", kinds=[s.name for s in claims]
        )
    accepted = "; ".join(s.accepts for s in asked)
    table = sample(document)
    mapped = " Or map its columns with --map, as in --map name=COLUMN,email=COLUMN." if table else ""
    raise NotUnderstood(f"{document.name} is not understood. {_seen(document)} Accepted: {accepted}.{mapped}", table=table)


def _seen(document: Document) -> str:
    """What the file holds: the names in an archive, else the columns of the row that looks most like a header."""
    if document.members:
        names = [m.name for m in document.members]
        inner = any(n.lower().endswith(".zip") for n in names)
        return f"Files seen: {_list(names)}.{_INNER if inner else ''}"
    header = widest(document)
    seen = [c for cell in header.cells if (c := clean(cell)[:60])] if header else []
    return f"Columns seen: {_list(seen) or 'none'}."


def _list(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_SEEN} more" if len(names) > _MOST_SEEN else ""
    return ", ".join(names[:_MOST_SEEN]) + more
