"""Path questions on networks of three shapes, beside NetworkX and igraph; what a large network takes to load and to hold.

By the snapshot, as the server does; in memory, and through a store, where an answer is whole, with the reasons of its ties,
and the corridor stands beside it.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from math import exp, log
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter

import networkx as nx
import numpy as np

from graph import priors
from graph.introducing.finding import by_corridor
from graph.introducing.introductions import introduce
from graph.introducing.pushdown import by_push_down
from graph.introducing.question import Finder, Question
from graph.store.base import Store
from graph.store.open import open_store
from graph.store.shelf import Shelf
from graph.whole.compiled import by_snapshot, warm_up
from graph.whole.keeper import Bounds, Keeper
from graph.whole.network import Network
from graph.whole.shelved import put
from tests.bench.network import TODAY, Pairs, fill, fill_in_portions, network, preferential_pairs
from tests.bench.networks import DENSE, LARGE, POOLED, arrays, pooled_pairs, power_law, questions, sizes
from tests.bench.table import Row, spread

K, HOPS = 10, 4
WARM_UP, QUESTIONS, COMPARED, BY_CORRIDOR, READ = 10, 100, 2, 5, 20
PATIENCE = 25.0
"""Seconds after which a peer that still looks for the last of its paths is taken at what it has."""
BARS = {"pooled": 20, "dense": 50, "large": 150}
"""Milliseconds in which nine of ten questions are to be answered in memory."""
SHAPES: dict[str, Callable[[int], tuple[int, Pairs]]] = {
    "pooled": lambda small: (POOLED[0] // small, pooled_pairs(POOLED[0] // small, POOLED[1] // small, 1_000 // small)),
    "dense": lambda small: (DENSE[0] // small, preferential_pairs(DENSE[0] // small, DENSE[1] // small)),
    "large": lambda small: (LARGE[0] // small, preferential_pairs(LARGE[0] // small, LARGE[1] // small)),
}
"""People and ties of each network, a number of times smaller."""
Pair = tuple[str, str]


def question(start: str, goal: str, *, hops: int = HOPS) -> Question:
    return Question(start, {goal: priors.ACCEPTS}, max_hops=hops, k=K)


def timed(find: Callable[[str, str], object], pairs: Iterable[Pair]) -> list[float]:
    """Seconds of each."""
    seconds = []
    for start, goal in pairs:
        began = perf_counter()
        find(start, goal)
        seconds.append(perf_counter() - began)
    return seconds


def p90(seconds: list[float]) -> float:
    """In milliseconds."""
    return float(np.percentile(seconds, 90)) * 1000


def in_memory(found: Network, count: int) -> dict[str, list[float]]:
    """Seconds of each question between random people, and between the well-connected."""
    find, asked = by_snapshot(found), {}
    for name, connected in (("random", False), ("well-connected", True)):
        pairs = questions(found, WARM_UP + count, connected=connected)
        timed(lambda a, b: find(question(a, b)), pairs[:WARM_UP])
        asked[name] = timed(lambda a, b: find(question(a, b)), pairs[WARM_UP:])
    return asked


def points(count: int = 50, largest: int = LARGE[0]) -> list[tuple[int, float, float]]:
    """(ties, p90 in ms between random people, the same between the well-connected) of growing power-law networks."""
    warm_up()
    found = []
    for people, ties in sizes():
        if people <= largest:
            asked = in_memory(power_law(people, ties), count)
            found.append((ties, p90(asked["random"]), p90(asked["well-connected"])))
    return found


_LOAD = """
import sys
from datetime import date
from pathlib import Path
from time import perf_counter
def resident():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]) / 1024
from graph.whole.compiled import by_snapshot, warm_up
from graph.introducing.question import Question
from graph.whole.shelved import network_at
from graph.store.shelf import Shelf
warm_up()
before, began = resident(), perf_counter()
network = network_at(Shelf(Path(sys.argv[1])), sys.argv[2], date.fromisoformat(sys.argv[3]))
find = by_snapshot(network)
find(Question(sys.argv[4], {sys.argv[5]: 0.45}, max_hops=4, k=10))
seconds = perf_counter() - began
for start, goal in zip(sys.argv[4::2], sys.argv[5::2]):
    find(Question(start, {goal: 0.45}, max_hops=4, k=10))
print(seconds, resident() - before)
"""


def loading(found: Network, folder: Path) -> tuple[float, float]:
    """Seconds until a new process has loaded a stored network and answered a question; MiB that it added, all questions asked."""
    put(Shelf(folder), found, "bench")
    pairs = questions(found, 20, connected=True) + questions(found, 20, connected=False)
    told = subprocess.run(
        [sys.executable, "-c", _LOAD, str(folder), "bench", TODAY.isoformat(), *(uid for pair in pairs for uid in pair)],
        check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    return float(told[0]), float(told[1])


class Peers:
    """The same question, asked of NetworkX and of igraph on the whole graph: simple paths of any length, the cheapest first.

    Every introducer is taken to be as willing as a later one, which is one number for all paths of a length: peers have no
    costs of people, nor bounds of hops, so longer paths are drawn and left out until there are enough, or it takes too long:
    then what was found are the first ones all the same.
    """

    def __init__(self, found: Network) -> None:
        self._ids = list(found.ties.ids)
        self._place = {uid: i for i, uid in enumerate(self._ids)}
        pairs = np.stack([found.ties.u, found.ties.v], axis=1).tolist()
        costs = -np.log(found.weight) - log(priors.LATER_WILLING)
        self._graph: nx.Graph[int] = nx.Graph()
        self._graph.add_weighted_edges_from(((a, b, c) for (a, b), c in zip(pairs, costs.tolist(), strict=True)), weight="cost")
        import igraph  # noqa: PLC0415 - a peer, which only the bench installs

        self._igraph = igraph.Graph(len(self._ids), pairs)
        self._igraph.es["cost"] = costs.tolist()

    def networkx(self, start: str, goal: str) -> list[float]:
        """Chances of the best."""
        found, began = [], perf_counter()
        for path in nx.shortest_simple_paths(self._graph, self._place[start], self._place[goal], weight="cost"):
            if len(path) <= HOPS + 1:
                found.append(self._chance(sum(self._graph.edges[a, b]["cost"] for a, b in pairwise(path))))
            if len(found) == K or perf_counter() - began > PATIENCE:
                break
        return found

    def igraph(self, start: str, goal: str) -> list[float]:
        drawn, began = K, perf_counter()
        while True:
            paths = self._igraph.get_k_shortest_paths(
                self._place[start], self._place[goal], k=drawn, weights="cost", output="epath"
            )
            found = [self._chance(sum(self._igraph.es[path]["cost"])) for path in paths if len(path) <= HOPS][:K]
            if len(found) == K or len(paths) < drawn or perf_counter() - began > PATIENCE / 2:
                return found
            drawn *= 2

    @staticmethod
    def _chance(cost: float) -> float:
        return exp(-cost) / priors.LATER_WILLING * priors.ACCEPTS


def same_question(start: str, goal: str) -> Question:
    """As the peers are asked."""
    usual = (priors.LATER_WILLING, priors.LATER_WILLING)
    return Question(start, {goal: priors.ACCEPTS}, max_hops=HOPS, k=K, per_introducer=0, usual=usual)


def beside_peers(found: Network, count: int) -> list[Row]:
    """Between random people, who have fewer ties: the easier questions for the peers."""
    peers, pairs, find = Peers(found), questions(found, count, connected=False), by_snapshot(found)
    rows = []
    ours = timed(lambda a, b: find(same_question(a, b)), pairs)
    for name, ask in (("networkx.shortest_simple_paths", peers.networkx), ("igraph get_k_shortest_paths", peers.igraph)):
        theirs, got, same = [], [], True
        for start, goal in pairs:
            began = perf_counter()
            known = ask(start, goal)
            theirs.append(perf_counter() - began)
            got.append(f"{len(known)} of {K}")
            best = [c.probability for c in find(same_question(start, goal)).chains]
            same &= np.allclose(known, best[: len(known)], rtol=1e-9)
        faster = float(np.median(np.array(theirs) / np.array(ours)))
        answers = f"{'the same' if same else 'OTHER'} answers, of which it found {', '.join(got)} in the time that it was given"
        rows.append(
            Row(
                f"dense: {count} questions as a peer can ask them of the whole graph; {answers}",
                spread(ours), "100 × faster", f"`{name}`: median {float(np.median(theirs)):.1f} s", f"{faster:,.0f} × faster",
            )
        )  # fmt: skip
    return rows


def whole(store: Store, finder_of: Callable[..., Finder], pairs: list[Pair]) -> list[float]:
    """Seconds of whole answers, reasons included, each on a view of its own."""

    def ask(start: str, goal: str) -> None:
        with store.view() as view:
            introduce(view, start, goal, k=K, max_hops=HOPS, as_of=TODAY, finder=finder_of)

    return timed(ask, pairs)


def _kept(store: Store) -> tuple[Keeper, Network, float]:
    """The network of a store, and the seconds that reading it took."""
    keeper = Keeper(store, None, Bounds(least=0), lambda: TODAY)
    began = perf_counter()
    keeper.begin()
    keeper.wait()
    made = perf_counter() - began
    with store.view() as view:
        found = keeper.at_hand(view, TODAY)
    if found is None:
        raise AssertionError("no network was made")
    return keeper, found, made


def embedded(store: Store, name: str, bar: int, count: int) -> list[Row]:
    """Whole answers by the snapshot, and some by the corridor; how long the snapshot took to get there."""
    keeper, found, made = _kept(store)
    rows = [Row(f"{name}, embedded store: read all ties, weigh them, make rows", f"{made:.1f} s", "", "", "")]
    for kind, connected in (("random", False), ("well-connected", True)):
        pairs = questions(found, WARM_UP + count, connected=connected)
        seconds = whole(store, keeper.finder, pairs)[WARM_UP:]
        slow = whole(store, by_corridor, pairs[-BY_CORRIDOR:])
        rows.append(
            Row(
                f"{name}, embedded store: whole answers between {kind} people, with the reasons of each tie",
                spread(seconds), f"p90 ≤ {bar} ms", f"the same by corridor, {BY_CORRIDOR} of them: {spread(slow)}", "",
            )
        )  # fmt: skip
    keeper.close()
    return rows


def neo4j(store: Store, name: str, bar: int, count: int, *, beside: bool = True) -> list[Row]:
    """Whole answers by the snapshot beside the server, their reasons read from it; and paths alone, read from the server, with
    those by corridor `beside` them."""
    keeper, found, made = _kept(store)
    rows = [Row(f"{name}, Neo4j: read all ties, weigh them, make rows", f"{made:.1f} s", "", "", "")]
    for kind, connected in (("random", False), ("well-connected", True)):
        pairs = questions(found, WARM_UP + count, connected=connected)
        seconds = whole(store, keeper.finder, pairs)[WARM_UP:]
        alone = _alone(store, keeper.finder, pairs)[0][WARM_UP:]
        what = f"{name}, Neo4j: whole answers between {kind} people by the snapshot, with the reasons of each tie"
        rows.append(Row(what, spread(seconds), f"p90 ≤ {bar} ms", f"their paths alone: {spread(alone)}", ""))
        few = pairs[-(WARM_UP + READ) :]
        pushed, said = _alone(store, by_push_down, few)
        slow = f"by corridor: {spread(_alone(store, by_corridor, few)[0][WARM_UP:])}" if beside else ""
        what = f"{name}, Neo4j: paths between {kind} people pushed down, {READ} questions; {_told(said[WARM_UP:])}"
        rows.append(Row(what, spread(pushed[WARM_UP:]), f"p90 ≤ {bar} ms", slow, ""))
    keeper.close()
    return rows


def _alone(store: Store, finder_of: Callable[..., Finder], pairs: list[Pair]) -> tuple[list[float], list[str]]:
    """Seconds of paths without reasons, each on a view of its own, and of what none was missing."""
    said = []

    def ask(start: str, goal: str) -> None:
        with store.view() as view:
            said.append(finder_of(view, TODAY)(question(start, goal)).complete)

    return timed(ask, pairs), said


def _told(said: list[str]) -> str:
    """How often which paths were complete."""
    return ", ".join(f"{times} × {what}" for what, times in Counter(said).most_common(3))


def in_arrays(folder: Path, count: int, small: int = 1) -> list[Row]:
    """The three networks in memory, `small` times smaller; dense beside its peers, large from its files."""
    warm_up()
    rows: list[Row] = []
    for name, bar in BARS.items():
        people, some = SHAPES[name](small)
        found = arrays(people, some)
        for kind, seconds in in_memory(found, count).items():
            what = f"{name} ({people:,} people, {len(some):,} ties) in memory: top {K}, at most {HOPS} ties, {kind} people"
            rows.append(Row(what, spread(seconds), f"p90 ≤ {bar} ms", "", ""))
        if name == "dense":
            rows += beside_peers(found, COMPARED)
        if name == "large":
            seconds_loaded, added = loading(found, Path(mkdtemp(dir=folder)))
            what = f"large: a new process maps the stored network and answers ({len(found.alters) // 2:,} ties)"
            rows.append(Row(what, f"{seconds_loaded:.2f} s, {added:.0f} MiB added", "< 2 s, < 400 MB", "", ""))
    return rows


def in_stores(folder: Path, emptied: Callable[[], str] | None, count: int, small: int = 1) -> list[Row]:
    """The dense network through the embedded store; it and the pooled one through Neo4j, where `emptied` empties a server and
    says its URI."""
    people, some = SHAPES["dense"](small)
    store = open_store(f"sqlite:///{folder / 'dense.db'}")
    try:
        fill(store, network(people, some))
        rows = embedded(store, "dense", BARS["dense"] * 10, count)
    finally:
        store.close()
    if emptied is None:
        return rows
    for name in ("dense", "pooled"):
        people, some = SHAPES[name](small)
        store = open_store(emptied())
        try:
            fill_in_portions(store, network(people, some))
            rows += neo4j(store, name, BARS[name] * 10, count)
        finally:
            store.close()
    return rows


def measure(folder: Path, emptied: Callable[[], str] | None = None, *, quick: bool = False) -> list[Row]:
    """Every row of scale."""
    count, small = (QUESTIONS, 1) if not quick else (20, 20)
    return in_arrays(folder, count, small) + in_stores(folder, emptied, count, small)
