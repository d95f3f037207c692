"""On which day a base is taken: the population of the last day of last year, the seats on the day of the call."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from council.rulebook.conditions import check_fact
from council.rulebook.daycount import ONE_DAY, month_end
from council.rulebook.fact_names import label
from council.rulebook.facts import Facts
from council.rulebook.spots import Spot


@dataclass(frozen=True, slots=True)
class BaseDay:
    """A date, an event's day, or the most recent such day of the year or month before a day."""

    date: dt.date | None = None
    event: str = ""
    #: Month and day; (0, 0) is the last day of a month.
    last: tuple[int, int] | None = None
    before: str = "on"

    def on(self, facts: Facts) -> dt.date:
        """Return the day. Raises Missing for an event that is not known."""
        if self.date is not None:
            return self.date
        if self.last is None:
            return facts.date(self.event)
        day = facts.date(self.before)
        if self.last == (0, 0):
            return day.replace(day=1) - ONE_DAY
        month, number = self.last
        found = _in_year(day.year, month, number)
        return found if found < day else _in_year(day.year - 1, month, number)

    @property
    def words(self) -> str:
        if self.date is not None:
            return _("%(day)s 기준") % {"day": self.date.isoformat()}
        if self.last == (0, 0):
            return _("앞달 말일 기준")
        if self.last is not None:
            return _("앞선 %(month)s월 %(day)s일 기준") % {"month": self.last[0], "day": self.last[1]}
        return _("%(event)s 기준") % {"event": label(self.event)}


def _in_year(year: int, month: int, number: int) -> dt.date:
    end = month_end(year, month)
    return end.replace(day=min(number, end.day))


def read_base_day(spot: Spot) -> BaseDay | None:
    """Return the day written at a spot: a date, {event: X}, {last: "12-31"} or {last: month_end, before: X}."""
    if not isinstance(spot.raw, dict):
        date = spot.date()
        return BaseDay(date=date) if date else None
    fields = spot.fields(("event", "last", "before"))
    if ("event" in fields) == ("last" in fields):
        spot.wrong(_("event와 last 가운데 하나를 적습니다."))
        return None
    before = "on"
    if "before" in fields:
        before = fields["before"].word() or before
        check_fact(before, fields["before"])
    if "event" in fields:
        event = fields["event"].word()
        return BaseDay(event=event) if event and check_fact(event, fields["event"]) else None
    last = (0, 0) if fields["last"].raw == "month_end" else fields["last"].month_day()
    return BaseDay(last=last, before=before) if last else None
