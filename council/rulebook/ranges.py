"""From a least to a largest number."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from council.rulebook.facts import Facts
from council.rulebook.readers import read_bound
from council.rulebook.records import Record
from council.rulebook.spots import Spot
from council.rulebook.thresholds import Bound


@dataclass(frozen=True, slots=True)
class Range:
    """From a least to a largest number; either may be open."""

    min: int | None = None
    max: int | None = None
    as_of: str = ""  # the event on whose day it counts, else the day asked about
    narrowed: bool = False  # a 세칙 may set a narrower one within it
    least: Bound | None = None  # ends taken of another fact: 정원의 3분의 1
    most: Bound | None = None

    def at(self, facts: Facts) -> Range:
        """Return it with ends that are taken of other facts worked out. Raises Missing."""
        if self.least is None and self.most is None:
            return self
        low = self.least.figure(facts) if self.least is not None else self.min
        high = self.most.figure(facts) if self.most is not None else self.max
        return replace(self, min=low, max=high, least=None, most=None)

    def holds(self, other: Range) -> bool:
        """Return whether another range lies within this one."""
        return (self.min is None or (other.min is not None and other.min >= self.min)) and (
            self.max is None or (other.max is not None and other.max <= self.max)
        )

    def __contains__(self, number: object) -> bool:
        return (
            isinstance(number, int)
            and (self.min is None or number >= self.min)
            and (self.max is None or number <= self.max)
        )

    def words(self, unit: str = "") -> str:
        """Return it as people say it: 30명에서 50명, 19세 이상, 2명."""
        values = {"min": self.min, "max": self.max, "unit": unit}
        if self.min is not None and self.min == self.max:
            return _("%(min)s%(unit)s") % values
        if self.max is None:
            return _("%(min)s%(unit)s 이상") % values if self.min is not None else _("정한 수 없음")
        if self.min is None:
            return _("%(max)s%(unit)s 이하") % values
        return _("%(min)s%(unit)s에서 %(max)s%(unit)s") % values


#: Neither a least nor a largest.
ANY_NUMBER = Range()


def read_range(spot: Spot) -> Range:
    fields = Record(spot, ("min", "max", "as_of", "narrowed_by"))
    least, most = _taken(fields, "min", "at_least"), _taken(fields, "max", "at_most")
    low = fields.whole("min") if least is None and not _is_mapping(fields, "min") else None
    high = fields.whole("max") if most is None and not _is_mapping(fields, "max") else None
    if low is not None and high is not None and low > high:
        fields["min"].wrong(_("min %(low)s은(는) max %(high)s보다 클 수 없습니다.") % {"low": low, "high": high})
    if not fields.fields and isinstance(spot.raw, dict) and not spot.raw:
        spot.wrong(_("min이나 max를 적어야 합니다."))
    return Range(low, high, fields.fact("as_of"), bool(fields.word("narrowed_by", ("bylaw",))), least, most)


def _is_mapping(fields: Record, name: str) -> bool:
    return name in fields and isinstance(fields[name].raw, dict)


def _taken(fields: Record, name: str, op: str) -> Bound | None:
    """Return an end that is a share of another fact: ``{share: 1/3, of: seats}``."""
    if not _is_mapping(fields, name):
        return None
    spot = fields[name]
    own = spot.fields(("share", "of", "times", "round", "floor", "ceiling"), required=("of",))
    kept = {field: one.raw for field, one in own.items() if field != "share"}
    return read_bound(Spot({**kept, op: spot.raw.get("share", 1)}, spot.path, spot.reading), name)
