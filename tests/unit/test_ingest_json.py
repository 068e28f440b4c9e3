from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.reading.json_stream import EACH, items, shape
from ingest.sources.facebook import decoded

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


class Drop(io.StringIO):
    """Gives three characters at a time, so that every value is cut somewhere."""

    def read(self, size: int | None = -1, /) -> str:
        return super().read(min(size, 3) if size and size > 0 else size)


@settings(max_examples=200, deadline=None)
@given(st.lists(values, max_size=6), values, st.sampled_from([None, 1]))
def test_every_element_is_read_wherever_the_window_ends(wanted: list[Any], other: Any, indent: int | None) -> None:
    whole = json.dumps({"before": other, "wanted": wanted, "after": other}, indent=indent)
    found = list(items(Drop(whole), [("wanted", EACH)], 1 << 20))
    assert [(i.value, i.fault) for i in found] == [(v, "") for v in wanted]
    if indent:
        lines = whole.splitlines()
        assert all(json.dumps(i.value, indent=1)[0] in lines[i.line - 1] for i in found)


@settings(max_examples=200, deadline=None)
@given(st.lists(values, max_size=6), st.integers(0, 200))
@example([10], 2)
@example([1.5], 3)
def test_what_stands_before_a_cut_is_kept_and_the_cut_is_told(wanted: list[Any], at: int) -> None:
    whole = json.dumps(wanted)
    found = list(items(io.StringIO(whole[:at]), [(EACH,)], 1 << 20))
    kept = [i.value for i in found if not i.fault]
    assert kept == wanted[: len(kept)]
    assert bool(found and found[-1].fault) == (at < len(whole))


def test_a_value_over_the_limit_is_a_fault_and_takes_none_with_it() -> None:
    whole = json.dumps([{"text": "a"}, {"text": "x" * 300_000, "list": [1, 2]}, {"text": "b"}])
    found = list(items(io.StringIO(whole), [(EACH,)], 100_000))
    assert [i.value and i.value["text"] for i in found] == ["a", None, "b"]
    assert found[1].fault == "longer than 100,000 characters"


def test_large_values_that_nobody_asked_for_are_passed_over() -> None:
    whole = json.dumps({"big": ["\\" * 200_001, {"deep": [["x"] * 50_000]}], "wanted": [1]})
    assert [i.value for i in items(io.StringIO(whole), [("wanted", EACH)], 1 << 20)] == [1]


@pytest.mark.parametrize("text", ["", "[", "[" * 50_000, '{"a":' * 50_000, "[1 2 x]", "[" + "9" * 5_000 + "]", '["\\', "{1: 2}"])
def test_damage_ends_the_reading_with_a_word(text: str) -> None:
    *_, last = items(io.StringIO(text), [(EACH,)], 1 << 20)
    assert last.fault


def test_a_script_is_read_behind_its_assignment() -> None:
    found = items(io.StringIO('window.YTD.tweets.part0 = [ {"a": 1} ];\n'), [(EACH,)], 1 << 20)
    assert [(i.value, i.fault) for i in found] == [({"a": 1}, "")]


def test_the_shape_is_known_wherever_a_name_stands() -> None:
    text = json.dumps({"messages": ["odd", {"a": 1, "b": 2}, {"c": 3}], "participants": ["x"], "thread_path": "p"})
    assert shape(io.StringIO(text), 1 << 20) == {"messages": {"a", "b"}, "participants": frozenset(), "thread_path": frozenset()}


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Jos\u00c3\u00a9", "José"), ("\u00c3\u00a0 la", "à la"), ("José", "José"), ("Łucja", "Łucja"), ("Ada", "Ada")],
)
def test_names_written_byte_by_byte_are_decoded_once(written: str, meant: str) -> None:
    assert decoded(written) == meant
    assert decoded(decoded(written)) == meant
