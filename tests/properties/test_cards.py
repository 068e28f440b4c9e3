"""Whatever stands in a file of cards: each card that begins, and each end without a beginning, is one row."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.cards import cards

BEGIN, END = "BEGIN:VCARD", "end:vcard "
inside = st.one_of(
    st.sampled_from(
        ["FN:Ada", "N:T;Ada;;;", "EMAIL;QUOTED-PRINTABLE:a=40", " folded", "PHOTO;ENCODING=b:QUJD", "", 'TEL;X="a:1', "=C3"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=30),
).filter(lambda line: "vcard" not in line.lower() and not line.endswith("="))


@given(st.lists(st.one_of(st.just(BEGIN), st.just(END), inside), max_size=30), st.sampled_from(["\n", "\r\n"]))
def test_every_beginning_and_every_lone_end_is_one_row(lines: list[str], ending: str) -> None:
    found = list(cards(io.StringIO("".join(line + ending for line in lines), newline=""), 10_000))
    opened, lone = False, 0
    for line in lines:
        lone += line == END and not opened
        opened = line == BEGIN or (opened and line != END)
    assert len(found) == lines.count(BEGIN) + lone
    assert sum(not card.fault for card in found) == lines.count(END) - lone
    assert all(lines[card.line - 1] in (BEGIN, END) for card in found)
