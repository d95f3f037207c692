"""Whether whole numbers exist that satisfy several limits on sums of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: Beyond so many steps the search is given up; the quotas of an ordinance take a handful.
STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Demand:
    """The sum over some cells lies between a least and a largest number."""

    cells: frozenset[int]
    low: int
    high: int


def feasible(cells: int, demands: Sequence[Demand]) -> bool | None:
    """Return whether whole numbers ≥ 0 in so many cells meet every demand; None when the search was given up.

    Bounds are narrowed until nothing moves; what is still open is halved.
    """
    top = max((demand.high for demand in demands), default=0)
    stack = [([0] * cells, [top] * cells)]
    for _step in range(STEPS):
        if not stack:
            return False
        low, high = stack.pop()
        if not _narrow(low, high, demands):
            continue
        widest = max(range(cells), key=lambda cell: high[cell] - low[cell], default=0)
        if not cells or low[widest] == high[widest]:
            return True
        middle = (low[widest] + high[widest]) // 2
        upper = low.copy()
        upper[widest] = middle + 1
        lower = high.copy()
        lower[widest] = middle
        stack.append((upper, high.copy()))
        stack.append((low, lower))
    return None


def _narrow(low: list[int], high: list[int], demands: Sequence[Demand]) -> bool:
    """Narrow the bounds by every demand; return False when one cannot be met."""
    moved = True
    while moved:
        moved = False
        for demand in demands:
            least = sum(low[cell] for cell in demand.cells)
            most = sum(high[cell] for cell in demand.cells)
            if least > demand.high or most < demand.low:
                return False
            for cell in demand.cells:
                room = demand.high - (least - low[cell])
                need = demand.low - (most - high[cell])
                if room < high[cell]:
                    most -= high[cell] - room
                    high[cell] = room
                    moved = True
                if need > low[cell]:
                    least += need - low[cell]
                    low[cell] = need
                    moved = True
                if low[cell] > high[cell]:
                    return False
    return True
