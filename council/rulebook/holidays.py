"""Working days of Korea: not Saturdays, Sundays or 공휴일 with their substitutes."""

from __future__ import annotations

import datetime as dt
from functools import cache

from holidays import country_holidays

SATURDAY = 5


@cache
def _of(year: int) -> frozenset[dt.date]:
    return frozenset(country_holidays("KR", years=year))


def is_holiday(day: dt.date) -> bool:
    """Return whether the day is a 공휴일 (substitute days included)."""
    return day in _of(day.year)


def is_working_day(day: dt.date) -> bool:
    return day.weekday() < SATURDAY and not is_holiday(day)
