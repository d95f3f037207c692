"""Whether the quotas of an ordinance can all hold at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from council.rulebook.facts import Facts, Missing
from council.rulebook.feasible import Demand, feasible
from council.rulebook.quotas import CLOSED, IN_TOTAL, Group, Quota
from council.rulebook.truth import NO, YES, Truth, unknown

#: A person of none of the values that the quotas name.
OTHER = "\0other"
#: Groups by a comparison are tried with the numbers around each bound.
BESIDE = (-1, 0, 1)


@dataclass(frozen=True, slots=True)
class Consistency:
    """Whether quotas can all hold at once, and if not the attribute whose quotas exclude each other."""

    truth: Truth
    attribute: str = ""
    quotas: tuple[Quota, ...] = ()


def consistent(
    quotas: Sequence[Quota], facts: Facts, total: int, parts: Mapping[str, Mapping[Any, int]] | None = None
) -> Consistency:
    """Return whether some ``total`` people can satisfy every quota.

    Attributes are independent of each other (any share of women goes with any share of ages), so each is solved by
    itself. ``parts`` gives the sizes of the parts that quotas are set within: {"track": {"open": 18, …}}; its values
    are then all the values of that attribute.
    """
    sized = parts or {}
    whole = facts.plus(**{name: total for name in ("seats", "enrolled") if not facts.given(name)})
    missing: set[str] = set()
    for of in dict.fromkeys(quota.group.of for quota in quotas):
        own = [quota for quota in quotas if quota.group.of == of]
        try:
            answer = _Puzzle(of, own, whole, total, sized).solve()
        except Missing as reason:
            missing.update(reason.names)
            continue
        if answer is False:
            return Consistency(NO, of, tuple(own))
        if answer is None:
            missing.add(of)
    return Consistency(unknown(*sorted(missing)) if missing else YES)


class _Puzzle:
    """The quotas of one attribute as sums over cells: one cell for each kind of person in each part."""

    def __init__(
        self, of: str, quotas: Sequence[Quota], facts: Facts, total: int, sized: Mapping[str, Mapping[Any, int]]
    ) -> None:
        self.of, self.facts, self.total = of, facts, total
        self.quotas, self.sized = quotas, sized
        self.values = self._values(sized)
        self.is_closed = of in sized or of in CLOSED
        divided = dict.fromkeys(q.per or (q.within.of if q.within else "") for q in quotas)
        dividing = [name for name in divided if name]
        for name in dividing:
            if name not in sized:
                raise Missing(f"{name}_seats")
        # Quotas within two different divisions at once are beyond this check; the first is taken.
        self.division = dividing[0] if dividing else ""
        self.parts: dict[Any, int] = dict(sized[self.division]) if self.division else {"": total}

    def _values(self, sized: Mapping[str, Mapping[Any, int]]) -> list[Any]:
        if self.of in sized:
            return list(sized[self.of])
        if self.of in CLOSED:
            return list(CLOSED[self.of])
        named = [value for quota in self.quotas for value in quota.group.values]
        for quota in self.quotas:
            for comparison in quota.group.comparisons:
                if isinstance(comparison.right, int | Fraction):
                    named += [int(comparison.right) + step for step in BESIDE]
        return list(dict.fromkeys([*named, OTHER]))

    def solve(self) -> bool | None:
        demands = [Demand(self._cells(None, part), size, size) for part, size in self.parts.items()]
        if self.of in self.sized and self.of != self.division:
            for value, size in self.sized[self.of].items():
                demands.append(Demand(self._cells(Group(self.of, (value,)), None), size, size))
        for quota in self.quotas:
            demands += self._demands(quota)
        return feasible(len(self.parts) * len(self.values), demands)

    def _cells(self, group: Group | None, part: Any | None) -> frozenset[int]:
        width = len(self.values)
        return frozenset(
            row * width + column
            for row, name in enumerate(self.parts)
            for column, value in enumerate(self.values)
            if (part is None or name == part) and (group is None or self._has(group, value))
        )

    def _has(self, group: Group, value: Any) -> bool:
        if value == OTHER:
            return group.of == IN_TOTAL
        return group.of == IN_TOTAL or group.has(value, self.facts)

    def _demands(self, quota: Quota) -> list[Demand]:
        groups = [quota.group]
        if quota.each:
            groups = [Group(self.of, (value,)) for value in self.values if value != OTHER]
            # Others are spread over as many values as need be; none at all may be only where each is allowed none.
            if not self.is_closed and not quota.bound.op.is_floor and self._figure(quota, None) < 1:
                groups.append(Group(self.of, (OTHER,)))
        inside: list[Any | None] = [None]
        if quota.per:
            inside = list(self.parts)
        elif quota.within is not None:
            inside = [part for part in self.parts if quota.within.has(part, self.facts)]
        return [self._demand(quota, group, part) for group in groups for part in inside]

    def _demand(self, quota: Quota, group: Group, part: Any | None) -> Demand:
        figure = self._figure(quota, part)
        cells = self._cells(group, part)
        if OTHER in group.values:
            cells = frozenset(cell for cell in self._cells(None, part) if self.values[cell % len(self.values)] == OTHER)
        low, high = (figure, self.total) if quota.bound.op.is_floor else (0, figure)
        return Demand(cells, max(low, 0), high)

    def _figure(self, quota: Quota, part: Any | None) -> int:
        return quota.figure(self.facts, None if part is None else self.parts[part])
