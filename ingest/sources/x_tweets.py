"""Follow lists and tweets of an X archive: from the owner to those he follows, answers and mentions."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Record
from graph.values import uid
from ingest.meaning.met import Met, Said
from ingest.reading.dates import Moment, moment
from ingest.reading.document import Document
from ingest.reading.json_stream import EACH, listed, text
from ingest.source import Found, Named, Nameless, Unusable


def owner_record(part: str) -> str:
    """Id of the record that stands for the owner of a part."""
    return uid("r", "owner", part)


def follows(document: Document) -> Iterator[Found]:
    """following.js and follower.js: one account a row, directed, without a date."""
    met, me = Met(document.part), owner_record(document.part)
    for number, item in enumerate(document.items((EACH, "following"), (EACH, "follower")), start=1):
        key, fresh = text(item.value, "accountId"), list[Record]()
        if item.fault or not key.isdecimal():
            yield Unusable(item.line, item.fault or f"the account id {key[:40]!r} is no number")
            continue
        url = text(item.value, "userLink")
        other = met.record(key, item.line, number, fresh, accounts=(f"x:{key}",), url=url)
        follower, followed = (me, other) if item.path[-1] == "following" else (other, me)
        said = Said(document.part, item.line, str(number))
        yield Named(item.line, tuple(fresh), tuple(said.ties("follows", follower, [followed])))


def tweets(document: Document) -> Iterator[Found]:
    """tweets.js: one tweet a row; nameless when it answers and mentions nobody. Who answers himself has no tie for it."""
    met, me = Met(document.part), owner_record(document.part)
    for number, item in enumerate(document.items((EACH, "tweet")), start=1):
        if item.fault:
            yield Unusable(item.line, item.fault)
            continue
        fresh: list[Record] = []
        answered, handle = text(item.value, "in_reply_to_user_id_str"), text(item.value, "in_reply_to_screen_name")
        named = {
            text(m, "id_str"): (text(m, "name"), text(m, "screen_name")) for m in listed(item.value, "entities", "user_mentions")
        }
        if answered:
            named.setdefault(answered, ("", handle))
        people = {
            key: met.record(key, item.line, number, fresh, name=name, accounts=(f"x:{key}",), url=f"https://x.com/{screen}")
            for key, (name, screen) in named.items()
            if key.isdecimal()
        }
        if not people:
            yield Nameless(item.line)
            continue
        written = text(item.value, "created_at")
        when = _moment(written)
        said = Said(document.part, item.line, str(number), when)
        replied = people.pop(answered, "")
        ties = (*said.ties("replied", me, [replied]), *said.ties("mentioned", me, list(people.values())))
        warnings = () if when else (f"the date {written[:40]!r} cannot be read: the tweet is counted without its day",)
        yield Named(item.line, tuple(fresh), ties, warnings)


def _moment(written: str) -> Moment | None:
    """`Wed Jan 10 09:00:00 +0000 2024`, or ISO 8601."""
    words = written.split()
    return moment(f"{words[2]} {words[1]} {words[5]} {words[3]}") if len(words) == 6 else moment(written)
