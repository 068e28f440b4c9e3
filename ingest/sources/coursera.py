"""Coursera enrolment report: learners, the courses that they completed as skills, and who was in a class with whom."""

from __future__ import annotations

from datetime import date, timedelta

from graph.model import Record
from graph.values import email_of, uid
from ingest.cohorts import Cohorts, month
from ingest.columns import Columns
from ingest.dates import moment
from ingest.document import Document, HeadRow, Row
from ingest.source import Aside, Named, Nameless, RowReader, TableImporter

FIELDS = {
    "name": ("name",),
    "email": ("email",),
    "external": ("externalid",),
    "title": ("course", "coursename"),
    "course": ("courseid",),
    "slug": ("courseslug",),
    "enrolled": ("enrollmenttime",),
    "start": ("classstarttime",),
    "end": ("classendtime",),
    "progress": ("overallprogress",),
    "completed": ("completed",),
    "removed": ("removedfromprogram",),
    "position": ("jobtitle",),
    "place": ("locationcity",),
}
_EARLY = timedelta(days=28)
"""How long before a class begins people enrol in it."""


class Enrolments(TableImporter):
    """One record a row; rows of one learner share an e-mail."""

    name = "coursera"
    accepts = "Coursera enrolments (Course Slug, Enrollment Time)"
    units = "enrolments"

    def is_header(self, row: HeadRow) -> bool:
        """Coursera's own key of a course and the time of enrolment."""
        return Columns(row.cells, FIELDS).has("slug", "enrolled")

    def reader(self, document: Document, header: HeadRow) -> RowReader:
        """A row without name and e-mail identifies nobody."""
        return _Learners(document.part, Columns(header.cells, FIELDS))


class _Learners(RowReader):
    def __init__(self, part: str, columns: Columns) -> None:
        super().__init__(columns)
        self._part = part
        self._cohorts = Cohorts(part)

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        name, email, external, title, course, slug, enrolled, start, end, progress, completed, removed, position, place = cells
        email = email_of(email)
        if not (name or email):
            return Nameless(row.line)
        record = Record(
            id=uid("r", self._part, str(row.line), "0"), part=self._part, line=row.line, row=row.number, name=name,
            emails=(email,) if email else (), position=position, place=place, ref=external,
            skills=(title,) if title and completed.lower() == "yes" else (),
        )  # fmt: skip
        when = moment(enrolled)
        if enrolled and when is None:
            warnings = (*warnings, f"the time {enrolled[:40]!r} cannot be read: the learner is kept, the course is not counted")
        if when and removed.lower() != "yes" and progress.strip("0.,% "):
            run = _run(when.day, start, end)
            self._cohorts.add(course or slug, run, email or str(row.line), record.id, when.day, row.line)
        return Named(row.line, (record,), (), warnings)

    def after(self) -> Aside:
        return Aside(encounters=tuple(self._cohorts.ties()))


def _run(day: date, start: str, end: str) -> str:
    """The class that a learner joined in time, else the month in which he enrolled."""
    begins, ends = moment(start), moment(end)
    in_time = begins and ends and begins.day - _EARLY <= day <= ends.day
    return f"class of {begins.day}" if begins and in_time else month(day)
