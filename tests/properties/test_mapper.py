"""Whatever a table holds and whatever is said of its columns, the end is a report that adds up or an error of our own."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import MutualsError
from ingest.mapper.guess import sample
from ingest.mapper.mapped import checked
from ingest.mapper.mapping import SHAPES, Choice, ColumnMap, made, parsed
from ingest.source import Named, Nameless, Unusable
from tests.golden.rendered import MAPS, document, samples
from tests.properties.test_ingest_hostile import edits, mutated

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
cells = st.one_of(
    texts, st.sampled_from(["", "ada@example.org", "Ada <ada@example.org>; bo@example.org", "03/04/2025", "1741078800", "met"])
)
MAPPED = [s for s in samples() if s.name in MAPS]


@st.composite
def choices(draw: st.DrawFn, headings: list[str]) -> ColumnMap:
    """Any mapping of one shape on these headings."""
    shape = SHAPES[draw(st.sampled_from(sorted(SHAPES)))]
    one = st.builds(lambda c: Choice(tuple(dict.fromkeys(c))), st.lists(st.sampled_from(headings), min_size=1, max_size=2))
    choice = st.one_of(one, st.builds(lambda w: Choice(word=w), st.sampled_from(["met", "2025-01-01", "x"])))
    said = {f: draw(choice) for f in shape.fields if draw(st.booleans())}
    said |= {n[0]: draw(one if n is shape.needs[0] else choice) for n in shape.needs}
    if "company" in said:
        said.pop("school", None)
    elif "school" not in said:
        said = {f: c for f, c in said.items() if f not in ("started", "ended")}
    return made(said)


@settings(max_examples=300)
@given(st.data())
def test_every_row_of_a_mapped_table_is_counted_once(data: st.DataObject) -> None:
    headings = [f"h{i}" for i in range(data.draw(st.integers(1, 5)))]
    table = data.draw(st.lists(st.lists(cells, min_size=len(headings), max_size=len(headings)), max_size=8))
    columns = data.draw(choices(headings))
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([headings, *table])
    table_file = document(text.getvalue().encode(), "table.csv", "dmy")
    (reading,) = checked(table_file, columns).read(table_file)
    found = [f for f in reading.found if isinstance(f, Named | Nameless | Unusable)]
    assert len(found) == len(table)
    ids = [r.id for f in found if isinstance(f, Named) for r in f.records]
    assert len(ids) == len(set(ids))


@settings(max_examples=400)
@given(st.sampled_from(MAPPED), edits)
def test_mutated_tables_never_surprise_the_mapper(one: Path, changes: list[tuple[float, str, bytes]]) -> None:
    broken = document(mutated(one.read_bytes(), changes), one.name, "dmy")
    try:
        sample(broken)
        for reading in checked(broken, parsed(MAPS[one.name])).read(broken):
            for _ in reading.found:
                pass
    except MutualsError:
        return


@settings(max_examples=500)
@given(st.text(st.sampled_from('name=,+":ab from to\\\t\u00e9'), max_size=40))
def test_any_text_is_a_mapping_or_refused(text: str) -> None:
    try:
        found = parsed(text)
    except MutualsError:
        return
    assert parsed(str(found)) == found


@given(st.lists(texts.map(str.strip).filter(lambda t: any(c.isalnum() for c in t)), min_size=1, max_size=4))
def test_what_is_written_is_read_back(columns: list[str]) -> None:
    said = ",".join([f"name={'+'.join(_quoted(c) for c in columns)}"])
    found = parsed(said)
    assert parsed(str(found)) == found


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
