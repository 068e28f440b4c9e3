"""X (Twitter) archive as a ZIP, or its files `data/*.js` singly: who the owner follows, is followed by, answers, mentions
and exchanges direct messages with. Texts are never kept.

Follow lists hold numeric account ids only, and no date; handles and names come from mentions in tweets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from graph.model import Record
from graph.values import email_of, uid
from ingest.meaning.met import Met
from ingest.reading.document import Document
from ingest.reading.json_stream import EACH, text
from ingest.source import Aside, Found, Named, Owner, Reading, Unusable
from ingest.sources.x_messages import messages
from ingest.sources.x_tweets import follows, tweets

_SCRIPT = re.compile(r"\s*window\.YTD\.(\w+?)\.part\d+\s*=")
_FILE = re.compile(r"(?:[^/]+/)?data/([a-z-]+)\.js")
_ACCOUNT = ("account",)


@dataclass(slots=True)
class Script:
    """One kind of file of an archive. `names` are those of its global variable; the first that an archive has is read."""

    name: str
    names: tuple[str, ...]
    personal: bool
    found: Callable[[Document], Iterator[Found]]
    """What a file says."""
    version: int = 1
    accepts: str = field(init=False)

    def __post_init__(self) -> None:
        self.accepts = f"X {self.names[0].replace('_', '-')}.js (window.YTD.{self.names[0]})"

    def recognises(self, document: Document) -> bool:
        """A script that assigns one of the variables."""
        return _variable(document) in self.names

    def owner(self, document: Document) -> Owner:
        """Who account.js is about; the others do not say."""
        return _owner(document) if self.names == _ACCOUNT else Owner()

    def read(self, document: Document) -> Iterator[Reading]:
        """The one part."""
        yield self.reading(document)

    def reading(self, document: Document) -> Reading:
        """The part, with the owner's record before it where it is about him."""
        found = self.found(document)
        if self.personal and self.names != _ACCOUNT:
            me = Aside(records=(Record(uid("r", "owner", document.part), document.part, 0, 0, owner_of=(document.part,)),))
            found = chain([me], found)
        return Reading(document, self.name, self.personal, found)


def _account(document: Document) -> Iterator[Found]:
    """The owner's own account."""
    met = Met(document.part)
    for number, item in enumerate(document.items((EACH, "account")), start=1):
        key, fresh = text(item.value, "accountId"), list[Record]()
        if item.fault or not key:
            yield Unusable(item.line, item.fault or "an account without an id")
            continue
        email = email_of(text(item.value, "email"))
        met.record(
            key, item.line, number, fresh, name=text(item.value, "accountDisplayName"), emails=(email,) if email else (),
            accounts=(f"x:{key}",), url=f"https://x.com/{text(item.value, 'username')}", owner_of=(document.part,),
        )  # fmt: skip
        yield Named(item.line, tuple(fresh))


ACCOUNT = Script("x-account", _ACCOUNT, True, _account)
SCRIPTS = (
    ACCOUNT,
    Script("x-following", ("following", "follower"), True, follows),
    Script("x-tweets", ("tweets", "tweet"), True, tweets),
    Script("x-messages", ("direct_messages", "direct_message_headers"), False, messages),
    Script("x-group-messages", ("direct_messages_group", "direct_message_group_headers"), False, messages),
)


class Archive:
    """The files of an archive, each as if it stood alone, and whose it is."""

    name = "x-archive"
    version = 2
    personal = True
    accepts = "an X (Twitter) archive ZIP (with data/account.js, data/following.js … inside)"

    def recognises(self, document: Document) -> bool:
        """The manifest of an archive, or two of its files by their names."""
        names = {found[1] for m in document.members if (found := _FILE.fullmatch(m.name))}
        return "manifest" in names or len({n.replace("-", "_") for n in names} & _NAMES) > 1

    def owner(self, document: Document) -> Owner:
        """Who account.js is about."""
        return next((_owner(d) for d in _parts(document) if _variable(d) in _ACCOUNT), Owner())

    def read(self, document: Document) -> Iterator[Reading]:
        """All files that name somebody; of two that say the same, one with the texts and one without, only the first."""
        by_name: dict[str, list[Document]] = {}
        for part in _parts(document):
            by_name.setdefault(_variable(part), []).append(part)
        for script in SCRIPTS:
            names = [n for n in script.names if n in by_name]
            for name in names if script.found is follows else names[:1]:
                for part in by_name[name]:
                    yield script.reading(part)


_NAMES = frozenset(chain.from_iterable(s.names for s in SCRIPTS))


def _variable(document: Document) -> str:
    found = _SCRIPT.match(document.opening)
    return found[1] if found else ""


def _parts(document: Document) -> Iterator[Document]:
    """The scripts by their names, so that no picture is opened; what they are is said by what they assign."""
    return (m for m in document.members if _FILE.fullmatch(m.name) or re.fullmatch(r"(?:.*/)?data/[a-z-]+-part\d+\.js", m.name))


def _owner(document: Document) -> Owner:
    item = next(document.items((EACH, "account")), None)
    email = email_of(text(item.value, "email")) if item else ""
    return Owner(text(item.value, "accountDisplayName") if item else "", (email,) if email else ())
