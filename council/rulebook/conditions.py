"""Conditions: a mapping of facts to what they must be; every line must hold (docs/ordinances.md §3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from operator import ge, gt, le, lt
from typing import Any

from django.utils.translation import gettext as _

from council.rulebook.fact_names import LABELS, is_fact
from council.rulebook.facts import NEVER, Facts, Missing
from council.rulebook.fractions import NotAFraction, fraction
from council.rulebook.spans import Span, read_span
from council.rulebook.spots import DATE, Spot, near
from council.rulebook.truth import YES, Truth, all_of, any_of, known, negation, unknown

ORDERED: dict[str, Callable[[Any, Any], bool]] = {"at_least": ge, "more_than": gt, "at_most": le, "less_than": lt}
DATED: dict[str, Callable[[Any, Any], bool]] = {"since": ge, "after": gt, "until": le, "before": lt}
COMPARISONS = ("is", "in", *ORDERED, *DATED, "within", "known")


@dataclass(frozen=True, slots=True)
class Reference:
    """Another fact, times a fraction, plus a number or a span: {of: seats, times: "2/3"}."""

    of: str
    times: Fraction = Fraction(1)
    plus: int = 0
    later: Span | None = None
    earlier: Span | None = None

    def value(self, facts: Facts) -> Any:
        value = facts[self.of]
        if isinstance(value, dt.date):
            value = self.later.after(value) if self.later else value
            return self.earlier.before(value) if self.earlier else value
        if value is NEVER:
            return NEVER
        return facts.number(self.of) * self.times + self.plus


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of a fact with a value: at_least 3, within two years, one of several words."""

    op: str
    right: Any

    def holds(self, left: Any, facts: Facts) -> bool:
        """Return whether it holds for a fact that is known. Raises Missing for another fact that is not."""
        if self.op == "is":
            return _same(left, _value(self.right, facts))
        if self.op == "in":
            return any(_same(left, _value(item, facts)) for item in self.right)
        if left is NEVER:
            return False
        if self.op == "within":
            span, until = self.right
            end = facts.date(until)
            return isinstance(left, dt.date) and left <= end < span.after(left)
        right = _value(self.right, facts)
        if right is NEVER:
            return False
        if isinstance(left, bool) or isinstance(left, dt.date) != isinstance(right, dt.date):
            return False
        if not isinstance(left, int | Fraction | dt.date) or not isinstance(right, int | Fraction | dt.date):
            return False
        return (ORDERED.get(self.op) or DATED[self.op])(left, right)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a condition: a fact and all that it must be."""

    fact: str
    comparisons: tuple[Comparison, ...]

    @property
    def weight(self) -> int:
        """Return how much it counts when the most specific rule is sought: one for each comparison."""
        return len(self.comparisons)

    def test(self, facts: Facts) -> Truth:
        return all_of(self._one(comparison, facts) for comparison in self.comparisons)

    def _one(self, comparison: Comparison, facts: Facts) -> Truth:
        if comparison.op == "known":
            return known((self.fact in facts) is comparison.right)
        try:
            return known(comparison.holds(facts[self.fact], facts))
        except Missing as missing:
            return unknown(*missing.names)

    def facts(self) -> Iterable[str]:
        yield self.fact
        for comparison in self.comparisons:
            for right in comparison.right if isinstance(comparison.right, tuple) else (comparison.right,):
                if isinstance(right, Reference):
                    yield right.of


@dataclass(frozen=True, slots=True)
class Condition:
    """All parts must hold; an empty condition always does."""

    parts: tuple[Line | Either | Not, ...] = ()

    @property
    def weight(self) -> int:
        return sum(part.weight for part in self.parts)

    def test(self, facts: Facts) -> Truth:
        if not self.parts:
            return YES
        return all_of(part.test(facts) for part in self.parts)

    def facts(self) -> frozenset[str]:
        """Return the facts that it names."""
        return frozenset(name for part in self.parts for name in part.facts())


@dataclass(frozen=True, slots=True)
class Either:
    """One of several conditions suffices; it counts as much as its least specific one."""

    options: tuple[Condition, ...]

    @property
    def weight(self) -> int:
        return min((option.weight for option in self.options), default=0)

    def test(self, facts: Facts) -> Truth:
        return any_of(option.test(facts) for option in self.options)

    def facts(self) -> Iterable[str]:
        return (name for option in self.options for name in option.facts())


@dataclass(frozen=True, slots=True)
class Not:
    """The condition must not hold."""

    condition: Condition

    @property
    def weight(self) -> int:
        return self.condition.weight

    def test(self, facts: Facts) -> Truth:
        return negation(self.condition.test(facts))

    def facts(self) -> Iterable[str]:
        return self.condition.facts()


ALWAYS = Condition()


def _value(right: Any, facts: Facts) -> Any:
    return right.value(facts) if isinstance(right, Reference) else right


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, list | tuple):
        return any(_same(item, right) for item in left)
    if isinstance(right, bool):
        # A day tells that something was; "never" that it was not.
        if left is NEVER or isinstance(left, dt.date):
            return right is (left is not NEVER)
        return isinstance(left, bool) and left is right
    if isinstance(left, bool):
        return False
    return bool(left == right)


# --- Reading --------------------------------------------------------------------------------------------------------


def read_condition(spot: Spot) -> Condition:
    """Return the condition written at a spot, noting mistakes."""
    parts: list[Line | Either | Not] = []
    for name, field in spot.fields(None).items():
        if name == "any":
            parts.append(Either(tuple(read_condition(option) for option in field.items())))
        elif name == "not":
            parts.append(Not(read_condition(field)))
        elif name == "all":
            parts.extend(part for option in field.items() for part in read_condition(option).parts)
        elif check_fact(name, field):
            comparisons = _comparisons(field)
            if comparisons:
                parts.append(Line(name, comparisons))
    return Condition(tuple(parts))


def check_fact(name: str, spot: Spot) -> bool:
    """Note a name that is no fact; return whether it is one."""
    if is_fact(name) or name in spot.reading.facts:
        return True
    spot.wrong(
        _("‘%(name)s’(이)라는 사실은 없습니다.") % {"name": name[:40]} + near(name, {*LABELS, *spot.reading.facts})
    )
    return False


def _comparisons(spot: Spot) -> tuple[Comparison, ...]:
    if isinstance(spot.raw, list):
        return (Comparison("in", tuple(read_right(item) for item in spot.items())),)
    if isinstance(spot.raw, dict) and "of" not in spot.raw:
        fields = spot.fields(COMPARISONS)
        if not fields and not spot.raw:
            spot.wrong(_("무엇과 견주는지 적어야 합니다."))
        return tuple(_comparison(op, field) for op, field in fields.items())
    return (Comparison("is", read_right(spot)),)


def _comparison(op: str, spot: Spot) -> Comparison:
    if op == "known":
        return Comparison(op, spot.flag())
    if op == "in":
        return Comparison(op, tuple(read_right(item) for item in spot.items()))
    if op == "within":
        return Comparison(op, _within(spot))
    if op in DATED and not isinstance(spot.raw, dict):
        return Comparison(op, spot.date())
    if op in ORDERED and not isinstance(spot.raw, dict):
        return Comparison(op, _ordered(spot))
    return Comparison(op, read_right(spot))


def _within(spot: Spot) -> tuple[Span, str]:
    """Return a length of time and the day it is looked back from (the day asked about, unless another is named)."""
    until = "on"
    raw = spot.raw
    if isinstance(raw, dict) and "before" in raw:
        event = spot.at("before", raw["before"])
        until = event.word() or until
        check_fact(until, event)
        spot = Spot({name: value for name, value in raw.items() if name != "before"}, spot.path, spot.reading)
    return read_span(spot) or Span(), until


def _ordered(spot: Spot) -> Any:
    if isinstance(spot.raw, str) and DATE.fullmatch(spot.raw):
        return spot.date()
    return spot.fraction(most=None)


def read_right(spot: Spot) -> Any:
    """Return a value to compare with: a number, a fraction, a date, a word, yes or no, or another fact."""
    raw = spot.raw
    if isinstance(raw, dict):
        return _reference(spot)
    if isinstance(raw, list) or raw is None:
        return spot.wrong(_("여기에는 값 하나를 적습니다."))
    if isinstance(raw, float):
        return spot.fraction(most=None)
    if isinstance(raw, str):
        if DATE.fullmatch(raw):
            return spot.date()
        try:
            return fraction(raw)
        except NotAFraction:
            return spot.word()
    return raw


def _reference(spot: Spot) -> Any:
    fields = spot.fields(("of", "times", "plus", "minus"), required=("of",))
    of = fields["of"].word() if "of" in fields else None
    if of is None or not check_fact(of, fields["of"]):
        return None
    times = fields["times"].fraction(most=None) if "times" in fields else None
    plus, later, earlier = 0, None, None
    if "plus" in fields:
        if isinstance(fields["plus"].raw, dict):
            later = read_span(fields["plus"])
        else:
            plus = fields["plus"].whole() or 0
    if "minus" in fields:
        if isinstance(fields["minus"].raw, dict):
            earlier = read_span(fields["minus"])
        else:
            plus -= fields["minus"].whole() or 0
    return Reference(of, times if times is not None else Fraction(1), plus, later, earlier)
