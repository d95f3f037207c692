"""Lengths of time: {years: 2}, {months: 6}, {days: 30}."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.rulebook.daycount import ONE_DAY, last_day_of_months, months_after, same_day_of_month
from council.rulebook.spots import Spot

UNITS = ("years", "months", "weeks", "days")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in months and days."""

    months: int = 0
    days: int = 0

    def after(self, day: dt.date) -> dt.date:
        """Return the last day of the span after an event, whose own day does not count (민법 제157조, 제160조)."""
        end = months_after(day, self.months) if self.months else day
        return end + dt.timedelta(days=self.days)

    def last_day(self, first_day: dt.date) -> dt.date:
        """Return the last day of the span whose first counted day is ``first_day``."""
        if not self.months:
            return first_day + dt.timedelta(days=self.days - 1)
        return last_day_of_months(first_day, self.months) + dt.timedelta(days=self.days)

    def next_day(self, first_day: dt.date) -> dt.date:
        """Return the first day after the span that began on ``first_day``."""
        return self.last_day(first_day) + ONE_DAY

    def before(self, day: dt.date) -> dt.date:
        """Return the same day so long before."""
        return same_day_of_month(day, -self.months) - dt.timedelta(days=self.days)

    @property
    def words(self) -> str:
        """Return it as people say it: 2년, 6개월, 30일."""
        years, months = divmod(self.months, 12)
        if years and months and not self.days:
            return _("%(years)s년 %(months)s개월") % {"years": years, "months": months}
        parts = []
        if years:
            parts.append(ngettext("%(n)s년", "%(n)s년", years) % {"n": years})
        if months:
            parts.append(ngettext("%(n)s개월", "%(n)s개월", months) % {"n": months})
        if self.days or not parts:
            parts.append(ngettext("%(n)s일", "%(n)s일", self.days) % {"n": self.days})
        return " ".join(parts)


#: No term of an ordinance is longer than this; larger numbers are slips of the finger and leave the calendar.
MOST = {"years": 200, "months": 2400, "weeks": 10_000, "days": 75_000}


def read_span(spot: Spot) -> Span | None:
    """Return the span written at a spot, noting mistakes."""
    fields = spot.fields(UNITS)
    if not fields:
        if isinstance(spot.raw, dict) and not spot.raw:
            spot.wrong(_("기간은 {years: 2}, {months: 6}, {days: 30}처럼 적습니다."))
        return None
    amounts = {unit: field.whole(most=MOST[unit]) for unit, field in fields.items()}
    if None in amounts.values():
        return None
    number = {unit: amount or 0 for unit, amount in amounts.items()}
    return Span(
        months=number.get("years", 0) * 12 + number.get("months", 0),
        days=number.get("weeks", 0) * 7 + number.get("days", 0),
    )
