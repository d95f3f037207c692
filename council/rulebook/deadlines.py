"""Deadlines: days, months or a fixed date from an event, counted as the ordinance says (docs/ordinances.md §4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from council.rulebook import holidays
from council.rulebook.daycount import ONE_DAY, last_day_of_months, month_end, same_day_of_month
from council.rulebook.facts import Facts


class Count(StrEnum):
    NEXT_DAY = "next_day"  # 초일 불산입, 민법 제157조
    SAME_DAY = "same_day"  # 초일 산입
    CLEAR_DAYS = "clear_days"  # so many whole days between


class Roll(StrEnum):
    NONE = "none"
    NEXT = "next"  # 민법 제161조
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class Counting:
    """How a place counts days where a deadline does not say: keys counting.first_day and counting.roll."""

    first_day: str = Count.NEXT_DAY
    roll: str = Roll.NONE


USUAL = Counting()


class AtOnce(Exception):
    """The rule says 지체 없이: no day can be computed."""


def rolled(day: dt.date, roll: str) -> dt.date:
    """Return the day, or the nearest working day to the side that the roll says."""
    if roll == Roll.NONE:
        return day
    step = ONE_DAY if roll == Roll.NEXT else -ONE_DAY
    while not holidays.is_working_day(day):
        day += step
    return day


@dataclass(frozen=True, slots=True)
class Owed:
    """Who owes what is due, and to whom."""

    by: str = ""
    to: str = ""


NOBODY = Owed()


@dataclass(frozen=True, slots=True)
class Period:
    """So many days, weeks or months after or before an event."""

    unit: str  # days, weeks, months
    number: int
    event: str
    before: bool = False
    working_days: bool = False
    count: str = ""
    roll: str = ""
    owed: Owed = NOBODY

    def on(self, facts: Facts, counting: Counting = USUAL) -> dt.date:
        """Return the last day on which it is in time. Raises Missing when the event's day is not known."""
        day = facts.date(self.event)
        count = self.count or counting.first_day
        if not self.number:
            end = day
        elif self.working_days:
            end = self._working(day, count)
        elif self.before:
            end = self._before(day, count)
        else:
            end = self._after(day, count)
        return rolled(end, self.roll or counting.roll)

    def _after(self, day: dt.date, count: str) -> dt.date:
        first = {Count.SAME_DAY: day, Count.CLEAR_DAYS: day + 2 * ONE_DAY}.get(Count(count), day + ONE_DAY)
        if self.unit == "months":
            return last_day_of_months(first, self.number)
        return first + self._days() - ONE_DAY

    def _before(self, day: dt.date, count: str) -> dt.date:
        nearer = {Count.SAME_DAY: ONE_DAY, Count.CLEAR_DAYS: -ONE_DAY}.get(Count(count), dt.timedelta())
        if self.unit == "months":
            return same_day_of_month(day, -self.number) + nearer
        return day - self._days() + nearer

    def _days(self) -> dt.timedelta:
        return dt.timedelta(days=self.number * (7 if self.unit == "weeks" else 1))

    def _working(self, day: dt.date, count: str) -> dt.date:
        step = -ONE_DAY if self.before else ONE_DAY
        left = self.number
        if count == Count.SAME_DAY and holidays.is_working_day(day):
            left -= 1
        while left:
            day += step
            left -= holidays.is_working_day(day)
        if count == Count.CLEAR_DAYS:
            day += step
            while not holidays.is_working_day(day):
                day += step
        return day


@dataclass(frozen=True, slots=True)
class FixedDate:
    """A day of the year on or after an event: by 31 August."""

    month: int
    day: int
    event: str
    year: str = ""  # "", same, next
    roll: str = ""
    owed: Owed = NOBODY

    def on(self, facts: Facts, counting: Counting = USUAL) -> dt.date:
        event = facts.date(self.event)
        found = self._in(event.year + (self.year == "next"))
        if not self.year and found < event:
            found = self._in(event.year + 1)
        return rolled(found, self.roll or counting.roll)

    def _in(self, year: int) -> dt.date:
        end = month_end(year, self.month)
        return end.replace(day=min(self.day, end.day))


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day of the event's month or of one after it: by the 20th of the next month."""

    day: int  # 31 is the last day
    months: int
    event: str
    roll: str = ""
    owed: Owed = NOBODY

    def on(self, facts: Facts, counting: Counting = USUAL) -> dt.date:
        there = same_day_of_month(facts.date(self.event).replace(day=1), self.months)
        end = month_end(there.year, there.month)
        return rolled(end.replace(day=min(self.day, end.day)), self.roll or counting.roll)


@dataclass(frozen=True, slots=True)
class ThatDay:
    """The very day of an event."""

    event: str
    owed: Owed = NOBODY

    def on(self, facts: Facts, counting: Counting = USUAL) -> dt.date:
        return facts.date(self.event)


@dataclass(frozen=True, slots=True)
class Beforehand:
    """Before an event, however shortly: its own day is still in time."""

    event: str
    owed: Owed = NOBODY

    def on(self, facts: Facts, counting: Counting = USUAL) -> dt.date:
        return facts.date(self.event)


@dataclass(frozen=True, slots=True)
class WithoutDelay:
    """지체 없이."""

    event: str
    owed: Owed = NOBODY

    def on(self, facts: Facts, counting: Counting = USUAL) -> dt.date:
        """Raise AtOnce: the words are all there is."""
        raise AtOnce


@dataclass(frozen=True, slots=True)
class Whichever:
    """The earlier or the later of several deadlines."""

    later: bool
    of: tuple[Deadline, ...]
    owed: Owed = NOBODY

    def on(self, facts: Facts, counting: Counting = USUAL) -> dt.date:
        return (max if self.later else min)(deadline.on(facts, counting) for deadline in self.of)

    @property
    def event(self) -> str:
        return self.of[0].event


Deadline: TypeAlias = "Period | FixedDate | DayOfMonth | ThatDay | Beforehand | WithoutDelay | Whichever"


def events_of(deadline: Deadline) -> tuple[str, ...]:
    """Return the events whose days are needed."""
    if isinstance(deadline, Whichever):
        return tuple(dict.fromkeys(event for part in deadline.of for event in events_of(part)))
    return (deadline.event,)


def is_before(deadline: Deadline) -> bool:
    """Return whether it is to be done before its event (a notice period)."""
    if isinstance(deadline, Whichever):
        return any(is_before(part) for part in deadline.of)
    return isinstance(deadline, Beforehand) or (isinstance(deadline, Period) and deadline.before)
