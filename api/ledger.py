"""Imports as they are shown: jobs while they run, the store's ledger for good."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from api import present
from api.jobs import Job, Jobs
from api.present import Json
from graph.derive import undo
from graph.errors import NotFound
from graph.model import Problem
from graph.store.base import Store


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, and that stays on its line."""
    flat = " ".join(cell.split())
    return f"'{flat}" if flat[:1] in set("=+-@|%") else flat


def problems_csv(problems: Sequence[Problem]) -> str:
    """All problems and warnings of an import as CSV, with the formulas of hostile files neutralised."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["severity", "file", "line", "reason"])
    writer.writerows([p.severity, neutral(p.file), p.line, neutral(p.reason)] for p in problems)
    return out.getvalue()


def progress_of(job: Job) -> Json | None:
    """`Progress` of a job that is being read."""
    if job.progress is None:
        return None
    left = job.progress.seconds_remaining
    return {
        "stage": job.progress.stage,
        "rows": job.progress.rows,
        "bytes_read": job.progress.bytes_read,
        "bytes_total": job.progress.bytes_total,
        "rows_per_second": round(job.progress.rows_per_second, 1),
        "seconds_remaining": None if left is None else round(left, 1),
    }


def import_of_job(job: Job, *, brief: bool = False) -> Json:
    """`Import` of a job."""
    report = job.report.to_json() if job.report else None
    return {
        "id": job.id,
        "state": job.state,
        "file": job.upload.name,
        "owner": report["owner"] if report else job.upload.owner,
        "kind": report["kind"] if report else job.upload.kind,
        "dry_run": job.upload.dry_run,
        "source": report["source"] or None if report else None,
        "imported": None,
        "progress": progress_of(job),
        "counts": present.counts_of_report(report) if report else None,
        "report": present.shortened(report) if report and not brief else None,
        "problem": job.problem,
    }


@dataclass(frozen=True, slots=True)
class Desk:
    """All imports of one store, by the id that an upload got or by the source's own."""

    store: Store
    jobs: Jobs

    def source_id(self, uid: str) -> str:
        job = self.jobs.get(uid)
        # What was only looked at may have been imported before: that is another's to undo.
        return job.report.source if job and job.report and not job.upload.dry_run else uid

    def entry(self, uid: str) -> Json:
        """`Import`. Raises `NotFound`."""
        job = self.jobs.get(uid)
        if job and (job.upload.dry_run or not job.report):
            return import_of_job(job)
        with self.store.view() as view:
            source = view.source(self.source_id(uid))
            if source is None:
                raise NotFound(f"There is no import {uid!r}")
            if job:
                return import_of_job(job) | {"imported": present.moment(source.imported)}
            return present.import_of_source(source, view.problems(uid))

    def page(self, limit: int, after: str) -> Json:
        """`Ledger`: what runs, then the store's sources past the one named `after`."""
        with self.store.view() as view:
            sources = view.sources()
        start = next((i + 1 for i, s in enumerate(sources) if s.uid == after), 0)
        page = sources[start : start + limit]
        running = [] if after else [import_of_job(job, brief=True) for job in self.jobs.unfinished() if not job.upload.dry_run]
        more = page[-1].uid if start + limit < len(sources) else None
        return {"items": running + [present.import_of_source(s, None) for s in page], "next": more}

    def mappings(self) -> list[Json]:
        """`MappingShown` of every header that is remembered."""
        with self.store.view() as view:
            return present.mappings(view)

    def problems(self, uid: str) -> list[Problem]:
        """Every problem and warning of a finished import. Raises `NotFound`."""
        source = self.source_id(uid)
        with self.store.view() as view:
            if view.source(source) is None:
                raise NotFound(f"There is no finished import {uid!r}")
            return view.problems(source)

    def remove(self, uid: str) -> None:
        """Cancels what is on its way, undoes what is done. Raises `NotFound` where nothing was kept."""
        job = self.jobs.get(uid)
        if job and not job.finished:
            self.jobs.stop(job)
            return
        if job and job.upload.dry_run:
            raise NotFound(f"{job.upload.name} was only looked at: there is nothing to undo")
        source = self.source_id(uid)
        with self.store.writer() as writer:
            if writer.source(source) is None:
                raise NotFound(f"There is no finished import {uid!r}")
            undo(writer, source)
        self.jobs.forget(source)
