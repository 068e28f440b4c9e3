"""Import jobs: uploads wait in temporary files, and one background thread imports them in turn.

A job outlives the request that brought it. What is kept for good is the store's ledger; jobs are this process's memory of
what is going on and of what was refused, the last `KEPT` of them.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, BinaryIO, Literal

from api.problems import details_of, plain
from graph.errors import Cancelled, Conflict, MutualsError, StoreError, TooLarge
from graph.store.base import Store
from ingest.reading.dates import Order
from ingest.reading.limits import Limits
from ingest.report import Progress, Report
from ingest.run import import_file

LOG = logging.getLogger("mutuals")
KEPT = 500
NOTICE_SECONDS = 0.2
"""Listeners hear of progress at most this often, and of a change of state or stage at once."""

State = Literal["waiting", "reading", "done", "refused", "cancelled"]
FINISHED: frozenset[State] = frozenset({"done", "refused", "cancelled"})


@dataclass(frozen=True, slots=True)
class Upload:
    """One received file, where it waits, and what was said of it."""

    name: str
    file: BinaryIO
    """A temporary file that has no name: whatever happens to this process, nothing of it stays on the disk."""
    owner: str = ""
    kind: str = ""
    date_order: Order | None = None
    columns: str = ""
    """A mapping of its columns."""
    dry_run: bool = False
    """Whether nothing of it is to be kept."""


@dataclass(slots=True, eq=False)
class Job:
    """One file on its way into the store. Only its `Jobs` changes it; others read and listen."""

    id: str
    upload: Upload
    state: State = "waiting"
    progress: Progress | None = None
    report: Report | None = None
    problem: dict[str, Any] | None = None
    cancel: threading.Event = field(default_factory=threading.Event)
    listeners: list[Callable[[], object]] = field(default_factory=list)
    noticed: float = 0.0

    @property
    def finished(self) -> bool:
        return self.state in FINISHED


def _cancelled(job: Job) -> Cancelled:
    return Cancelled(f"The import of {job.upload.name} was cancelled")


class Jobs:
    """All jobs of one server."""

    def __init__(self, store: Store, limits: Limits, most_waiting: int) -> None:
        self._store = store
        self._limits = limits
        self._most_waiting = most_waiting
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mutuals-import")

    def submit(self, uploads: Sequence[Upload]) -> list[Job]:
        """Takes over the uploaded files, and closes them in the end. Raises `TooLarge` when too many wait already."""
        jobs = [Job(f"i{secrets.token_hex(8)}", upload) for upload in uploads]
        with self._lock:
            waiting = sum(not job.finished for job in self._jobs.values())
            if waiting + len(jobs) > self._most_waiting:
                for upload in uploads:
                    upload.file.close()
                raise TooLarge(f"{waiting} files wait for their import, and at most {self._most_waiting} may. Try again later")
            self._jobs.update({job.id: job for job in jobs})
            done = [job.id for job in self._jobs.values() if job.finished]
            for old in done[: max(0, len(self._jobs) - KEPT)]:
                del self._jobs[old]
        for job in jobs:
            self._pool.submit(self._run, job).add_done_callback(partial(self._settle, job))
        return jobs

    def get(self, uid: str) -> Job | None:
        with self._lock:
            return self._jobs.get(uid)

    def unfinished(self) -> list[Job]:
        """In the order in which they came."""
        with self._lock:
            return [job for job in self._jobs.values() if not job.finished]

    def by_state(self) -> dict[str, int]:
        """How many jobs of this process are in each state."""
        with self._lock:
            states = [job.state for job in self._jobs.values()]
        return {state: states.count(state) for state in ("waiting", "reading", "done", "refused", "cancelled")}

    def stop(self, job: Job) -> None:
        """Asks a job to end; it keeps nothing. Raises `Conflict` when it has ended already."""
        with self._lock:
            if job.finished:
                raise Conflict(f"The import of {job.upload.name} has ended already")
            job.cancel.set()
            waiting = job.state == "waiting"
            if waiting:
                job.state, job.problem = "cancelled", details_of(_cancelled(job)).body()
        if waiting:
            self._notify(job)

    def forget(self, source: str) -> None:
        """Drops what is remembered of a source that was undone."""
        with self._lock:
            for uid in [job.id for job in self._jobs.values() if job.report and job.report.source == source]:
                del self._jobs[uid]

    def listen(self, job: Job, hear: Callable[[], object]) -> Callable[[], None]:
        """Calls `hear`, from any thread, when the job has changed. Returns what ends the listening."""
        with self._lock:
            job.listeners.append(hear)

        def end() -> None:
            with self._lock:
                if hear in job.listeners:
                    job.listeners.remove(hear)

        return end

    def close(self) -> None:
        """Cancels what runs or waits, and returns when nothing runs any more."""
        for job in self.unfinished():
            job.cancel.set()
        self._pool.shutdown(wait=True)

    def _run(self, job: Job) -> Report:
        with self._lock:
            if job.cancel.is_set():
                raise _cancelled(job)
            job.state = "reading"
        self._notify(job)
        return import_file(
            self._store,
            job.upload.file,
            name=job.upload.name,
            owner=job.upload.owner,
            kind=job.upload.kind,
            date_order=job.upload.date_order,
            columns=job.upload.columns,
            dry_run=job.upload.dry_run,
            limits=self._limits,
            progress=lambda progress: self._progress(job, progress),
            cancelled=job.cancel.is_set,
        )

    def _settle(self, job: Job, future: Future[Report]) -> None:
        job.upload.file.close()
        error = future.exception()
        if error is None:
            self._change(job, "done", report=future.result())
            return
        if not isinstance(error, MutualsError) or isinstance(error, StoreError):
            LOG.error("import %s failed", job.id, exc_info=error)
        if isinstance(error, MutualsError):
            problem = details_of(error)
        else:
            problem = plain(500, "The import failed here; the server's log says why.", slug="failed")
        self._change(job, "cancelled" if isinstance(error, Cancelled) else "refused", problem=problem.body())

    def _progress(self, job: Job, progress: Progress) -> None:
        turned = job.progress is None or job.progress.stage != progress.stage
        job.progress = progress
        now = time.monotonic()
        if turned or now - job.noticed >= NOTICE_SECONDS:
            job.noticed = now
            self._notify(job)

    def _change(self, job: Job, state: State, *, report: Report | None = None, problem: dict[str, Any] | None = None) -> None:
        with self._lock:
            if job.finished:
                return
            job.report, job.problem, job.state = report, problem, state
        self._notify(job)

    def _notify(self, job: Job) -> None:
        with self._lock:
            listeners = list(job.listeners)
        for hear in listeners:
            hear()
