"""Thresholds: how many are needed, or allowed, exactly (docs/ordinances.md §4)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeAlias

from council.rulebook.basedays import BaseDay
from council.rulebook.facts import Facts, Missing, Number
from council.rulebook.truth import NOTHING, Truth, all_of, any_of, known, unknown


class Op(StrEnum):
    AT_LEAST = "at_least"  # 이상
    MORE_THAN = "more_than"  # 초과
    AT_MOST = "at_most"  # 이하
    LESS_THAN = "less_than"  # 미만

    @property
    def is_floor(self) -> bool:
        """Return whether many are needed, rather than few allowed."""
        return self in (Op.AT_LEAST, Op.MORE_THAN)


class Round(StrEnum):
    EXACT = "exact"
    UP = "up"
    DOWN = "down"
    HALF_UP = "half_up"


def rounded(product: Fraction, how: str) -> Fraction:
    """Return base × fraction rounded as the ordinance says."""
    if how == Round.UP:
        return Fraction(math.ceil(product))
    if how == Round.DOWN:
        return Fraction(math.floor(product))
    if how == Round.HALF_UP:
        return Fraction(math.floor(product + Fraction(1, 2)))
    return product


def whole_figure(op: Op, bound: Fraction) -> int:
    """Return the least whole number that satisfies a floor, or the largest that satisfies a ceiling."""
    if op is Op.AT_LEAST:
        return math.ceil(bound)
    if op is Op.MORE_THAN:
        return math.floor(bound) + 1
    if op is Op.AT_MOST:
        return math.floor(bound)
    return math.ceil(bound) - 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a threshold says to facts: whether it is met, and the figure that decides.

    ``needed`` is the least count that passes, ``allowed`` the largest; None when the base is not known or no
    number is asked for. ``count`` names the fact held against it, ``base`` and ``base_name`` what it was taken of.
    """

    holds: bool | None
    missing: frozenset[str] = NOTHING
    needed: int | None = None
    allowed: int | None = None
    count: str = ""
    base: Number | None = None
    base_name: str = ""
    #: The bound (or door) that decided.
    door: Bound | Asker | None = None

    @property
    def figure(self) -> int | None:
        return self.needed if self.needed is not None else self.allowed


@dataclass(frozen=True, slots=True)
class Bound:
    """One comparison: 재적위원 과반수, 주민 50명 이상, 정원의 5분의 3 이하."""

    op: Op
    amount: Fraction
    of: str = ""
    count: str = ""
    base_less: tuple[str, ...] = ()
    floor: int | None = None
    ceiling: int | None = None
    round: str = Round.EXACT
    as_of: BaseDay | None = None
    consulted: tuple[str, ...] = ()
    per: str = ""  # each value of this attribute by itself: per track
    times: Fraction = Fraction(1)  # the base taken so many times: 정원의 2배

    def base(self, facts: Facts) -> Number:
        """Return what the fraction is taken of. Raises Missing with every fact that is not known."""
        absent: list[str] = []
        day = None
        if self.as_of is not None:
            try:
                day = self.as_of.on(facts)
            except Missing as missing:
                if not isinstance(facts.maybe(self.of), int | Fraction):
                    absent.extend(missing.names)
        total: Number = 0
        for sign, name in ((1, self.of), *((-1, name) for name in self.base_less)):
            try:
                total += sign * facts.number(name, day)
            except Missing as missing:
                absent.extend(missing.names)
        if absent:
            raise Missing(*absent)
        return total * self.times

    def figure(self, facts: Facts) -> int:
        """Return the least number needed, or the largest allowed. Raises Missing."""
        return self.figure_of(self.base(facts) if self.of else 0)

    def figure_of(self, base: Number) -> int:
        """Return the figure for a base: rounded first, then made whole, then kept between floor and ceiling."""
        whole = whole_figure(self.op, rounded(base * self.amount, self.round) if self.of else self.amount)
        if self.floor is not None:
            whole = max(whole, self.floor)
        if self.ceiling is not None:
            whole = min(whole, self.ceiling)
        return whole

    def passes(self, number: Number, figure: int) -> bool:
        return number >= figure if self.op.is_floor else number <= figure

    def needed(self, facts: Facts) -> int | None:
        """Return the least number that passes, None for an upper bound. Raises Missing."""
        return self.figure(facts) if self.op.is_floor else None

    def allowed(self, facts: Facts) -> int | None:
        """Return the largest number that passes, None for a lower bound. Raises Missing."""
        return None if self.op.is_floor else self.figure(facts)

    def test(self, facts: Facts) -> Outcome:
        """Return whether the count given in the facts passes, and the figure."""
        base: Number | None = None
        figure: int | None = None
        lacking: frozenset[str] = NOTHING
        try:
            base = self.base(facts) if self.of else None
            figure = self.figure_of(base or 0)
        except Missing as missing:
            lacking = frozenset(missing.names)
        truth = all_of((self._counted(facts, figure, lacking), self._heard(facts)))
        return Outcome(
            truth.holds,
            truth.missing,
            needed=figure if self.op.is_floor else None,
            allowed=None if self.op.is_floor else figure,
            count=self.count,
            base=base,
            base_name=self.of,
            door=self,
        )

    def _counted(self, facts: Facts, figure: int | None, lacking: frozenset[str]) -> Truth:
        if self.count not in facts:
            return Truth(None, lacking | {self.count})
        number = facts.number(self.count)
        if figure is not None:
            return known(self.passes(number, figure))
        # The base is not known; a floor or ceiling of the figure may settle it all the same.
        if self.floor is not None and (number < self.floor if self.op.is_floor else number <= self.floor):
            return known(not self.op.is_floor)
        if self.ceiling is not None and (number >= self.ceiling if self.op.is_floor else number > self.ceiling):
            return known(self.op.is_floor)
        return Truth(None, lacking)

    def _heard(self, facts: Facts) -> Truth:
        if not self.consulted:
            return Truth(True)
        try:
            heard = facts.words("consulted")
        except Missing:
            return unknown("consulted")
        return known(set(self.consulted) <= set(heard))


@dataclass(frozen=True, slots=True)
class Asker:
    """A door opened by who asks, not by how many: 회장이 소집할 때."""

    by: tuple[str, ...]
    consulted: tuple[str, ...] = ()

    def test(self, facts: Facts) -> Outcome:
        try:
            truth = known(facts.word("called_by") in self.by)
        except Missing:
            truth = unknown("called_by")
        if self.consulted:
            truth = all_of((truth, Bound(Op.AT_LEAST, Fraction(0), consulted=self.consulted)._heard(facts)))
        return Outcome(truth.holds, truth.missing, count="called_by", door=self)

    def needed(self, facts: Facts) -> int | None:
        return None

    allowed = needed


@dataclass(frozen=True, slots=True)
class Doors:
    """Several thresholds: one suffices (``any``), or all must be met (``all``)."""

    every: bool
    doors: tuple[Threshold, ...] = field(default=())

    def test(self, facts: Facts) -> Outcome:
        """Return whether it is met; the figures are those of the door that decides, else of the first with figures."""
        outcomes = [door.test(facts) for door in self.doors]
        truth = (all_of if self.every else any_of)(Truth(o.holds, o.missing) for o in outcomes)
        lead = self._lead(outcomes, truth)
        same = [o for o in outcomes if o.count == lead.count]
        needed = self._together([o for o in same if o.allowed is None], "needed")
        allowed = self._together([o for o in same if o.needed is None], "allowed")
        return Outcome(truth.holds, truth.missing, needed, allowed, lead.count, lead.base, lead.base_name, lead.door)

    def _lead(self, outcomes: list[Outcome], truth: Truth) -> Outcome:
        if truth.holds is not None:
            deciding = [o for o in outcomes if o.holds is (not self.every)]
            if deciding and truth.holds is not self.every:
                return deciding[0]
        return next((o for o in outcomes if o.figure is not None), outcomes[0])

    def _together(self, same: list[Outcome], line: str) -> int | None:
        """Return what the doors of one count ask for together: the easiest of ``any``, the hardest of ``all``."""
        figures = [getattr(o, line) for o in same]
        if not figures or None in figures:
            return None
        easiest, hardest = (min, max) if line == "needed" else (max, min)
        chosen: int = (hardest if self.every else easiest)(figures)
        return chosen

    def needed(self, facts: Facts) -> int | None:
        return self.test(facts).needed

    def allowed(self, facts: Facts) -> int | None:
        return self.test(facts).allowed


Threshold: TypeAlias = Bound | Asker | Doors


def counts_of(threshold: Threshold) -> list[str]:
    """Return the facts that are held against it, in order."""
    if isinstance(threshold, Doors):
        return list(dict.fromkeys(name for door in threshold.doors for name in counts_of(door)))
    return [threshold.count if isinstance(threshold, Bound) else "called_by"]


def bounds_of(threshold: Threshold) -> list[Any]:
    """Return every single bound in it."""
    if isinstance(threshold, Doors):
        return [bound for door in threshold.doors for bound in bounds_of(door)]
    return [threshold]
