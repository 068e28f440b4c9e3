"""Mail with one message a file (maildir folders, `.eml`), alone or in a ZIP; and a ZIP with an mbox inside, as Takeout has it.

A message of its own has no place but its file, so in a ZIP its line is its number among the messages there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ingest.reading.document import Document
from ingest.reading.mailbox_stream import Mail, is_message, is_start, mail_of
from ingest.source import Aside, Owner, Reading
from ingest.sources.mbox import WANTED, Mailbox, said_in

_START = 1 << 16
"""Bytes of a file that tell whether it is a message; headers are hardly ever longer."""
_LOOK = 50
"""Members of a ZIP that are looked at to recognise it."""


class Messages:
    """As mbox: one record for each distinct address of a part, one encounter for each message and reader."""

    name = "mail-messages"
    version = 1
    personal = False
    accepts = "a mail as a file (.eml, maildir), or a ZIP of such files or with an mbox inside"

    def recognises(self, document: Document) -> bool:
        """A message, or a ZIP with mail among its first files and nothing of a chat, whose importer takes such a ZIP."""
        if not document.members:
            return bool(document.opening) and is_message(_start(document))
        if any(m.name.endswith("messages.json") for m in document.members):
            return False
        return any(_is_box(start) or is_message(start) for start in map(_start, document.members[:_LOOK]))

    def owner(self, document: Document) -> Owner:  # noqa: ARG002 - each message says who wrote it
        """Nobody."""
        return Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """Each mbox as if it stood alone, then all single messages as one part; what is neither is left alone."""
        boxes, messages, left = list[Document](), list[Document](), 0
        for file in document.members or (document,):
            start = _start(file)
            if _is_box(start):
                boxes.append(file)
            elif is_message(start):
                messages.append(file)
            else:
                left += 1
        for box in boxes:
            yield from Mailbox().read(box)
        if messages or not boxes:
            note = (f"left alone, as they are no mail: {left:,} files",) if left else ()
            found = chain([Aside(warnings=note)], said_in(document.part, _mails(messages)))
            yield Reading(document, self.name, False, found)


def _start(document: Document) -> bytes:
    """Enough of a file to tell what it is, without reading all of it."""
    with document.blob.open() as stream:
        return stream.read(_START)


def _is_box(start: bytes) -> bool:
    return is_start(start.lstrip(b"\xef\xbb\xbf\r\n").partition(b"\n")[0])


def _mails(files: list[Document]) -> Iterator[Mail]:
    for number, file in enumerate(files, start=1):
        with file.blob.open() as stream:
            yield mail_of(stream, WANTED, number)
