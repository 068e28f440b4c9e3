"""LinkedIn messages.csv in its seven layouts: who wrote whom and when. Subject, title and text are never looked at.

    2018        From,To,Date,Subject,Content,Direction,Folder                     names only
    2021        CONVERSATION ID,...,FROM,SENDER PROFILE URL,TO,DATE,...           sender's URL
    04/2023 on  ... TO,RECIPIENT PROFILE URLS,DATE,...                            everybody's URL
    12/2024 on  ... and IS MESSAGE DRAFT, IS CONVERSATION DRAFT, ATTACHMENTS

Recipients are joined by commas, and names hold commas too: only the list of URLs splits reliably.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from graph.model import Encounter, Record
from graph.values import name_key, uid
from ingest.meaning.correspondents import Cast, Mention, split_names, split_urls
from ingest.reading.columns import Columns
from ingest.reading.dates import Moment, moment
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Named, Nameless, RowReader, TableImporter, Unusable

FIELDS = {
    "conversation": ("conversationid",),
    "from": ("from",),
    "from_url": ("senderprofileurl",),
    "to": ("to",),
    "to_urls": ("recipientprofileurls",),
    "date": ("date",),
    "direction": ("direction",),
    "folder": ("folder",),
    "draft": ("ismessagedraft",),
    "conversation_draft": ("isconversationdraft",),
}


@dataclass(frozen=True, slots=True)
class Context:
    """What an archive knows beside its messages: record ids of the owner and of contacts, by `graph.values.name_key`."""

    known: dict[str, str]


class Messages(TableImporter):
    """One record for each distinct correspondent, one encounter for each message and recipient."""

    name = "linkedin-messages"
    accepts = "LinkedIn messages.csv (CONVERSATION ID, FROM, TO, DATE, or the From, To, Date, Direction, Folder of 2018)"
    units = "messages"

    def __init__(self, context: Context | None = None) -> None:
        self._context = context or Context({})

    def is_header(self, row: HeadRow) -> bool:
        """Sender, recipient and date, with the conversation or (2018) the direction and folder."""
        columns = Columns(row.cells, FIELDS)
        return columns.has("from", "to", "date") and (columns.has("conversation") or columns.has("direction", "folder"))

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """The messages, with names that have no URL looked up in the file itself and in the context."""
        return _Thread(document.part, Columns(header.cells, FIELDS), self.cast(document), self._context)

    def cast(self, document: Document) -> Cast:
        """Who writes in a file, from a first pass over it."""
        header = document.find(self.is_header)
        columns = Columns(header.cells if header else (), FIELDS)
        cast = Cast(sender_urls=columns.has("from_url"), recipient_urls=columns.has("to_urls"))
        for row in document.rows(header) if header else ():
            if not row.fault:
                (_, sender, sender_url, to, to_urls, *_), _ = columns.read(row.cells, long=row.long)
                cast.add(sender, sender_url, to, to_urls)
        return cast


class _Thread(RowReader):
    """Turns rows into evidence; remembers each correspondent that it has met, and nothing else."""

    def __init__(self, part: str, columns: Columns, cast: Cast, context: Context) -> None:
        super().__init__(columns)
        self._part = part
        self._cast = cast
        self._known = context.known
        self._met: dict[tuple[str, str], str] = {}

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless | Unusable:
        _, sender, sender_url, to, to_urls, sent, _, _, draft, conversation_draft = cells
        if "yes" in (draft.lower(), conversation_draft.lower()) or not (to or to_urls):
            return Nameless(row.line)
        urls = split_urls(to_urls)
        names = split_names(to, len(urls), self._is_known)
        if names is None and not urls:
            return Unusable(row.line, "several recipients without profile addresses: names hold commas too and cannot be split")
        fresh: list[Record] = []
        writer = self._record(self._cast.sender(sender, sender_url), row, fresh)
        readers = [
            self._record(self._cast.recipient(name, url), row, fresh)
            for name, url in zip_longest(names or (), urls, fillvalue="")
        ]  # fmt: skip
        others = [r for r in dict.fromkeys(readers) if r and r != writer]
        if not writer or not others:
            self._forget(fresh)
            return Nameless(row.line)
        when = moment(sent)
        if when is None:
            warnings = (*warnings, f"the date {sent[:40]!r} cannot be read: the message is counted without its day")
        return Named(row.line, tuple(fresh), self._encounters(row.line, writer, others, len(readers) + 1, when), warnings)

    def _encounters(self, line: int, writer: str, readers: list[str], size: int, when: Moment | None) -> tuple[Encounter, ...]:
        kind = "message" if size == 2 else "group_message"
        return tuple(
            Encounter(
                id=uid("e", self._part, str(line), kind, writer, reader), part=self._part, line=line, kind=kind, a=writer,
                b=reader, direction="forward", day=when.day if when else None, start=when.second if when else None, size=size,
            )
            for reader in readers
        )  # fmt: skip

    def _is_known(self, name: str) -> bool:
        key = name_key(name)
        return key in self._known or self._cast.has(key)

    def _record(self, mention: Mention | None, row: Row, fresh: list[Record]) -> str:
        """Record id of a correspondent, who joins `fresh` when met for the first time; empty when nobody is identified."""
        if mention is None:
            return ""
        if not mention.slug:
            if known := self._known.get(name_key(mention.name)):
                return known
            if not mention.certain:
                return ""
        key = (mention.slug, mention.name)
        if key not in self._met:
            self._met[key] = uid("r", self._part, str(row.line), str(len(fresh)))
            place = (self._met[key], self._part, row.line, row.number)
            fresh.append(Record(*place, name=mention.name, slug=mention.slug, url=mention.url))
        return self._met[key]

    def _forget(self, fresh: list[Record]) -> None:
        """A row that turned out to identify nobody else has introduced nobody."""
        for record in fresh:
            del self._met[(record.slug, record.name)]
