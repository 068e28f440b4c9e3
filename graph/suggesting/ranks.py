"""Values by their place among others, where their sizes say little."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def shares(values: Sequence[float] | Numbers) -> Numbers:
    """Share of the values that are less than each, equals counting half, as if one more stood above and one below: in (0, 1),
    0.5 for a value that stands alone."""
    order = np.sort(np.asarray(values, dtype=np.float64))
    below, upto = (np.searchsorted(order, values, side).astype(np.float64) for side in ("left", "right"))
    found: Numbers = (below + upto + 1.0) / (2.0 * (len(order) + 1.0))
    return found
