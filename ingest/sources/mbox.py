"""Mail in an mbox (Gmail Takeout, Thunderbird, Apple Mail): who wrote to whom, and when. Only headers are looked at, never a
subject or a text.

Lists, newsletters and machines name nobody, nor do drafts and spam by Gmail's labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, mktime_tz, parsedate_tz

from graph.model import Record
from graph.priors import LARGEST_EVENT
from graph.values import LONGEST_NAME, email_of, name_key, plain
from ingest.meaning.met import Met, Said, wrote
from ingest.reading.columns import clean
from ingest.reading.dates import Moment, epoch
from ingest.reading.document import Document
from ingest.reading.mailbox_stream import Mail, is_start, mails
from ingest.source import Found, Named, Nameless, Owner, Reading, Unusable

_READERS = ("to", "cc", "bcc")
WANTED = (
    "from", *_READERS, "date", "list-id", "list-unsubscribe", "list-post", "precedence", "auto-submitted", "x-gmail-labels",
)  # fmt: skip
_MACHINE = re.compile(
    r"(?:.*[-._+])?(?:no[-._]?reply|do[-._]?not[-._]?reply|mailer[-._]?daemon|postmaster|bounces?|notifications?|newsletter)(?:[-._+].*)?@.*"
)
_BULK = frozenset(("bulk", "list", "junk"))
_UNSENT = frozenset(("spam", "draft", "drafts", "entwurfe", "brouillons", "borradores"))


class Mailbox:
    """One record for each distinct address, one encounter for each message and reader."""

    name = "mbox"
    version = 1
    personal = False
    accepts = "mail as mbox (From … lines, headers)"

    def recognises(self, document: Document) -> bool:
        """A line that separates messages, at the top."""
        return is_start(document.opening.lstrip("\ufeff\r\n").partition("\n")[0].encode())

    def owner(self, document: Document) -> Owner:  # noqa: ARG002 - each message says who wrote it
        """Nobody."""
        return Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """The one part."""
        yield Reading(document, self.name, False, _found(document))


def _found(document: Document) -> Iterator[Found]:
    with document.blob.open() as stream:
        yield from said_in(document.part, mails(stream, WANTED))


def said_in(part: str, messages: Iterable[Mail]) -> Iterator[Found]:
    """What each message of one part says."""
    addresses = _Addresses(part)
    for number, (line, headers) in enumerate(messages, start=1):
        sent, date = _text(headers, "from"), _text(headers, "date")
        if not sent:
            yield Unusable(line, "the message has no From" + ("" if date else " and no Date"))
            continue
        senders = _people(sent)
        if not senders:
            yield Unusable(line, f"there is no address in From: {sent[:40]!r}")
            continue
        if _is_bulk(headers) or _MACHINE.fullmatch(senders[0][1]):
            yield Nameless(line)
            continue
        fresh: list[Record] = []
        writer = addresses.record(*senders[0], line, number, fresh)
        said = [p for name in _READERS for p in _people(_text(headers, name)) if not _MACHINE.fullmatch(p[1])]
        unread = any("=?" in name for name, _ in (senders[0], *said))
        few = said if len(said) < LARGEST_EVENT else []
        readers = [addresses.record(name, email, line, number, fresh) for name, email in few]
        when = _moment(date)
        warnings = [] if when else [f"the date {date[:40]!r} cannot be read: the message is counted without its day"]
        if unread:
            warnings.append("a name in an encoding that cannot be read is left out")
        if len(few) < len(said):
            warnings.append(f"{len(said)} recipients: so many are no tie")
        yield Named(line, tuple(fresh), wrote(Said(part, line, str(number), when), writer, readers), tuple(warnings))


class _Addresses:
    """Records by address. One that was first met without a name is said again with the first name that it has."""

    def __init__(self, part: str) -> None:
        self._met = Met(part)
        self._nameless: set[str] = set()

    def record(self, name: str, email: str, line: int, number: int, fresh: list[Record]) -> str:
        name = "" if "=?" in name else name
        if email not in self._met and not name:
            self._nameless.add(email)
        elif name and email in self._nameless:
            self._nameless.discard(email)
            self._met.record(f"{email} by name", line, number, fresh, name=name, emails=(email,))
        return self._met.record(email, line, number, fresh, name=name, emails=(email,))


def _is_bulk(headers: Message) -> bool:
    """Whether a list or a machine sent a message, or nobody did."""
    if any(h in headers for h in ("list-id", "list-unsubscribe", "list-post")):
        return True
    if plain(_text(headers, "precedence")) in _BULK or plain(_text(headers, "auto-submitted")) not in ("", "no"):
        return True
    labels = _decoded(_text(headers, "x-gmail-labels"))
    return not _UNSENT.isdisjoint(plain(label) for label in labels.split(","))


def _text(headers: Message, name: str) -> str:
    """A header as one line; several of one name as one list."""
    return ", ".join(" ".join(str(v).split()) for v in headers.get_all(name, ()))[: 1 << 17]


def _people(header: str) -> list[tuple[str, str]]:
    """Names and addresses in a header; what has no address is left out."""
    found: dict[str, str] = {}
    try:
        listed = getaddresses([header]) if header else []
    except RecursionError:  # thousands of comments inside one another
        return []
    for shown, address in listed:
        if email := email_of(address):
            name = _decoded(shown)
            found.setdefault(email, "" if "@" in name else _in_order(name))
    return [(name, email) for email, name in found.items()]


def _decoded(text: str) -> str:
    """A text whose encoded words (RFC 2047) are read; one in an unknown or wrong encoding stays as it stands."""
    try:
        words = decode_header(text) if "=?" in text else [(text, None)]
        whole = "".join(w if isinstance(w, str) else w.decode(charset or "latin-1", "replace") for w, charset in words)
    except (HeaderParseError, LookupError, ValueError):
        whole = text
    return clean(whole)[:LONGEST_NAME].strip("'\" ")


def _in_order(name: str) -> str:
    """`Testerson, Ada` is Ada Testerson, as mail directories sort by family name; `Ada Testerson, PhD` stays."""
    family, comma, given = name.partition(", ")
    directory = comma and "," not in given and " " not in family.strip() and name_key(f"a b {given}") != "a b"
    return f"{given} {family}" if directory else name


def _moment(date: str) -> Moment | None:
    try:
        parsed = parsedate_tz(date)
        return epoch(mktime_tz(parsed)) if parsed else None
    except (ValueError, TypeError, IndexError, OverflowError):  # 30 February, an offset of a million hours
        return None
