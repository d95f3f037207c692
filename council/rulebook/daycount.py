"""Counting days and months as 민법 제157조 to 제161조 do."""

from __future__ import annotations

import calendar
import datetime as dt
from fractions import Fraction

ONE_DAY = dt.timedelta(days=1)


def month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def same_day_of_month(day: dt.date, months: int) -> dt.date:
    """Return the same day number so many months on (or back), or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def last_day_of_months(first_day: dt.date, months: int) -> dt.date:
    """Return the last day of a period of months whose first counted day is ``first_day`` (민법 제160조).

    The day before the same day number; where the last month has no such day, that month's last day.
    """
    there = same_day_of_month(first_day, months)
    return there if there.day < first_day.day else there - ONE_DAY


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the last day of so many months after an event; the event's own day is not counted (제157조).

    Mostly the same day number. From the last day of a month it is the last day: counting begins with the first of
    the next month, so one month after 28 February ends on 31 March.
    """
    return last_day_of_months(day + ONE_DAY, months)


def months_between(day: dt.date, end: dt.date) -> Fraction:
    """Return how many months lie after ``day`` up to and with ``end``: whole ones, and ½ for a rest of days.

    Exact at the edges: less than 6 is less than six full months, more than 6 is a day more than six.
    """
    if end < day:
        return Fraction(0)
    whole = max(0, (end.year - day.year) * 12 + end.month - day.month - 1)
    while months_after(day, whole + 1) <= end:
        whole += 1
    reached = months_after(day, whole) if whole else day
    return Fraction(whole) + (Fraction(1, 2) if reached < end else 0)


def full_years(born_on: dt.date, on: dt.date) -> int:
    """Return the age in full years on a day (민법 제158조: the day of birth counts)."""
    had_birthday = (on.month, on.day) >= (born_on.month, born_on.day)
    return on.year - born_on.year - (0 if had_birthday else 1)
