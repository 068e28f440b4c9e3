"""From a file to the store: the only place that opens files. See docs/decisions for how evidence gets its ids."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from msgspec.structs import replace

from graph.derive import settle
from graph.errors import BadInput, TooLarge
from graph.identity.identify import newcomers
from graph.model import Encounter, Part, Problem, Record, Source
from graph.stated import Stated
from graph.store.base import Store, View, Writer
from ingest.again import check_same_dates
from ingest.mapper.mapped import Mapped
from ingest.mapper.mapping import parsed
from ingest.mapper.memory import check_same_mapping, is_remembered, remember
from ingest.meaning.ownership import check_same_file, check_same_part, part_of, settled
from ingest.preview import Preview
from ingest.reading.blob import CHUNK, Blob, Shared
from ingest.reading.dates import Order
from ingest.reading.document import Document
from ingest.reading.limits import Limits
from ingest.recognise import chosen
from ingest.report import Progress, Report
from ingest.source import Importer, Owner, Reading
from ingest.sources import SOURCES
from ingest.tally import Tally
from ingest.watch import Watch

BATCH = 10_000
"""Records and encounters that are held before they go to the store."""
_ROWS_PER_LOOK = 64
"""Rows between two looks at the clock."""


def import_file(  # noqa: PLR0913 - each is one thing that a person can say about an import
    store: Store,
    file: Path | BinaryIO,
    *,
    name: str,
    owner: str = "",
    kind: str = "",
    date_order: Order | None = None,
    columns: str = "",
    dry_run: bool = False,
    limits: Limits | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Report:
    """Imports one file as one visible change, and reports what each of its rows became.

    `name` is what the file is called; a stream that cannot seek is first copied to a temporary file. A file that was
    imported before changes nothing. `columns` is a mapping for a table that no importer knows (`ingest.mapper.mapping`): it is
    remembered with the import, and counts for every later file with the same header. `date_order` counts only where a
    file's own dates leave open which of day and month comes first. A dry run reads everything, tells what the first rows
    would become and who of them is new, and writes nothing. Raises `BadInput` and its kinds,
    `Conflict`, `Cancelled` (nothing was kept) and `StoreError`.
    """
    limits = limits or Limits()
    watch = Watch(name, progress, cancelled)
    with _opened(file, name, limits, watch) as blob:
        document = Document(blob, limits, date_order, owner)
        told = parsed(columns) if columns else None
        with store.view() as view:
            importer = chosen(document, SOURCES, kind, told, view.mappings())
        whose = settled(importer, document, owner)
        read_by = f"{importer.name} {importer.columns}" if isinstance(importer, Mapped) else importer.name
        source = Source(
            uid="s" + blob.survey.digest[:32], file=name, hash=blob.survey.digest, kind=importer.name, owner=str(whose),
            imported=datetime.now(UTC).replace(microsecond=0), importer=read_by, version=importer.version,
        )  # fmt: skip
        run = _Run(document, importer, whose, source, limits, watch)
        with store.view() as view:
            before = view.source(source.uid)
            if before and (dry_run or not told or is_remembered(view, document, told)):
                return _again(view, before, importer, whose, document)
            if dry_run:
                with unhurried_collector():
                    return run.read(view, None)
        with unhurried_collector(), store.writer() as writer:
            if told:
                remember(writer, document, told)
            if before := writer.source(source.uid):
                return _again(writer, before, importer, whose, document)
            return run.read(writer, writer)


@contextmanager
def unhurried_collector() -> Iterator[None]:
    """An import makes hundreds of thousands of objects that stay, none in cycles: at its usual pace the collector walks
    them again and again, for a fifth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def _opened(file: Path | BinaryIO, name: str, limits: Limits, watch: Watch) -> Iterator[Blob]:
    """The bytes of a file, seekable and within the size limit. The caller's stream stays open."""
    if isinstance(file, Path):
        try:
            stream = file.open("rb")
        except OSError as error:
            raise BadInput(f"{name} cannot be opened: {error.strerror}") from error
        with stream, _opened(stream, name, limits, watch) as blob:
            yield blob
    elif not file.seekable():
        with TemporaryFile() as spooled:
            while chunk := file.read(CHUNK):
                watch.check()
                spooled.write(chunk)
                _check_size(spooled.tell(), name, limits.file_bytes)
            with _opened(cast("BinaryIO", spooled), name, limits, watch) as blob:
                yield blob
    else:
        size = file.seek(0, 2)
        _check_size(size, name, limits.file_bytes)
        yield Blob(name, lambda: cast("BinaryIO", Shared(file)), lambda position: watch.looked(position, size))


def _check_size(size: int, name: str, most: int) -> None:
    if size > most:
        raise TooLarge(f"{name} has {size:,} bytes; at most {most:,} are read")


def _again(view: View, before: Source, importer: Importer, whose: Owner, document: Document) -> Report:
    """The report of a file that is in the store already: nothing new."""
    if importer.personal:
        check_same_file(before, whose)
    check_same_mapping(before, importer, document)
    check_same_dates(view, before, importer, document)
    limits = document.limits
    problems = view.problems(before.uid)
    return Report(
        file=document.name, kind=before.kind, source=before.uid, rows=before.rows, people=before.people, nameless=before.nameless,
        problems=tuple([p for p in problems if p.severity == "problem"][: limits.listed]),
        warnings=tuple([p for p in problems if p.severity == "warning"][: limits.listed]),
        encounters=sum(p.encounters for p in before.parts), new_people=0, unchanged=before.people, parts=before.parts,
        owner=before.owner, columns=_mapping_of(importer),
    )  # fmt: skip


def _mapping_of(importer: Importer) -> str:
    return str(importer.columns) if isinstance(importer, Mapped) else ""


@dataclass(slots=True)
class _Run:
    """One import on its way: counts, and what has been said so far."""

    document: Document
    importer: Importer
    owner: Owner
    source: Source
    limits: Limits
    watch: Watch
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    stated: Stated = field(default_factory=Stated)
    preview: Preview = field(default_factory=Preview)
    rows: int = 0
    bytes_done: int = 0

    def read(self, view: View, writer: Writer | None) -> Report:
        """Reads all parts, into `writer` unless this is a dry run."""
        if writer:
            writer.add_source(self.source)
        personal, fresh, unchanged = [], [], 0
        for reading in self.importer.read(self.document):
            part = reading.document.part
            if part in {p.uid for p in self.parts}:
                continue
            known = part in view.holders([part])
            if reading.personal:
                check_same_part(view, part, reading.document.name, self.owner)
                personal.append(part)
            self.preview.begin_part()
            self.parts.append(self._part(reading, writer, known=known))
            if known:
                unchanged += self.parts[-1].people
            else:
                fresh.append(part)
        if personal:
            part_said, record = part_of(self.source.uid, self.owner, personal, self._newest())
            self.parts.append(part_said)
            fresh.append(part_said.uid)
            self._state(writer, [record], [])
        new_people = 0
        done = replace(self.source, parts=tuple(self.parts))
        if writer:
            self.watch.relating()
            writer.finish_source(done)
            new_people = settle(writer, fresh, self.stated, self.watch.relating).new_people
            writer.finish_source(replace(done, new_people=new_people))
        else:
            self.watch.relating()
            new = newcomers(view, self.stated.records, self.parts)
            new_people = len(new)
            self.preview.known_new(chain.from_iterable(new))
        return Report(
            file=self.source.file, kind=self.source.kind, source=self.source.uid, rows=done.rows, people=done.people,
            nameless=done.nameless, problems=tuple(self.problems), warnings=tuple(self.warnings),
            encounters=sum(p.encounters for p in self.parts), new_people=new_people, unchanged=unchanged, parts=done.parts,
            owner=done.owner, columns=_mapping_of(self.importer), preview=self.preview.rows(),
        )  # fmt: skip

    def _newest(self) -> date | None:
        return max((p.newest for p in self.parts if p.newest), default=None)

    def _part(self, reading: Reading, writer: Writer | None, *, known: bool) -> Part:
        """Reads one part; evidence that the store has already is counted and not written."""
        tally = Tally(reading.document.name)
        for found in reading.found:
            tally.add(found)
            if writer is None:
                self.preview.add(reading.document.name, found, many_parts=bool(self.document.members))
            if tally.waiting >= BATCH:
                self._flush(tally, writer, known=known)
            if tally.rows % _ROWS_PER_LOOK == 0:
                self._tell(reading, tally.rows)
        self._flush(tally, writer, known=known)
        self.rows += tally.rows
        self.bytes_done += reading.document.blob.survey.size
        return tally.part(reading.document.part, reading.kind)

    def _flush(self, tally: Tally, writer: Writer | None, *, known: bool) -> None:
        self.watch.check()
        for remark in tally.remarks:
            listed = self.problems if remark.severity == "problem" else self.warnings
            if len(listed) < self.limits.listed:
                listed.append(remark)
        if writer and not known:
            writer.add_events(tally.events)
        if not known:
            self._state(writer, tally.records, tally.ties)
        if writer:
            writer.add_problems(self.source.uid, tally.remarks)
        tally.emptied()

    def _state(self, writer: Writer | None, records: Sequence[Record], encounters: Sequence[Encounter]) -> None:
        if writer:
            writer.add_records(records)
            writer.add_encounters(encounters)
        self.stated.add(records, encounters if writer else ())

    def _tell(self, reading: Reading, rows: int) -> None:
        total = max(self.document.blob.survey.size, self.bytes_done + reading.document.blob.survey.size)
        self.watch.read(self.rows + rows, self.bytes_done + reading.document.blob.position, total)
