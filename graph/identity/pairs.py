"""Which records are compared with each other: those that share a block, however many blocks they share."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from graph.identity.blocks import LARGEST
from graph.identity.score import Ints


def candidates(keys: Sequence[Collection[int]], largest: int = LARGEST) -> Ints:
    """Pairs of positions, the smaller first, sorted, each once: of all whose keys have one in common.

    A key that more than `largest` have proposes nothing, so the number of pairs is bounded whatever names a pool has.
    """
    sizes = np.fromiter((len(k) for k in keys), np.int64, len(keys))
    owner = np.repeat(np.arange(len(keys), dtype=np.int64), sizes)
    key = np.fromiter((k for some in keys for k in some), np.int64, int(sizes.sum()))
    order = np.lexsort((owner, key))
    owner, key = owner[order], key[order]
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, np.int64)
    lengths = np.diff(np.r_[starts, len(key)])
    found = [np.zeros(0, np.int64)]
    waiting = 0
    for length in np.unique(lengths[(lengths > 1) & (lengths <= largest)]).tolist():
        # All blocks of one size at once.
        members = owner[starts[lengths == length][:, None] + np.arange(length)]
        one, other = np.triu_indices(length, 1)
        for few in np.array_split(members, max(1, members.shape[0] * len(one) >> 22)):
            found.append((few[:, one] * len(keys) + few[:, other]).ravel())
            waiting += len(found[-1])
        if waiting > 1 << 23:
            found, waiting = [np.unique(np.concatenate(found))], 0
    codes = np.unique(np.concatenate(found))
    return np.stack([codes // max(1, len(keys)), codes % max(1, len(keys))], axis=1)
