"""Generic `ties`: `from,to,when,kind[,count][,direction]`. Anything that another tool can say about two people.

`kind` is one of `graph.priors.KINDS` or of the aliases below. Whoever writes a line says that two people have to do with each
other, so a kind that is not known counts as having been in touch, with a warning that says so and what is accepted.
"""

from __future__ import annotations

from graph.model import Direction, Encounter, Record
from graph.values import uid, words
from ingest.meaning.parties import Parties
from ingest.reading import when
from ingest.reading.columns import Columns
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Named, Nameless, RowReader, TableImporter, Unusable

FIELDS = {
    "from": ("from",),
    "to": ("to",),
    "when": ("when",),
    "kind": ("kind",),
    "count": ("count",),
    "direction": ("direction",),
}
ALIASES = {
    "message": "message messages messaged mail mails email emails e_mail dm chat wrote letter text",
    "group_message": "group_message group_mail group_chat group_email thread",
    "met": "met meeting meetings met_with call calls talked interview lunch coffee one_on_one 1_1",
    "connected": "connected connection connections linkedin",
    "in_touch": "in_touch contact contacts contacted touch interaction interactions tie",
    "mentoring": "mentoring mentor mentored mentors mentee",
    "endorsed": "endorsed endorsement endorsements",
    "recommended": "recommended recommendation recommendations",
    "listed": "listed address_book phone_book contact_list",
    "invited": "invited invitation",
    "followed": "followed",
    "scheduled": "scheduled appointment",
    "scheduled_group": "scheduled_group group_meeting",
    "replied": "replied reply replies answered",
    "mentioned": "mentioned mention mentions",
    "reacted": "reacted reaction reactions liked like",
    "follows": "follows follow follower following",
    "friends": "friends friend facebook",
    "added_to_card": "added_to_card assigned",
    "shared_card": "shared_card co_assigned",
    "worked_on": "worked_on same_document co_edited",
    "studied": "studied same_course studied_together",
    "coauthored": "coauthored coauthor co_author co_authored",
    "close": "close close_friend family trusted",
    "knows": "knows know known acquaintance acquainted colleague colleagues coworker coworkers worked_with classmate",
    "met_once": "met_once",
    "does_not_know": "does_not_know doesnt_know unknown stranger not_known",
}
"""Words for each kind, blanks and hyphens written as `_`. Attendance is no tie: it has a file of its own."""
_KIND = {alias: kind for kind, aliases in ALIASES.items() for alias in aliases.split()}
_ONE_WAY = frozenset(
    "message group_message mentoring endorsed recommended listed invited followed "
    "replied mentioned reacted follows added_to_card".split()
)
_BOTH = frozenset(("both", "mutual", "undirected", "either", "two-way", "<->"))
_FORWARD = frozenset(("forward", "directed", "one-way", "out", "->"))
_MOST = 1_000_000


class Ties(TableImporter):
    """One record for each distinct person, one encounter a row."""

    name = "ties"
    accepts = "ties (from, to, when, kind[, count][, direction])"
    units = "ties"

    def is_header(self, row: HeadRow) -> bool:
        """All four columns that are not optional."""
        return Columns(row.cells, FIELDS).has("from", "to", "when", "kind")

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """Rows with both people named give a tie; a row with one of them is a problem, with none nameless."""
        columns = Columns(header.cells, FIELDS)
        return _Pairs(document.part, columns, when.reader(document.rows(header), columns.at("when")))


class _Pairs(RowReader):
    def __init__(self, part: str, columns: Columns, read_when: when.Reader) -> None:
        super().__init__(columns)
        self._part = part
        self._when = read_when
        self._parties = Parties(part)

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless | Unusable:
        one, other, said_when, said_kind, said_count, said_direction = cells
        if not (one or other):
            return Nameless(row.line)
        if not (one and other):
            return Unusable(row.line, f"`{'to' if one else 'from'}` is empty: a tie needs two people")
        fresh: list[Record] = []
        a, b = (self._parties.record(p, row.line, row.number, fresh) for p in (one, other))
        kind, unknown = kind_of(said_kind)
        if a == b:
            warnings = (*warnings, "`from` and `to` are the same person: no tie")
        warnings = (*warnings, *unknown)
        if a == b:
            return Named(row.line, tuple(fresh), (), warnings)
        (moment, late), (count, uncounted), (direction, unclear) = (
            when.read(self._when, said_when), count_of(said_count), direction_of(said_direction, kind)
        )  # fmt: skip
        tie = Encounter(
            id=uid("e", self._part, str(row.line), kind, a, b), part=self._part, line=row.line, kind=kind, a=a, b=b,
            direction=direction, day=moment.day if moment else None, start=moment.second if moment else None, count=count,
        )  # fmt: skip
        return Named(row.line, tuple(fresh), (tie,), (*warnings, *late, *uncounted, *unclear))


def kind_of(text: str) -> tuple[str, tuple[str, ...]]:
    """The kind of tie that a word stands for, and a warning when it is none."""
    if kind := _KIND.get("_".join(words(text))):
        return kind, ()
    return "in_touch", (f"the kind {text[:40]!r} is not one of {', '.join(ALIASES)}: counted as in_touch",)


def count_of(text: str) -> tuple[int, tuple[str, ...]]:
    """How often; once where nothing is said, with a warning where it is no number."""
    if not text:
        return 1, ()
    if text.isascii() and text.isdecimal() and len(text) < 8 and 1 <= int(text) <= _MOST:
        return int(text), ()
    return 1, (f"the count {text[:40]!r} is not a number from 1 to {_MOST:,}: counted once",)


def direction_of(text: str, kind: str) -> tuple[Direction, tuple[str, ...]]:
    """Which way; that of the kind where nothing is said, with a warning where it is no direction."""
    said = text.lower()
    usual: Direction = "forward" if kind in _ONE_WAY else "both"
    if said in _BOTH:
        return "both", ()
    if said in _FORWARD:
        return "forward", ()
    return usual, (f"the direction {text[:40]!r} is neither `both` nor `forward`: taken as `{usual}`",) if said else ()
