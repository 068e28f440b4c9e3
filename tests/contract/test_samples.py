"""Every sample goes into either store with the counts that are written beside it, and comes out again by undo."""

from __future__ import annotations

import re

from graph.derive import undo
from graph.store.base import Store
from tests.golden.rendered import expected, samples, taken_in
from tests.samples.made import made

COUNTS = re.compile(r": (\d+) rows = (\d+) people \+ (\d+) nameless \+ (\d+) problems")


def test_counts_are_those_beside_the_sample_and_undo_takes_all_back(store: Store) -> None:
    taken, table = 0, made()
    for sample in samples():
        text = expected(sample).read_text(encoding="utf-8")
        if text.startswith("refused"):
            continue
        parts = [tuple(map(int, found)) for found in COUNTS.findall(text)]
        report = taken_in(store, sample)
        assert [(p.rows, p.people, p.nameless, p.problems) for p in report.parts if p.kind != "owner"] == parts, sample.name
        assert report.rows == report.people + report.nameless + len(report.problems) == sum(p[0] for p in parts)
        if sample in table:
            assert (report.people, report.nameless, len(report.problems)) == table[sample].counts, sample.name
        with store.view() as view:
            here = [s.record for s in view.statements() if s.source == report.source]
            counted = {p.uid for p in report.parts if p.rows}  # the owner's own tables count as no rows
            assert len({(r.part, r.line) for r in here if r.line and r.part in counted}) <= report.people
            assert view.source(report.source) is not None
        again = taken_in(store, sample)
        assert (again.new_people, again.unchanged, again.rows) == (0, again.people, report.rows)
        taken += 1
    assert taken > len(samples()) // 2
    with store.view() as view:
        sources = [s.uid for s in view.sources()]
    for source in sources:
        with store.writer() as writer:
            undo(writer, source)
    with store.view() as view:
        size = view.size()
    assert size.people == size.ties == size.records == size.encounters == size.sources == 0
