"""The benches run: their smallest sizes, without a judgement of how long they took."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from graph.store.bolt.rows import tie_rows
from tests.bench import bulk, hostile, memory, networks, scale, throughput
from tests.bench.network import network, preferential_pairs


def test_throughput_is_measured_beside_its_baseline(tmp_path: Path) -> None:
    rows = throughput.measure(tmp_path, None, lambda: None, quick=True)
    assert [r.what.partition(",")[0] for r in rows] == ["parse connections", "import connections"]
    assert all("exponents" in r.measured and "csv.reader" in r.baseline for r in rows)


def test_an_exponent_of_one_is_linear() -> None:
    assert throughput.growth((10, 100, 1_000), (1.0, 10.0, 1_000.0)) == "1.00, 2.00"


def test_pooled_lists_have_the_size_and_the_shape_asked_for() -> None:
    pairs = networks.pooled_pairs(8_000, 19_000, exporters=100, longest=900)
    degree = np.bincount(pairs.ravel(), minlength=8_000)
    assert len(pairs) == len(np.unique(pairs, axis=0)) == 19_000
    assert (pairs[:, 0] < pairs[:, 1]).all()
    assert (pairs[:, 0] < 100).all(), "a tie is known from a list"
    assert 700 < degree.max() < 1_000
    assert (degree[100:] > 0).mean() > 0.95


def test_lines_for_the_bulk_importer_hold_what_the_writer_writes() -> None:
    net = network(60, preferential_pairs(60, 200))
    rows = {(t.a, t.b): [bulk.cell(value) for value in tie_rows([t])[0][2:]] for t in net.ties()}
    lines = {(net.ids[a], net.ids[b]): cells for a, b, cells in bulk.tie_lines(net)}
    assert lines == rows
    assert len({line[-2] for line in lines.values()}) > 40, "lots differ"


def test_cost_against_size_is_points() -> None:
    found = scale.points(count=3, largest=1_000)
    assert [ties for ties, *_ in found] == [10_000]


@pytest.mark.parametrize("name", hostile.FILES)
def test_a_monstrous_value_costs_its_own_row_at_most(tmp_path: Path, name: str) -> None:
    _, made, most = hostile.FILES[name]
    hostile.write(tmp_path / name, made, most // 100)
    assert (tmp_path / name).stat().st_size > most // 100
    assert memory.peak(tmp_path / name).rows == 3


@pytest.mark.parametrize(("make", "name"), [(memory.mailbox, "mail.mbox"), (memory.message_list, "messages.csv")])
def test_a_generated_file_is_imported_in_a_process_that_tells_its_peak(tmp_path: Path, make: memory.Maker, name: str) -> None:
    make(tmp_path / name, 300_000)
    found = memory.peak(tmp_path / name)
    assert found.rows > 20
    assert found.megabytes > 10
