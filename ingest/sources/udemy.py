"""Udemy Business user-course activity: learners, the courses that they completed as skills, and who began one in the same month.

A course that was assigned and never begun is no evidence of anything.
"""

from __future__ import annotations

from graph.model import Record
from graph.values import email_of, uid
from ingest.meaning.cohorts import Cohorts, Stay, month
from ingest.reading.columns import Columns, heading
from ingest.reading.dates import Order, moment, order_of
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Named, Nameless, RowReader, TableImporter

FIELDS = {
    "given": ("userfirstname",),
    "family": ("userlastname",),
    "email": ("useremail", heading("사용자 이메일")),
    "external": ("externalid",),
    "course": ("courseid", heading("강의 ID")),
    "title": ("coursetitle",),
    "minutes": ("minutesvideoconsumed", heading("사용한 동영상 시간")),
    "enrolled": ("dateenrolled",),
    "started": ("datestarted",),
    "completed": ("datecompleted",),
    "first_completed": ("firstdatecompleted",),
}


class Activity(TableImporter):
    """One record a row; rows of one learner share an e-mail."""

    name = "udemy"
    accepts = "Udemy Business user-course activity (User Email, Course Title)"
    units = "courses of users"

    def is_header(self, row: HeadRow) -> bool:
        """The learner's e-mail and the course, by its title or number."""
        columns = Columns(row.cells, FIELDS)
        return columns.has("email") and (columns.has("title") or columns.has("course"))

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """A row without name and e-mail identifies nobody."""
        columns = Columns(header.cells, FIELDS)
        at = columns.at("started")
        dates = (r.cells[at] for r in document.rows(header) if not r.fault and at >= 0)
        order = order_of(dates, document.date_order or "mdy")
        rows = ((r, columns.read(r.cells, long=r.long)[0]) for r in document.rows(header) if not r.fault)
        stays = (stay for row, cells in rows if (stay := _stay(row, cells, order)))
        return _Learners(document.part, columns, order, Cohorts(document.part, stays))


class _Learners(RowReader):
    def __init__(self, part: str, columns: Columns, order: Order, cohorts: Cohorts) -> None:
        super().__init__(columns)
        self._part = part
        self._order: Order = order
        self._cohorts = cohorts

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        given, family, email, external, _, title, _, enrolled, started, completed, first_completed = cells
        name, email = f"{given} {family}".strip(), email_of(email)
        if not (name or email):
            return Nameless(row.line)
        record = Record(
            id=uid("r", self._part, str(row.line), "0"), part=self._part, line=row.line, row=row.number, name=name, given=given,
            family=family, emails=(email,) if email else (), ref=external,
            skills=(title,) if title and (completed or first_completed) else (),
        )  # fmt: skip
        began = started or enrolled
        if began and moment(began, self._order) is None:
            warnings = (*warnings, f"the date {began[:40]!r} cannot be read: the learner is kept, the course is not counted")
        stay = _stay(row, cells, self._order)
        ties = tuple(self._cohorts.ties(stay, record.id, row.line)) if stay else ()
        return Named(row.line, (record,), ties, warnings)


def _stay(row: Row, cells: list[str], order: Order) -> Stay | None:
    """Who began: on the day that is stated, else on that of the enrolment if he watched anything."""
    given, family, email, _, course, title, minutes, enrolled, started, _, _ = cells
    when = moment(started or (enrolled if minutes.strip("0.,") else ""), order)
    if not (when and (course or title) and (given or family or email_of(email))):
        return None
    return Stay(course or title, month(when.day), email_of(email) or str(row.line), when.day)
