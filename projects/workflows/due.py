"""When the next step is due: days or months of a rule, from entering or from the project's end. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping

from projects.workflows.table import Due, Subject


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def add_years(day: dt.date, years: int) -> dt.date:
    return add_months(day, years * 12)


def due_on(due: Due | None, subject: Subject, entered: dt.date, rules: Mapping[str, int]) -> dt.date | None:
    """Return the deadline of a state entered that day, or None when nothing sets one.

    A deadline counted from the project's end is never before the day of entering: nobody is late
    on arrival.
    """
    if due is None:
        return None
    start = entered
    if due.since == "ends_on":
        if subject.ends_on is None and not due.key:
            return None
        start = subject.ends_on or entered
    amount = rules[due.key] if due.key else 0
    amount = -amount if due.before else amount
    day = add_months(start, amount) if due.months else start + dt.timedelta(days=amount)
    return max(day, entered)
