"""The search of `graph.whole.compiled` over arrays, compiled by numba: nothing here knows of people or stores.

A network is rows: the alters of person `i` are `alters[begins[i]:begins[i + 1]]`, by rising `costs` (so by falling strength), so
that a scan may stop where the rest of a row is too weak to matter. Costs are those of `question.cost`, whole numbers: sums do
not depend on their order, and equal is equal. A question is a table of the few people with a part in it (`roles`): goals, the
start, and those who say yes less or more often than others.

With `b` ties left, `layers[b, v]` says what the rest of any walk costs at least once it stepped onto `v`, its willingness
included: an admissible bound. Layers are pushed from the goals, or pulled by the people near the start, whichever side has
fewer ties to read (as the corridor does); layers of the middle are never wanted for the whole network. A walk counts only at
the position that it has in a path, so bounds of what leads there say what costs too much to keep. Partial paths then leave a
heap by rising bound: complete ones in exact order (Hart, Nilsson and Raphael 1968).

Arrays that begin as zeros hold *credit*, `NEVER` - cost: 0 is what nobody reached, and the system hands out zeros without
touching memory, so that a question costs what it reads and not the size of the network.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from graph.introducing.question import NEVER

GAIN, FIRST, LATER = 0, 1, 2
"""Columns of a table of roles, as costs: that he says yes as the goal, as first and as later introducer. Row 0: anybody else."""


@njit(cache=True, nogil=True)
def _rise(heap: Any, keys: Any, size: int) -> None:
    """Let the last item of a heap find its place."""
    i = size - 1
    item = heap[i]
    key = keys[item]
    while i > 0:
        up = (i - 1) >> 1
        if keys[heap[up]] <= key:
            break
        heap[i] = heap[up]
        i = up
    heap[i] = item


@njit(cache=True, nogil=True)
def _sink(heap: Any, keys: Any, size: int) -> None:
    """Let the first item of a heap find its place."""
    i = 0
    item = heap[0]
    key = keys[item]
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        if child + 1 < size and keys[heap[child + 1]] < keys[heap[child]]:
            child += 1
        if keys[heap[child]] >= key:
            break
        heap[i] = heap[child]
        i = child
    heap[i] = item


@njit(cache=True, nogil=True)
def _longer(array: Any) -> Any:
    more = np.empty(2 * len(array), array.dtype)
    more[: len(array)] = array
    return more


@njit(cache=True, nogil=True)
def _ties_of(begins: Any, some: Any, most: int) -> int:
    total = 0
    for p in some:
        total += min(begins[p + 1] - begins[p], most)
    return total


@njit(cache=True, nogil=True)
def _spread(begins: Any, alters: Any, costs: Any, roles: Any, role: Any, here: Any, there: Any, some: Any,
            most: int, leaving: int, entering: int, worst: int) -> Any:  # fmt: skip
    """From these people one tie further: the credit of those they lead to, for the best way to each, and who they are.

    `leaving` and `entering` are the columns of `roles` that these and those people pay, or -1 for neither; no cost is over
    `worst`.
    """
    touched = np.empty(256, np.int32)
    size = 0
    for u in some:
        value = NEVER - here[u]
        if leaving >= 0:
            value += roles[role[u], leaving]
        for e in range(begins[u], min(begins[u + 1], begins[u] + most)):
            cost = value + costs[e]
            if cost > worst:
                break
            v = alters[e]
            if NEVER - cost > there[v]:
                if entering >= 0:
                    cost += roles[role[v], entering]
                if cost <= worst and NEVER - cost > there[v]:
                    if there[v] == 0:
                        if size == len(touched):
                            touched = _longer(touched)
                        touched[size] = v
                        size += 1
                    there[v] = NEVER - cost
    return touched[:size]


@njit(cache=True, nogil=True)
def _pull(begins: Any, alters: Any, costs: Any, roles: Any, role: Any, old: Any, new: Any, some: Any, prefix: Any,
          most: int, column: int, worst: int, highest: int) -> None:  # fmt: skip
    """The next layer for these people alone, whose cheapest prefixes are known; `highest` is the greatest credit of `old`."""
    for v in some:
        said = roles[role[v], column]
        room = worst - (NEVER - prefix[v])
        for e in range(begins[v], min(begins[v + 1], begins[v] + most)):
            least = said + costs[e] + NEVER - highest
            if least > room or NEVER - least <= new[v]:
                break
            credit = old[alters[e]] - said - costs[e]
            new[v] = max(new[v], credit)


@njit(cache=True, nogil=True)
def _best_of(layer: Any, some: Any) -> int:
    best = 0
    for p in some:
        best = max(best, layer[p])
    return best


@njit(cache=True, nogil=True)
def _layers(begins: Any, alters: Any, costs: Any, start: int, goals: Any, roles: Any, role: Any, layers: Any, prefixes: Any,
            hops: int, most: int, worst: int) -> Any:  # fmt: skip
    """Fills `layers`; returns the greatest credit of each."""
    near = [alters[begins[start] : min(begins[start + 1], begins[start] + most)].copy()]
    floors = np.zeros(hops + 1, np.int64)  # least cost of a prefix of so many ties, without what its last person says
    floors[1] = costs[begins[start]]
    if hops > 1:
        floors[2] = NEVER
        for e in range(begins[start], begins[start] + len(near[0])):
            x = alters[e]
            prefixes[1, x] = NEVER - costs[e]
            floors[2] = min(floors[2], costs[e] + roles[role[x], FIRST] + costs[begins[x]])
    for j in range(3, hops + 1):
        floors[j] = floors[j - 1] + np.min(roles[:, LATER])
    highest = np.zeros(hops, np.int64)
    some = goals
    back, ahead = 0, 0
    for b in range(hops):
        for g in goals:
            layers[b, g] = NEVER - roles[role[g], GAIN]
    highest[:] = _best_of(layers[0], goals)
    while back + ahead < hops - 1:
        theirs = _ties_of(begins, some, most)
        if len(near) == ahead and _ties_of(begins, near[-1], most) < theirs:
            near.append(_spread(begins, alters, costs, roles, role, prefixes[ahead], prefixes[ahead + 1], near[-1],
                                most, FIRST if ahead == 1 else LATER, -1, worst))  # fmt: skip
        if len(near) > ahead and _ties_of(begins, near[ahead], most) < theirs:
            ahead += 1
            continue
        back += 1
        found = _spread(begins, alters, costs, roles, role, layers[back - 1], layers[back], some,
                        most, -1, FIRST if back == hops - 1 else LATER, worst - floors[hops - back])  # fmt: skip
        some = np.concatenate((goals, found))
        highest[back] = _best_of(layers[back], some)
    for b in range(back + 1, hops):
        place = hops - b
        _pull(begins, alters, costs, roles, role, layers[b - 1], layers[b], near[place - 1], prefixes[place],
              most, FIRST if place == 1 else LATER, worst, highest[b - 1])  # fmt: skip
        highest[b] = max(highest[b], _best_of(layers[b], near[place - 1]))
    return highest


@njit(cache=True, nogil=True)
def _in_order(group: Any, nodes: Any, lengths: Any) -> Any:
    """Complete paths of one cost, by their people: a shorter one that begins a longer one goes first."""
    order = np.arange(len(group))
    for place in range(nodes.shape[1] - 1, 0, -1):
        column = np.empty(len(group), np.int64)
        for i in range(len(group)):
            item = group[order[i]]
            column[i] = nodes[item, place] if place < lengths[item] else -1
        order = order[np.argsort(column, kind="mergesort")]
    return group[order]


@njit(cache=True, nogil=True)
def _taken(ends: Any, count: int, one: int) -> int:
    total = 0
    for i in range(count):
        total += ends[i] == one
    return total


@njit(cache=True, nogil=True)
def _on(path: Any, count: int, one: int) -> bool:
    for i in range(count):
        if path[i] == one:
            return True
    return False


@njit(cache=True, nogil=True)
def search(begins: Any, alters: Any, costs: Any, start: int, goals: Any, roles: Any, role: Any, layers: Any, prefixes: Any,
           hops: int, k: int, per_first: int, per_goal: int, most: int, worst: int) -> Any:  # fmt: skip
    """The best paths that cost at most `worst`, through the `most` cheapest ties of everyone.

    Args:
        begins, alters, costs: the network: int64, int32, int64.
        start, goals: places; `goals` int32, each once, never the start.
        roles: int64 costs of shape (n, 3); row 0 is everybody without a part. The start introduces nobody: `NEVER`.
        role: int32, each person's row of `roles`.
        layers: zeros of shape (hops, people), int64; written to.
        prefixes: the same, for the best beginnings: credit before what their last person says.
        hops, k: longest path in ties; paths wanted.
        per_first, per_goal: most paths of one first introducer, of one goal; 0: as many as there are.
        most, worst: how far rows are read, and the greatest cost of interest, below `NEVER`.

    Returns: costs, people (int32, shape (found, hops + 1)), and number of people of each.
    """
    out = np.zeros(k, np.int64)
    out_nodes = np.zeros((k, hops + 1), np.int32)
    out_lengths = np.zeros(k, np.int64)
    found = 0
    if begins[start] == begins[start + 1] or len(goals) == 0:
        return out[:0], out_nodes[:0], out_lengths[:0]
    highest = _layers(begins, alters, costs, start, goals, roles, role, layers, prefixes, hops, most, worst)
    room = 1024
    heap = np.zeros(room, np.int32)
    bound = np.zeros(room, np.int64)
    spent = np.zeros(room, np.int64)
    length = np.ones(room, np.int64)
    whole = np.zeros(room, np.bool_)
    nodes = np.full((room, hops + 1), start, np.int32)
    group = np.empty(64, np.int64)
    firsts = np.empty(k, np.int32)
    lasts = np.empty(k, np.int32)
    members, waiting, items = 0, 1, 1
    while True:
        item = heap[0] if waiting else -1
        if members and (item < 0 or bound[item] > bound[group[0]]):
            for one in _in_order(group[:members], nodes, length):
                first = nodes[one, 1] if length[one] > 2 else -1
                last = nodes[one, length[one] - 1]
                through = 0 < per_first <= _taken(firsts, found, first) and first >= 0
                if found < k and not through and not 0 < per_goal <= _taken(lasts, found, last):
                    out[found], out_lengths[found] = bound[one], length[one]
                    out_nodes[found] = nodes[one]
                    firsts[found], lasts[found] = first, last
                    found += 1
            members = 0
        if item < 0 or found >= k:
            break
        waiting -= 1
        if waiting:
            heap[0] = heap[waiting]
            _sink(heap, bound, waiting)
        count = length[item]
        if whole[item]:
            if members == len(group):
                group = _longer(group)
            group[members] = item
            members += 1
            continue
        if count > 1 and 0 < per_first <= _taken(firsts, found, nodes[item, 1]):
            continue
        here = nodes[item, count - 1]
        so_far = spent[item]
        if count > 1:
            so_far += roles[role[here], FIRST if count == 2 else LATER]
        b = hops - count
        for e in range(begins[here], min(begins[here + 1], begins[here] + most)):
            now = so_far + costs[e]
            if now + NEVER - highest[b] > worst:
                break
            u = alters[e]
            least = now + NEVER - layers[b, u]
            if least > worst or _on(nodes[item], count, u):
                continue
            # A goal may end the path here, be an introducer on the way to another one, or both.
            for ends in (True, False):
                cost = now + roles[role[u], GAIN] if ends else least
                if cost > worst or (not ends and b == 0):
                    continue
                if items == room:
                    room *= 2
                    heap, bound, spent, length, whole = (
                        _longer(heap), _longer(bound), _longer(spent), _longer(length), _longer(whole),
                    )  # fmt: skip
                    wider = np.empty((room, hops + 1), np.int32)
                    wider[:items] = nodes
                    nodes = wider
                nodes[items] = nodes[item]
                nodes[items, count] = u
                bound[items], spent[items], length[items], whole[items] = cost, now, count + 1, ends
                heap[waiting] = items
                items += 1
                waiting += 1
                _rise(heap, bound, waiting)
    return out[:found], out_nodes[:found], out_lengths[:found]
