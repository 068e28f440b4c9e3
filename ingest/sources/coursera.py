"""Coursera enrolment report: learners, the courses that they completed as skills, and who was in a class with whom."""

from __future__ import annotations

from graph.model import Record
from graph.values import email_of, uid
from ingest.meaning.cohorts import Cohorts, Stay, month
from ingest.reading.columns import Columns
from ingest.reading.dates import moment
from ingest.reading.document import Document, HeadRow, Row
from ingest.source import Named, Nameless, RowReader, TableImporter

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
_EARLY = 28
"""How many days before a class begins people enrol in it."""


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
        columns = Columns(header.cells, FIELDS)
        rows = ((r, columns.read(r.cells, long=r.long)[0]) for r in document.rows(header) if not r.fault)
        stays = (stay for row, cells in rows if (stay := _stay(row, cells)))
        return _Learners(document.part, columns, Cohorts(document.part, stays))


class _Learners(RowReader):
    def __init__(self, part: str, columns: Columns, cohorts: Cohorts) -> None:
        super().__init__(columns)
        self._part = part
        self._cohorts = cohorts

    def row(self, row: Row, cells: list[str], warnings: tuple[str, ...]) -> Named | Nameless:
        name, email, external, title, _, _, enrolled, _, _, _, completed, _, position, place = cells
        email = email_of(email)
        if not (name or email):
            return Nameless(row.line)
        record = Record(
            id=uid("r", self._part, str(row.line), "0"), part=self._part, line=row.line, row=row.number, name=name,
            emails=(email,) if email else (), position=position, place=place, ref=external,
            skills=(title,) if title and completed.lower() == "yes" else (),
        )  # fmt: skip
        if enrolled and moment(enrolled) is None:
            warnings = (*warnings, f"the time {enrolled[:40]!r} cannot be read: the learner is kept, the course is not counted")
        stay = _stay(row, cells)
        ties = tuple(self._cohorts.ties(stay, record.id, row.line)) if stay else ()
        return Named(row.line, (record,), ties, warnings)


def _stay(row: Row, cells: list[str]) -> Stay | None:
    """Who made progress: in the class that he joined in time, else in the month in which he enrolled."""
    name, email, _, _, course, slug, enrolled, start, end, progress, _, removed, _, _ = cells
    when, begins, ends = moment(enrolled), moment(start), moment(end)
    if not (when and (name or email_of(email)) and progress.strip("0.,% ")) or removed.lower() == "yes":
        return None
    in_time = begins and ends and begins.day.toordinal() - _EARLY <= when.day.toordinal() <= ends.day.toordinal()
    run = f"class of {begins.day}" if begins and in_time else month(when.day)
    return Stay(course or slug, run, email_of(email) or str(row.line), when.day)
