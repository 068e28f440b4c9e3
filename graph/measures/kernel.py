"""Whom many people should meet, compiled by numba: what `chance.scores`, `proximity` and `meeting` say of one, over arrays alone.

For each ego the two steps to whoever a contact is tied to are walked once, into one row of numbers a person; candidates read
those rows through their own ties. The nearest by their factors are looked for in the order of the length of their factors:
no product is over that of both lengths, so the search ends where the rest cannot reach the list (Cauchy and Schwarz).
Of equals the first place goes first, so nothing depends on how people are shared out.

Numbers that other modules know come as `Rules`: numba's cache of compiled code sees changes of this file alone.
"""

from __future__ import annotations

from math import exp, log, log1p, sqrt
from typing import Any

import numpy as np
from numba import njit

from graph.measures.woven import Told

_BLOCK = 1_024
"""People whose factors are read at a time for all egos: as many as a cache holds."""
_SLACK = 1.0 + 1e-9
"""What rounding may add to a product of lengths."""
_COMMON, _ADAMIC, _RESOURCE, _WEIGHTED, _FADED, _HALFWAY, _RECENT, _ROOT = range(8)
"""The row of a person: six sums over the ego's contacts; 1 / s and 1 / k^1/2 of the person."""
_SUMS, _WIDTH = 6, 8
_CLOSED, _LISTED, _SHARED, _TIED, _REACHED = 1, 2, 4, 8, 16
"""What is marked of a person: the ego or an alter of it, already a candidate, of common ground, with a tie however faint, within
two steps. One byte each: a cache holds those of everybody, which it cannot with rows."""


@njit(cache=True, nogil=True)
def _worse(value: float, place: int, other: float, others: int) -> Any:
    return value < other or (value == other and place > others)


@njit(cache=True, nogil=True)
def _offer(values: Any, places: Any, size: int, value: float, place: int) -> Any:
    """Keep the best in a heap whose first is the worst; returns how many it holds now."""
    if size < len(values):
        i = size
        size += 1
        while i > 0:
            up = (i - 1) >> 1
            if not _worse(value, place, values[up], places[up]):
                break
            values[i], places[i] = values[up], places[up]
            i = up
    elif _worse(values[0], places[0], value, place):
        i = 0
        while True:
            child = 2 * i + 1
            if child >= size:
                break
            if child + 1 < size and _worse(values[child + 1], places[child + 1], values[child], places[child]):
                child += 1
            if not _worse(values[child], places[child], value, place):
                break
            values[i], places[i] = values[child], places[child]
            i = child
    else:
        return size
    values[i], places[i] = value, place
    return size


@njit(cache=True, nogil=True)
def _sort(values: Any, places: Any, size: int) -> None:
    """The best first; few."""
    for i in range(1, size):
        value, place, j = values[i], places[i], i
        while j > 0 and _worse(values[j - 1], places[j - 1], value, place):
            values[j], places[j] = values[j - 1], places[j - 1]
            j -= 1
        values[j], places[j] = value, place


@njit(cache=True, nogil=True, fastmath={"reassoc", "nsz"})
def _dot(one: Any, other: Any) -> Any:
    total = 0.0
    for i in range(len(one)):
        total += one[i] * other[i]
    return total


@njit(cache=True, nogil=True)
def _knows(woven: Any, ego: int, other: int) -> Any:
    low, high = woven.start[ego], woven.start[ego + 1]
    while low < high:
        middle = (low + high) >> 1
        if woven.alter[middle] == other:
            return True
        if woven.alter[middle] < other:
            low = middle + 1
        else:
            high = middle
    return False


@njit(cache=True, nogil=True)
def _nearest(woven: Any, rules: Any, egos: Any, places: Any, sizes: Any) -> None:
    """Fills in the nearest strangers of each ego with ties, by their factors, in no order."""
    people, many, most = len(woven.ranked), len(egos), places.shape[1]
    values = np.empty(places.shape)
    own = woven.factors[egos] * woven.signs
    long, busy = np.empty(many), np.empty(many, np.bool_)
    for e in range(many):
        long[e] = sqrt(_dot(own[e], own[e]))
        busy[e] = woven.degree[egos[e]] > 0.0
    for first in range(0, people, _BLOCK):
        for e in range(many):
            if not busy[e]:
                continue
            bound = woven.length[first] * long[e] * _SLACK
            if bound < rules.noise or (sizes[e] == most and bound + rules.noise < values[e, 0]):
                busy[e] = False
                continue
            for i in range(first, min(first + _BLOCK, people)):
                product = _dot(woven.along[i], own[e])
                if product < rules.noise or (sizes[e] == most and product + rules.noise < values[e, 0]):
                    continue
                place = woven.ranked[i]
                if place != egos[e] and not _knows(woven, egos[e], place):
                    value = np.rint(product * rules.coarse) / rules.coarse
                    sizes[e] = _offer(values[e], places[e], sizes[e], value, place)


@njit(cache=True, nogil=True)
def _walk(woven: Any, rows: Any, touched: Any, ego: int) -> Any:
    """`proximity.two_steps` of an ego; returns how many people were touched."""
    size = 0
    for i in range(woven.start[ego], woven.start[ego + 1]):
        contact = woven.alter[i]
        degree, active = woven.degree[contact], woven.active[contact]
        steady = woven.steady[i] * (1.0 / active if active > 0.0 else 0.0)
        faded = woven.faded[i] * rows[contact, _RECENT]
        adamic, resource, halfway = 1.0 / log(max(degree, 2.0)), 1.0 / degree, rows[contact, _ROOT]
        for j in range(woven.start[contact], woven.start[contact + 1]):
            end = woven.alter[j]
            if rows[end, _COMMON] == 0.0:
                touched[size] = end
                size += 1
            rows[end, _COMMON] += 1.0
            rows[end, _ADAMIC] += adamic
            rows[end, _RESOURCE] += resource
            rows[end, _WEIGHTED] += steady * woven.steady[j]
            rows[end, _FADED] += faded * woven.faded[j]
            rows[end, _HALFWAY] += halfway
    return size


@njit(cache=True, nogil=True)
def _mark(marks: Any, some: Any, bit: int) -> None:
    for p in some:
        marks[p] |= bit


@njit(cache=True, nogil=True)
def _clear(marks: Any, some: Any) -> None:
    for p in some:
        marks[p] = 0


@njit(cache=True, nogil=True)
def _share(woven: Any, marks: Any, ground: Any, ego: int) -> Any:
    """Mark and list with whom somebody shares something; returns how many those are."""
    size = 0
    for i in range(woven.was.begins[ego], woven.was.begins[ego + 1]):
        where = woven.was.places[i]
        for j in range(woven.there.begins[where], woven.there.begins[where + 1]):
            p = woven.there.places[j]
            if p != ego and not marks[p] & _SHARED:
                marks[p] |= _SHARED
                ground[size] = p
                size += 1
    return size


@njit(cache=True, nogil=True)
def _candidates(woven: Any, listed: int, rows: Any, marks: Any, touched: Any, others: Any, who: Any, values: Any) -> Any:
    """`chance.candidates` of an ego whose alters and common ground are marked, `others` (two lists) among them in any case;
    returns how many were filled in."""
    size = 0
    if len(marks) <= listed:
        for p in range(len(marks)):
            if (woven.degree[p] > 0.0 or marks[p] & _SHARED) and not marks[p] & _CLOSED:
                who[size] = p
                size += 1
        return size
    for p in touched:
        if rows[p, _FADED] > 0.0 and not marks[p] & _CLOSED:
            size = _offer(values[:listed], who[:listed], size, rows[p, _FADED], p)
    for p in who[:size]:
        marks[p] |= _LISTED
    for some in others:
        for p in some:
            if not marks[p] & (_CLOSED | _LISTED):
                marks[p] |= _LISTED
                who[size] = p
                size += 1
    return size


@njit(cache=True, nogil=True)
def _measure(woven: Any, rules: Any, rows: Any, marks: Any, ego: int, who: Any, table: Any, near: Any, bridge: Any) -> None:
    """`proximity.features` of candidates, one row of `table` for each of `FEATURES`; whether a way of three ties leads there; and
    what share of their contacts is further away than two."""
    own, go = max(woven.recent[ego], 1e-12), 1.0 - rules.restart
    mine = woven.factors[ego] * woven.signs
    for i in range(len(who)):
        v = who[i]
        long = three = again = new = 0.0
        for j in range(woven.start[v], woven.start[v + 1]):
            b = woven.alter[j]
            if marks[b] & _REACHED:
                three += rows[b, _COMMON]
                long += rows[b, _HALFWAY] * rows[b, _ROOT]
                again += rows[b, _FADED] * rows[b, _RECENT] * woven.faded[j]
            elif not marks[b] & _CLOSED:
                new += 1.0
        common, faded, degree = rows[v, _COMMON], rows[v, _FADED], woven.degree[v]
        rooted = rules.restart * (go**2 * faded + go**3 * again) / own
        either = woven.degree[ego] + degree - common
        product = _dot(woven.factors[v], mine)
        measured = (
            common,
            rows[v, _ADAMIC],
            rows[v, _RESOURCE],
            common / either if either > 0.0 else 0.0,
            woven.degree[ego] * degree,
            rows[v, _WEIGHTED],
            faded,
            long,
            common + woven.beta * three,
            rooted,
            rooted * own * rows[v, _RECENT],
            product if abs(product) >= rules.noise else 0.0,
            woven.active[v],
            woven.recent[v],
            woven.arriving[v],
        )
        for column in range(len(measured)):
            table[column, i] = measured[column]
        near[i] = common > 0.0 or three > 0.0
        bridge[i] = new / max(degree, 1.0)


@njit(cache=True, nogil=True)
def _even(column: Any, weight: float, score: Any) -> None:
    """Add a column, as `proximity.evened` has it, to the score."""
    if not len(column):
        return
    above = column[column > 0.0]
    middle = np.median(above) if len(above) else 1.0
    mean = 0.0
    for i in range(len(column)):
        column[i] = log1p(max(column[i], 0.0) / middle)
        mean += column[i]
    mean /= len(column)
    spread = 0.0
    for i in range(len(column)):
        spread += (column[i] - mean) ** 2
    deviation = sqrt(spread / len(column))
    share = weight / deviation if deviation > 1e-12 else weight
    for i in range(len(column)):
        score[i] += share * column[i]


@njit(cache=True, nogil=True)
def _familiar(woven: Any, ego: int, share: Any) -> None:
    """The share of an ego's ties, by strength, in each community."""
    whole = 0.0
    for i in range(woven.ties.begins[ego], woven.ties.begins[ego + 1]):
        whole += woven.strength[i]
    for i in range(woven.ties.begins[ego], woven.ties.begins[ego + 1]):
        share[woven.community[woven.ties.places[i]]] += woven.strength[i] / max(whole, 1e-12)
    share[-1] = 0.0


@njit(cache=True, nogil=True)
def _hold(woven: Any, ego: int, mine: Any, share: float) -> None:
    """Write down, or with a share of 0 forget, the strengths of an ego's ties."""
    for i in range(woven.ties.begins[ego], woven.ties.begins[ego + 1]):
        mine[woven.ties.places[i]] = share * woven.strength[i]


@njit(cache=True, nogil=True)
def _through(woven: Any, mine: Any, other: int, values: Any, places: Any) -> Any:
    """How many contacts of somebody are in `mine` (strengths of an ego's ties, by place), and which of them are the closest."""
    count = size = 0
    for i in range(woven.ties.begins[other], woven.ties.begins[other + 1]):
        here = mine[woven.ties.places[i]]
        if here > 0.0:
            count += 1
            size = _offer(values, places, size, here * woven.strength[i], woven.ties.places[i])
    _sort(values, places, size)
    places[size:] = -1
    return count


@njit(cache=True, nogil=True)
def whom_to_meet(woven: Any, rules: Any, asked: Any, k: int, novelty: float) -> Any:
    """`Told` of the people of a portion; nothing of `meeting.meet` but its words is left out."""
    people, many = len(woven.degree), len(asked.egos)
    told_size, told_who = np.zeros(many, np.int64), np.full((many, k), -1, np.int64)
    told_value, told_common = np.zeros((many, k)), np.zeros((many, k), np.int64)
    told_through = np.full((many, k, rules.named), -1, np.int64)
    nearest, near_by = np.empty((many, rules.nearest), np.int64), np.zeros(many, np.int64)
    if people > rules.listed:
        _nearest(woven, rules, asked.egos, nearest, near_by)

    rows = np.zeros((people, _WIDTH))
    for p in range(people):
        rows[p, _RECENT] = 1.0 / woven.recent[p] if woven.recent[p] > 0.0 else 0.0
        rows[p, _ROOT] = sqrt(1.0 / woven.degree[p]) if woven.degree[p] > 0.0 else 0.0
    marks, touched, mine = np.zeros(people, np.uint8), np.empty(people, np.int64), np.zeros(people)
    ground = np.empty(people, np.int64)
    # Memory that is not written to is not taken.
    who, worth, score, bridge = np.empty(people, np.int64), np.empty(people), np.empty(people), np.empty(people)
    table, near = np.empty((len(woven.weights), people)), np.empty(people, np.bool_)
    share = np.zeros(woven.communities + 1)
    products = np.empty(rules.named)

    for e in range(many):
        ego = asked.egos[e]
        tied = asked.tied.places[asked.tied.begins[e] : asked.tied.begins[e + 1]]
        alters = woven.alter[woven.start[ego] : woven.start[ego + 1]]
        marks[ego] |= _CLOSED
        _mark(marks, alters, _CLOSED)
        _mark(marks, tied, _TIED)
        shared = ground[: _share(woven, marks, ground, ego)]
        _hold(woven, ego, mine, 1.0)
        reached = touched[: _walk(woven, rows, touched, ego)]
        others = (shared, nearest[e, : near_by[e]])
        _mark(marks, reached, _REACHED)
        found = _candidates(woven, rules.listed, rows, marks, reached, others, who, worth)

        _measure(woven, rules, rows, marks, ego, who[:found], table, near, bridge)
        score[:found] = 0.0
        for column in range(len(woven.weights)):
            if woven.weights[column] != 0.0:
                _even(table[column, :found], woven.weights[column], score[:found])
        if novelty > 0.0:
            share[:] = 0.0
            _familiar(woven, ego, share)
        size, best = 0, -np.inf
        for i in range(found):
            best = max(best, score[i])
        for i in range(found):
            v = who[i]
            if marks[v] & _TIED or not (near[i] or marks[v] & _SHARED):
                continue
            value = exp(score[i] - best) ** (1.0 - novelty / 2.0)
            if novelty > 0.0:
                elsewhere = 1.0 - share[woven.community[v]]
                value *= 1.0 - novelty * (1.0 - rules.kept - rules.elsewhere * elsewhere - rules.bridged * bridge[i])
            value = np.rint(value * rules.fine) / rules.fine
            size = _offer(told_value[e], told_who[e], size, value, v)
        _sort(told_value[e], told_who[e], size)
        told_size[e] = size
        for i in range(size):
            told_common[e, i] = _through(woven, mine, told_who[e, i], products, told_through[e, i])

        for p in reached:
            rows[p, :_SUMS] = 0.0
        for some in (reached, shared, tied, who[:found]):
            _clear(marks, some)
        _clear(marks, alters)
        marks[ego] = 0
        _hold(woven, ego, mine, 0.0)
    return Told(told_size, told_who, told_value, told_common, told_through)
