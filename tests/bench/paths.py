"""Path questions on a big network, beside NetworkX on the whole graph."""

from __future__ import annotations

from itertools import islice
from math import log
from pathlib import Path
from time import perf_counter

import networkx as nx
import numpy as np

from graph import priors
from graph.introducing.introductions import introduce
from graph.store.base import Store
from graph.store.open import open_store
from graph.strength.corridor import current
from tests.bench.network import SEED, TODAY, Network, fill, network, preferential_pairs
from tests.bench.table import Row, spread

PEOPLE, TIES = 100_000, 1_000_000
QUESTIONS, WARM_UP, COMPARED = 200, 20, 3
K, HOPS = 5, 3


def questions(net: Network, count: int) -> list[tuple[str, str]]:
    """Pairs of people drawn at random, the same for the same network."""
    drawn = np.random.default_rng(SEED + 1).choice(len(net.ids), size=(count, 2), replace=True)
    return [(net.ids[a], net.ids[b]) for a, b in drawn.tolist() if a != b]


def whole_graph(store: Store) -> nx.Graph[str]:
    """Every tie with its cost -log(strength * willingness), as one would hand it to NetworkX."""
    with store.view() as view:
        rows = list(view.all_ties())
        worth = current(view, rows, TODAY)
    costs = -np.log(worth) - log(priors.LATER_WILLING)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from(((r.ego, r.alter, c) for r, c in zip(rows, costs.tolist(), strict=True)), weight="cost")
    return graph


def ask(store: Store, pairs: list[tuple[str, str]], max_hops: int) -> tuple[list[float], list[float]]:
    """Seconds of each question, and of those that had a path."""
    seconds, answered = [], []
    for start, goal in pairs:
        began = perf_counter()
        with store.view() as view:
            answer = introduce(view, start, goal, k=K, max_hops=max_hops, as_of=TODAY)
        seconds.append(perf_counter() - began)
        if answer.paths:
            answered.append(seconds[-1])
    return seconds, answered


def ask_networkx(graph: nx.Graph[str], pairs: list[tuple[str, str]]) -> list[float]:
    """Seconds of each question asked of the whole graph."""
    seconds = []
    for start, goal in pairs:
        began = perf_counter()
        list(islice(nx.shortest_simple_paths(graph, start, goal, weight="cost"), K))
        seconds.append(perf_counter() - began)
    return seconds


def measure(folder: Path, people: int = PEOPLE, ties: int = TIES, count: int = QUESTIONS) -> list[Row]:
    net = network(people, preferential_pairs(people, ties))
    store = open_store(f"sqlite:///{folder / 'paths.db'}")
    try:
        began = perf_counter()
        fill(store, net)
        filled = perf_counter() - began
        pairs = questions(net, count + WARM_UP)
        rows = [Row(f"fill an embedded store: {people:,} people, {ties:,} ties, their rows", f"{filled:.0f} s", "", "", "")]
        ask(store, pairs[:WARM_UP], HOPS)
        asked = pairs[WARM_UP:]
        ours = {hops: ask(store, asked, hops) for hops in (HOPS, 2)}
        theirs = ask_networkx(whole_graph(store), asked[:COMPARED])
    finally:
        store.close()
    for hops, (seconds, answered) in ours.items():
        what = f"path question: {people:,} people, {ties:,} ties, {K} paths of at most {hops} ties"
        measured = f"{spread(seconds)}; the {len(answered)} of {len(asked)} that have a path: {spread(answered)}"
        if hops != HOPS:
            rows.append(Row(what, measured, "", "", ""))
            continue
        faster = float(np.median(np.array(theirs) / np.array(seconds[:COMPARED])))
        baseline = f"`networkx.shortest_simple_paths` on the whole graph: {float(np.median(theirs)):.1f} s"
        rows.append(Row(what, measured, "p90 ≤ 100 ms, 50 × faster", baseline, f"{faster:,.0f} × faster"))
    return rows
