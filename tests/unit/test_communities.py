from datetime import date

import numpy as np

from graph.measures.communities import leiden, split
from graph.whole.snapshot import Nodes, Snapshot


def network(n: int, pairs: list[tuple[int, int]]) -> Snapshot:
    u = np.array([a for a, _ in pairs], dtype=np.int64)
    v = np.array([b for _, b in pairs], dtype=np.int64)
    degree = np.bincount(np.concatenate([u, v]), minlength=n)
    weight = np.full(len(u), 0.5)
    ids = tuple(f"p{i:05}" for i in range(n))
    return Snapshot(1, date(2026, 1, 1), ids, n, u, v, weight, degree, (degree * 0.5).astype(np.float64))


def clique(first: int, size: int) -> list[tuple[int, int]]:
    return [(a, b) for a in range(first, first + size) for b in range(a + 1, first + size)]


def nobodys(people: Nodes) -> list[str]:
    return [""] * len(people)


def test_two_cliques_and_a_bridge_are_two_communities() -> None:
    s = network(11, [*clique(0, 6), *clique(6, 4), (0, 6)])
    assert leiden(11, s.u, s.v, s.weight).tolist() == [0] * 6 + [1] * 4 + [-1]


def test_communities_do_not_depend_on_the_order_of_the_ties() -> None:
    pairs = [*clique(0, 9), *clique(9, 8), *clique(17, 7), (0, 9), (9, 17)]
    there, back = network(24, pairs), network(24, pairs[::-1])
    found = leiden(24, there.u, there.v, there.weight)
    assert found.tolist() == leiden(24, back.u, back.v, back.weight).tolist()
    assert found.max() == 2


def test_no_ties_no_communities() -> None:
    nobody = np.empty(0, np.int64)
    assert leiden(3, nobody, nobody, np.empty(0)).tolist() == [-1, -1, -1]


def test_a_star_is_split_by_employer() -> None:
    s = network(1001, [(0, i) for i in range(1, 1001)])
    firms = ["north", "south", "", ""]
    groups = split(s, np.arange(1001), np.array([0]), 100, 20, lambda people: [firms[i % 4] for i in people])
    firm = [{firms[i % 4] for i in g.members} for g in groups if not g.loose]
    assert firm == [{"south"}, {"north"}]
    assert sum(len(g.members) for g in groups) == 1000
    assert len(groups) <= 20


def test_every_level_is_smaller_until_all_have_names() -> None:
    s = network(3000, [(0, i) for i in range(1, 3000)])
    crowd: Nodes = np.arange(3000)
    for _ in range(20):
        if len(crowd) <= 100:
            break
        groups = split(s, crowd, crowd[:5], 100, 20, nobodys)
        assert {int(i) for g in groups for i in g.members} == set(crowd[5:].tolist())
        assert max(len(g.members) for g in groups) < len(crowd)
        crowd = groups[0].members
    assert len(crowd) <= 100
