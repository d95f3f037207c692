"""From a least to a largest number."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from council.rulebook.records import Record
from council.rulebook.spots import Spot


@dataclass(frozen=True, slots=True)
class Range:
    """From a least to a largest number; either may be open."""

    min: int | None = None
    max: int | None = None
    as_of: str = ""  # the event on whose day it counts, else the day asked about

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
    fields = Record(spot, ("min", "max", "as_of"))
    low, high = fields.whole("min"), fields.whole("max")
    if low is not None and high is not None and low > high:
        fields["min"].wrong(_("min %(low)s은(는) max %(high)s보다 클 수 없습니다.") % {"low": low, "high": high})
    if not fields.fields and isinstance(spot.raw, dict) and not spot.raw:
        spot.wrong(_("min이나 max를 적어야 합니다."))
    return Range(low, high, fields.fact("as_of"))
