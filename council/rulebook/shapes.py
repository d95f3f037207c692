"""The shapes that values of rules may have: how each is read, and how it is said (docs/ordinances.md §4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext as _

from council.rulebook.conditions import check_fact
from council.rulebook.readers import read_deadline, read_threshold
from council.rulebook.spans import Span, read_span
from council.rulebook.spots import Spot

if TYPE_CHECKING:
    from council.rulebook.keys import RuleKey

Parse: TypeAlias = "Callable[[Spot, RuleKey], Any]"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a value is read from what was written (None after noting mistakes), and said in Korean."""

    name: str
    parse: Parse
    words: Callable[[Any], str]


SHAPES: dict[str, Shape] = {}


def shape(name: str, words: Callable[[Any], str] = str) -> Callable[[Parse], Parse]:
    """Register how values of a shape are read; ``words`` says a value that was read."""

    def register(parse: Parse) -> Parse:
        SHAPES[name] = Shape(name, parse, words)
        return parse

    return register


# --- Single values --------------------------------------------------------------------------------------------------


@shape("number")
def _number(spot: Spot, key: RuleKey) -> int | None:
    least = key.minimum if key.minimum is not None else 0
    return spot.whole(least=least) if key.maximum is None else spot.whole(least=least, most=key.maximum)


@shape("yes_no", lambda value: _("예") if value else _("아니오"))
def _yes_no(spot: Spot, key: RuleKey) -> bool | None:
    if not isinstance(spot.raw, bool):
        return spot.wrong(_("예 또는 아니오여야 합니다."))
    return spot.flag()


@shape("text")
def _text(spot: Spot, key: RuleKey) -> str | None:
    return spot.text()


@shape("texts", ", ".join)
def _texts(spot: Spot, key: RuleKey) -> tuple[str, ...]:
    return tuple(text for item in spot.items() if (text := item.text()) is not None)


@shape("names", ", ".join)
def _names(spot: Spot, key: RuleKey) -> tuple[str, ...]:
    return spot.words()


@shape("choice")
def _choice(spot: Spot, key: RuleKey) -> str | None:
    return spot.word(key.choices)


@dataclass(frozen=True, slots=True)
class Range:
    """From a least to a largest number; either may be open."""

    min: int | None = None
    max: int | None = None
    as_of: str = ""  # an event on whose day it counts

    def __contains__(self, number: object) -> bool:
        return (
            isinstance(number, int)
            and (self.min is None or number >= self.min)
            and (self.max is None or number <= self.max)
        )


def _range_words(value: Range) -> str:
    raise NotImplementedError


@shape("range", _range_words)
def _range(spot: Spot, key: RuleKey) -> Range | None:
    fields = spot.fields(("min", "max", "as_of"))
    low = fields["min"].whole() if "min" in fields else None
    high = fields["max"].whole() if "max" in fields else None
    if low is not None and high is not None and low > high:
        fields["min"].wrong(_("min %(low)s은(는) max %(high)s보다 클 수 없습니다.") % {"low": low, "high": high})
    as_of = fields["as_of"].word() if "as_of" in fields else ""
    if as_of:
        check_fact(as_of, fields["as_of"])
    return Range(low, high, as_of or "")


@shape("threshold")
def _threshold(spot: Spot, key: RuleKey) -> Any:
    return read_threshold(spot, key.count)


@shape("deadline")
def _deadline(spot: Spot, key: RuleKey) -> Any:
    return read_deadline(spot, key.event, key.side)


@shape("span", lambda value: value.words)
def _span(spot: Spot, key: RuleKey) -> Span | None:
    return read_span(spot)
